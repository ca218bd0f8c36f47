// Mistakes in a rule table that reading it does not show: rules that can never hit, dates that contradict, tables that have
// run out, situations that two rules claim or none answers.

public import Geometry

/// Something to look at in a table, with its line.
public struct LintRemark: Sendable {
  /// `error`: the rule cannot do what it says; `warning`: it does not apply, or is not certain; `note`: look whether it is meant.
  public let severity: Severity
  public let place: String
  public let message: Words

  public init(severity: Severity, place: String, message: Words) {
    self.severity = severity
    self.place = place
    self.message = message
  }
}

extension RuleTable {
  /// Remarks on the table, worst first; `today` is the day on which it should apply.
  public func lint(on today: Day) -> [LintRemark] {
    var remarks = validityRemarks(validity, on: today, place: file, what: Words(zh: "规则表", en: "the table"))
    for text in unverified {
      remarks.append(
        LintRemark(
          severity: .warning, place: file, message: Words(zh: "未核实：\(text.zh)", en: "not verified: \(text.en)")))
    }
    for rule in rules {
      let what = Words(zh: "规则“\(rule.id)”", en: "rule '\(rule.id)'")
      remarks += validityRemarks(rule.validity, on: today, place: rule.place, what: what)
      remarks += dateRemarks(rule, what)
      if let text = rule.unverified {
        remarks.append(
          LintRemark(
            severity: .warning, place: rule.place,
            message: Words(zh: "\(what.zh)未核实：\(text.zh)", en: "\(what.en) is not verified: \(text.en)")))
      }
    }
    for group in groups { remarks += situationRemarks(in: group) }
    return remarks.enumerated().sorted {
      ($0.element.severity, $1.offset) > ($1.element.severity, $0.offset)
    }.map(\.element)
  }

  private func validityRemarks(_ validity: Validity, on today: Day, place: String, what: Words) -> [LintRemark] {
    if let from = validity.from, let to = validity.to, to < from {
      return [
        LintRemark(
          severity: .error, place: place,
          message: Words(
            zh: "\(what.zh)的有效期在开始（\(from)）之前就结束（\(to)）；请改正 valid",
            en: "the validity of \(what.en) ends (\(to)) before it begins (\(from)); correct 'valid'"))
      ]
    }
    if validity.holds(on: today) { return [] }
    return [
      LintRemark(
        severity: .warning, place: place,
        message: Words(
          zh: "\(what.zh)在 \(today) 不在有效期内（\(validity)），当日判定时不会采用",
          en: "\(what.en) does not apply on \(today) (it is valid \(validity)) and would not be used on that day"))
    ]
  }

  private func dateRemarks(_ rule: Rule, _ what: Words) -> [LintRemark] {
    var remarks: [LintRemark] = []
    func tell(_ zh: String, _ en: String) {
      remarks.append(
        LintRemark(severity: .error, place: rule.place, message: Words(zh: what.zh + zh, en: what.en + en)))
    }
    if case .day(let day)? = rule.deadline, let from = rule.validity.from ?? validity.from, day < from {
      tell(
        "的期限 \(day) 早于生效日 \(from)，一开始就已逾期",
        ": its deadline \(day) lies before it applies (\(from)), so every well is late at once")
    }
    if case .day(let review)? = rule.review, case .day(let deadline)? = rule.deadline, review < deadline {
      tell("的复核日期 \(review) 早于期限 \(deadline)", ": its review (\(review)) comes before its deadline (\(deadline))")
    }
    let states = rule.conditions.first { $0.fact == .permitState }?.tests ?? []
    if case .fact(.permitEnd)? = rule.deadline, states.contains(.oneOf(["none"])) {
      tell("的期限是许可到期日，条件却是无证：这样的井没有到期日", ": its deadline is the end of the permit, but it is for wells without one")
    }
    return remarks
  }

  /// Facts that others are compared with need some value: any does, as long as it is between the constants of the rules.
  private static func someFacts(comparedIn rules: [Rule]) -> Facts {
    let compared = Set(rules.flatMap(\.conditions).flatMap { $0.tests.compactMap(\.otherFact) })
    return compared.reduce(Facts([])) { facts, name in
      facts.assuming(name, name.definition.kind == .day ? .day(Day(year: 2022, month: 3, day: 15)!) : .number(999.5))
    }
  }

  /// Unreachable rules, partial overlaps, and situations without an answer, in one group.
  private func situationRemarks(in group: String) -> [LintRemark] {
    let rules = rules.filter { $0.group == group }
    let space = FactSpace(of: rules.flatMap(\.conditions), against: Self.someFacts(comparedIn: rules))
    let regions = rules.map { space.region(of: $0.conditions) }
    var remarks: [LintRemark] = []
    for (index, rule) in rules.enumerated() where rule.isComparable {
      guard let region = regions[index] else {
        remarks.append(
          LintRemark(
            severity: .error, place: rule.place,
            message: Words(
              zh: "规则“\(rule.id)”的条件互相矛盾，没有井能符合",
              en: "the conditions of rule '\(rule.id)' contradict each other: no well can meet them")))
        continue
      }
      let earlier = rules.indices.filter { $0 < index && regions[$0] != nil && rules[$0].isCertain(to: rule) }
      if space.remainder(of: region, without: earlier.map { regions[$0]! }).isEmpty {
        let names = earlier.filter { regions[$0]!.intersection(region) != nil }.map { rules[$0].id }
        remarks.append(
          LintRemark(
            severity: .error, place: rule.place,
            message: Words(
              zh: "规则“\(rule.id)”永远轮不到：凡符合它的井，前面的“\(names.joined(separator: "”“"))”已先命中；请调整先后或条件",
              en:
                "rule '\(rule.id)' can never hit: whatever meets it has met \(names.map { "'\($0)'" }.joined(separator: ", ")) before; change their order or their conditions"
            )))
        continue
      }
      // A later rule that is wider than an earlier one is the usual "all others"; told is what only half overlaps.
      for other in earlier where rule.differs(from: rules[other]) {
        guard let both = regions[other]!.intersection(region),
          !space.remainder(of: regions[other]!, without: [region]).isEmpty
        else { continue }
        let where_ = both.description(in: space)
        remarks.append(
          LintRemark(
            severity: .note, place: rule.place,
            message: Words(
              zh: "规则“\(rules[other].id)”和“\(rule.id)”会同时符合（\(where_.zh)）；写在前面的“\(rules[other].id)”决定，请确认先后是有意的",
              en:
                "a well can meet both '\(rules[other].id)' and '\(rule.id)' (\(where_.en)); '\(rules[other].id)' stands before and decides: see that this order is meant"
            )))
      }
    }
    let open = space.remainder(of: FactRegion(sides: [:]), without: regions.compactMap(\.self))
    if !open.isEmpty {
      let shown = open.prefix(3).map { $0.description(in: space) }
      let more = open.count > shown.count
      remarks.append(
        LintRemark(
          severity: .note, place: file,
          message: Words(
            zh:
              "没有规则回答：\(shown.map(\.zh).joined(separator: "；"))\(more ? "；等 \(open.count) 种情形" : "")；这些井将列为“\(Outcome.none.title.zh)”",
            en:
              "no rule answers: \(shown.map(\.en).joined(separator: "; "))\(more ? "; \(open.count) situations in all" : ""); such wells are listed as '\(Outcome.none.title.en)'"
          )))
    }
    return remarks
  }
}

extension Rule {
  /// Whether its situations can be laid out beside those of others: a test whether a fact is known asks for more.
  fileprivate var isComparable: Bool { !conditions.contains { $0.tests.contains(.known(false)) } }

  /// Whether it hits wherever its conditions are met, for as long as the other rule applies.
  fileprivate func isCertain(to other: Rule) -> Bool {
    guard isComparable else { return false }
    let starts = validity.from.map { from in other.validity.from.map { from <= $0 } ?? false } ?? true
    let ends = validity.to.map { to in other.validity.to.map { to >= $0 } ?? false } ?? true
    return starts && ends
  }

  fileprivate func differs(from other: Rule) -> Bool {
    outcome != other.outcome || deadline != other.deadline || unit.text != other.unit.text
      || responsible.text != other.responsible.text
  }
}

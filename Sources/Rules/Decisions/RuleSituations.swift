// The situations of a group of rules: rules that can never hit, situations that two rules claim, or that none answers.

import Geometry

extension RuleTable {
  /// Facts that others are compared with need some value: any does, as long as it is between the constants of the rules.
  private static func someFacts(comparedIn rules: [Rule]) -> Facts {
    let compared = Set(rules.flatMap(\.conditions).flatMap { $0.tests.compactMap(\.otherFact) })
    return compared.reduce(Facts([])) { facts, name in
      facts.assuming(name, name.definition.kind == .day ? .day(Day(year: 2022, month: 3, day: 15)!) : .number(999.5))
    }
  }

  /// Unreachable rules, half overlaps, and situations without an answer, in one group.
  func situationRemarks(in group: String) -> [LintRemark] {
    let rules = rules.filter { $0.group == group }
    let space = FactSpace(
      of: rules.flatMap(\.conditions), against: Self.someFacts(comparedIn: rules), unknown: true)
    let regions = rules.map { space.region(of: $0.conditions) }
    // A rule that stays open is not passed over: the well is to be verified.
    let stops = rules.map { space.region(of: $0.conditions, orOpen: true) }
    var remarks: [LintRemark] = []
    /// By an earlier rule, the later ones that it may take wells from.
    var halfOverlaps: [(earlier: Int, later: [Int])] = rules.indices.map { ($0, []) }
    for (index, rule) in rules.enumerated() {
      guard let region = regions[index] else {
        remarks.append(rule.contradiction)
        continue
      }
      let earlier = rules.indices.filter { $0 < index && regions[$0] != nil && rules[$0].appliesThroughout(rule) }
      if space.remainder(of: region, without: earlier.map { stops[$0]! }).isEmpty {
        remarks.append(
          rule.unreachable(behind: earlier.filter { stops[$0]!.intersection(region) != nil }.map { rules[$0] }))
        continue
      }
      // A later rule that is wider than an earlier one is the usual "all others"; told is what only half overlaps.
      for other in earlier where rule.differs(from: rules[other]) {
        let meets = regions[other]!.intersection(region) != nil
        if meets && !space.remainder(of: regions[other]!, without: [region]).isEmpty {
          halfOverlaps[other].later.append(index)
        }
      }
    }
    remarks += halfOverlaps.filter { !$0.later.isEmpty }.map { earlier, later in
      rules[earlier].precedes(later.map { rules[$0] })
    }
    let open = space.remainder(of: FactRegion(sides: [:]), without: stops.compactMap(\.self))
    if !open.isEmpty { remarks.append(unanswered(open.map { $0.description(in: space) })) }
    return remarks
  }

  private func unanswered(_ situations: [Words]) -> LintRemark {
    let shown = situations.prefix(3)
    let more = situations.count > shown.count
    return LintRemark(
      severity: .note, place: file,
      message: Words(
        zh:
          "没有适用的规则：\(shown.map(\.zh).joined(separator: "；"))\(more ? "；等 \(situations.count) 种情形" : "")；这些井将列为“\(Outcome.none.title.zh)”",
        en:
          "no rule answers: \(shown.map(\.en).joined(separator: "; "))\(more ? "; \(situations.count) situations in all" : ""); such wells are listed as '\(Outcome.none.title.en)'"
      ))
  }
}

extension Rule {
  /// Whether it applies for as long as another rule does.
  fileprivate func appliesThroughout(_ other: Rule) -> Bool {
    let starts = validity.from.map { from in other.validity.from.map { from <= $0 } ?? false } ?? true
    let ends = validity.to.map { to in other.validity.to.map { to >= $0 } ?? false } ?? true
    return starts && ends
  }

  fileprivate func differs(from other: Rule) -> Bool {
    outcome != other.outcome || deadline != other.deadline || unit.text != other.unit.text
      || responsible.text != other.responsible.text
  }

  fileprivate var contradiction: LintRemark {
    LintRemark(
      severity: .error, place: place,
      message: Words(
        zh: "规则“\(id)”的条件互相矛盾，没有井能符合；请改正条件",
        en: "the conditions of rule '\(id)' contradict each other: no well can meet them; correct them"))
  }

  fileprivate func unreachable(behind earlier: [Rule]) -> LintRemark {
    let names = earlier.map(\.id)
    return LintRemark(
      severity: .error, place: place,
      message: Words(
        zh: "规则“\(id)”永远轮不到：凡符合它的井，前面的“\(names.joined(separator: "”“"))”已先命中；请调整先后或条件",
        en:
          "rule '\(id)' can never hit: whatever meets it has met \(names.map { "'\($0)'" }.joined(separator: ", ")) before; change their order or their conditions"
      ))
  }

  fileprivate func precedes(_ later: [Rule]) -> LintRemark {
    let names = later.map(\.id)
    return LintRemark(
      severity: .note, place: place,
      message: Words(
        zh: "一眼井可以同时符合规则“\(id)”和后面的“\(names.joined(separator: "”“"))”；写在前面的“\(id)”决定，请确认先后是有意的",
        en:
          "a well can meet '\(id)' and also \(names.map { "'\($0)'" }.joined(separator: ", ")) behind it; '\(id)' stands first and decides: see that this order is meant"
      ))
  }
}

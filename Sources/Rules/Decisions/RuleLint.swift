// Mistakes in a rule table that reading it does not show: dates that contradict, tables that have run out, and what
// RuleSituations.swift finds.

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
}

// Mistakes in a rule table that reading it does not show: rules that can never hit, tables that have run out.

public import Geometry

/// Something to look at in a table, with its line.
public struct LintRemark: Sendable {
  public let place: String
  public let message: Words
}

extension RuleTable {
  /// Remarks on the table; `today` is the day on which it should apply.
  public func lint(on today: Day) -> [LintRemark] {
    var remarks: [LintRemark] = []
    let file = rules.first?.place ?? name
    if let validFrom, let validTo, validTo < validFrom {
      remarks.append(
        LintRemark(place: file, message: Words(zh: "有效期的终止日早于起始日", en: "the validity ends before it begins")))
    } else if !isValid(on: today) {
      remarks.append(
        LintRemark(
          place: file,
          message: Words(
            zh: "规则表在 \(today) 不在有效期内（\(validFrom?.description ?? "…")至\(validTo?.description ?? "…")）",
            en:
              "the table does not apply on \(today) (valid \(validFrom?.description ?? "…") to \(validTo?.description ?? "…"))"
          )))
    }
    for (index, rule) in rules.enumerated() {
      if let earlier = rules[..<index].first(where: { $0.covers(rule) }) {
        remarks.append(
          LintRemark(
            place: rule.place,
            message: Words(
              zh: "规则“\(rule.id)”永远轮不到：凡符合它的井，前面的“\(earlier.id)”已先命中",
              en: "rule '\(rule.id)' can never hit: whatever meets it has met '\(earlier.id)' before")))
      }
      if case .day(let day)? = rule.deadline, let validFrom, day < validFrom {
        remarks.append(
          LintRemark(
            place: rule.place,
            message: Words(
              zh: "规则“\(rule.id)”的期限 \(day) 早于规则表生效日 \(validFrom)",
              en: "the deadline of rule '\(rule.id)', \(day), lies before the table applies, \(validFrom)")))
      }
    }
    return remarks
  }
}

extension Rule {
  /// Whether every well that meets the other rule meets this one: each of its tests is among, or wider than, the other's.
  fileprivate func covers(_ other: Rule) -> Bool {
    conditions.allSatisfy { own in
      own.tests.allSatisfy { test in
        other.conditions.contains { $0.fact == own.fact && $0.tests.contains { test.includes($0) } }
      }
    }
  }
}

extension Condition.Test {
  fileprivate func includes(_ other: Condition.Test) -> Bool {
    switch (self, other) {
    case (.oneOf(let own), .oneOf(let others)): Set(others).isSubset(of: own)
    case (.noneOf(let own), .noneOf(let others)): Set(own).isSubset(of: others)
    case (.noneOf(let own), .oneOf(let others)): Set(own).isDisjoint(with: others)
    case (.before(let own), .before(let other)): other <= own
    case (.after(let own), .after(let other)): other >= own
    case (.atMost(let own), .atMost(let other)): other <= own
    case (.atLeast(let own), .atLeast(let other)): other >= own
    default: self == other
    }
  }
}

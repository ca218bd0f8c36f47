// How every rule fared with one well, for the account of a decision.

import Geometry

public struct RuleTrial: Sendable {
  public enum Result: Sendable {
    /// It decides in its group, unless one before it is open and turns out to be met.
    case hit
    /// Its conditions are met, but a rule before it decides.
    case late
    /// A rule before it decides, so that it does not matter that these conditions could not be answered.
    case notAsked([Condition])
    /// The conditions that the facts failed.
    case missed([Condition])
    /// The conditions that could not be answered.
    case open([Condition])
    /// It does not apply on the day of decision.
    case notInForce
  }
  public let table: RuleTable
  public let rule: Rule
  public let result: Result
}

extension RuleBook {
  /// Every rule of every table tried on the facts, in order.
  public func trials(_ facts: Facts) -> [RuleTrial] {
    var decided: Set<[String]> = []
    return tables.flatMap { table in
      table.rules.map { rule in
        RuleTrial(table: table, rule: rule, result: result(of: rule, in: table, facts, &decided))
      }
    }
  }

  private func result(
    of rule: Rule, in table: RuleTable, _ facts: Facts, _ decided: inout Set<[String]>
  ) -> RuleTrial.Result {
    guard rule.validity.holds(on: decisionDate) else { return .notInForce }
    let answers = rule.conditions.map { ($0, $0.answer(for: facts)) }
    let failed = answers.filter { $0.1 == .failed }.map(\.0)
    if !failed.isEmpty { return .missed(failed) }
    let unknown = answers.filter { $0.1 == .unknown }.map(\.0)
    if decided.contains([table.name, rule.group]) { return unknown.isEmpty ? .late : .notAsked(unknown) }
    if !unknown.isEmpty { return .open(unknown) }
    decided.insert([table.name, rule.group])
    return .hit
  }
}

// From facts and tables to one decision, and the account of how it came about.

public import Geometry

/// What happens to a well, and why.
public struct Decision: Sendable {
  public let outcome: Outcome
  public let deadline: Day?
  /// Under whom the well is listed; `nil` where no rule hit.
  public let unit: String?
  public let responsible: String?
  /// `table/rule`, `nil` where no rule hit.
  public let rule: String?
  /// Document and clause.
  public let basis: String?
  /// What must be verified, for ``Outcome/verify``.
  public let open: [String]

  /// No rule says anything about the well.
  static let undecided = Decision(
    outcome: .none, deadline: nil, unit: nil, responsible: nil, rule: nil, basis: nil, open: [])
}

/// How one rule fared with one well.
public struct RuleTrial: Sendable {
  public enum Result: Sendable {
    case hit
    /// The conditions that the facts failed.
    case missed([Condition])
    /// The conditions that could not be answered.
    case open([Condition])
  }
  public let table: RuleTable
  public let rule: Rule
  public let result: Result
}

extension RuleTable {
  /// Every rule of the table tried on the facts, in order.
  public func trials(_ facts: Facts) -> [RuleTrial] {
    rules.map { rule in
      let answers = rule.conditions.map { ($0, $0.answer(for: facts)) }
      let failed = answers.filter { $0.1 == .failed }.map(\.0)
      let unknown = answers.filter { $0.1 == .unknown }.map(\.0)
      let result: RuleTrial.Result = !failed.isEmpty ? .missed(failed) : !unknown.isEmpty ? .open(unknown) : .hit
      return RuleTrial(table: self, rule: rule, result: result)
    }
  }

  /// The first rule that hits decides. A rule before it that might hit, were its facts known, makes the well one to verify.
  public func decide(_ facts: Facts) -> Decision {
    for rule in rules {
      let answers = rule.conditions.map { $0.answer(for: facts) }
      if answers.contains(.failed) { continue }
      let open = zip(rule.conditions, answers).filter { $0.1 == .unknown }.map(\.0.fact)
      return Decision(
        outcome: open.isEmpty ? rule.outcome : .verify, deadline: open.isEmpty ? deadline(of: rule, facts) : nil,
        unit: rule.unit.filled(with: facts), responsible: rule.responsible.filled(with: facts),
        rule: "\(name)/\(rule.id)",
        basis: [basis, rule.clause.filled(with: facts)].filter { !$0.isEmpty }.joined(separator: " "), open: open)
    }
    return .undecided
  }

  private func deadline(of rule: Rule, _ facts: Facts) -> Day? {
    switch rule.deadline {
    case .day(let day): return day
    case .permitEnd:
      if case .day(let day)? = facts["permit_end"]?.value { return day }
      return nil
    case nil: return nil
    }
  }
}

/// The decision of the strictest table; of equally strict ones the first, with the bases of all of them.
public func decide(_ facts: Facts, by tables: [RuleTable]) -> Decision {
  let decisions = tables.map { $0.decide(facts) }
  guard let strictest = decisions.min(by: { $0.outcome.rank < $1.outcome.rank }) else {
    return .undecided
  }
  let bases = decisions.filter { $0.outcome == strictest.outcome }.compactMap(\.basis)
  return Decision(
    outcome: strictest.outcome, deadline: strictest.deadline, unit: strictest.unit,
    responsible: strictest.responsible, rule: strictest.rule,
    basis: bases.isEmpty ? nil : bases.joined(separator: "; "), open: strictest.open)
}

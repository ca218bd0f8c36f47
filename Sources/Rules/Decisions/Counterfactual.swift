// What would change the decision: one fact at a time, every value that the rules tell apart.

public import Geometry

/// Had one fact been otherwise, the decision would have been another.
public struct Counterfactual: Sendable {
  public let fact: FactName
  /// The other values of the fact, any of them enough for the decision.
  public let condition: Words
  /// One value of every kind that is enough.
  public let examples: [FactValue]
  public let decision: Decision
}

extension RuleBook {
  /// Every change of a single fact that changes outcome, deadline or who must act; facts in the order of the
  /// catalogue. Facts are changed one at a time, each as if it stood alone.
  public func counterfactuals(_ facts: Facts) -> [Counterfactual] {
    let present = decide(facts)
    let conditions = tables.flatMap { $0.rules.filter { $0.validity.holds(on: decisionDate) }.flatMap(\.conditions) }
    let space = FactSpace(of: conditions, against: facts, showsValues: true)
    var found: [Counterfactual] = []
    for fact in FactName.allCases where fact != .decisionDate {
      var changes: [(decision: Decision, classes: [FactClass])] = []
      for other in space.classes[fact] ?? [] {
        let decision = decide(facts.assuming(fact, other.value))
        if decision.hasSameConsequence(as: present) || decision.outcome == .verify { continue }
        if let known = changes.firstIndex(where: { $0.decision.hasSameConsequence(as: decision) }) {
          changes[known].classes.append(other)
        } else {
          changes.append((decision, [other]))
        }
      }
      found += changes.map {
        Counterfactual(
          fact: fact, condition: fact.words($0.classes.compactMap(\.label)), examples: $0.classes.compactMap(\.value),
          decision: $0.decision)
      }
    }
    return found
  }
}

extension Decision {
  /// Whether nobody has to do anything else, or by another day.
  public func hasSameConsequence(as other: Decision) -> Bool {
    outcome == other.outcome && deadline == other.deadline && responsible == other.responsible
  }
}

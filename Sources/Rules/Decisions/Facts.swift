// What is known of one well: values by fact, where each comes from, and how sure it is.

public import Geometry

/// One fact. A fact that is missing or in doubt makes a rule neither hit nor miss: the well is to be verified.
public struct Fact: Sendable {
  public let name: FactName
  /// `nil` where nothing says it.
  public let value: FactValue?
  /// Which layer, field or computation it comes from.
  public let source: Words
  /// Why the value must not decide alone; `nil` where it may.
  public let doubt: Words?
  /// Of a value in doubt what it can be, that value among them; empty where it can be anything.
  public let alternatives: [FactValue]

  public init(
    _ name: FactName, _ value: FactValue?, source: Words, doubt: Words? = nil, alternatives: [FactValue] = []
  ) {
    self.name = name
    self.value = value
    self.source = source
    self.doubt = doubt
    self.alternatives = alternatives
  }

  /// The value that may decide.
  public var certain: FactValue? { doubt == nil ? value : nil }
}

/// The facts of one well. Values stand in the order of ``FactName``; sources are the same for all wells of a run.
public struct Facts: Sendable {
  private var values: [FactValue?]
  private var doubts: [FactName: Words]
  private var alternatives: [FactName: [FactValue]]
  let sources: [Words]

  init(
    values: [FactValue?], doubts: [FactName: Words], alternatives: [FactName: [FactValue]], sources: [Words]
  ) {
    self.values = values
    self.doubts = doubts
    self.alternatives = alternatives
    self.sources = sources
  }

  /// Facts one by one; those that are not given are missing.
  public init(_ facts: [Fact]) {
    values = Array(repeating: nil, count: FactName.allCases.count)
    (doubts, alternatives) = ([:], [:])
    var sources = Array(repeating: Words(zh: "没有来源", en: "no source"), count: values.count)
    for fact in facts {
      values[fact.name.rawValue] = fact.value
      doubts[fact.name] = fact.doubt
      if !fact.alternatives.isEmpty { alternatives[fact.name] = fact.alternatives }
      sources[fact.name.rawValue] = fact.source
    }
    self.sources = sources
  }

  public var all: [Fact] { FactName.allCases.map { self[$0] } }

  public subscript(name: FactName) -> Fact {
    Fact(
      name, values[name.rawValue], source: sources[name.rawValue], doubt: doubts[name],
      alternatives: alternatives[name] ?? [])
  }

  public func value(_ name: FactName) -> FactValue? { values[name.rawValue] }
  /// Whether the register calls the well closed and nothing says otherwise, neither a day that is still to come nor water or
  /// power of this year: what was decided about it has been done. What is in doubt may say otherwise.
  public var isOfClosedWell: Bool {
    guard Self.ofClosing.allSatisfy({ doubts[$0] == nil }), text(.status) == WellStatus.closed.rawValue else {
      return false
    }
    if let closed = value(.closedOn)?.day, let today = value(.decisionDate)?.day, closed > today { return false }
    return [FactName.waterUsed, .powerUsed].allSatisfy { (value($0)?.number ?? 0) <= 0 }
  }

  static let ofClosing: [FactName] = [.decisionDate, .status, .closedOn, .waterUsed, .powerUsed]
  public func text(_ name: FactName) -> String? { values[name.rawValue]?.description }
  /// The value that may decide.
  func certain(_ name: FactName) -> FactValue? { doubts[name] == nil ? values[name.rawValue] : nil }

  /// What a fact in doubt can be; empty where it can be anything.
  func alternatives(_ name: FactName) -> [FactValue] { alternatives[name] ?? [] }

  /// The same facts with another value for one, beyond doubt.
  func assuming(_ name: FactName, _ value: FactValue?) -> Facts {
    var changed = self
    changed.values[name.rawValue] = value
    changed.doubts[name] = nil
    changed.alternatives[name] = nil
    return changed
  }
}

// What a rule asks of one fact, and the three answers it can get.

public import Geometry
import Settings

/// An answer with three values: an unknown fact neither meets nor fails a condition.
public enum Answer: Sendable { case met, failed, unknown }

/// A condition on one fact. Written in a table as
///
///     zone_kind: prohibited              equal
///     use: [生活, 养殖]                    one of
///     permit_end: {before: 2022-03-14}   before, after: days (the day itself is neither)
///     pipe_m: {at-most: 100}             at-most, at-least: numbers
///     owner: {not: [甲, 乙]}              none of
///     permit_end: {known: false}         whether anything says it
public struct Condition: Sendable {
  public enum Test: Sendable, Equatable {
    case oneOf([String])
    case noneOf([String])
    case before(Day)
    case after(Day)
    case atMost(Double)
    case atLeast(Double)
    case known(Bool)
  }

  public let fact: String
  public let tests: [Test]

  init(fact: String, _ setting: Setting) throws {
    self.fact = fact
    guard setting.isMapping else {
      tests = [.oneOf(try Self.values(setting, of: fact))]
      return
    }
    tests = try setting.entries(known: ["not", "before", "after", "at-most", "at-least", "known"]).map {
      key, _, value in
      switch key {
      case "not": .noneOf(try Self.values(value, of: fact))
      case "before": .before(try Self.checked(value, fact, .day).day())
      case "after": .after(try Self.checked(value, fact, .day).day())
      case "at-most": .atMost(try Self.checked(value, fact, .number).number())
      case "at-least": .atLeast(try Self.checked(value, fact, .number).number())
      default: .known(try value.flag())
      }
    }
  }

  /// The value, if the test fits the fact: an order of texts would never be met, and every well would be to verify.
  private static func checked(_ value: Setting, _ fact: String, _ kind: FactDefinition.Kind) throws -> Setting {
    guard FactCatalog[fact]?.kind == kind else {
      let wanted = kind == .day ? Words(zh: "日期", en: "days") : Words(zh: "数字", en: "numbers")
      throw value.wrong(
        Words(zh: "“\(fact)”不能这样比较，只适用于\(wanted.zh)", en: "'\(fact)' cannot be compared so; this is for \(wanted.en)"))
    }
    return value
  }

  /// The values as facts write them, so that 是 and `yes` are the flag that they mean.
  private static func values(_ setting: Setting, of fact: String) throws -> [String] {
    guard let definition = FactCatalog[fact] else { return [] }
    return try setting.list().map { item in
      switch definition.kind {
      case .flag: return FactValue.flag(try item.flag()).description
      case .number: return FactValue.number(try item.number()).description
      case .day: return FactValue.day(try item.day()).description
      case .text:
        let text = try item.text()
        if !definition.values.isEmpty && !definition.values.contains(text) {
          throw item.unknownValue(text, among: definition.values)
        }
        return text
      }
    }
  }

  public func answer(for facts: Facts) -> Answer {
    var all = Answer.met
    for test in tests {
      switch answer(test, facts[fact]) {
      case .failed: return .failed
      case .unknown: all = .unknown
      case .met: break
      }
    }
    return all
  }

  private func answer(_ test: Test, _ fact: Fact?) -> Answer {
    if case .known(let wanted) = test { return (fact?.value != nil) == wanted ? .met : .failed }
    guard let value = fact?.certain else { return .unknown }
    func decide(_ met: Bool) -> Answer { met ? .met : .failed }
    switch (test, value) {
    case (.oneOf(let values), _): return decide(values.contains(value.description))
    case (.noneOf(let values), _): return decide(!values.contains(value.description))
    case (.before(let day), .day(let own)): return decide(own < day)
    case (.after(let day), .day(let own)): return decide(own > day)
    case (.atMost(let limit), .number(let own)): return decide(own <= limit)
    case (.atLeast(let limit), .number(let own)): return decide(own >= limit)
    default: return .unknown
    }
  }

  /// As the table says it, for explanations.
  public var description: String {
    tests.map { test in
      switch test {
      case .oneOf(let values):
        values.count == 1 ? "\(fact) = \(values[0])" : "\(fact) ∈ {\(values.joined(separator: ", "))}"
      case .noneOf(let values): "\(fact) ∉ {\(values.joined(separator: ", "))}"
      case .before(let day): "\(fact) < \(day)"
      case .after(let day): "\(fact) > \(day)"
      case .atMost(let limit): "\(fact) ≤ \(FactValue.number(limit).description)"
      case .atLeast(let limit): "\(fact) ≥ \(FactValue.number(limit).description)"
      case .known(let wanted): wanted ? "\(fact) is known" : "\(fact) is not known"
      }
    }.joined(separator: ", ")
  }
}

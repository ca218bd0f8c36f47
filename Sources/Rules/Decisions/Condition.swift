// What a rule asks of one fact, and the three answers it can get.

public import Geometry
import Settings

/// An answer with three values: an unknown fact neither meets nor fails a condition.
public enum Answer: Sendable { case met, failed, unknown }

/// A condition on one fact. Written in a table as
///
///     zone_kind: prohibited                    equal
///     use: [生活, 养殖]                          one of; {is: …} is the same
///     use: {has: 农灌}                          holds the word, outside of brackets: 生活、二轮农灌
///     owner: {not: [甲, 乙]}                    none of
///     permit_end: {before: 2022-03-14}         before, after: days (the day itself is neither), or another fact that is a day
///     water_used_m3: {above: water_quota_m3}   above, below, at-most, at-least: numbers, or another fact that is a number
///     exception: {is: monitoring, known: true} known: whether anything says it. With `known: true` beside it, a test of a
///                                              fact that nothing says has failed, instead of leaving the rule open.
public struct Condition: Sendable {
  public enum Test: Sendable, Equatable {
    case oneOf([String])
    case noneOf([String])
    case has([String])
    case before(Operand)
    case after(Operand)
    case atMost(Operand)
    case atLeast(Operand)
    case below(Operand)
    case above(Operand)
    case known(Bool)
  }

  /// What a fact is compared with.
  public enum Operand: Sendable, Equatable {
    case value(FactValue)
    case fact(FactName)
  }

  public let fact: FactName
  public let tests: [Test]

  init(_ fact: FactName, _ setting: Setting) throws {
    self.fact = fact
    guard setting.isMapping else {
      tests = [.oneOf(try Self.values(setting, of: fact))]
      return
    }
    let keys = ["is", "has", "not", "before", "after", "at-most", "at-least", "below", "above", "known"]
    tests = try setting.entries(known: keys).map { key, _, value in
      switch key {
      case "is": .oneOf(try Self.values(value, of: fact))
      case "has": .has(try Self.parts(value, of: fact))
      case "not": .noneOf(try Self.values(value, of: fact))
      case "before": .before(try Self.operand(value, fact, .day))
      case "after": .after(try Self.operand(value, fact, .day))
      case "at-most": .atMost(try Self.operand(value, fact, .number))
      case "at-least": .atLeast(try Self.operand(value, fact, .number))
      case "below": .below(try Self.operand(value, fact, .number))
      case "above": .above(try Self.operand(value, fact, .number))
      default: .known(try value.flag())
      }
    }
    if tests.isEmpty { throw setting.wrong(Words(zh: "没有写条件", en: "no condition is given")) }
  }

  /// The value, if the test fits the fact: an order of texts would never be met, and every well would be to verify.
  private static func operand(_ value: Setting, _ fact: FactName, _ kind: FactDefinition.Kind) throws -> Operand {
    guard fact.definition.kind == kind else {
      let wanted = kind == .day ? Words(zh: "日期", en: "days") : Words(zh: "数字", en: "numbers")
      throw value.wrong(
        Words(
          zh: "“\(fact.key)”不能这样比较，只适用于\(wanted.zh)",
          en: "'\(fact.key)' cannot be compared so; this is for \(wanted.en)"))
    }
    if let other = FactCatalog[try value.text()] {
      guard other.definition.kind == kind else {
        throw value.wrong(
          Words(zh: "“\(fact.key)”不能与“\(other.key)”比较", en: "'\(fact.key)' cannot be compared with '\(other.key)'"))
      }
      return .fact(other)
    }
    return .value(kind == .day ? .day(try value.day()) : .number(try value.number()))
  }

  /// The values as facts write them, so that 是 and `yes` are the flag that they mean.
  private static func values(_ setting: Setting, of fact: FactName) throws -> [String] {
    let definition = fact.definition
    return try setting.atLeastOne().map { item in
      switch definition.kind {
      case .flag: return FactValue.flag(try item.flag()).description
      case .number: return FactValue.number(try item.number()).description
      case .day: return FactValue.day(try item.day()).description
      case .text:
        let text = try item.text()
        let known = definition.values.map(\.value)
        if !known.isEmpty && !known.contains(text) { throw item.unknownValue(text, among: known) }
        return text
      }
    }
  }

  private static func parts(_ setting: Setting, of fact: FactName) throws -> [String] {
    guard fact.definition.kind == .text, fact.definition.values.isEmpty else {
      throw setting.wrong(
        Words(zh: "“\(fact.key)”不是可以并列多项的文字", en: "'\(fact.key)' is no text of several parts"),
        remedy: Words(zh: "has 只适用于 use 等自由文字", en: "'has' is for free texts such as use"))
    }
    return try setting.atLeastOne().map { try $0.text() }
  }

  public func answer(for facts: Facts) -> Answer {
    var all = Answer.met
    for test in tests {
      switch test.answer(facts, about: fact) {
      case .failed: return .failed
      case .unknown: all = .unknown
      case .met: break
      }
    }
    return all
  }

  /// The facts that leave it open: of a comparison with another fact the one that is not known, or both.
  func openFacts(_ facts: Facts) -> [FactName] {
    let open = ([fact] + tests.compactMap(\.otherFact)).filter { facts.certain($0) == nil }
    return open.isEmpty ? [fact] : open
  }

  /// In words, for explanations.
  public var words: Words {
    let all = tests.map { $0.words(of: fact) }
    return Words(zh: all.map(\.zh).joined(separator: "，"), en: all.map(\.en).joined(separator: ", "))
  }
}

extension Condition.Test {
  fileprivate func answer(_ facts: Facts, about fact: FactName) -> Answer {
    if case .known(let wanted) = self {
      // Of an entry in doubt nobody knows whether it says anything that holds, nor whether the zone that holds the well does.
      let isSaid = fact.origin.isEntry || fact.origin == .registerAndZones
      if facts[fact].doubt != nil && isSaid { return .unknown }
      return (facts.value(fact) != nil) == wanted ? .met : .failed
    }
    if let value = facts.certain(fact) { return answer(value, facts) }
    // Whatever the fact can be must come to the same answer.
    let answers = facts.alternatives(fact).map { answer($0, facts) }
    guard let first = answers.first, answers.allSatisfy({ $0 == first }) else { return .unknown }
    return first
  }

  private func answer(_ value: FactValue, _ facts: Facts) -> Answer {
    func compare(_ operand: Condition.Operand, _ holds: (Double, Double) -> Bool) -> Answer {
      guard let own = value.position, let other = operand.value(facts)?.position else { return .unknown }
      return holds(own, other) ? .met : .failed
    }
    switch self {
    case .oneOf(let values): return values.holds(value.description) ? .met : .failed
    case .noneOf(let values): return values.holds(value.description) ? .failed : .met
    case .has(let words):
      let text = value.description.withoutRemarks.inHalfWidth()
      return words.contains { text.says($0.inHalfWidth()) } ? .met : .failed
    case .before(let operand), .below(let operand): return compare(operand, <)
    case .after(let operand), .above(let operand): return compare(operand, >)
    case .atMost(let operand): return compare(operand, <=)
    case .atLeast(let operand): return compare(operand, >=)
    case .known: return .unknown
    }
  }

  fileprivate func words(of fact: FactName) -> Words {
    let definition = fact.definition
    func say(_ sign: String, _ values: [Words]) -> Words {
      Words(
        zh: "\(definition.meaning.zh) \(sign) \(values.map(\.zh).joined(separator: " / "))",
        en: "\(definition.meaning.en) \(sign) \(values.map(\.en).joined(separator: " / "))")
    }
    func titles(_ texts: [String]) -> [Words] {
      texts.map { definition.title(of: definition.kind == .flag ? .flag($0 == "true") : .text($0)) }
    }
    return switch self {
    case .oneOf(let values): say("=", titles(values))
    case .noneOf(let values): say("≠", titles(values))
    case .has(let parts): say("∋", parts.map { Words($0) })
    case .before(let operand), .below(let operand): say("<", [operand.words])
    case .after(let operand), .above(let operand): say(">", [operand.words])
    case .atMost(let operand): say("≤", [operand.words])
    case .atLeast(let operand): say("≥", [operand.words])
    case .known(true): Words(zh: "\(definition.meaning.zh) 已填", en: "\(definition.meaning.en) is known")
    case .known(false): Words(zh: "\(definition.meaning.zh) 未填", en: "\(definition.meaning.en) is not known")
    }
  }
}

extension [String] {
  /// Whether it is one of them, in half or full width: 自备(农场) is 自备（农场）.
  fileprivate func holds(_ text: String) -> Bool {
    if contains(text) { return true }
    let plain = text.inHalfWidth()
    return contains { $0.inHalfWidth() == plain }
  }
}

extension Condition.Operand {
  var words: Words {
    switch self {
    case .value(let value): Words(value.description)
    case .fact(let name): name.definition.meaning
    }
  }

  func value(_ facts: Facts) -> FactValue? {
    switch self {
    case .value(let value): value
    case .fact(let name): facts.certain(name)
    }
  }
}

extension FactValue {
  /// The place on the line of numbers or of days.
  var position: Double? {
    switch self {
    case .number(let number): number
    case .day(let day): Double(day.daysSince1970)
    case .text, .flag: nil
    }
  }
}

extension String {
  /// Without remarks in brackets: 农灌（二轮）、生活 is 农灌、生活. A bracket that nobody closed ends with its part.
  fileprivate var withoutRemarks: String {
    replacing(/[（(][^（()）]*[）)]/, with: "").replacing(/[（(][^、，,;；\/／]*/, with: "")
  }

  /// Whether it holds the word, and not with a 非 or 不 before it.
  fileprivate func says(_ word: String) -> Bool {
    ranges(of: word).contains { range in
      range.lowerBound == startIndex || !"非不无".contains(self[index(before: range.lowerBound)])
    }
  }
}

/// The parts of a text that lists several, as offices write 生活、农灌 or 生活,农灌.
func partsOfText(_ text: String) -> [Substring] {
  text.unicodeScalars.split { scalar in
    switch scalar {
    case "、", "，", ",", ";", "；", "/", "／", "|", "+", " ", "\u{3000}", "\t", "\n", "\r": true
    default: false
    }
  }.map { Substring($0) }
}

/// Several names in one cell. A cell that is itself a name is one: a number may have a space or a stroke within.
func names(in cell: String, where isKnown: (String) -> Bool) -> [String] {
  isKnown(cell) ? [cell] : partsOfText(cell).map(String.init)
}

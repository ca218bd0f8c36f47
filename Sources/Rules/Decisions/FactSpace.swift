// The situations that rules can tell apart: for every fact, one value of each kind that some test treats in its own way.
//
// A test compares a fact with a few constants, so between those all values are alike: `before 2022-03-14` and `before
// 2022-11-30` leave three kinds of days. What holds for one value of every kind holds for all values. This makes questions
// about rules finite: can a rule ever be reached, is there a situation that none answers, what would change a decision.

import Geometry

/// A kind of values of one fact, with one of them to stand for all.
struct FactClass: Sendable {
  /// `nil` where nothing says the fact.
  let value: FactValue?
  /// As it stands behind the fact: > 2022-03-14; `nil` for a text that joins two others, which says nothing to people.
  let label: Words?
}

extension FactName {
  /// The fact in any of some classes: 所在分区 = 限采区 或 = 超采区.
  func words(_ classes: [Words]) -> Words {
    let meaning = definition.meaning
    return Words(
      zh: "\(meaning.zh) " + classes.map(\.zh).joined(separator: " 或 "),
      en: "\(meaning.en) " + classes.map(\.en).joined(separator: " or "))
  }
}

struct FactSpace: Sendable {
  private(set) var classes: [FactName: [FactClass]] = [:]
  private let facts: Facts

  /// The space of some conditions.
  ///
  /// - Parameter facts: what stands for a fact that another is compared with.
  /// - Parameter showsValues: whether these values are a well's own, and said beside the fact.
  /// - Parameter unknown: whether that nothing says a fact is a class of its own, where a condition asks for that.
  init(of conditions: [Condition], against facts: Facts, showsValues: Bool = false, unknown: Bool = false) {
    self.facts = facts
    var testsOfFact: [FactName: [Condition.Test]] = [:]
    for condition in conditions {
      testsOfFact[condition.fact, default: []] += condition.tests
      // A comparison with another fact is also one of that fact with this one.
      guard let own = facts.certain(condition.fact) else { continue }
      for other in condition.tests.compactMap(\.otherFact) {
        testsOfFact[other, default: []].append(.oneOf([own.description]))
      }
    }
    for (fact, tests) in testsOfFact {
      classes[fact] = Self.classes(of: fact, tests, against: facts, showsValues)
      if unknown && tests.contains(where: \.asksForKnown) {
        classes[fact]!.append(FactClass(value: nil, label: Words(zh: "未知", en: "is not known")))
      }
    }
  }

  /// The classes in which the conditions are met, by fact; facts without a condition are free. `nil` where there is none.
  ///
  /// - Parameter orOpen: with those in which they stay open for a fact that is not known.
  func region(of conditions: [Condition], orOpen: Bool = false) -> FactRegion? {
    var region = FactRegion(sides: [:])
    for condition in conditions {
      let all = classes[condition.fact] ?? []
      let met = all.indices.filter {
        let answer = condition.answer(for: facts.assuming(condition.fact, all[$0].value))
        return answer == .met || (orOpen && answer == .unknown)
      }
      let side = region.sides[condition.fact]?.intersection(met) ?? Set(met)
      if side.isEmpty { return nil }
      region.sides[condition.fact] = side
    }
    return region
  }

  /// The parts of a region that no other region covers.
  func remainder(of region: FactRegion, without others: [FactRegion]) -> [FactRegion] {
    var left = [region]
    for other in others { left = left.flatMap { $0.subtracting(other, in: self) } }
    return left
  }

  func all(of fact: FactName) -> Set<Int> { Set((classes[fact] ?? []).indices) }

  private static func classes(
    of fact: FactName, _ tests: [Condition.Test], against facts: Facts, _ showsValues: Bool
  ) -> [FactClass] {
    let definition = fact.definition
    func equal(_ value: FactValue) -> FactClass {
      let title = definition.title(of: value)
      return FactClass(value: value, label: Words(zh: "= \(title.zh)", en: "= \(title.en)"))
    }
    switch definition.kind {
    case .flag: return [equal(.flag(true)), equal(.flag(false))]
    case .text where !definition.values.isEmpty: return definition.values.map { equal(.text($0.value)) }
    case .text: return textClasses(of: fact, tests, equal)
    case .number, .day:
      let cuts = tests.flatMap { $0.cuts(against: facts, of: definition.kind, showsValues) }
      let labels = Dictionary(cuts.map { ($0.position, $0.label) }, uniquingKeysWith: { first, _ in first })
      return orderedClasses(of: fact, labels, isDay: definition.kind == .day)
    }
  }

  /// Every text that a test names, every part that a test looks for, alone and two together, and a text that no test knows.
  private static func textClasses(
    of fact: FactName, _ tests: [Condition.Test], _ equal: (FactValue) -> FactClass
  ) -> [FactClass] {
    var named: Set<String> = []
    var parts: Set<String> = []
    for test in tests {
      switch test {
      case .oneOf(let values), .noneOf(let values): named.formUnion(values)
      case .has(let values): parts.formUnion(values)
      default: break
      }
    }
    named.formUnion(parts)
    let joined = parts.sorted().flatMap { part in parts.filter { part < $0 }.sorted().map { "\(part)、\($0)" } }
    let other = FactClass(
      value: .text("\u{0}"), label: Words(zh: "为其他值", en: "is anything else"))
    return named.sorted().map { equal(.text($0)) } + [other]
      + joined.filter { !named.contains($0) }.map { FactClass(value: .text($0), label: nil) }
  }

  /// Below, at and above every cut, without spans that hold no day.
  private static func orderedClasses(of fact: FactName, _ cuts: [Double: Words], isDay: Bool) -> [FactClass] {
    func value(_ position: Double) -> FactValue {
      isDay ? .day(Day(daysSince1970: Int32(clamping: Int(position)))) : .number(position)
    }
    func at(_ sign: String, _ cut: Double) -> Words {
      Words(zh: "\(sign) \(cuts[cut]!.zh)", en: "\(sign) \(cuts[cut]!.en)")
    }
    let sorted = cuts.keys.sorted()
    guard let first = sorted.first, let last = sorted.last else {
      return [FactClass(value: value(0), label: Words(zh: "为任意值", en: "is anything"))]
    }
    var classes = [FactClass(value: value(first - 1), label: at("<", first))]
    for (cut, next) in zip(sorted, sorted.dropFirst() + [.infinity]) {
      classes.append(FactClass(value: value(cut), label: at("=", cut)))
      guard next.isFinite, !isDay || next > cut + 1 else { continue }
      let (above, below) = (at(">", cut), at("<", next))
      classes.append(
        FactClass(
          value: value(isDay ? cut + 1 : (cut + next) / 2),
          label: Words(zh: "\(above.zh) 且 \(below.zh)", en: "\(above.en) and \(below.en)")))
    }
    return classes + [FactClass(value: value(last + 1), label: at(">", last))]
  }
}

/// Situations: for each fact that matters, the classes that it may be in.
struct FactRegion: Sendable {
  var sides: [FactName: Set<Int>]

  func intersection(_ other: FactRegion) -> FactRegion? {
    var both = self
    for (fact, side) in other.sides {
      let common = both.sides[fact]?.intersection(side) ?? side
      if common.isEmpty { return nil }
      both.sides[fact] = common
    }
    return both
  }

  /// What is left without another region: for every fact in turn the part that lies outside it, cut so that no
  /// situation is in two parts.
  func subtracting(_ other: FactRegion, in space: FactSpace) -> [FactRegion] {
    guard intersection(other) != nil else { return [self] }
    var inside = self
    var parts: [FactRegion] = []
    for (fact, side) in other.sides.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let own = inside.sides[fact] ?? space.all(of: fact)
      let outside = own.subtracting(side)
      if !outside.isEmpty {
        var part = inside
        part.sides[fact] = outside
        parts.append(part)
      }
      inside.sides[fact] = own.intersection(side)
    }
    return parts
  }

  /// In words: the facts that are not free.
  func description(in space: FactSpace) -> Words {
    let sides = sides.sorted { $0.key.rawValue < $1.key.rawValue }.filter { $0.value != space.all(of: $0.key) }
    let parts = sides.map { fact, side in fact.words(side.sorted().compactMap { space.classes[fact]![$0].label }) }
    return sides.isEmpty
      ? Words(zh: "任何井", en: "any well")
      : Words(zh: parts.map(\.zh).joined(separator: "，"), en: parts.map(\.en).joined(separator: ", "))
  }
}

extension RuleBook {
  private var rulesInForce: [Rule] {
    tables.flatMap(\.rules).filter { $0.validity.holds(on: decisionDate) }
  }

  /// The numbers that rules compare a fact with, without those of other facts: between two of them all values decide alike.
  public func cuts(of fact: FactName) -> [Double] {
    let tests = rulesInForce.flatMap(\.conditions).filter { $0.fact == fact }.flatMap(\.tests)
    return tests.flatMap { $0.cuts(against: Facts([]), of: .number, false) }.map(\.position)
  }

  /// The texts that rules compare a fact with.
  public func values(of fact: FactName) -> Set<String> {
    let tests = rulesInForce.flatMap(\.conditions).filter { $0.fact == fact }.flatMap(\.tests)
    return tests.reduce(into: []) { values, test in
      if case .oneOf(let own) = test { values.formUnion(own) }
      if case .noneOf(let own) = test { values.formUnion(own) }
    }
  }
}

extension Condition.Test {
  fileprivate var asksForKnown: Bool { if case .known = self { true } else { false } }

  /// The places on the line of numbers or days where the answer can change, and what stands there.
  fileprivate func cuts(
    against facts: Facts, of kind: FactDefinition.Kind, _ showsValues: Bool
  ) -> [(position: Double, label: Words)] {
    switch self {
    case .before(let operand), .after(let operand), .atMost(let operand), .atLeast(let operand), .below(let operand),
      .above(let operand):
      guard let value = operand.value(facts), let position = value.position else { return [] }
      guard showsValues, case .fact = operand else { return [(position, operand.words)] }
      let words = operand.words
      return [(position, Words(zh: "\(words.zh)（\(value.description)）", en: "\(words.en) (\(value.description))"))]
    case .oneOf(let values), .noneOf(let values):
      return values.compactMap { value in
        (kind == .day ? Day(value).map { Double($0.daysSince1970) } : Double(value)).map { ($0, Words(value)) }
      }
    case .has, .known: return []
    }
  }
}

// The account of a decision against the decision: two walks through the same rules that must not come to differ.

import Geometry
import SampleLayers
import TestSupport
import Testing

@testable import Rules

@Suite struct TrialTests {
  private static let tables = [
    "changji-2022", "jiashi-2021", "kunyu-2025", "order-748", "rushan-2022", "shandong-2018",
  ]
  private static let days = ["2021-10-01", "2022-03-14", "2022-12-01", "2026-01-01"].map { Day($0)! }

  @Test(arguments: tables)
  func trialsTellWhatTheRulingsSay(_ name: String) throws {
    let table = try shippedTable(name)
    let texts = Self.texts(of: table)
    let calendar = try shippedCalendar()
    var random = SeededGenerator(UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    var seen: Set<String> = []
    for _ in 0..<1_000 {
      let day = Self.days.randomElement(using: &random)!
      let book = RuleBook([table], calendar: calendar, on: day)
      let known = Self.randomFacts(on: day, texts, &random)
      if known.isOfClosedWell { continue }
      let expected = Self.rulings(told: book.trials(known))
      #expect(book.decide(known).rulings.map { Self.line($0.rule, Set($0.possible)) }.sorted() == expected.sorted())
      seen.formUnion(expected)
    }
    #expect(seen.count > table.groups.count)
  }

  /// What the rulings must be by the trials: of each group its hit, or all that may turn out where rules before it are open.
  private static func rulings(told trials: [RuleTrial]) -> [String] {
    var groups: [[RuleTrial]] = []
    for trial in trials {
      if let group = groups.firstIndex(where: { $0[0].rule.group == trial.rule.group }) {
        groups[group].append(trial)
      } else {
        groups.append([trial])
      }
    }
    return groups.compactMap { group in
      var possible: [Rule] = []
      var isDecided = false
      for trial in group {
        switch trial.result {
        case .open: possible.append(trial.rule)
        case .hit:
          possible.append(trial.rule)
          isDecided = true
        case .late, .notAsked, .missed, .notInForce: break
        }
      }
      guard let first = possible.first else { return nil }
      let table = group[0].table.name
      let rule = possible.count == 1 ? "\(table)/\(first.id)" : table
      return line(rule, Set(possible.map(\.outcome) + (isDecided ? [] : [.none])))
    }
  }

  private static func line(_ rule: String, _ outcomes: Set<Outcome>) -> String {
    "\(rule) \(outcomes.sorted { $0.rank < $1.rank })"
  }

  // MARK: Facts

  /// Of each fact the texts that the table asks for.
  private static func texts(of table: RuleTable) -> [FactName: [String]] {
    var texts: [FactName: [String]] = [:]
    for condition in table.rules.flatMap(\.conditions) {
      for test in condition.tests {
        if case .oneOf(let values) = test { texts[condition.fact, default: []] += values }
        if case .noneOf(let values) = test { texts[condition.fact, default: []] += values }
        if case .has(let values) = test { texts[condition.fact, default: []] += values }
      }
    }
    return texts
  }

  /// Every fact missing, in doubt or certain, by chance.
  private static func randomFacts(
    on day: Day, _ texts: [FactName: [String]], _ random: inout SeededGenerator
  ) -> Facts {
    var values: [FactName: FactValue] = [:]
    var doubt: Set<FactName> = []
    for name in FactName.allCases where name != .decisionDate && Int.random(in: 0..<10, using: &random) > 0 {
      switch name.definition.kind {
      case .flag: values[name] = .flag(Bool.random(using: &random))
      case .number: values[name] = .number(Double(Int.random(in: 0...2_000, using: &random)))
      case .day: values[name] = .day(day.adding(days: Int.random(in: -2_000...2_000, using: &random)))
      case .text:
        let choices = (texts[name] ?? []) + name.definition.values.map(\.value) + ["x"]
        values[name] = .text(choices.randomElement(using: &random)!)
      }
      if Int.random(in: 0..<12, using: &random) == 0 { doubt.insert(name) }
    }
    return facts(values, doubt: doubt, on: day)
  }
}

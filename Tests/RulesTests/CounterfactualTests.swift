// What would change a decision: every answer must come true when the fact is changed.

import Geometry
import Rules
import TestSupport
import Testing

@Suite struct CounterfactualTests {
  @Test func aWellInsideCoverageWithoutPermit() throws {
    let well = facts([
      .covered: .flag(true), .permitState: .text("none"), .permitEnd: .day(Day("2024-05-20")!), .use: .text("工业"),
      .feesPaid: .flag(true),
    ])
    let found = try book("rushan-2022").counterfactuals(well)
    let permit = try #require(found.first { $0.fact == .permitState })
    #expect(permit.decision.outcome == .notRenewed && permit.condition.en.contains("valid"))
    let coverage = try #require(found.first { $0.fact == .covered })
    #expect(coverage.decision.outcome == .permitAndMeter)
    #expect(!found.contains { $0.fact == .owner })
  }

  /// Days on either side of the constant, and the day itself, each with its own answer.
  @Test func ifThePermitEndedLater() throws {
    let rules = """
        - {id: late, when: {permit_end: {after: decision_date}}, outcome: not-renewed, deadline: permit_end}
        - {id: now, when: {permit_end: {before: decision_date}}, outcome: close}
      """
    let book = RuleBook([try table(rules)], calendar: WorkCalendar(), on: testDay)
    let found = book.counterfactuals(facts([.permitEnd: .day(Day("2022-01-01")!)]))
    #expect(found.map(\.fact) == [.permitEnd, .permitEnd])
    #expect(found.map(\.decision.outcome) == [.none, .notRenewed])
    #expect(found[1].condition.en == "day the permit ends > day as of which is decided (2022-08-01)")
  }

  /// A file may hold any day, and a well with one must not end the run.
  @Test(arguments: [Int32.min, .max]) func daysAtTheEndOfTime(day: Int32) throws {
    let rules = """
        - {id: a, when: {permit_end: {after: built_on}}, outcome: close, deadline: {days: 3660, after: permit_end}}
        - {id: b, outcome: reduce, deadline: {work-days: 10, after: built_on}}
      """
    let book = RuleBook([try table(rules)], calendar: WorkCalendar(), on: testDay)
    let end = FactValue.day(Day(daysSince1970: day))
    for known in [
      facts([.permitEnd: end, .builtOn: .day(testDay)]), facts([.permitEnd: .day(testDay), .builtOn: end]),
    ] {
      #expect(book.decide(known).deadline != nil)
      _ = book.counterfactuals(known)
      _ = closingOrder(of: [(known, book.decide(known))], on: testDay)
    }
  }

  /// Seeded facts under the shipped tables. Sound: a value that is told as enough is enough. Complete: whatever value a
  /// fact gets, what then follows is told, or is what follows now, or is to be verified.
  @Test(arguments: 0..<60) func soundAndComplete(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed))
    let book = try book("changji-2022", "order-748", "rushan-2022", "shandong-2018", "jiashi-2021")
    var values = Self.pool.mapValues { $0.randomElement(using: &random)! }
    for name in Self.pool.keys.sorted(by: { $0.rawValue < $1.rawValue })
    where Int.random(in: 0..<8, using: &random) == 0 { values[name] = nil }
    let told = book.counterfactuals(facts(values))
    func consequence(_ decision: Decision) -> [String?] {
      [decision.outcome.rawValue, decision.deadline?.description, decision.responsible]
    }
    for other in told {
      for value in other.examples {
        let changed = book.decide(facts(values.merging([other.fact: value]) { $1 }))
        #expect(consequence(changed) == consequence(other.decision))
      }
    }
    let now = consequence(book.decide(facts(values)))
    for (name, pool) in Self.pool {
      for value in pool {
        let changed = book.decide(facts(values.merging([name: value]) { $1 }))
        let known = [now] + told.filter { $0.fact == name }.map { consequence($0.decision) }
        // A deadline that is the fact itself moves with it: any day of the same kind stands for all.
        let isMoved = name == .permitEnd && changed.outcome == .notRenewed
        #expect(changed.outcome == .verify || known.contains(consequence(changed)) || isMoved, "\(name) \(value)")
      }
    }
  }

  private static let pool: [FactName: [FactValue]] = [
    .zoneKind: ["prohibited", "limited", "over-extracted", "none"].map(FactValue.text),
    .covered: [.flag(true), .flag(false)], .emergencySource: [.flag(true), .flag(false)],
    .dualControl: [.flag(true), .flag(false)], .feesPaid: [.flag(true), .flag(false)],
    .permitState: ["none", "valid", "expired", "exempt"].map(FactValue.text),
    .permitEnd: ["2022-01-01", "2022-07-31", "2022-08-01", "2024-05-20"].map { .day(Day($0)!) },
    .township: ["滨湖镇", "宁边路街道", "别处"].map(FactValue.text), .owner: ["某村", "昌吉西部热力有限公司"].map(FactValue.text),
    .use: ["农灌", "生活、农灌", "自备（农场）", "工业"].map(FactValue.text),
    .waterUsed: [0, 99.5, 100, 100.5, 1000].map(FactValue.number), .waterQuota: [50, 100, 500].map(FactValue.number),
  ]
}

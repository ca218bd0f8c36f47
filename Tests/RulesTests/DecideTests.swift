// How decisions come about: the first hit of a group, the strictest of all groups, and never by a doubtful fact.

import Geometry
import Rules
import Testing

@Suite struct DecideTests {
  private static let zones = """
      - {id: kept, when: {zone_kind: prohibited, emergency_source: true}, outcome: close-and-keep-ready}
      - {id: closed, when: {zone_kind: prohibited}, outcome: close, deadline: 2022-11-30}
      - {id: limited, when: {zone_kind: limited}, outcome: reduce}
    """

  @Test func theFirstHitOfAGroupDecides() throws {
    let kept = try decide(facts([.zoneKind: .text("prohibited"), .emergencySource: .flag(true)]), Self.zones)
    #expect(kept.outcome == .closeAndKeepReady && kept.rulings.count == 1 && kept.deadline == nil)
    let closed = try decide(facts([.zoneKind: .text("prohibited"), .emergencySource: .flag(false)]), Self.zones)
    #expect(closed.outcome == .close && closed.deadline == Day("2022-11-30"))
    #expect(try decide(facts([.zoneKind: .text("none"), .emergencySource: .flag(true)]), Self.zones).rulings.isEmpty)
  }

  /// A fact that is missing, or in doubt, never decides in silence; what it may turn out to be is told.
  @Test func missingAndDoubtfulFactsAreToBeVerified() throws {
    let missing = try decide(facts([.zoneKind: .text("prohibited")]), Self.zones)
    #expect(missing.outcome == .verify && missing.open == [.emergencySource] && missing.deadline == nil)
    #expect(missing.possible == [.close, .closeAndKeepReady])
    let near = try decide(
      facts([.zoneKind: .text("limited"), .emergencySource: .flag(false)], doubt: [.zoneKind]), Self.zones)
    #expect(near.outcome == .verify && near.open == [.zoneKind] && near.possible == [.close, .reduce, .none])
  }

  @Test func everyGroupGivesItsRulingAndTheStrictestWins() throws {
    let rules = """
        - {id: meter, group: duties, when: {metered: false}, outcome: permit-and-meter}
        - {id: quota, group: quota, when: {water_used_m3: {above: water_quota_m3}}, outcome: reduce}
      """
    let both = try decide(
      facts([.metered: .flag(false), .waterUsed: .number(120), .waterQuota: .number(100)]), rules)
    #expect(both.outcome == .reduce && both.rulings.map(\.rule) == ["t/quota", "t/meter"])
    let one = try decide(facts([.metered: .flag(false), .waterUsed: .number(100), .waterQuota: .number(100)]), rules)
    #expect(one.rulings.map(\.rule) == ["t/meter"])
  }

  /// What may be a closing must not hide behind a certain reduction; what may only be a permit may.
  @Test func anOpenRulingCountsAsTheStrictestThatItMayBe() throws {
    let rules = """
        - {id: reduce, group: a, outcome: reduce}
        - {id: perhaps, group: b, when: {covered: true}, outcome: OUTCOME}
      """
    let closing = try decide(facts([:]), rules.replacing("OUTCOME", with: "close"))
    #expect(closing.outcome == .verify && closing.possible == [.close, .none])
    let permit = try decide(facts([:]), rules.replacing("OUTCOME", with: "permit-and-meter"))
    #expect(permit.outcome == .reduce && permit.rulings.map(\.outcome) == [.reduce, .verify])
  }

  /// What is certain says more than what may come to the same.
  @Test func amongEquallyStrictTheCertainOneComesFirst() throws {
    let rules = """
        - {id: perhaps, group: a, when: {covered: true}, outcome: close}
        - {id: surely, group: b, outcome: close}
      """
    let decision = try decide(facts([:]), rules)
    #expect(decision.outcome == .close && decision.rulings.map(\.rule) == ["t/surely", "t/perhaps"])
  }

  /// A source that is kept ready as it stands is on no closing list; one that has a day for it is.
  @Test func keptReadyEndsTakingOnlyOnADay() throws {
    let rule = "  - {id: a, outcome: close-and-keep-ready DAY}"
    #expect(try !decide(facts([:]), rule.replacing(" DAY", with: "")).endsTaking)
    #expect(try decide(facts([:]), rule.replacing(" DAY", with: ", deadline: 2022-11-30")).endsTaking)
  }

  @Test func theBasesOfEqualOutcomesAreAllShown() throws {
    let facts = facts([
      .zoneKind: .text("prohibited"), .township: .text("滨湖镇"), .emergencySource: .flag(false), .owner: .text("x"),
    ])
    let decision = try book("changji-2022", "order-748", on: Day("2022-03-14")!).decide(facts)
    #expect(decision.outcome == .close && decision.rule == "changji-2022/binhu")
    #expect(decision.basis?.contains("昌市政办发〔2022〕7号 三（三）1; 国务院令第748号 第三十五条第一款") == true)
  }

  @Test func knownTrueMakesAMissingFactAMiss() throws {
    let rules = "  - {id: a, when: {exception: {is: monitoring, known: true}}, outcome: keep-exception}"
    #expect(try decide(facts([:]), rules).rulings.isEmpty)
    #expect(try decide(facts([.exception: .text("monitoring")]), rules).outcome == .keepException)
    #expect(try decide(facts([.exception: .text("monitoring")], doubt: [.exception]), rules).outcome == .verify)
  }

  @Test(arguments: [
    ("{has: 农灌}", "生活、农灌", true), ("{has: 农灌}", "农灌（二轮）", true), ("{has: 农灌}", "养殖", false),
    ("{has: 农灌}", "二轮土地供水农灌", true), ("{has: 农灌}", "养殖（非农灌）", false), ("{has: 农灌}", "非农灌", false),
    ("{has: 生活}", "农灌（二轮、生活", true), ("{has: 农灌}", "生活（代农灌", false),
    ("{has: [工业, 生活]}", "生活,绿化", true), ("{not: [养殖]}", "养殖", false), ("[生活, 养殖]", "养殖", true),
    ("{is: 生活}", "生活、农灌", false),
  ]) func usesAndTheirParts(test: String, use: String, hits: Bool) throws {
    let decision = try decide(facts([.use: .text(use)]), "  - {id: a, when: {use: \(test)}, outcome: close}")
    #expect(decision.rulings.isEmpty != hits)
  }

  @Test(arguments: [
    ("{before: 2022-03-14}", "2022-03-13", true), ("{before: 2022-03-14}", "2022-03-14", false),
    ("{after: 2022-03-14}", "2022-03-15", true), ("{after: decision_date}", "2022-08-02", true),
    ("{after: decision_date}", "2022-08-01", false), ("{after: 2022-01-01, before: 2022-02-01}", "2022-01-15", true),
  ]) func days(test: String, end: String, hits: Bool) throws {
    let decision = try decide(
      facts([.permitEnd: .day(Day(end)!)]), "  - {id: a, when: {permit_end: \(test)}, outcome: close}")
    #expect(decision.rulings.isEmpty != hits)
  }

  /// Deadlines: a day, a fact, days after one, work days after one. 2022-09-30 is the Friday before the National Day week;
  /// 8 and 9 October, a weekend, are worked.
  @Test(arguments: [
    ("2022-11-30", "2022-11-30"), ("permit_end", "2022-09-30"), ("{days: 10, after: permit_end}", "2022-10-10"),
    ("{work-days: 1, after: permit_end}", "2022-10-08"), ("{work-days: 5, after: permit_end}", "2022-10-12"),
  ]) func deadlines(deadline: String, expected: String) throws {
    let rules = "  - {id: a, outcome: close, deadline: \(deadline)}"
    let decision = try decide(facts([.permitEnd: .day(Day("2022-09-30")!)]), rules)
    #expect(decision.deadline?.description == expected && decision.open.isEmpty && decision.caveats.isEmpty)
  }

  @Test func aDeadlineThatWaitsForAnUnknownDayIsOpenAndTheOutcomeStands() throws {
    let rules = "  - {id: a, outcome: not-renewed, deadline: permit_end}"
    for facts in [facts([:]), facts([.permitEnd: .day(testDay)], doubt: [.permitEnd])] {
      let decision = try decide(facts, rules)
      #expect(decision.outcome == .notRenewed && decision.deadline == nil && decision.open == [.permitEnd])
    }
  }

  @Test func workDaysOfYearsWithoutHolidaysAreMarked() throws {
    let rules = "  - {id: a, outcome: close, deadline: {work-days: 5, after: permit_end}}"
    let decision = try decide(facts([.permitEnd: .day(Day("2031-12-30")!)]), rules)
    #expect(decision.deadline == Day("2032-01-06") && decision.caveats.count == 1)
    #expect(decision.caveats[0].en.contains("2031, 2032"))
  }

  @Test func rulesOutOfForceDoNotDecide() throws {
    let rules = """
        - {id: old, valid: {to: 2022-05-31}, outcome: close}
        - {id: new, valid: {from: 2022-06-01}, outcome: reduce}
      """
    #expect(try decide(facts([:]), rules, on: Day("2022-05-31")!).rule == "t/old")
    #expect(try decide(facts([:]), rules, on: Day("2022-06-01")!).rule == "t/new")
    #expect(try decide(facts([:]), rules, on: Day("2023-06-01")!).rulings.isEmpty)
  }

  @Test func trialsNameWhatFailed() throws {
    let book = try book("changji-2022", on: Day("2022-03-14")!)
    let facts = facts([
      .zoneKind: .text("prohibited"), .township: .text("滨湖镇"), .owner: .text("x"), .emergencySource: .flag(false),
    ])
    let trials = book.trials(facts)
    guard case .missed(let failed) = trials[0].result else { return #expect(Bool(false)) }
    #expect(failed.map(\.words.en) == ["listed emergency source = yes"])
    let hits = trials.filter { if case .hit = $0.result { true } else { false } }
    let late = trials.filter { if case .late = $0.result { true } else { false } }
    #expect(hits.map(\.rule.id) == ["binhu"] && late.map(\.rule.id) == ["not-in-the-plan"])
  }

  /// Behind the rule that decides stand one that is met, and one of which nobody knows.
  @Test func trialsBehindTheHit() throws {
    let rules = """
        - {id: hit, when: {metered: true}, outcome: close}
        - {id: met, when: {covered: true}, outcome: reduce}
        - {id: unknown, when: {fees_paid: true}, outcome: reduce}
      """
    let book = RuleBook([try table(rules)], calendar: try shippedCalendar(), on: testDay)
    let results = book.trials(facts([.metered: .flag(true), .covered: .flag(true)])).map(\.result)
    guard case .hit = results[0], case .late = results[1], case .notAsked(let open) = results[2] else {
      Issue.record("\(results)")
      return
    }
    #expect(open.map(\.fact) == [.feesPaid])
  }

  /// Two tables close the well: the one that is due first decides, in whatever order the job names them.
  @Test func ofTwoTablesTheEarlierDeadline() throws {
    func closing(_ name: String, _ deadline: String) throws -> RuleTable {
      try RuleTable(
        yaml: tableText("  - {id: a, when: {zone_kind: prohibited}, outcome: close\(deadline), clause: \(name)}")
          .replacing("name: t", with: "name: \(name)"), file: "t.yaml")
    }
    let tables = [
      try closing("late", ", deadline: 2023-11-30"), try closing("early", ", deadline: 2022-11-30"),
      try closing("open", ""),
    ]
    let known = facts([.zoneKind: .text("prohibited")])
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let book = RuleBook(order.map { tables[$0] }, calendar: try shippedCalendar(), on: testDay)
      let decision = book.decide(known)
      #expect(decision.rulings.map(\.rule) == ["early/a", "late/a", "open/a"])
      #expect(decision.deadline == Day("2022-11-30"))
    }
  }
}

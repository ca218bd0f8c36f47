// The tables that ship with Taohe against the documents that they state: every case and every count.

import Geometry
import Rules
import Testing

@Suite struct ShippedTablesTests {
  private func prohibited(_ values: [FactName: FactValue]) -> Facts {
    facts(values.merging([.zoneKind: .text("prohibited")]) { own, _ in own })
  }

  // MARK: 昌市政办发〔2022〕7号

  private static let march = Day("2022-03-14")!

  /// Every line of 三（三）: unit, use, wells, deadline. 25 wells, 4 by 2022-11-30 and 21 by 2023-11-30.
  private static let changji: [(township: String, use: String, count: Int, deadline: String)] = [
    ("滨湖镇", "生活、绿化", 1, "2022-11-30"), ("庙尔沟乡", "生活", 2, "2023-11-30"), ("庙尔沟乡", "养殖", 1, "2023-11-30"),
    ("建国路街道", "生活", 1, "2022-11-30"), ("中山路街道", "生活", 2, "2023-11-30"), ("中山路街道", "生活、农灌", 2, "2023-11-30"),
    ("中山路街道", "农灌（二轮）", 4, "2023-11-30"), ("中山路街道", "自备（农场）", 1, "2022-11-30"),
    ("宁边路街道", "农灌（二轮）", 10, "2023-11-30"),
  ]

  @Test func changjiByUnitAndUse() throws {
    let book = try book("changji-2022", on: Self.march)
    var counts: [String: Int] = [:]
    for line in Self.changji {
      let decision = book.decide(
        prohibited([
          .township: .text(line.township), .use: .text(line.use), .owner: .text("某村"), .emergencySource: .flag(false),
        ]))
      #expect(decision.outcome == .close && decision.unit == line.township && decision.responsible == line.township)
      #expect(decision.deadline?.description == line.deadline, "\(line)")
      #expect(decision.basis?.hasPrefix("昌市政办发〔2022〕7号 三（三）") == true)
      #expect(decision.mode?.hasPrefix("先通水后关停") == true && decision.notBefore == .replacementOn)
      counts[line.deadline, default: 0] += line.count
    }
    let company = book.decide(
      prohibited([
        .township: .text("宁边路街道"), .owner: .text("昌吉西部热力有限公司"), .use: .text("自备（企业）"), .emergencySource: .flag(false),
      ]))
    #expect(company.outcome == .close && company.unit == "昌吉西部热力有限公司" && company.responsible == "市水利局")
    counts[company.deadline!.description, default: 0] += 1
    #expect(counts == ["2022-11-30": 4, "2023-11-30": 21])
  }

  /// Offices write brackets in two widths.
  @Test func changjiInHalfWidth() throws {
    let decision = try book("changji-2022", on: Self.march).decide(
      prohibited([
        .township: .text("中山路街道"), .use: .text("自备(农场)"), .owner: .text("某场"), .emergencySource: .flag(false),
      ]))
    #expect(decision.rule == "changji-2022/zhongshanlu-farm" && decision.deadline?.description == "2022-11-30")
  }

  @Test func changjiKeepsEmergencySourcesAndSaysNothingOutsideTheZone() throws {
    let book = try book("changji-2022", on: Self.march)
    let emergency = book.decide(prohibited([.township: .text("中山路街道"), .emergencySource: .flag(true)]))
    #expect(emergency.outcome == .closeAndKeepReady && emergency.deadline == nil && !emergency.caveats.isEmpty)
    #expect(book.decide(facts([.zoneKind: .text("limited"), .township: .text("滨湖镇")])).rulings.isEmpty)
    let unnamed = book.decide(
      prohibited([.township: .text("别处"), .use: .text("生活"), .owner: .text("x"), .emergencySource: .flag(false)]))
    #expect(unnamed.outcome == .verify)
  }

  // MARK: 第十四师昆玉市 问题四

  /// 397 wells are permitted and 173 closed, of 570 irrigation wells without a permit.
  @Test func kunyu() throws {
    let book = try book("kunyu-2025", on: Day("2025-06-01")!)
    var outcomes: [Outcome: Int] = [:]
    for well in 0..<570 {
      let decision = book.decide(
        facts([
          .use: .text(well % 2 == 0 ? "农灌" : "生活、农灌"), .permitState: .text("none"), .qualified: .flag(well < 397),
          .overLimit: .flag(false),
        ]))
      #expect(decision.deadline == Day("2025-12-31"))
      outcomes[decision.outcome, default: 0] += 1
    }
    #expect(outcomes == [.permitAndMeter: 397, .close: 173])
  }

  @Test func kunyuClosesWhereWaterIsOverdrawnAndLeavesOthersAlone() throws {
    let book = try book("kunyu-2025", on: Day("2025-06-01")!)
    func outcome(_ values: [FactName: FactValue]) -> Outcome {
      book.decide(facts(values.merging([.use: .text("农灌"), .permitState: .text("none")]) { own, _ in own })).outcome
    }
    #expect(outcome([.qualified: .flag(true), .overLimit: .flag(true)]) == .close)
    #expect(outcome([.qualified: .flag(false)]) == .close)
    #expect(outcome([.qualified: .flag(true)]) == .verify && outcome([:]) == .verify)
    #expect(outcome([.permitState: .text("valid")]) == .none && outcome([.use: .text("工业")]) == .none)
  }

  // MARK: 乳政办发〔2022〕3号

  private func rushan(_ values: [FactName: FactValue]) throws -> Decision {
    try book("rushan-2022").decide(facts(values.merging([.use: .text("工业")]) { own, _ in own }))
  }

  @Test func rushanInsideCoverage() throws {
    let without = try rushan([.covered: .flag(true), .permitState: .text("none")])
    #expect(
      without.outcome == .close && without.deadline == Day("2022-12-31") && without.basis == "乳政办发〔2022〕3号 三（一）；四（四）")
    let end = FactValue.day(Day("2024-05-20")!)
    let valid = try rushan([
      .covered: .flag(true), .permitState: .text("valid"), .permitEnd: end, .feesPaid: .flag(true),
    ])
    #expect(valid.outcome == .notRenewed && valid.deadline == Day("2024-05-20"))
    #expect(valid.mode?.contains("水资源税") == true)
    let unpaid = try rushan([
      .covered: .flag(true), .permitState: .text("valid"), .permitEnd: end, .feesPaid: .flag(false),
    ])
    #expect(unpaid.outcome == .close)
    let expired = try rushan([.covered: .flag(true), .permitState: .text("expired")])
    #expect(expired.outcome == .close)
  }

  @Test func rushanOutsideCoverage() throws {
    let without = try rushan([.covered: .flag(false), .permitState: .text("none")])
    #expect(without.outcome == .permitAndMeter && without.deadline == Day("2022-12-31"))
    #expect(without.mode?.contains("管网到位后") == true)
    let valid = try rushan([.covered: .flag(false), .permitState: .text("valid")])
    #expect(valid.outcome == .permitAndMeter && valid.deadline == nil && valid.open.isEmpty)
  }

  @Test func rushanVillagesInTheCity() throws {
    let village: [FactName: FactValue] = [
      .covered: .flag(true), .permitState: .text("none"), .cityVillage: .flag(true), .use: .text("农灌"),
    ]
    #expect(try rushan(village).outcome == .close)  // without an approval the rule of coverage holds
    let approved = try rushan(village.merging([.deferralBasis: .text("领导小组办〔2022〕5号")]) { own, _ in own })
    #expect(approved.outcome == .deferred && approved.basis?.hasSuffix("三（三） 领导小组办〔2022〕5号") == true)
    #expect(approved.review == nil && approved.open == [.reviewOn])  // the day to look again must be filled in
    #expect(!approved.caveats.isEmpty)
    #expect(
      try rushan(village.merging([.use: .text("工业"), .deferralBasis: .text("x")]) { _, own in own }).outcome == .close)
  }

  /// A well that its register calls a monitoring well is looked at, and neither closed nor freed by that word.
  @Test func wellsThatAreOnlyWatched() throws {
    for covered in [true, false] {
      let watched = try rushan([.covered: .flag(covered), .permitState: .text("none"), .status: .text("monitoring")])
      #expect(watched.outcome == .verify && watched.rule == "rushan-2022/monitoring")
      let used = try rushan([.covered: .flag(covered), .permitState: .text("none"), .status: .text("in-use")])
      #expect(used.outcome == (covered ? .close : .permitAndMeter))
    }
    #expect(try jiashi([.permitState: .text("none"), .status: .text("monitoring")]).outcome == .verify)
    #expect(
      try jiashi([.permitState: .text("none"), .overdue: .flag(true), .status: .text("monitoring")]).outcome == .close)
  }

  // MARK: 伽政办规〔2021〕2号

  private func jiashi(_ values: [FactName: FactValue]) throws -> Decision {
    let lawful: [FactName: FactValue] = [
      .permitState: .text("valid"), .dualControl: .flag(true), .waterUsed: .number(8000), .waterQuota: .number(10_000),
      .powerUsed: .number(3000), .powerQuota: .number(4000),
    ]
    return try book("jiashi-2021").decide(facts(lawful.merging(values) { _, own in own }))
  }

  @Test func jiashi() throws {
    #expect(try jiashi([:]).outcome == .none)
    #expect(try jiashi([.waterUsed: .number(10_000)]).outcome == .none)
    let water = try jiashi([.waterUsed: .number(10_001)])
    #expect(water.outcome == .reduce && water.rule == "jiashi-2021/over-water-quota" && water.deadline == testDay)
    #expect(try jiashi([.powerUsed: .number(4001)]).rule == "jiashi-2021/over-power-quota")
    let device = try jiashi([.dualControl: .flag(false), .powerUsed: .number(4001)])
    #expect(device.rulings.map(\.outcome) == [.reduce, .permitAndMeter])
    #expect(try jiashi([.permitState: .text("none")]).outcome == .permitAndMeter)
    #expect(try jiashi([.overdue: .flag(true)]).outcome == .close)
    #expect(try book("jiashi-2021", on: Day("2027-01-01")!).tables.isEmpty)  // art. 21: five years
  }

  // MARK: 国务院令第748号

  @Test(
    arguments: [
      ([.zoneKind: .text("prohibited"), .emergencySource: .flag(false)], .close, "第三十五条第一款；第四十九条"),
      (
        [
          .zoneKind: .text("prohibited"), .exception: .text("works-safety"), .exceptionBasis: .text("文"),
          .exceptionEnd: .day(testDay),
        ], .keepException, "第三十五条第一款（一）"
      ),
      (
        [
          .zoneKind: .text("prohibited"), .exception: .text("public-hazard"), .exceptionBasis: .text("文"),
          .exceptionEnd: .day(testDay),
        ], .keepException, "第三十五条第一款（二）"
      ),
      (
        [.zoneKind: .text("prohibited"), .exception: .text("monitoring"), .exceptionBasis: .text("文")], .keepException,
        "第三十五条第一款（三）"
      ),
      // An exception without its document is none.
      (
        [.zoneKind: .text("prohibited"), .exception: .text("monitoring"), .emergencySource: .flag(false)], .close,
        "第三十五条第一款；第四十九条"
      ),
      (
        [.zoneKind: .text("prohibited"), .emergencySource: .flag(true), .emergencyBasis: .text("文")],
        .closeAndKeepReady, "第二十九条"
      ),
      ([.zoneKind: .text("prohibited"), .emergencySource: .flag(true)], .close, "第三十五条第一款；第四十九条"),
      ([.zoneKind: .text("limited")], .reduce, "第三十五条第二款"),
      ([.zoneKind: .text("limited"), .builtAfterZone: .flag(true)], .verify, "第三十五条第二款；第二十五条"),
      ([.zoneKind: .text("over-extracted")], .none, nil),
      ([.zoneKind: .text("none"), .hardToRenew: .flag(true), .use: .text("工业")], .close, "第二十七条"),
      ([.zoneKind: .text("none"), .hardToRenew: .flag(true), .use: .text("生活")], .verify, "第二十七条"),
      (
        [.zoneKind: .text("none"), .hardToRenew: .flag(true), .use: .text("生活"), .replacement: .text("水厂")], .close,
        "第二十七条"
      ),
      (
        [
          .zoneKind: .text("none"), .hardToRenew: .flag(true), .exception: .text("monitoring"),
          .exceptionBasis: .text("文"), .use: .text("监测"),
        ], .keepException, "第二十七条"
      ),
      // Art. 35's exception of works' safety is none of art. 27.
      (
        [
          .zoneKind: .text("none"), .hardToRenew: .flag(true), .exception: .text("works-safety"),
          .exceptionBasis: .text("文"), .use: .text("工业"),
        ], .close, "第二十七条"
      ),
    ] as [([FactName: FactValue], Outcome, String?)])
  func order748(values: [FactName: FactValue], outcome: Outcome, clause: String?) throws {
    let decision = try book("order-748").decide(facts(values))
    #expect(decision.outcome == outcome)
    if let clause { #expect(decision.basis?.contains(clause) == true) }
  }

  // MARK: One register, three laws

  /// The same wells under the Changji plan (by zone), the Rushan plan (by coverage and permit) and Shandong's art. 30 (by
  /// coverage alone): three lists.
  @Test func oneRegisterThreeLists() throws {
    func well(_ zone: String, covered: Bool, _ permit: String) -> Facts {
      facts([
        .zoneKind: .text(zone), .covered: .flag(covered), .permitState: .text(permit),
        .permitEnd: .day(Day("2024-05-20")!),
        .township: .text("宁边路街道"), .owner: .text("某村"), .use: .text("农灌（二轮）"), .emergencySource: .flag(false),
      ])
    }
    let wells = [
      well("prohibited", covered: true, "valid"), well("prohibited", covered: false, "none"),
      well("none", covered: true, "valid"), well("none", covered: true, "none"),
      well("limited", covered: false, "valid"),
      well("none", covered: false, "none"),
    ]
    func outcomes(_ name: String) throws -> [Outcome] {
      let book = try book(name)
      return wells.map { book.decide($0).outcome }
    }
    #expect(try outcomes("changji-2022") == [.close, .close, .none, .none, .none, .none])
    #expect(
      try outcomes("rushan-2022") == [
        .notRenewed, .permitAndMeter, .notRenewed, .close, .permitAndMeter, .permitAndMeter,
      ])
    #expect(try outcomes("shandong-2018") == [.close, .close, .close, .close, .reduce, .close])
    // Both texts in one job: the strictest wins, and both are shown.
    let both = try book("rushan-2022", "shandong-2018").decide(wells[2])
    #expect(both.outcome == .close && both.rule == "shandong-2018/covered")
    #expect(both.rulings.map(\.outcome) == [.close, .notRenewed])
  }

  // MARK: All of them

  @Test(arguments: ["changji-2022", "jiashi-2021", "kunyu-2025", "order-748", "rushan-2022", "shandong-2018"])
  func shippedTablesHaveNoErrors(name: String) throws {
    let table = try shippedTable(name)
    let day = table.validity.from!
    #expect(table.lint(on: day).filter { $0.severity == .error }.isEmpty)
    #expect(table.rules.allSatisfy { $0.clause != nil })
  }
}

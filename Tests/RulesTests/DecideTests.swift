import Foundation
import Geometry
import Rules
import SampleLayers
import Testing

@Suite struct DecideTests {
  static func shipped(_ name: String) throws -> RuleTable {
    let path = SampleLayers.folder + "/rules/\(name).yaml"
    return try RuleTable(yaml: String(contentsOfFile: path, encoding: .utf8), file: name)
  }

  private func facts(_ values: [String: FactValue], doubt: [String] = []) -> Facts {
    Facts(
      FactCatalog.names.map { name in
        Fact(name, values[name], source: Words("test"), doubt: doubt.contains(name) ? Words("near an edge") : nil)
      })
  }

  private func prohibited(_ values: [String: FactValue]) -> Facts {
    facts(values.merging(["zone_kind": .text("prohibited")]) { own, _ in own })
  }

  /// Every line of 昌市政办发〔2022〕7号 三（三）.
  @Test(arguments: [
    ("滨湖镇", "生活、绿化", "滨湖镇", "2022-11-30"), ("庙尔沟乡", "生活", "庙尔沟乡", "2023-11-30"),
    ("庙尔沟乡", "养殖", "庙尔沟乡", "2023-11-30"), ("建国路街道", "生活", "建国路街道", "2022-11-30"),
    ("中山路街道", "生活、农灌", "中山路街道", "2023-11-30"), ("中山路街道", "自备（农场）", "中山路街道", "2022-11-30"),
    ("宁边路街道", "农灌（二轮）", "宁边路街道", "2023-11-30"),
  ])
  func changjiByUnitAndUse(township: String, use: String, unit: String, deadline: String) throws {
    let decision = try Self.shipped("changji-2022").decide(
      prohibited([
        "township": .text(township), "use": .text(use), "owner": .text("某村"), "emergency_source": .flag(false),
      ]))
    #expect(decision.outcome == .close)
    #expect(decision.unit == unit && decision.responsible == unit)
    #expect(decision.deadline?.description == deadline)
    #expect(decision.basis?.hasPrefix("昌市政办发〔2022〕7号 三（三）") == true)
  }

  @Test func theCompanyAndTheEmergencySources() throws {
    let table = try Self.shipped("changji-2022")
    let company = table.decide(
      prohibited([
        "township": .text("宁边路街道"), "owner": .text("昌吉西部热力有限公司"), "use": .text("自备（企业）"),
        "emergency_source": .flag(false),
      ]))
    #expect(company.outcome == .close && company.unit == "昌吉西部热力有限公司" && company.responsible == "市水利局")
    #expect(company.deadline?.description == "2022-11-30")
    let emergency = table.decide(prohibited(["township": .text("中山路街道"), "emergency_source": .flag(true)]))
    #expect(emergency.outcome == .closeAndKeepReady && emergency.deadline == nil)
  }

  @Test func outsideTheZoneThePlanSaysNothing() throws {
    let decision = try Self.shipped("changji-2022").decide(
      facts(["zone_kind": .text("limited"), "township": .text("滨湖镇")]))
    #expect(decision.outcome == .none && decision.rule == nil)
  }

  /// A fact that is missing, or in doubt, never decides in silence.
  @Test func missingAndDoubtfulFactsAreToBeVerified() throws {
    let table = try Self.shipped("changji-2022")
    let noRegister = table.decide(prohibited(["township": .text("滨湖镇")]))
    #expect(noRegister.outcome == .verify && noRegister.open == ["emergency_source"])
    let nearEdge = table.decide(
      facts(
        [
          "zone_kind": .text("limited"), "township": .text("滨湖镇"), "emergency_source": .flag(false),
          "owner": .text("x"),
        ],
        doubt: ["zone_kind"]))
    #expect(nearEdge.outcome == .verify && nearEdge.open == ["zone_kind"])
    #expect(nearEdge.deadline == nil)
  }

  @Test func theStrictestTableWins() throws {
    let tables = [try Self.shipped("order-748"), try Self.shipped("changji-2022")]
    let limited = decide(facts(["zone_kind": .text("limited"), "zone_approval": .text("示例〔2020〕1号")]), by: tables)
    #expect(limited.outcome == .reduce && limited.basis?.contains("第三十五条第二款 示例〔2020〕1号") == true)
  }

  @Test func trialsNameWhatFailed() throws {
    let trials = try Self.shipped("changji-2022").trials(
      prohibited(["township": .text("滨湖镇"), "owner": .text("x"), "emergency_source": .flag(false)]))
    guard case .missed(let failed) = trials[0].result else { return #expect(Bool(false)) }
    #expect(failed.map(\.description) == ["emergency_source = true"])
    let hits = trials.filter { if case .hit = $0.result { true } else { false } }
    #expect(hits.map(\.rule.id).first == "binhu")
  }
}

// Two years of a made-up county: the second is the first with every number and every coordinate changed a little.

import Formats
import Foundation
import Geometry
import Pipeline
import Rules
import SampleLayers
import TestSupport
import Testing

@Suite struct YearsTests {
  private let folder: TemporaryFolder
  private static let county = SampleLayers.folder + "/sample-county"

  init() throws { folder = try TemporaryFolder() }

  private func plots() throws -> Layer {
    try readLayer(VectorSource(path: Self.county + "/plots.gpkg", layer: "plots")).layer
  }

  /// Every coordinate moved by up to a centimetre, and every key another.
  private func later(_ layer: Layer, seed: UInt64) -> Layer {
    var result = layer
    result.geometry = layer.geometry!.jittered(by: 0.01, seed: seed)
    let numbers = (0..<layer.count).map { "N\(($0 * 7919 + 13) % layer.count)" }
    result.fields.set("plot_id", .text(TextValues(numbers)))
    return result
  }

  private func write(_ layer: Layer, to name: String) throws -> String {
    let fields = layer.fields.all.map { name, column -> FieldDefinition in
      switch column {
      case .integer: FieldDefinition(name, .integer)
      case .real: FieldDefinition(name, .real)
      default: FieldDefinition(name, .text)
      }
    }
    var writer = try LayerWriter(
      creating: folder.file(name), layer: "plots", kind: .polygon, frame: layer.frame, fields: fields)
    try writer.append(layer)
    try writer.close()
    return folder.file(name)
  }

  private func run(plots: String, _ more: String = "") async throws -> Run {
    let job = """
      county: {code: "652301", name: 昌吉市（样例）}
      year: 2023
      decision-date: 2023-03-14
      frame: EPSG:4517
      previous: {plots: "\(Self.county)/plots.gpkg|plots"}
      layers:
        - {role: plots, source: "\(plots)"}
        - {role: townships, source: "\(Self.county)/townships.shp"}
      \(more)
      """
    return try await Run.check(
      try Job(readingFrom: try folder.write(job, to: "job.yaml"), shipped: SampleLayers.folder), workers: 2)
  }

  private func report(_ run: Run) async throws -> [String: Any] {
    try await run.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("out/run.json")))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func numberedAnewAndJitteredNothingChanged() async throws {
    let run = try await run(plots: write(later(plots(), seed: 3), to: "later.gpkg"))
    #expect(run.findings.filter { ["X05", "R03"].contains($0.code) }.isEmpty)
    let changes = try #require(try await report(run)["changes"] as? [[String: Any]])
    #expect(changes.count == 1 && changes[0]["unchanged"] as? Int == 2000)
    for kind in ["new", "gone", "area", "kind", "cut"] { #expect(changes[0][kind] as? Int == 0, "\(kind)") }
    let list = try String(contentsOfFile: folder.file("out/changes.csv"), encoding: .utf8)
    #expect(list.split(separator: "\r\n").count == 1)
    // Which number became which.
    let keys = try String(contentsOfFile: folder.file("out/keys.csv"), encoding: .utf8).split(separator: "\r\n")
    #expect(keys.count == 2001 && keys[1].split(separator: ",").last?.first == "N")
  }

  /// A tenth of the plots is gone, one is withdrawn, one withdrawn plot is planted: that is told, and nothing else.
  @Test func onlyWhatChangedIsTold() async throws {
    let before = try plots()
    var after = later(before, seed: 4)
    let status = (0..<before.count).map { before.fields.text("status", $0)! }
    let planted = status.firstIndex(of: "种植")!
    let withdrawn = status.firstIndex(of: "退减")!
    var changed = status
    changed[planted] = "退减"
    changed[withdrawn] = "种植"
    after.fields.set("status", .text(TextValues(changed)))
    let kept = (0..<before.count).filter { $0 % 10 != 0 || $0 == planted || $0 == withdrawn }
    let run = try await run(plots: write(after.gathering(kept), to: "later.gpkg"))
    let again = run.findings.filter { $0.code == "X05" }
    #expect(again.count == 1 && again[0].rows[1] == before.fields.text("plot_id", withdrawn))
    let unexplained = run.findings.filter { $0.code == "R03" }
    #expect(unexplained.count == before.count - kept.count + 2)
    let changes = try #require(try await report(run)["changes"] as? [[String: Any]])
    #expect(changes[0]["gone"] as? Int == before.count - kept.count && changes[0]["new"] as? Int == 0)
    #expect(changes[0]["kind"] as? Int == 2 && changes[0]["area"] as? Int == 0 && changes[0]["cut"] as? Int == 0)
  }

  /// What is on record is no finding; ground under an agreement that is planted is one.
  @Test func recordsExplainAndAgreementsBind() async throws {
    let before = try plots()
    let status = (0..<before.count).map { before.fields.text("status", $0)! }
    let planted = status.firstIndex(of: "种植")!
    let withdrawn = status.firstIndex(of: "退减")!
    var agreed = before.gathering([planted, withdrawn])
    agreed.fields = FieldTable()
    agreed.fields.set("协议编号", .text(TextValues(["X1", "X2"])))
    agreed.fields.set("类型", .text(TextValues(["退减", "退减"])))
    let agreements = try write(agreed, to: "agreements.gpkg")
    let gone = before.fields.text("plot_id", 5)!
    let records = try folder.write("记录编号,图层,去年编号,原因\n1,地块,\(gone),征收\n", to: "records.csv")
    let run = try await run(
      plots: write(before.gathering((0..<before.count).filter { $0 != 5 && $0 != 6 }), to: "later.gpkg"),
      "  - {role: agreements, source: \"\(agreements)\"}\n  - {role: change-records, source: \"\(records)\"}")
    let unexplained = run.findings.filter { $0.code == "R03" }
    #expect(unexplained.map(\.rows) == [[before.fields.text("plot_id", 6)!]])
    #expect(run.findings.filter { $0.code == "X05" }.map { $0.rows[1] } == ["X1"])
    let retreat = try #require(try await report(run)["retreat"] as? [[String: Any]])
    let sum = { (key: String) in retreat.reduce(0.0) { $0 + ($1[key] as? Double ?? 0) } }
    let areas = [planted, withdrawn].map { before.geometry!.area(ofRow: $0) }
    #expect(abs(sum("planted_m2") / areas[0] - 1) < 1e-3 && abs(sum("withdrawn_or_fallow_m2") / areas[1] - 1) < 1e-3)
  }

  /// What is withdrawn twice on one agreement stands in for none of another.
  @Test func agreementsAreAchievedOnceEach() async throws {
    let before = try plots()
    let status = (0..<before.count).map { before.fields.text("status", $0)! }
    let rows = status.indices.filter { status[$0] == "退减" }.prefix(2)
    var agreed = before.gathering(Array(rows))
    agreed.fields = FieldTable()
    agreed.fields.set("协议编号", .text(TextValues(["X1", "X2"])))
    agreed.fields.set("类型", .text(TextValues(["退减", "退减"])))
    let agreements = try write(agreed, to: "agreements.gpkg")
    // The second one's plot is gone, the first one's is there twice.
    let kept = (0..<before.count).filter { $0 != rows.last } + [rows.first!]
    let run = try await run(
      plots: write(before.gathering(kept), to: "twice.gpkg"),
      "  - {role: agreements, source: \"\(agreements)\"}")
    let retreat = try #require(try await report(run)["retreat"] as? [[String: Any]])
    let sum = { (key: String) in retreat.reduce(0.0) { $0 + ($1[key] as? Double ?? 0) } }
    let areas = rows.map { before.geometry!.area(ofRow: $0) }
    #expect(abs(sum("withdrawn_or_fallow_m2") / areas[0] - 1) < 1e-3)
    #expect(abs(sum("in_no_plot_m2") / areas[1] - 1) < 1e-3)
  }

  /// Another year's whole job is as good as a list of its layers.
  @Test func lastYearsJob() async throws {
    let job = """
      county: {code: "652301", name: 昌吉市（样例）}
      year: 2023
      decision-date: 2023-03-14
      frame: EPSG:4517
      previous: "\(Self.county)/job.yaml"
      layers:
        - {role: wells, source: "\(Self.county)/wells.xlsx", frame: EPSG:4517}
        - {role: zones, source: "\(Self.county)/zones.shp"}
      """
    let run = try await Run.check(
      try Job(readingFrom: try folder.write(job, to: "job.yaml"), shipped: SampleLayers.folder), workers: 2)
    let changes = try #require(try await report(run)["changes"] as? [[String: Any]])
    #expect(changes.map { $0["role"] as? String } == ["wells", "zones"])
    #expect(changes.map { $0["unchanged"] as? Int } == [420, 3])
  }

  /// What puts a closing off is asked for a record, whatever column it stands in.
  @Test(arguments: [
    ("通水日期", "2022-04-25", "2030-01-01"), ("建成日期", "2019-01-01", "2009-01-01"), ("暂缓批准文件", "", "文〔2023〕1号"),
    ("例外终止日", "2022-12-31", "2027-12-31"), ("应急依据", "", "文〔2023〕2号"),
  ]) func whatDecidesAboutWells(column: String, before: String, after: String) async throws {
    for (name, value) in [("last", before), ("now", after)] {
      _ = try folder.write("well_id,\(column),经度,纬度\nA,\(value),87.25,44.05\nB,,87.26,44.05\n", to: "\(name).csv")
    }
    let job = """
      county: {code: "652301", name: 县}
      year: 2023
      decision-date: 2023-03-14
      frame: EPSG:4517
      previous: {wells: last.csv}
      layers:
        - {role: wells, source: now.csv}
      """
    let run = try await Run.check(
      try Job(readingFrom: try folder.write(job, to: "job.yaml"), shipped: SampleLayers.folder), workers: 2)
    let told = run.findings.filter { $0.code == "R03" }
    #expect(told.map(\.rows) == [["A", "A"]])
    #expect(told.first?.message.zh.contains(after) == true)
  }

  @Test func mistakesAreToldWithTheirLine() throws {
    for previous in ["{roads: x.gpkg}", "nowhere.yaml"] {
      let job =
        "county: {code: a, name: b}\nyear: 2023\ndecision-date: 2023-03-14\nframe: EPSG:4517\nprevious: \(previous)\nlayers: []\n"
      #expect(throws: InputFault.self) {
        _ = try Job(readingFrom: try folder.write(job, to: "job.yaml"), shipped: SampleLayers.folder)
      }
    }
  }
}

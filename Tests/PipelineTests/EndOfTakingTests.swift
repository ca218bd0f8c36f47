// Wells that are to take no more water are not all closed: lists that hold both say so, so that their total is no number of 关停.

import Formats
import Geometry
import Pipeline
import SampleLayers
import TestSupport
import Testing

@Suite struct EndOfTakingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two wells in coverage, one without a permit, and one whose permit is or is not there to end by itself.
  private func run(secondPermit: String) async throws -> Run {
    _ = try folder.write(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"C"},"geometry":{"type":"Polygon","#
        + #""coordinates":[[[87.2,44],[87.3,44],[87.3,44.1],[87.2,44.1],[87.2,44]]]}}]}"#, to: "c.geojson")
    _ = try folder.write(
      "well_id,use,许可状态,许可到期日,经度,纬度\nA,工业,无,,87.25,44.05\nB,工业,\(secondPermit),87.26,44.05\n", to: "w.csv")
    let job = """
      county: {code: "652301", name: 县}
      year: 2022
      decision-date: 2022-08-01
      frame: EPSG:4517
      rules: [rushan-2022]
      layers:
        - {role: coverage, source: c.geojson}
        - {role: wells, source: w.csv}
      """
    _ = try folder.write(job, to: "job.yaml")
    return try await Run.check(Job(readingFrom: folder.file("job.yaml"), shipped: SampleLayers.folder), workers: 2)
  }

  private func closingSheet(_ name: String) throws -> Layer {
    var options = ReadOptions()
    options.tableAllowed = true
    options.pointsFromTables = false
    return try readLayer(VectorSource(path: folder.file("out/wells.xlsx"), layer: name), options: options).layer
  }

  @Test func onesThatAreClosedAndOthers() async throws {
    let run = try await run(secondPermit: "有效,2024-05-01")
    let text = run.summary(in: .zh, folder: "out")
    #expect(text.contains("关停 1，到期不予延续 1") && text.contains("停止取水任务") && !text.contains("关停任务"))
    try await run.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
    let outcomes = try closingSheet("停止取水清单").fields
    #expect((0..<2).map { outcomes.text("处置", $0) } == ["关停", "到期不予延续"])
  }

  @Test func onesThatAreClosedAlone() async throws {
    let run = try await run(secondPermit: "无,")
    #expect(run.summary(in: .zh, folder: "out").contains("关停任务（分单位）"))
    try await run.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
    let sheet = try closingSheet("关停清单").fields
    #expect(sheet["处置"] == nil && sheet.text("井编号", 0) == "A")
  }
}

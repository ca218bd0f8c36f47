// Water of a made-up county: area by quota, indices of every scope, quotas of wells in water and power.

import Foundation
import Geometry
import Pipeline
import SampleLayers
import TestSupport
import Testing

@Suite struct WaterAccountTests {
  private let folder: TemporaryFolder
  private static let county = SampleLayers.folder + "/sample-county"

  init() throws { folder = try TemporaryFolder() }

  private func run(_ water: String, _ more: String = "") async throws -> Run {
    var job = try String(contentsOfFile: Self.county + "/job.yaml", encoding: .utf8)
      .replacing("source: ", with: "source: \(Self.county)/")
    job += more + "\nwater:\n" + water
    return try await Run.check(
      try Job(readingFrom: try folder.write(job, to: "job.yaml"), shipped: SampleLayers.folder), workers: 2)
  }

  private func report(_ run: Run) async throws -> [String: Any] {
    try await run.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("out/run.json")))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(report["water"] as? [String: Any])
  }

  private static let kunyu = """
      figures:
        - {figure: index, unit: 师市, year: 2023, source: groundwater, wan-m3: 2589}
        - {figure: index, unit: 师市老团场, year: 2024, source: groundwater, wan-m3: 2482}
        - {figure: index, unit: 师市老团场, year: 2025, source: groundwater, wan-m3: 2482}
        - {figure: used, unit: 师市, year: 2023, source: groundwater, wan-m3: 2112.32}
        - {figure: used, unit: 师市老团场, year: 2024, source: groundwater, wan-m3: 2356.52}
        - {figure: used, unit: 师市老团场, year: 2025, source: groundwater, wan-m3: 954.57, until: 2025-08-26}
        - {figure: used, unit: 师市, year: 2024, source: groundwater, wan-m3: 2112.32}
    """

  /// The figures of Kunyu, and one of another scope, which gets a reason instead of a percentage.
  @Test func figuresBesideTheirIndices() async throws {
    let run = try await run(Self.kunyu)
    let lines = try #require(try await report(run)["figures"] as? [[String: Any]])
    #expect(lines.map { $0["percent"] as? Double } == [81.6, 94.9, 38.5, nil])
    #expect((lines[3]["not_compared"] as? [String: String])?["zh"]?.contains("范围不同") == true)
    let text = run.summary(in: .zh, folder: "out")
    #expect(text.contains("38.5%") && text.contains("截至 2025-08-26") && text.contains("不能比较"))
  }

  /// The demand of the city is area × quota of every crop, and closes over the townships.
  @Test func areaByQuota() async throws {
    let run = try await run("  quotas: sample-2022\n")
    let water = try await report(run)
    let units = try #require(water["demand"] as? [[String: Any]])
    let volume = { (level: String) in
      units.filter { $0["level"] as? String == level }.reduce(0.0) { $0 + ($1["m3"] as? Double ?? 0) }
    }
    #expect(volume("city") > 1e6 && abs(volume("city") - volume("township")) < 1e-3)
    #expect((water["without_quota"] as? [Any])?.isEmpty == true)
    #expect(run.summary(in: .en, folder: "out").contains("not verified: the quotas are invented"))
    let list = try String(contentsOfFile: folder.file("out/water.csv"), encoding: .utf8)
    #expect(
      list.contains("定额（m³/亩）") && list.contains("棉花")
        && FileManager.default.fileExists(atPath: folder.file("out/water.xlsx")))
  }

  /// A crop without a quota is told with its area.
  @Test func groundWithoutQuota() async throws {
    let table = try folder.write(
      "name: q\ntitle: 表\nbasis: 文\nyear: 2021\nquotas: [{role: plots, of: 棉花, m3-per-mu: 300}]\n", to: "q.yaml")
    let run = try await run("  quotas: \(table)\n")
    let without = try #require(try await report(run)["without_quota"] as? [[String: Any]])
    #expect(
      without.contains { $0["category"] as? String == "小麦" } && !without.contains { $0["category"] as? String == "棉花" })
    #expect(run.summary(in: .zh, folder: "out").contains("定额为 2021 年的，用于 2022 年"))
  }

  /// The index of a village goes to its wells in whole m³ without rest, and each gets the power that pumps it.
  @Test func quotasOfWells() async throws {
    let codes = (1...9).map { "65230120000\($0)" }
    let table =
      "序号,类别,范围,年度,水源,水量\n"
      + codes.enumerated().map { "\($0.offset),指标,\($0.element),2022,地下水,100001" }.joined(separator: "\n")
    let figures = try folder.write(table + "\n", to: "figures.csv")
    let run = try await run(
      "  conversion: {m3-per-kwh: 1.8, calibrated: 2021-10-20}\n",
      "\n  - {role: water-figures, source: \(figures)}")
    let wells = try #require(try await report(run)["wells"] as? [String: Any])
    let (sharing, volume) = (wells["sharing"] as? Int ?? 0, wells["m3"] as? Int ?? 0)
    #expect(sharing > 0 && volume > 0 && volume % 100_001 == 0)
    let power = try #require(wells["k_wh"] as? Int ?? wells["kwh"] as? Int ?? wells["kWh"] as? Int)
    #expect(power <= Int(Double(volume) / 1.8) && power >= Int(Double(volume) / 1.8) - sharing)
  }

  @Test func mistakesAreToldWithTheirLine() async throws {
    for water in [
      "  quotas: nowhere\n", "  figures: [{figure: index, unit: a, year: 2022}]\n",
      "  figures: [{figure: plan, unit: a, year: 2022, m3: 1}]\n", "  conversion: {m3-per-kwh: 0}\n", "  quota: x\n",
      "  conversion: {zones: {Z: {calibrated: 2021-01-01}}}\n",
    ] {
      await #expect(throws: InputFault.self, "\(water)") { _ = try await run(water) }
    }
  }
}

// Layers that are not as their profile wants them: what stops a run, what is told, what is repaired when the job asks for it.

import Foundation
import Geometry
import Pipeline
import Rules
import SampleLayers
import TestSupport
import Testing

@Suite struct RepairAndFieldsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let head = """
    county: {code: "652301", name: 测试}
    year: 2022
    decision-date: 2022-03-14
    frame: EPSG:4517
    layers:

    """

  private func run(_ layers: String) async throws -> Run {
    let path = try folder.write(Self.head + layers + "\n", to: "job.yaml")
    return try await Run.check(try Job(readingFrom: path, shipped: SampleLayers.folder), workers: 2)
  }

  private func plots(_ properties: [String]) throws {
    let features = properties.enumerated().map { index, properties in
      let x = 87.3 + 0.01 * Double(index)
      // The second crosses itself.
      let ring = index == 1 ? [(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)] : [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
      let coordinates = ring.map { "[\(x + 0.001 * Double($0.0)),\(44 + 0.001 * Double($0.1))]" }.joined(separator: ",")
      return
        #"{"type":"Feature","properties":{\#(properties)},"geometry":{"type":"Polygon","coordinates":[[\#(coordinates)]]}}"#
    }
    _ = try folder.write(
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#, to: "plots.geojson")
  }

  @Test func aRequiredColumnThatIsMissingIsOneFindingAndTheRunGoesOn() async throws {
    try plots([#""plot_id":"1""#, #""plot_id":"2""#])
    let run = try await run("  - {role: plots, source: plots.geojson}")
    let found = run.findings.filter { $0.code == "A01" }
    #expect(found.count == 1 && found[0].rows.isEmpty && found[0].severity == .error)
    #expect(found[0].message.zh.contains("fields: {status: 列名}"))
  }

  @Test func aRequiredValueThatIsMissingIsAFindingAtItsRow() async throws {
    try plots([#""plot_id":"1","status":"种植""#, #""plot_id":"2","status":null"#, #""plot_id":"3","status":"荒""#])
    let run = try await run("  - {role: plots, source: plots.geojson}")
    #expect(run.findings.filter { $0.code == "A01" }.map(\.rows) == [["2"]])
    #expect(run.findings.filter { $0.code == "A03" }.map(\.rows) == [["3"]])
  }

  /// No list could name a row without a key.
  @Test func aKeyWithoutAColumnStops() async throws {
    try plots([#""status":"种植""#])
    await #expect(throws: InputFault.self) { _ = try await run("  - {role: plots, source: plots.geojson}") }
  }

  @Test func nothingIsRepairedUnlessTheJobSaysSo() async throws {
    try plots([#""plot_id":"1","status":"种植""#, #""plot_id":"2","status":"种植""#])
    let layer = "  - {role: plots, source: plots.geojson}"
    let drawn = try await run(layer)
    #expect(drawn.findings.map(\.code) == ["G01"])

    let repaired = try await run(layer.replacing("}", with: ", repair: true}"))
    // What was one ring has two parts now, and a plot should have one.
    #expect(repaired.findings.map(\.code) == ["G02", "G05"])
    let found = try #require(repaired.findings.first)
    #expect(found.rows == ["2"] && found.severity == .note)
    // Two triangles of a quarter of the square each, where the loops of the crossing took each other away.
    let square = 111.1 * 80.1
    #expect(abs(try #require(found.measure) - square / 2) < 0.01 * square)

    try await repaired.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
    struct Report: Decodable {
      struct Entry: Decodable { let role, key, reason: String; let area_before_m2, area_after_m2, change_m2: Double }
      let repairs: [Entry]
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(folder.bytes(of: folder.file("out/run.json"))))
    #expect(report.repairs.map(\.key) == ["2"] && report.repairs[0].role == "plots")
    #expect(report.repairs[0].change_m2 == report.repairs[0].area_after_m2 - report.repairs[0].area_before_m2)
  }
}

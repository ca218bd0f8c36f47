// Waterworks by township: every metre of a canal in one township, also where it is their border.

import Formats
import Foundation
import Geometry
import Pipeline
import SampleLayers
import TestSupport
import Testing

@Suite struct WaterworksTests {
  private struct Report: Decodable {
    struct Row: Decodable {
      let township: String
      let canals, pipes, reservoirs, headworks: Int
      let canals_m, pipes_m, reservoirs_m2: Double
    }
    struct Waterworks: Decodable { let townships: [Row], total: Row }
    let waterworks: Waterworks?
  }

  private func report(_ edit: (String) -> String = { $0 }) async throws -> Report {
    let folder = try TemporaryFolder()
    let county = folder.file("county")
    try FileManager.default.copyItem(atPath: SampleLayers.folder + "/sample-county", toPath: county)
    let job = county + "/job.yaml"
    try edit(try String(contentsOfFile: job, encoding: .utf8)).write(toFile: job, atomically: true, encoding: .utf8)
    let run = try await Run.check(try Job(readingFrom: job, shipped: SampleLayers.folder), workers: 2)
    try await run.write(to: folder.file("out"), OutputOptions(language: .en), workers: 2)
    // The table has what the report has, rounded so that it adds up.
    let text = run.summary(in: .en, folder: "")
    let lines = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
    if let head = lines.firstIndex(where: { $0.first == "waterworks" }) {
      let end = lines[head...].firstIndex { $0.first == "total" }!
      let rows = lines[head + 2..<end - 1].map { line in line.dropFirst().map { Double($0)! } }
      let total = lines[end].dropFirst().map { Double($0)! }
      for column in total.indices where String(lines[end][column + 1]).contains(".") {
        #expect(abs(rows.reduce(0) { $0 + $1[column] } - total[column]) < 1e-9)
      }
    }
    return try JSONDecoder().decode(Report.self, from: Data(folder.bytes(of: folder.file("out/run.json"))))
  }

  @Test func theyAddUp() async throws {
    let waterworks = try #require(try await report().waterworks)
    let (rows, total) = (waterworks.townships, waterworks.total)
    #expect(rows.map(\.township) == ["宁边路街道", "中山路街道", "建国路街道", "滨湖镇", "庙尔沟乡"])
    #expect(total.canals == 7 && total.pipes == 11 && total.reservoirs == 1 && total.headworks == 2)
    #expect(rows.reduce(0) { $0 + $1.headworks } == 2 && rows.reduce(0) { $0 + $1.reservoirs } == 1)
    // Canals through several townships count in each.
    #expect(rows.reduce(0) { $0 + $1.canals } > 7)
    for metres in [\Report.Row.canals_m, \.pipes_m, \.reservoirs_m2] {
      #expect(abs(rows.reduce(0) { $0 + $1[keyPath: metres] } - total[keyPath: metres]) < 1e-6)
    }
    // The frame is stretched by less than a thousandth.
    let canals = try readLayer(VectorSource(SampleLayers.folder + "/sample-county/water.gpkg|canals")).layer
    let geometry = try #require(canals.geometry)
    let planar = (0..<geometry.count).reduce(0) { $0 + geometry.length(ofRow: $1) }
    #expect(abs(total.canals_m / planar - 1) < 1e-3 && total.canals_m != planar)
  }

  @Test func withoutTownshipsOrWaterworksThereAreNone() async throws {
    func without(_ roles: String...) -> (String) -> String {
      { text in
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .filter { line in !roles.contains { line.contains("role: \($0),") } }.joined(separator: "\n")
      }
    }
    #expect(try await report(without("townships")).waterworks == nil)
    #expect(try await report(without("canals", "reservoirs", "headworks", "pipes")).waterworks == nil)
    let canals = try #require(try await report(without("reservoirs", "headworks", "pipes")).waterworks)
    #expect(canals.total.canals == 7 && canals.total.pipes == 0)
  }
}

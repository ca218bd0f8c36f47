// A county with planted faults: each check finds those of its code, at their places, and invents none.

import Foundation
import Geometry
import Pipeline
import Rules
import SampleCounty
import SampleLayers
import TestSupport
import Testing

@Suite struct PlantedFaultsTests {
  private struct Fault: Decodable {
    let code: String
    let layer: String
    let key: String
    let x: Double
    let y: Double
  }

  /// The codes of which every finding is a planted fault, and every planted fault a finding.
  private static let codes = [
    "A01", "A02", "A03", "A04", "A05", "A06", "A07", "F03", "F05", "G01", "G03", "G04", "G05", "G06", "G07", "G08",
    "G09", "R01", "R02", "T01", "T02", "T03", "T04", "W04", "W05", "W06", "X01", "X02", "X03", "X04", "X05", "X06",
    "X07", "X08", "X09", "X10",
  ]

  @Test(arguments: [(1, 800), (2, 800), (3, 800), (4, 2000), (5, 400)] as [(UInt64, Int)])
  func everyPlantedFaultIsFoundAndNoneInvented(seed: UInt64, plots: Int) async throws {
    let folder = try TemporaryFolder()
    let run = try await checkedCounty(in: folder, plots: plots, seed: seed, faults: true)
    let truth = try JSONDecoder().decode([Fault].self, from: Data(folder.bytes(of: folder.file("faults.json"))))
    for code in Self.codes {
      let planted = truth.filter { $0.code == code }
      let found = run.findings.filter { $0.code == code && !Self.isThereAnyway($0) }
      #expect(!planted.isEmpty)
      for fault in planted {
        let finding = found.first { $0.layers.contains(fault.layer) && $0.rows.contains(fault.key) }
        let found = try #require(finding, "\(code) \(fault.key) is not found")
        // What has no geometry has no place, nor has a line of a register of the whole county.
        guard code != "G08" && fault.layer != "reported" else { continue }
        let place = try #require(found.place)
        #expect(place.distance(to: Coordinate(x: fault.x, y: fault.y)) < 250, "\(code) \(fault.key)")
      }
      let invented = found.filter { finding in !planted.contains { finding.rows.contains($0.key) } }
      #expect(invented.isEmpty, "\(code) \(invented.map(\.id))")
      #expect(found.count == planted.count, "\(code)")
    }
    // Found by exactly one check: no check of the data speaks where nothing is planted for it.
    let families = ["F", "A", "G", "T", "X", "R"]
    for finding in run.findings where families.contains(String(finding.code.prefix(1))) {
      #expect(truth.contains { $0.code == finding.code }, "\(finding.id)")
    }
    #expect(run.closingTable.inProhibitedZones == 36 && run.closingTable.toClose == 25)
  }

  @Test(arguments: [(1, 2000), (7, 600)] as [(UInt64, Int)])
  func aCountyWithoutFaultsHasNone(seed: UInt64, plots: Int) async throws {
    let run = try await checkedCounty(in: TemporaryFolder(), plots: plots, seed: seed, faults: false)
    let invented = run.findings.filter { Self.codes.contains($0.code) && !Self.isThereAnyway($0) }
    #expect(invented.isEmpty, "\(invented.map(\.id))")
  }

  /// What X07 tells of limited zones, village by village, is a fact of every county.
  private static func isThereAnyway(_ finding: Finding) -> Bool {
    finding.code == "X07" && finding.layers.contains("villages")
  }

  private func checkedCounty(in folder: TemporaryFolder, plots: Int, seed: UInt64, faults: Bool) async throws -> Run {
    var options = SampleOptions()
    (options.plots, options.seed, options.faults) = (plots, seed, faults)
    try writeSampleCounty(options, into: folder.path)
    let bundled = SampleLayers.folder + "/sample-county/job.yaml"
    try FileManager.default.copyItem(atPath: bundled, toPath: folder.file("job.yaml"))
    return try await Run.check(
      try Job(readingFrom: folder.file("job.yaml"), shipped: SampleLayers.folder), workers: 2)
  }
}

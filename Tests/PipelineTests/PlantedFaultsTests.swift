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

  @Test(arguments: [1, 2, 3] as [UInt64]) func everyPlantedFaultIsFoundAndNoneInvented(seed: UInt64) async throws {
    let folder = try TemporaryFolder()
    var options = SampleOptions()
    (options.plots, options.seed, options.faults) = (800, seed, true)
    try writeSampleCounty(options, into: folder.path)
    let bundled = SampleLayers.folder + "/sample-county/job.yaml"
    try FileManager.default.copyItem(atPath: bundled, toPath: folder.file("job.yaml"))
    let truth = try JSONDecoder().decode([Fault].self, from: Data(folder.bytes(of: folder.file("faults.json"))))
    let run = try await Run.check(
      try Job(readingFrom: folder.file("job.yaml"), shipped: SampleLayers.folder), workers: 2)

    for code in ["A04", "G01", "T01", "T02", "T03", "T04", "W04", "W05", "W06"] {
      let planted = truth.filter { $0.code == code }
      let found = run.findings.filter { $0.code == code }
      #expect(!planted.isEmpty)
      for fault in planted {
        let finding = found.first { $0.layers == [fault.layer] && $0.rows.contains(fault.key) }
        let place = try #require(finding?.place, "\(code) \(fault.key) is not found")
        #expect(place.distance(to: Coordinate(x: fault.x, y: fault.y)) < 250, "\(code) \(fault.key)")
      }
      let invented = found.filter { finding in !planted.contains { finding.rows.contains($0.key) } }
      #expect(invented.isEmpty, "\(code) \(invented.map(\.id))")
      #expect(found.count == planted.count, "\(code)")
    }
    #expect(run.closingTable.inProhibitedZones == 36 && run.closingTable.toClose == 25)
  }
}

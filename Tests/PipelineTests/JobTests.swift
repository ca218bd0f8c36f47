import Foundation
import Geometry
import Pipeline
import Rules
import SampleLayers
import TestSupport
import Testing

@Suite struct JobTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let head = """
    county: {code: "652301", name: 测试}
    year: 2022
    decision-date: 2022-03-14
    frame: EPSG:4517
    rules: [changji-2022]

    """

  private func fault(_ yaml: String) async throws -> InputFault {
    let path = try folder.write(yaml, to: "job.yaml")
    return try #require(
      await #expect(throws: InputFault.self) {
        _ = try await Run.check(try Job(readingFrom: path, shipped: SampleLayers.folder), workers: 2)
      })
  }

  @Test func aMisspeltKey() async throws {
    let fault = try await fault(Self.head + "layres: []\n")
    #expect(fault.place.hasSuffix("job.yaml:6:1") && fault.message(in: .en).contains("'layers'"))
  }

  @Test func aMissingFile() async throws {
    let fault = try await fault(Self.head + "layers:\n  - {role: zones, source: absent.shp}\n")
    #expect(fault.place.hasSuffix("absent.shp") && fault.message(in: .en).contains("no such file"))
  }

  @Test func anUnknownProfileAndRuleTable() async throws {
    #expect(
      try await fault(Self.head + "layers:\n  - {role: well, source: a.csv}\n").message(in: .en).contains("'wells'"))
    let wrongRule = Self.head.replacing("changji-2022", with: "changji-2023")
    #expect(try await fault(wrongRule + "layers: []\n").message(in: .en).contains("did you mean 'changji-2022'"))
  }

  @Test func aFrameInDegrees() async throws {
    let degrees = Self.head.replacing("EPSG:4517", with: "EPSG:4490")
    #expect(try await fault(degrees + "layers: []\n").place.contains("job.yaml:4"))
  }

  @Test func aLayerWithoutKeyOrFrame() async throws {
    _ = try folder.write("name,X,Y\nA,29524000,4874000\n", to: "wells.csv")
    let noKey = try await fault(Self.head + "layers:\n  - {role: wells, source: wells.csv}\n")
    #expect(noKey.message(in: .en).contains("well_id"))
    let noFrame = try await fault(
      Self.head + "layers:\n  - {role: wells, source: wells.csv, fields: {well_id: name}}\n")
    #expect(noFrame.message(in: .en).contains("frame"))
  }

  /// A job with wells and zones alone runs: other roles are optional.
  @Test func wellsInZonesAlone() async throws {
    _ = try folder.write("name,X,Y\nA,29524000,4874000\nB,29530000,4874000\nC,,\n", to: "wells.csv")
    _ = try folder.write(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"Z1","kind":"禁采区"},"geometry":{"type":"Polygon","coordinates":[[[87.29,43.99],[87.32,43.99],[87.32,44.02],[87.29,44.02],[87.29,43.99]]]}}]}"#,
      to: "zones.geojson")
    let path = try folder.write(
      Self.head + """
        layers:
          - {role: wells, source: wells.csv, frame: EPSG:4517, fields: {well_id: name}, values: {township: 滨湖镇, emergency_source: "否", owner: 某村}}
          - {role: zones, source: zones.geojson, fields: {zone_id: id, zone_kind: kind}}
        """, to: "job.yaml")
    let run = try await Run.check(try Job(readingFrom: path, shipped: SampleLayers.folder), workers: 2)
    #expect(run.wells.map(\.decision.outcome.rawValue) == ["close", "none", "verify"])
    #expect(run.findings.map(\.code) == ["G08", "W01"])
  }
}

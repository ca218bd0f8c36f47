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

  /// Distances decide, so a frame that makes them longer is no frame for a job: the zone of the county is proposed.
  @Test(arguments: [("EPSG:3857", "39."), ("EPSG:4526", "5.")])
  func aFrameThatDistortsLengths(code: String, percent: String) async throws {
    _ = try folder.write(square("Z1", "禁采区", west: 87.29), to: "a.geojson")
    let head = Self.head.replacing("EPSG:4517", with: code)
    let fault = try await fault(head + "layers:\n  - {role: zones, source: a.geojson}\n")
    #expect(fault.message(in: .en).contains("makes lengths \(percent)") && fault.message(in: .en).contains("EPSG:4517"))
  }

  @Test func aStoreThatIsSomethingElse() async throws {
    _ = try folder.write(square("Z1", "禁采区", west: 87.29), to: "a.geojson")
    let layers = "layers:\n  - {role: zones, source: a.gpkg}\n"
    #expect(try await fault(Self.head + "store: a.gpkg\n" + layers).place.contains("job.yaml:6"))
    #expect(try await fault(Self.head + "store: a.shp\n" + layers).message(in: .en).contains(".gpkg"))
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
    #expect(run.findings.map(\.code) == ["G08", "W01", "Z02"])
  }

  private func square(_ id: String, _ kind: String, west: Double) -> String {
    let ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { "[\(west + 0.01 * $0.0),\(44 + 0.01 * $0.1)]" }
    return
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"zone_id":"\#(id)","zone_kind":"\#(kind)"},"#
      + #""geometry":{"type":"Polygon","coordinates":[[\#(ring.joined(separator: ","))]]}}]}"#
  }

  private func run(_ layers: String) async throws -> Run {
    let path = try folder.write(Self.head + "layers:\n" + layers, to: "job.yaml")
    return try await Run.check(try Job(readingFrom: path, shipped: SampleLayers.folder), workers: 2)
  }

  /// Offices send prohibited and limited zones as files of their own: together they are the zones.
  @Test func filesOfOneRoleAreOneLayer() async throws {
    _ = try folder.write(square("Z1", "禁采区", west: 87.29), to: "a.geojson")
    _ = try folder.write(square("Z2", "限采区", west: 87.31), to: "b.geojson")
    _ = try folder.write("well_id,经度,纬度\nA,87.295,44.005\nB,87.315,44.005\nC,87.2,44.005\n", to: "wells.csv")
    let run = try await run(
      "  - {role: zones, source: a.geojson}\n  - {role: zones, source: b.geojson}\n  - {role: wells, source: wells.csv}\n"
    )
    #expect(run.wells.map(\.location.zoneKind) == [.prohibited, .limited, nil])
    #expect(run.wells.map { run.facts(of: $0).text(.zoneID) } == ["Z1", "Z2", nil])
  }

  /// The edge of a zone in degrees is a parallel: half a degree of it lies thirty metres beside its chord in the frame of the
  /// job. Wells on either side of it are where the parallel says.
  @Test func longEdgesInDegrees() async throws {
    _ = try folder.write(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"zone_id":"Z1","zone_kind":"禁采区"},"geometry":{"type":"Polygon","coordinates":[[[87.1,44],[87.6,44],[87.6,44.05],[87.1,44.05],[87.1,44]]]}}]}"#,
      to: "a.geojson")
    _ = try folder.write("well_id,经度,纬度\nA,87.35,44.00015\nB,87.35,43.99985\n", to: "wells.csv")
    let run = try await run("  - {role: zones, source: a.geojson}\n  - {role: wells, source: wells.csv}\n")
    #expect(run.wells.map(\.location.zoneKind) == [.prohibited, nil])
    #expect(run.wells.map { abs(abs($0.location.zoneEdge!) - 16.67) < 0.05 && !$0.location.nearEdge } == [true, true])
  }

  /// A zone whose kind cannot be read decides nothing, and nothing is decided as if it were not there.
  @Test func aZoneOfUnknownKindIsADoubt() async throws {
    _ = try folder.write(square("Z1", "禁采区（一级）", west: 87.29), to: "a.geojson")
    _ = try folder.write("well_id,经度,纬度\nA,87.295,44.005\nB,87.4,44.005\n", to: "wells.csv")
    let run = try await run("  - {role: zones, source: a.geojson}\n  - {role: wells, source: wells.csv}\n")
    #expect(run.wells.map(\.decision.outcome) == [.verify, .none])
    #expect(run.findings.map(\.code) == ["A03", "Z02"])
  }

  /// One bad coordinate is a finding about one well, not the end of the run.
  @Test func aWellAtZeroZero() async throws {
    _ = try folder.write(square("Z1", "禁采区", west: 87.29), to: "a.geojson")
    _ = try folder.write("well_id,X,Y\nA,29523600,4874000\nB,0,0\nC,4874000,29523600\n", to: "wells.csv")
    let run = try await run(
      "  - {role: zones, source: a.geojson}\n  - {role: wells, source: wells.csv, frame: EPSG:4517}\n")
    #expect(run.findings.filter { $0.code == "G08" }.map(\.rows) == [["B"], ["C"]])
    #expect(run.wells.map(\.decision.outcome) == [.verify, .verify, .verify])
    #expect(run.wells.map(\.location.zoneKind) == [.prohibited, nil, nil])
    try await run.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
  }

  /// A register of permits is a table without places; it decides over what the wells' own entries say.
  @Test func aRegisterOfPermits() async throws {
    _ = try folder.write(square("Z1", "禁采区", west: 87.29), to: "a.geojson")
    _ = try folder.write("well_id,经度,纬度,许可状态\nA,87.295,44.005,过期\nB,87.296,44.005,\n", to: "wells.csv")
    _ = try folder.write("许可证号,井编号,有效期至\n甲1,A,2019-01-01\n甲2,A,2026-01-01\n", to: "permits.csv")
    let run = try await run(
      "  - {role: zones, source: a.geojson}\n  - {role: wells, source: wells.csv}\n  - {role: permits, source: permits.csv}\n"
    )
    let facts = run.wells.map { run.facts(of: $0) }
    #expect(facts.map { $0.text(.permitState) } == ["valid", "none"])
    #expect(facts[0].text(.permitEnd) == "2026-01-01" && facts[0].text(.permitNumbers) == "甲1、甲2")
    #expect(run.findings.filter { $0.code == "W07" }.map(\.rows) == [["B"]])
  }

  /// 经度 and 纬度 beside X and Y: a list that is stated to be in metres is read by its metres.
  @Test func theStatedFrameChoosesTheColumns() async throws {
    _ = try folder.write("well_id,经度,纬度,X,Y\nA,87.29,44.0,29523600,4874000\n", to: "wells.csv")
    let run = try await run("  - {role: wells, source: wells.csv, frame: EPSG:4517}\n")
    #expect(run.wells[0].location.position == Coordinate(x: 29_523_600, y: 4_874_000))
  }
}

// taohe inspect tells which frame a layer is in by its coordinates, with its numbers and what would repair it.

import Formats
import Foundation
import Geodesy
import Geometry
import SampleLayers
import TestSupport
import Testing

@Suite struct InspectTests {
  private let folder: TemporaryFolder
  private let villages: Layer
  private var county: String { SampleLayers.folder + "/sample-county" }

  init() throws {
    folder = try TemporaryFolder()
    villages = try readLayer(VectorSource(SampleLayers.folder + "/sample-county/villages.shp")).layer
  }

  private struct Told: Decodable {
    struct Diagnosis: Decodable {
      struct Proposal: Decodable {
        let settings: String
        let assumesDatum: Bool
      }
      let isSound: Bool
      let problems: [String]
      let evidence: [String]
      let proposal: Proposal?
      let remedy: String?
      let intoJob: String?
    }
    let frameDiagnosis: Diagnosis?
  }

  private func inspected(_ file: String, _ options: String...) throws -> Told.Diagnosis {
    let result = try Program.run(Program.path, ["inspect", file, "--json"] + options, ["LC_ALL": "C"])
    try #require(result.code == 0, "\(result.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try #require(try decoder.decode([Told].self, from: Data(result.output.utf8)).first?.frameDiagnosis)
  }

  /// The villages in a shapefile that says of its frame what it is told to.
  private func shapefile(_ geometry: GeometryColumn, stating frame: String?) throws -> String {
    let path = folder.file("layer.shp")
    let stated = try frame.map { try Frame($0) }
    let layer = Layer(
      name: "layer", frame: stated, geometry: geometry, fields: FieldTable(), featureIDs: villages.featureIDs)
    var writer = try LayerWriter(
      creating: path, layer: "layer", kind: .polygon, frame: stated, fields: [FieldDefinition("id", .integer)])
    try writer.append(layer)
    try writer.close()
    return path
  }

  @Test func whatFitsIsSaidToFit() throws {
    let alone = try inspected(county + "/villages.shp")
    #expect(alone.isSound && alone.problems.isEmpty && alone.proposal == nil && alone.remedy == nil)
    #expect(alone.evidence.count == 1 && alone.intoJob == nil)
    let known = try inspected(county + "/forest.shp", "--job", county + "/job.yaml")
    #expect(known.isSound && known.evidence[1].contains("151 of 151 rows lie within the county's bounds"))
    #expect(known.intoJob == "the frame of the job as well")
    let list = try inspected(county + "/network.geojson", "--job", county + "/job.yaml")
    #expect(list.isSound && list.intoJob?.contains("will be transformed") == true)
  }

  @Test func exchangedAxes() throws {
    let file = try shapefile(#require(villages.geometry).exchangingAxes(), stating: "EPSG:4517")
    let told = try inspected(file)
    #expect(told.problems == ["swapped-axes"] && told.proposal?.settings == "axes: north-east")
    #expect(told.evidence[0].contains("of 65 rows looked at 65") && told.evidence[0].contains("x is north"))
    let text = try Program.taohe("inspect", file, "--county", county + "/townships.shp", "--lang", "zh")
    #expect(text.output.contains("坐标核对    x、y 颠倒"), "\(text.output)")
    #expect(text.output.contains("65 行中有 65 行在县界范围内"))
    #expect(text.output.contains("在作业文件该图层下写 axes: north-east"))
  }

  /// The .prj of another zone: the prefix shows it, and without a prefix the outline.
  @Test func anotherZone() throws {
    let prefixed = try inspected(try shapefile(#require(villages.geometry), stating: "EPSG:4518"))
    #expect(prefixed.problems == ["other-zone"] && prefixed.proposal?.settings == "frame: EPSG:4517")
    #expect(prefixed.proposal?.assumesDatum == false && prefixed.evidence.contains { $0.contains("zone 30") })

    let plain = try villages.transformed(to: Frame("EPSG:4538")).layer
    let file = try shapefile(#require(plain.geometry), stating: "EPSG:4539")
    #expect(try inspected(file).isSound)
    let told = try inspected(file, "--county", county + "/townships.shp")
    #expect(told.problems == ["other-zone"] && told.proposal?.settings == "frame: EPSG:4538")
  }

  @Test func noProjectionFile() throws {
    let prefixed = try inspected(try shapefile(#require(villages.geometry), stating: nil))
    #expect(prefixed.problems == ["missing"] && prefixed.proposal?.settings == "frame: EPSG:4517")
    #expect(prefixed.proposal?.assumesDatum == true && prefixed.remedy?.contains("confirm") == true)

    let plain = try villages.transformed(to: Frame("EPSG:4538")).layer
    let file = try shapefile(#require(plain.geometry), stating: nil)
    let alone = try inspected(file)
    #expect(alone.problems == ["missing"] && alone.proposal == nil)
    #expect(alone.evidence.contains { $0.contains("the county's outline would") })
    let told = try inspected(file, "--job", county + "/job.yaml")
    #expect(told.problems == ["missing"] && told.proposal?.settings == "frame: EPSG:4538")
    #expect(told.intoJob?.contains("will be transformed") == true)
  }

  /// Xian 80 is never taken for CGCS2000, and what it needs is said.
  @Test func anotherDatum() throws {
    let told = try inspected(
      try shapefile(#require(villages.geometry), stating: "EPSG:2353"), "--job", county + "/job.yaml")
    #expect(told.isSound && told.intoJob?.contains("datum-shift") == true)
  }

  /// An outline that is itself in another frame than it says would judge others wrongly.
  @Test func anOutlineMustBeSound() throws {
    let file = try shapefile(#require(villages.geometry), stating: "EPSG:4518")
    let swapped = try Program.taohe("inspect", county + "/forest.shp", "--county", file)
    #expect(swapped.code == 20 && swapped.errors.contains("layer.shp") && swapped.errors.contains("EPSG:4517"))
    let points = try Program.taohe("inspect", county + "/forest.shp", "--county", county + "/water.gpkg|headworks")
    #expect(points.code == 20 && points.errors.contains("has no polygons"))
  }
}

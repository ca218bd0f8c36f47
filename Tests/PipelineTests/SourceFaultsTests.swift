// What is wrong with files is found by the check of a county, at its source or its row, and the run goes on.

import Formats
import Foundation
import Geometry
import Pipeline
import SampleLayers
import TestSupport
import Testing

@Suite struct SourceFaultsTests {
  @Test func faultsOfFilesAreFindings() async throws {
    let folder = try TemporaryFolder()
    let county = folder.file("county")
    try FileManager.default.copyItem(atPath: SampleLayers.folder + "/sample-county", toPath: county)
    func url(_ name: String) -> URL { URL(fileURLWithPath: county + "/" + name) }
    try FileManager.default.removeItem(at: url("zones.shx"))
    try Data("UTF-8".utf8).write(to: url("villages.cpg"))
    // The first row of the forest is marked as deleted; its second loses half of the last character of a text.
    var forest = [UInt8](try Data(contentsOf: url("forest.dbf")))
    let (head, row) = (Int(forest[8]) | Int(forest[9]) << 8, Int(forest[10]) | Int(forest[11]) << 8)
    forest[head] = UInt8(ascii: "*")
    let second = forest[head + row..<head + 2 * row]
    let start = try #require(second.firstIndex { $0 > 127 })
    let end = try #require(second[start...].firstIndex { $0 < 128 })
    forest[end - 1] = 0x20
    try Data(forest).write(to: url("forest.dbf"))

    let run = try await Run.check(try Job(readingFrom: county + "/job.yaml", shipped: SampleLayers.folder), workers: 2)
    let found = run.findings.filter { $0.code.hasPrefix("F") }
    func findings(_ code: String) -> [Finding] { found.filter { $0.code == code } }
    #expect(findings("F01").map(\.layers) == [["zones"]] && findings("F01")[0].severity == .warning)
    #expect(findings("F01")[0].message.en.hasPrefix("zones.shp: there is no usable .shx"))
    #expect(findings("F02").map(\.layers) == [["villages"]])
    #expect(findings("F03").map(\.layers) == [["forest"]])
    #expect(findings("F03")[0].rows.count == 1 && findings("F03")[0].place != nil)
    #expect(findings("F06").map(\.layers) == [["forest"]] && findings("F06")[0].severity == .error)
    #expect(found.count == 4)
  }

  /// Coordinates of another datum under the name of CGCS2000 lie some sixty metres beside the survey: a note, and no change.
  @Test func aDatumIsSuspectedAndNothingMore() async throws {
    let folder = try TemporaryFolder()
    let county = folder.file("county")
    try FileManager.default.copyItem(atPath: SampleLayers.folder + "/sample-county", toPath: county)
    let forest = try readLayer(VectorSource(county + "/forest.shp")).layer
    var moved = GeometryBuilder(.polygon)
    let geometry = try #require(forest.geometry)
    for row in 0..<geometry.count {
      for ring in geometry.rings(ofRow: row) {
        moved.appendRing(
          geometry.coordinates(ofRing: ring).dropLast().map {
            let place = geometry.coordinate($0)
            return Coordinate(x: place.x + 52.4, y: place.y - 31.7)
          })
      }
      moved.endPart()
      moved.endRow()
    }
    var (layer, fields) = forest.withFieldsForFiles
    layer.geometry = moved.finish()
    var writer = try LayerWriter(
      creating: county + "/forest.shp", layer: "forest", kind: .polygon, frame: forest.frame, fields: fields)
    try writer.append(layer)
    try writer.close()

    let run = try await Run.check(try Job(readingFrom: county + "/job.yaml", shipped: SampleLayers.folder), workers: 2)
    let found = run.findings.filter { $0.code == "F04" }
    #expect(found.map(\.layers) == [["forest"]] && found[0].severity == .note)
    #expect(found[0].message.en.contains("moved by -52.4 m east and 31.7 m north"), "\(found[0].message.en)")
    #expect(!run.findings.contains { $0.code == "F05" })
  }
}

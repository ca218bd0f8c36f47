// taohe overlay --tiles: the same bytes and the same words as without.

import Formats
import Foundation
import Geodesy
import Geometry
import TestSupport
import Testing

@Suite struct TiledOverlayTests {
  private let folder: TemporaryFolder

  /// Two layers in different frames, each with a bow tie, a row without geometry and a row where no frame is.
  init() throws {
    folder = try TemporaryFolder()
    var random = SeededGenerator(5)
    try write("left.gpkg", frame: "EPSG:4517", origin: (29_524_000, 4_874_000), side: 1000, &random)
    try write("right.gpkg", frame: "EPSG:4490", origin: (87.295, 44.0), side: 0.01, &random)
  }

  private func write(
    _ name: String, frame: String, origin: (Double, Double), side: Double, _ random: inout SeededGenerator
  ) throws {
    let (x, y) = origin
    let odd: [[Part]] = [
      [[[(x, y), (x + side / 9, y + side / 9), (x + side / 9, y), (x, y + side / 9)]]], [],
      [[[(1e9, 1e9), (1e9 + 1, 1e9), (1e9, 1e9 + 1)]]],
      [[star(&random, at: (x + side / 2, y + side / 2), radius: side, vertices: 3000)]],
    ]
    let geometry = GeometryColumn(
      joining: [partition(&random, cells: 20, side: side, origin: origin), polygons(odd)], kind: .polygon)
    let layer = Layer(
      name: name.replacing(".gpkg", with: ""), frame: try Frame(frame), geometry: geometry, fields: FieldTable(),
      featureIDs: (0..<geometry.count).map { Int64($0 + 1) })
    var writer = try LayerWriter(
      creating: folder.file(name), layer: layer.name, kind: .polygon, frame: layer.frame, fields: [])
    try writer.append(layer)
    try writer.close()
  }

  private func overlay(_ options: [String]) throws -> (csv: [UInt8], words: String) {
    let csv = folder.file("areas.csv")
    let result = try Program.run(Program.path, ["overlay"] + options + ["--areas", csv], ["LC_ALL": "C"])
    try #require(result.code == 0, "\(result.errors)")
    return (try folder.bytes(of: csv), result.errors)
  }

  @Test(arguments: [
    ["right.gpkg"], ["right.gpkg", "--measure", "planar", "--min-area", "20"],
    ["right.gpkg", "--min-area", "20", "--lang", "zh"],
    ["--self"],
  ])
  func theSameBytesAndWords(options: [String]) throws {
    let arguments = [folder.file("left.gpkg")] + options.map { $0.hasSuffix("gpkg") ? folder.file($0) : $0 }
    let whole = try overlay(arguments)
    #expect(whole.csv.count > 5000)
    #expect(whole.words.contains(options.contains("zh") ? "图形无效" : "is not valid"))
    for tiles in ["1", "30", "4000"] {
      let tiled = try overlay(arguments + ["--tiles", tiles])
      #expect(tiled.csv == whole.csv && tiled.words == whole.words, "\(tiles) tiles")
    }
    // Working files have no names, and nothing stays of them.
    #expect(try folder.contents() == ["areas.csv", "left.gpkg", "right.gpkg"])
  }

  @Test func whatCannotBeRead() throws {
    let missing = try Program.taohe(
      "overlay", folder.file("none.gpkg"), folder.file("right.gpkg"), "--areas", folder.file("a.csv"), "--tiles", "9")
    #expect(missing.code == 20 && missing.errors.contains("none.gpkg"))
    let pieces = try Program.taohe(
      "overlay", folder.file("left.gpkg"), "--self", "--areas", folder.file("a.csv"), "--pieces", folder.file("p.gpkg"),
      "--tiles", "9")
    #expect(pieces.code == 10 && pieces.errors.contains("--tiles"))
    let nowhere = try Program.taohe(
      "overlay", folder.file("left.gpkg"), "--self", "--areas", folder.file("no/a.csv"), "--tiles", "9")
    #expect(nowhere.code == 20)
  }
}

// taohe overlay and locate: what they must not do to files, and areas that hold for large parts and beside stray rows.

import Formats
import Foundation
import Geometry
import TestSupport
import Testing

@Suite struct CarefulOverlayTests {
  private let folder: TemporaryFolder
  private let zone = Frame(definition: "EPSG:4517", name: "zone 29", isGeographic: false)

  init() throws { folder = try TemporaryFolder() }

  private func square(_ x: Double, _ y: Double, _ side: Double, _ height: Double? = nil) -> [Part] {
    let top = y + (height ?? side)
    return [[[(x, y), (x + side, y), (x + side, top), (x, top), (x, y)]]]
  }

  @discardableResult private func write(_ rows: [[Part]], to name: String, frame: Frame?) throws -> String {
    let layer = Layer(
      name: "rows", frame: frame, geometry: polygons(rows), fields: FieldTable(),
      featureIDs: rows.indices.map { Int64($0 + 1) })
    var writer = try LayerWriter(
      creating: folder.file(name), layer: "rows", kind: .polygon, frame: frame, fields: [])
    try writer.append(layer)
    try writer.close()
    return folder.file(name)
  }

  /// By left and right feature id.
  private func areas(_ left: String, _ right: String, _ more: String...) throws -> [[Double]] {
    let out = folder.file("areas-\(UUID().uuidString).csv")
    let result = try Program.run(Program.path, ["overlay", left, right, "--areas", out] + more, ["LC_ALL": "C"])
    try #require(result.code == 0, "\(result.errors)")
    return try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").map { Double($0)! }
    }
  }

  /// The ellipsoidal area of a large shared part is the sum of its pieces: the scale is not that of one place.
  @Test(arguments: [("EPSG:4517", 29_590_000.0, 4_860_000.0, 30_000.0), ("EPSG:4490", 87, 43.8, 0.3)])
  func largePartsAreTheSumOfSmallOnes(code: String, x: Double, y: Double, side: Double) throws {
    let frame = Frame(definition: code, name: code, isGeographic: code == "EPSG:4490")
    let whole = try write([square(x, y, side)], to: "whole.gpkg", frame: frame)
    let cells = (0..<900).map { square(x + Double($0 % 30) * side / 30, y + Double($0 / 30) * side / 30, side / 30) }
    let large = try areas(whole, whole)
    let small = try areas(whole, try write(cells, to: "cells.gpkg", frame: frame))
    let (one, many) = (large[0][2], small.reduce(0) { $0 + $1[2] })
    #expect(large.count == 1 && small.count == 900 && abs(one - many) < 1e-8 * one, "\(one) \(many)")
  }

  /// The area of a pair depends on its two polygons alone: not on a row that lies where nothing is.
  @Test func strayRowsChangeNoOther() throws {
    let place = square(29_524_000, 4_874_000, 100)
    let right = try write([square(29_524_050, 4_874_000, 100)], to: "right.gpkg", frame: zone)
    let alone = try areas(try write([place], to: "alone.gpkg", frame: zone), right)
    let beside = try areas(try write([place, square(29_000_100, 100, 10)], to: "beside.gpkg", frame: zone), right)
    #expect(alone.count == 1 && alone == beside)
    let degrees = Frame(definition: "EPSG:4490", name: "CGCS2000", isGeographic: true)
    let cell = square(87.3, 44, 0.001)
    let other = try write([cell], to: "other.gpkg", frame: degrees)
    let own = try areas(other, other)
    let stray = try areas(try write([cell, square(500_000, 4_800_000, 100)], to: "stray.gpkg", frame: degrees), other)
    #expect(own.count == 1 && own == stray)
  }

  /// What is left is measured by the formula, wherever it lies.
  @Test func remaindersFarFromTheOtherLayer() throws {
    let left = try write([square(29_450_000, 4_800_000, 1000)], to: "left.gpkg", frame: zone)
    let right = try write([square(29_590_000, 4_880_000, 20_000, 100)], to: "far.gpkg", frame: zone)
    let out = folder.file("union.gpkg")
    #expect(try Program.taohe("overlay", left, right, "--union", out).code == 0)
    let layer = try readLayer(VectorSource(out)).layer
    let whole = try areas(right, right)[0][2]
    let rest = (0..<layer.count).filter { layer.fields.text("right_fid", $0) != nil }.compactMap {
      layer.fields["area_m2"]?.number($0)
    }
    #expect(rest.count == 1 && abs(rest[0] - whole) < 1e-8 * whole, "\(rest) \(whole)")
  }

  @Test func outputsTakeNobodysPlace() throws {
    let (left, right) = (
      try write([square(0, 0, 10)], to: "left.shp", frame: nil), try write([square(5, 0, 10)], to: "b.shp", frame: nil)
    )
    let bytes = try folder.bytes(of: left)
    let table = try folder.bytes(of: folder.file("b.dbf"))
    func run(_ arguments: [String]) throws -> Program.Result {
      try Program.run(Program.path, ["overlay", left, right, "--measure", "planar", "--lang", "en"] + arguments)
    }
    func code(_ arguments: String...) throws -> Int32 { try run(arguments).code }
    #expect(try code("--areas", left) == 20)
    #expect(try code("--areas", folder.file("b.dbf")) == 20)
    #expect(try code("--pieces", folder.path + "/./left.shp") == 20)
    #expect(
      try code(
        "--areas", folder.file("a.csv"), "--ledger",
        folder.path + "/../" + "\(URL(fileURLWithPath: folder.path).lastPathComponent)/a.csv") == 10)
    #expect(try code("--areas", folder.path) == 20)
    #expect(try code("--pieces", folder.file("p.xlsx")) == 20)
    let frameless = try run(["--pieces", folder.file("p.geojson")])
    #expect(frameless.code == 20 && frameless.errors.contains("GeoJSON is in WGS 84"), "\(frameless.errors)")
    #expect(try folder.bytes(of: left) == bytes && folder.bytes(of: folder.file("b.dbf")) == table)
    #expect(try code("--areas", folder.file("a.csv"), "--ledger", folder.file("l.csv")) == 0)
  }

  /// A link stays a link; what it leads to is written, where that is a file.
  @Test func outputsBehindLinks() throws {
    let source = try write([square(0, 0, 10), square(5, 0, 10)], to: "left.shp", frame: nil)
    let files = FileManager.default
    func overlay(to output: String) throws -> Int32 {
      try Program.taohe("overlay", source, "--self", "--measure", "planar", "--areas", folder.file(output)).code
    }
    _ = try folder.write("old", to: "real.csv")
    for (link, target) in [
      ("file", "real.csv"), ("loop", "loop"), ("device", "/dev/null"), ("open", "/proc/self/fd/1"),
      ("shape", "left.dbf"),
    ] {
      try files.createSymbolicLink(atPath: folder.file(link), withDestinationPath: target)
    }
    #expect(try overlay(to: "file") == 0)
    #expect(try files.destinationOfSymbolicLink(atPath: folder.file("file")) == "real.csv")
    #expect(try String(contentsOfFile: folder.file("real.csv"), encoding: .utf8).hasPrefix("left_fid"))
    for link in ["loop", "device", "open", "shape"] {
      #expect(try overlay(to: link) == 20, "\(link)")
      #expect(throws: Never.self) { try files.destinationOfSymbolicLink(atPath: folder.file(link)) }
    }
  }

  /// Areas on the ellipsoid are those of the frame that is stated; where the eastings say another zone, that is told.
  @Test func framesThatTheirCoordinatesContradict() throws {
    let wrong = try write([square(38_524_000, 4_874_000, 100)], to: "wrong.gpkg", frame: zone)
    let result = try Program.taohe("overlay", wrong, wrong, "--areas", folder.file("a.csv"), "--lang", "en")
    #expect(result.code == 0 && result.errors.contains("the zone is not the one that is stated"), "\(result.errors)")
    let lost = try write([square(524_000, 4_874_000, 100)], to: "lost.gpkg", frame: zone)
    let none = try Program.taohe("overlay", lost, wrong, "--areas", folder.file("b.csv"), "--quiet", "--lang", "en")
    #expect(none.code == 20 && none.errors.contains("no row has coordinates"), "\(none.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("b.csv")))
  }

  /// A strip a thousandth of a millimetre wide is below what the kernel can tell, and no reason to distrust the books.
  @Test func booksOfHairlinesClose() throws {
    let left = try write(
      [square(41_000_000, 4_000_000, 1e-6, 628), square(41_000_100, 4_000_000, 100)], to: "l.gpkg", frame: zone)
    let right = try write([square(40_999_000, 4_000_000, 2000)], to: "r.gpkg", frame: zone)
    let result = try Program.taohe(
      "overlay", left, right, "--measure", "planar", "--ledger", folder.file("ledger.csv"))
    #expect(result.code == 0, "\(result.errors)")
  }

  /// GDAL writes a GeoJSON without looking whether the disk takes it; the others say so.
  @Test(arguments: ["gpkg", "shp", "geojson", "fgb"]) func piecesOnAFullDisk(ending: String) throws {
    let cells = (0..<400).map { square(29_524_000 + 10 * Double($0), 4_874_000, 20) }
    let source = try write(cells, to: "cells.gpkg", frame: zone)
    let before = try folder.contents()
    for blocks in [1, 4, 16, 23] {
      let result = try Program.run(
        "/bin/bash",
        [
          "-c",
          "cd '\(folder.path)'; trap '' XFSZ; ulimit -f \(blocks); exec '\(Program.path)' overlay '\(source)' --self --pieces p.\(ending)",
        ])
      #expect(result.code == 20 || result.code == 30, "\(blocks): \(result.code) \(result.errors)")
      #expect(try folder.contents() == before)
    }
  }

  /// Of a layer with itself the lower feature id stands first, whatever order the file has.
  @Test func idsOfALayerWithItselfAscend() throws {
    let features = [10, 5, 7].map { id in
      #"{"type":"Feature","id":\#(id),"properties":{},"geometry":{"type":"Polygon","coordinates":[[[\#(Double(id) / 10),0],[2,0],[2,1],[0,1],[\#(Double(id) / 10),0]]]}}"#
    }
    let source = try folder.write(
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#, to: "own.geojson")
    let out = folder.file("self.csv")
    #expect(try Program.taohe("overlay", source, "--self", "--areas", out).code == 0)
    let ids = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").prefix(2).map { Int($0)! }
    }
    #expect(ids.count == 3 && ids.allSatisfy { $0[0] < $0[1] })
  }

  /// Excel's "CSV UTF-8" begins with a mark, and what follows may be plain letters.
  @Test func markedListsAreUTF8() throws {
    let points = try folder.write("\u{FEFF}x,y\n29524050,4874050\n", to: "points.csv")
    let zones = try write([square(29_524_000, 4_874_000, 100)], to: "zones.gpkg", frame: zone)
    let result = try Program.taohe(
      "locate", points, zones, "--x", "x", "--y", "y", "--assume", "EPSG:4517", "--out", folder.file("l.csv"))
    #expect(result.code == 0, "\(result.errors)")
    #expect(try String(contentsOfFile: folder.file("l.csv"), encoding: .utf8).split(separator: "\n").count == 2)
  }

  @Test(arguments: ["foo", "Beijing", "CGCS2000"]) func framesAreNotGuessed(name: String) throws {
    let left = try write([square(0, 0, 10)], to: "left.gpkg", frame: nil)
    #expect(try Program.taohe("overlay", left, "--self", "--areas", folder.file("a.csv"), "--assume", name).code == 10)
  }

  /// What is written without a row can be read.
  @Test(arguments: ["gpkg", "fgb", "shp", "geojson"]) func layersWithoutRows(ending: String) throws {
    let empty = try write([], to: "empty.\(ending)", frame: zone)
    let right = try write([square(29_524_000, 4_874_000, 100)], to: "right.gpkg", frame: zone)
    #expect(try areas(empty, right, "--assume", "EPSG:4517").isEmpty)
  }

  /// Standard output that cannot take what it is given is told, and ends nothing by a signal.
  @Test func outputThatIsNotTaken() throws {
    let left = try write([square(0, 0, 10)], to: "left.gpkg", frame: nil)
    let command = "\(Program.path) overlay \(left) --self --measure planar --areas \(folder.file("a.csv"))"
    let full = try Program.run("/bin/sh", ["-c", command + " --json > /dev/full"])
    #expect(full.code == 20 && full.errors.contains("standard output"), "\(full.code) \(full.errors)")
    #expect(try Program.run("/bin/sh", ["-c", command + " 2> /dev/full"]).code == 0)
    #expect(try Program.run("/bin/sh", ["-c", "\(Program.path) checks > /dev/full"]).code == 20)
    #expect(try Program.run("/bin/sh", ["-c", command + " --json >&-"]).code == 20)
  }
}

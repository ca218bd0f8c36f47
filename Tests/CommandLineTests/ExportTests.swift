// taohe export: every format read back by GDAL, nothing lost, nothing cut.

import Formats
import Foundation
import Geometry
import SampleLayers
import TestSupport
import Testing

@Suite struct ExportTests {
  private let folder: TemporaryFolder
  private var out: String { folder.file("out") }

  init() throws {
    folder = try TemporaryFolder()
    let job = SampleLayers.folder + "/sample-county/job.yaml"
    try #require(try Program.taohe("check", job, "--out", folder.file("out"), "--quiet").code == 0)
  }

  private func export(_ layer: String, _ name: String, _ arguments: String...) throws -> Program.Result {
    try Program.run(
      Program.path, ["export", out, layer, "--out", folder.file(name), "--lang", "en"] + arguments, ["LC_ALL": "C"])
  }

  @Test(arguments: ["gpkg", "shp", "geojson", "fgb", "csv", "xlsx"]) func wellsToClose(ending: String) throws {
    let result = try export("wells", "w.\(ending)", "--where", "outcome=close")
    try #require(result.code == 0, "\(result.errors)")
    var options = ReadOptions()
    options.tableAllowed = true
    let layer = try readLayer(VectorSource(path: folder.file("w.\(ending)"), layer: nil), options: options).layer
    #expect(layer.count == 25)
    let deadlines = (0..<25).map { layer.fields.text("deadline", $0) }
    #expect(deadlines.count { $0 == "2022-11-30" } == 4 && deadlines.count { $0 == "2023-11-30" } == 21)
    if ending == "geojson" { #expect(layer.geometry!.bounds.maxX < 180) }
  }

  /// A spreadsheet rounds numbers to fifteen digits: an identifier of eighteen stays what it is, and a list is the same on every day.
  @Test func spreadsheetsKeepLongNumbers() throws {
    var fields = FieldTable()
    fields.set("bsm", .integer(Values([123_456_789_012_345_678, 7])))
    fields.set("far", .real(Values([Double.infinity, 1.5])))
    let layer = Layer(
      name: "long", frame: nil, geometry: GeometryColumn(points: [Coordinate(x: 1, y: 2), Coordinate(x: 3, y: 4)]),
      fields: fields, featureIDs: [1, 2])
    try FileManager.default.removeItem(atPath: out + "/packet.gpkg")
    var writer = try LayerWriter(
      creating: out + "/packet.gpkg", layer: "long", kind: .point, frame: nil,
      fields: [FieldDefinition("bsm", .integer), FieldDefinition("far", .real)])
    try writer.append(layer)
    try writer.close()
    #expect(try export("long", "a.xlsx").code == 0)
    #expect(try export("long", "b.xlsx").code == 0)
    #expect(try folder.bytes(of: folder.file("a.xlsx")) == folder.bytes(of: folder.file("b.xlsx")))
    var options = ReadOptions()
    options.tableAllowed = true
    options.pointsFromTables = false
    let back = try readLayer(VectorSource(folder.file("a.xlsx")), options: options).layer
    #expect(back.fields.text("bsm", 0) == "123456789012345678" && back.fields.text("bsm", 1) == "7")
    #expect(back.fields.text("far", 0) == "inf")
  }

  /// Names of more than ten bytes are shortened, by a list.
  @Test func shapefilesLoseNothingInSilence() throws {
    #expect(try export("plots", "p.shp").code == 0)
    let list = try String(contentsOfFile: folder.file("p.fields.csv"), encoding: .utf8)
    #expect(list.contains("village_cd,village_code"))
    #expect(try readLayer(VectorSource(folder.file("p.shp"))).layer.fields.names.contains("village_cd"))
  }

  /// 报盘坐标: every plot with its points, X north, Y east; and its area in hectares.
  @Test func surveyText() throws {
    #expect(try export("plots", "p.txt", "--where", "status=withdrawn").code == 0)
    let lines = try String(contentsOfFile: folder.file("p.txt"), encoding: .utf8).split(separator: "\r\n")
    #expect(lines.contains("带号=29") && lines.contains("几度分带=3"))
    let plots = lines.indices.filter { lines[$0].hasSuffix(",@") }
    #expect(plots.count == 191)
    #expect(plots.allSatisfy { lines[$0].split(separator: ",", omittingEmptySubsequences: false)[6] == "退减" })
    for (index, start) in plots.enumerated() {
      let end = index + 1 < plots.count ? plots[index + 1] : lines.count
      let points = lines[start + 1..<end].map { $0.split(separator: ",") }
      #expect(Int(lines[start].split(separator: ",")[0]) == points.count)
      #expect(points.first![2...] == points.last![2...] && points.first![0] == "J1" && points.last![0] == "J1")
      #expect(points.allSatisfy { Double($0[2])! < 5_500_000 && Double($0[3])! > 29_000_000 })
    }
    #expect(try export("wells", "w.txt").code == 20)
    #expect(try export("plots", "d.txt", "--frame", "EPSG:4490").code == 20)
  }

  @Test func mistakesAreTold() throws {
    let field = try export("plots", "p.gpkg", "--where", "statu=withdrawn")
    #expect(field.code == 20 && field.errors.contains("did you mean 'status'"))
    let format = try export("plots", "p.kml")
    #expect(format.code == 20 && format.errors.contains(".gpkg, .shp, .geojson, .fgb, .xlsx, .csv, .txt"))
    #expect(try export("no such layer", "p.gpkg").code == 20)
    #expect(try export("plots", "p.gpkg", "--frame", "EPSG:99").code == 20)
  }
}

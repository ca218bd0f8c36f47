// GeoJSON, KML and MIF that scripts on Chinese machines wrote in GBK, and texts in a GeoPackage that are no UTF-8.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct TextEncodingsOfFormatsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// 编号, 滨湖镇 in GBK, made with iconv; the second byte of 嶾 is a backslash.
  private static let words: [(String, [UInt8])] = [
    ("编号", [0xB1, 0xE0, 0xBA, 0xC5]), ("滨湖镇", [0xB1, 0xF5, 0xBA, 0xFE, 0xD5, 0xF2]), ("嶾", [0x8E, 0x5C]),
  ]

  /// Writes a text with those words in GBK.
  private func write(inGBK text: String, to name: String) throws -> String {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let character = rest.first {
      if let (word, own) = Self.words.first(where: { rest.hasPrefix($0.0) }) {
        bytes += own
        rest = rest.dropFirst(word.count)
      } else {
        bytes += Array(String(character).utf8)
        rest = rest.dropFirst()
      }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
    return folder.file(name)
  }

  private let geoJSON = """
    {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"编号": "A1", "name": "滨湖镇嶾"}, "geometry": {"type": "Point", "coordinates": [87.3, 44]}}]}
    """

  @Test func geoJSONInGBK() throws {
    let read = try readLayer(VectorSource(try write(inGBK: geoJSON, to: "wells.geojson")))
    #expect(read.layer.fields.names == ["编号", "name"] && read.layer.fields.text("name", 0) == "滨湖镇嶾")
    #expect(read.notes.contains { $0.en.hasPrefix("read as GBK/GB18030 by its bytes") })
    let plain = try readLayer(VectorSource(try folder.write(geoJSON, to: "plain.geojson")))
    #expect(plain.layer.fields.text("name", 0) == "滨湖镇嶾" && plain.notes.isEmpty && plain.diagnoses.isEmpty)
  }

  /// Whatever the declaration says: expat knows no GBK.
  @Test(arguments: [" encoding=\"UTF-8\"", " encoding='GBK'", " encoding=\"gb2312\" standalone=\"yes\"", ""])
  func kmlInGBK(declared: String) throws {
    func kml(_ name: String) -> String {
      """
      <?xml version="1.0"\(declared)?>
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>\(name)</name>
      <ExtendedData><Data name="编号"><value>K1</value></Data></ExtendedData>
      <Point><coordinates>87.3,44</coordinates></Point></Placemark></Document></kml>
      """
    }
    let fields = try readLayer(VectorSource(try write(inGBK: kml("滨湖镇"), to: "wells.kml"))).layer.fields
    #expect(fields.text("Name", 0) == "滨湖镇" && fields.text("编号", 0) == "K1")
    let ascii = try folder.write(kml("Binhu").replacing("编号", with: "id"), to: "ascii.kml")
    #expect(try readLayer(VectorSource(ascii)).layer.fields.text("Name", 0) == "Binhu")
  }

  /// Where the head says WindowsSimpChinese, GDAL knows what that is.
  @Test(arguments: ["Neutral", "WindowsSimpChinese"]) func interchangeOfMapInfo(charset: String) throws {
    let head = """
      Version 300
      Charset "\(charset)"
      Delimiter ","
      CoordSys Earth Projection 1, 104
      Columns 1
        编号 Char(20)
      Data
      Point 87.3 44.0

      """
    let path = try write(inGBK: head, to: "wells.mif")
    _ = try write(inGBK: "\"滨湖镇\"\n", to: "wells.mid")
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.fields.names == ["编号"] && read.layer.fields.text("编号", 0) == "滨湖镇")
    #expect(read.layer.geometry?.count == 1 && read.diagnoses.isEmpty)
  }

  /// A program that writes its own bytes into a GeoPackage: nothing says what they are, and that is told.
  @Test(.enabled(if: SQLiteShell.isInstalled)) func textsThatAreNoUTF8() throws {
    let path = folder.file("wells.gpkg")
    var table = FieldTable()
    table.set("name", .text(TextValues(["a", "滨湖镇", "c"])))
    var options = ReadOptions()
    options.tableAllowed = true
    var writer = try LayerWriter(
      creating: path, layer: "wells", kind: nil, frame: nil, fields: [FieldDefinition("name", .text)])
    try writer.append(Layer(name: "wells", frame: nil, geometry: nil, fields: table, featureIDs: [1, 2, 3]))
    try writer.close()
    #expect(try readLayer(VectorSource(path), options: options).diagnoses.isEmpty)
    try SQLiteShell(path).run("UPDATE wells SET name = CAST(x'B1F5BAFED5F2' AS TEXT) WHERE fid = 3;")
    let read = try readLayer(VectorSource(path), options: options)
    #expect(
      read.layer.fields.text("name", 1) == "滨湖镇" && read.layer.fields.text("name", 2)?.contains("\u{FFFD}") == true)
    let told = try #require(read.diagnoses.first)
    #expect(read.diagnoses.count == 1 && told.code == "F02")
    #expect(told.message.en.hasPrefix("1 values of 'name' are not in UTF-8 (such as fid 3)"))
  }
}

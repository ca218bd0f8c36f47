// Cells and geometries that are not what they should be, and headings that are hard to tell from titles.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct UnreadableCellsTests {
  /// Days and numbers that are none, in a GeoPackage, whose columns hold anything, and in GeoJSON.
  @Test(.enabled(if: SQLiteShell.isInstalled)) func wrongCellsOfOtherFormats() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("wells.gpkg")
    var table = FieldTable()
    table.set("ends", .day(Values([Day("2026-01-03")!.daysSince1970, 1, 2, nil])))
    table.set("used \"m³\"", .real(Values([1.5, 2, 3, nil])))
    table.set("name", .text(TextValues(["a", "b", "c", "d"])))
    // Without geometry, because its index could not be kept up by another program.
    var options = ReadOptions()
    options.tableAllowed = true
    var writer = try LayerWriter(
      creating: path, layer: "we\"lls", kind: nil, frame: nil,
      fields: [FieldDefinition("ends", .day), FieldDefinition("used \"m³\"", .real), FieldDefinition("name", .text)])
    try writer.append(Layer(name: "wells", frame: nil, geometry: nil, fields: table, featureIDs: [1, 2, 3, 4]))
    try writer.close()
    let clean = try readLayer(VectorSource(path), options: options)
    #expect(clean.notes.isEmpty && clean.layer.fields.text("ends", 0) == "2026-01-03")
    try SQLiteShell(path).run(
      "UPDATE \"we\"\"lls\" SET ends = '2026-02-30' WHERE fid = 2; "
        + "UPDATE \"we\"\"lls\" SET \"used \"\"m³\"\"\" = '约3' WHERE fid = 3;")
    let layer = try readLayer(VectorSource(path), options: options).layer
    #expect((0..<4).map { layer.fields.text("ends", $0) } == ["2026-01-03", "2026-02-30", "1970-01-03", nil])
    #expect((0..<4).map { layer.fields.text("used \"m³\"", $0) } == ["1.5", "2", "约3", nil])

    let json = try folder.write(
      """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"ends": "2026-02-30"}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
      {"type": "Feature", "properties": {"ends": "2026-01-03"}, "geometry": {"type": "Point", "coordinates": [1, 3]}}]}
      """, to: "wells.geojson")
    let texts = try readLayer(VectorSource(json)).layer.fields
    #expect([0, 1].map { texts.text("ends", $0) } == ["2026-02-30", "2026-01-03"])
  }

  /// What GDAL makes of wrong nesting is a row without geometry, as of a null.
  @Test func geometriesOfGeoJSONThatAreNone() throws {
    let folder = try TemporaryFolder()
    let ring = "[[87,44],[87.01,44],[87.01,44.01],[87,44]]"
    func feature(_ type: String, _ coordinates: String) -> String {
      #"{"type": "Feature", "id": 7, "properties": {}, "geometry": {"type": "\#(type)", "coordinates": \#(coordinates)}}"#
    }
    let features = [
      feature("Polygon", "[\(ring)]"), feature("Polygon", ring), feature("MultiPolygon", "[\(ring)]"),
      feature("Polygon", "[]"), #"{"type": "Feature", "id": 7, "properties": {}, "geometry": null}"#,
    ]
    let path = try folder.write(
      #"{"type": "FeatureCollection", "features": [\#(features.joined(separator: ",\n"))]}"#, to: "a.geojson")
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.count == 5 && read.failures.map(\.row) == [1, 2])
    #expect(read.failures.map { $0.reason.en }.allSatisfy { $0.contains("coordinates are not those of a") })
    #expect(read.layer.featureIDs == [0, 1, 2, 3, 4] && read.diagnoses.map(\.code) == ["F06"])
  }

  @Test func listsOfWhichARestWouldBeLost() throws {
    let folder = try TemporaryFolder()
    let zero = try folder.write("well_id,X,Y\nA,1,2\nB,1\0,2\n", to: "zero.csv")
    let wide = try folder.write(
      (0..<2001).map { "c\($0)" }.joined(separator: ",") + "\n" + String(repeating: "1,", count: 2000) + "1\n",
      to: "wide.csv")
    var options = ReadOptions()
    options.tableAllowed = true
    let lost = #expect(throws: InputFault.self) { try readLayer(VectorSource(zero), options: options) }
    #expect(lost?.place.hasSuffix("zero.csv:3") == true)
    let many = #expect(throws: InputFault.self) { try readLayer(VectorSource(wide), options: options) }
    #expect(many?.message(in: .en).contains("2001 columns") == true)
  }

  /// Attributes that a map program of a phone exports: names of one length are names of their own.
  @Test func namesOfDataInKML() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>d</name>
      <Placemark><name>p</name><ExtendedData><Data name="井号"><value>K1</value></Data>
      <Data id="3" name = '用途 &amp; 备注'><displayName>x</displayName><value>灌溉</value></Data>
      <Data name="plain"><value>1 > 0</value></Data></ExtendedData>
      <Point><coordinates>87.3,44</coordinates></Point></Placemark>
      <Placemark><name>q</name><ExtendedData><Data name="乡镇"><value>某镇</value></Data>
      <Data name="井号"><value>K2</value></Data></ExtendedData>
      <Point><coordinates>87.4,44</coordinates></Point></Placemark></Document></kml>
      """, to: "wells.kml")
    let fields = try readLayer(VectorSource(path)).layer.fields
    #expect([0, 1].map { fields.text("井号", $0) } == ["K1", "K2"])
    #expect([0, 1].map { fields.text("用途 & 备注", $0) } == ["灌溉", nil] && fields.text("乡镇", 1) == "某镇")
    #expect(fields.text("plain", 0) == "1 > 0" && !fields.names.contains { $0.contains("taohe") })
  }

  /// Texts that are no geometry cost their own rows, and each is told.
  @Test func geometriesThatAreNone() throws {
    let folder = try TemporaryFolder()
    let square = "\"POLYGON((0 0,1 0,1 1,0 0))\""
    let list = try folder.write(
      "id,WKT\n1,\(square)\n2,\"POLYGON((0 0,1 0\"\n3,hello\n4,\n5,\"POLYGON((0 0,1 0,nan 1,0 0))\"\n6,POLYGON EMPTY\n7,\(square)\n",
      to: "plots.csv")
    let read = try readLayer(VectorSource(list))
    #expect(
      read.layer.count == 7
        && (0..<7).map { read.layer.geometry!.isEmpty(row: $0) } == [false, true, true, true, true, true, false])
    #expect(read.failures.map(\.row) == [1, 2, 4] && read.failures[1].reason.en.contains("hello"))
  }

  /// A blob with the first bytes of a geometry and no more, beside an empty one and none.
  @Test(.enabled(if: SQLiteShell.isInstalled)) func blobsThatAreNoGeometry() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.gpkg")
    var writer = try LayerWriter(creating: path, layer: "a", kind: .point, frame: nil, fields: [])
    try writer.append(
      Layer(
        name: "a", frame: nil, geometry: points([(0, 0), (1, 1), (2, 2), (3, 3)]), fields: FieldTable(),
        featureIDs: [1, 2, 3, 4]))
    try writer.close()
    let shell = try SQLiteShell(path)
    for name in ["insert", "update1", "update2", "update3", "update4", "delete"] {
      try shell.run("DROP TRIGGER IF EXISTS rtree_a_geom_\(name);")
    }
    try shell.run(
      "UPDATE a SET geom = x'47500003' WHERE fid = 2; UPDATE a SET geom = NULL WHERE fid = 3; "
        + "UPDATE a SET geom = x'47500011000000000101000000000000000000F87F000000000000F87F' WHERE fid = 4;")
    let read = try readLayer(VectorSource(path))
    #expect(read.failures.map(\.row) == [1])
    #expect(read.layer.geometry?.isEmpty(row: 3) == true)
  }

  /// A line of headings with columns beside it that have none is no title, whatever a remark fills; below a title a column
  /// without heading keeps a name.
  @Test func headingsThatAreNoTitle() throws {
    let folder = try TemporaryFolder()
    func read(_ text: String) throws -> ReadResult {
      try readLayer(VectorSource(folder.write(text, to: "\(text.utf8.count).csv")))
    }
    let list = try read(
      "井编号,经度,纬度,,,\nJ1,87.1,44.1,,,\nJ2,87.2,44.1,,,\nJ3,87.3,44.1,,,\nJ4,87.4,44.1,待核,,x\n")
    #expect(list.layer.count == 4 && list.layer.fields.text("井编号", 0) == "J1")
    let titled = try read("机井清单,,,,\nid,经度,纬度,,\n1,87.1,44.1,,\n2,87.2,44.2,,x\n")
    #expect(titled.layer.count == 2 && titled.layer.fields.names.prefix(3) == ["id", "经度", "纬度"])
    #expect(!titled.layer.fields.names.contains("") && !titled.diagnoses.contains { $0.code == "F03" })
  }

  /// Separators within quoted headings are no separators, and lines may end as old Macintosh programs end them.
  @Test func linesOfOtherSeparators() {
    #expect(longLines(in: Array("id;\"name, n, m, o\";x\n1;a;2\n2;b,c;3\n".utf8)) == nil)
    #expect(longLines(in: Array("id,x\rJ1,1\rJ2,2,zzz\r".utf8))?.en.hasPrefix("1 lines (3)") == true)
    #expect(longLines(in: Array("id,x\r\nJ1,1\r\nJ2,2\r\n".utf8)) == nil)
  }
}

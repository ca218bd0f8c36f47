// Layers written and read back, by every format; what other programs read of them is in CommandLineTests.

@testable import Formats
import Foundation
import Geometry
import TestSupport
import Testing

@Suite struct LayerFilesTests {
  private func layer(_ random: inout SeededGenerator) -> Layer {
    var fields = FieldTable()
    fields.set("名称", .text(TextValues(["滨湖镇", nil, "庙尔沟乡"])))
    fields.set("count", .integer(Values([1, nil, 29_524_000_000])))
    fields.set("area", .real(Values([0.1, -2.5, nil])))
    fields.set("on", .day(Values([19_065, nil, 0])))
    let rows = (0..<3).map { _ in [[star(&random, at: (87.3, 44), radius: 0.01, vertices: 30)]] as [Part] }
    return Layer(name: "units", frame: nil, geometry: polygons(rows), fields: fields, featureIDs: [1, 2, 3])
  }

  private let definitions = [
    FieldDefinition("名称", .text, width: 40), FieldDefinition("count", .integer), FieldDefinition("area", .real),
    FieldDefinition("on", .day),
  ]

  @Test(arguments: [VectorFormat.geoPackage, .shapefile, .flatGeobuf, .geoJSON])
  func writtenAndReadBack(format: VectorFormat) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(5)
    let layer = layer(&random)
    let path = folder.file("units.\(format.rawValue)")
    let frame = Frame(definition: "EPSG:4326", name: "WGS 84", isGeographic: true)
    var writer = try LayerWriter(creating: path, layer: "units", kind: .polygon, frame: frame, fields: definitions)
    try writer.append(layer)
    try writer.close()

    let read = try readLayer(VectorSource(path))
    #expect(read.failures.isEmpty)
    #expect(read.layer.count == 3)
    #expect(read.layer.frame?.definition == "EPSG:4326")
    // FlatGeobuf orders its rows by place; names find them again.
    let order = (0..<3).map { index in
      (0..<3).first { read.layer.fields.text("名称", $0) == layer.fields.text("名称", index) }!
    }
    for (own, other) in order.enumerated() {
      #expect(read.layer.fields["count"]?.number(other) == layer.fields["count"]?.number(own))
      #expect(read.layer.fields["area"]?.number(other) == layer.fields["area"]?.number(own))
      #expect(read.layer.fields.text("on", other) == layer.fields.text("on", own))
      let difference = abs(read.layer.geometry!.area(ofRow: other) - layer.geometry!.area(ofRow: own))
      // GeoJSON rounds to nine decimals; a shapefile turns rings around.
      #expect(difference <= (format == .geoJSON ? 1e-10 : 1e-18))
    }
  }

  @Test func aShapefileInGBKWithoutCPG() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(6)
    var options = WriteOptions()
    options.legacyGBK = true
    var writer = try LayerWriter(
      creating: folder.file("units.shp"), layer: "units", kind: .polygon, frame: nil,
      fields: [FieldDefinition("名称", .text, width: 40)], options: options)
    try writer.append(layer(&random))
    try writer.close()
    #expect(try !folder.contents().contains("units.cpg"))
    let read = try readLayer(VectorSource(folder.file("units.shp")))
    #expect(read.layer.fields.names == ["名称"])
    #expect(read.layer.fields.text("名称", 0) == "滨湖镇")
    #expect(read.layer.fields.text("名称", 1) == nil)
    #expect(read.notes.contains { $0.en.contains("GBK") })
  }

  @Test func theSameLayerIsTheSameBytes() throws {
    let folder = try TemporaryFolder()
    for format in [VectorFormat.geoPackage, .geoJSON, .flatGeobuf] {
      var files: [[UInt8]] = []
      for name in ["a", "b"] {
        var random = SeededGenerator(5)
        let path = folder.file("\(name).\(format.rawValue)")
        var writer = try LayerWriter(creating: path, layer: "units", kind: .polygon, frame: nil, fields: definitions)
        try writer.append(layer(&random))
        try writer.close()
        files.append(try folder.bytes(of: path))
      }
      #expect(files[0] == files[1])
    }
  }

  /// Rows that a quotation mark without a partner swallows are not lost in silence.
  @Test func aQuotationMarkWithoutAPartner() throws {
    let folder = try TemporaryFolder()
    for (text, line) in [
      ("id,name\n1,\"a\"\"\n2,b\n", 2), ("id,name\n1,\"a\nb\"\n2,5\" pipe\n3,c\n", 4),
      ("id,name\n1,5\" pipe\n2,b\n3,6\" pipe\n", 2),
    ] {
      let path = try folder.write(text, to: "list.csv")
      let fault = #expect(throws: InputFault.self) { try readLayer(VectorSource(path: path, layer: nil)) }
      #expect(fault?.place == "\(path):\(line)")
    }
    var options = ReadOptions()
    options.tableAllowed = true
    let path = try folder.write("id,name\n1,\"a \"\"b\"\"\nc\"\n2,井\n", to: "list.csv")
    let list = try readLayer(VectorSource(path: path, layer: nil), options: options).layer
    #expect(list.fields.text("name", 0) == "a \"b\"\nc" && list.count == 2)
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("this is no map\n", to: "notes.shp")
    func message(_ source: String) throws -> String {
      try #require(#expect(throws: InputFault.self) { _ = try readLayer(VectorSource(source)) }).message(in: .en)
    }
    #expect(try message(folder.file("absent.gpkg")).contains("no such file"))
    #expect(try message(text).contains("is not vector data"))
    let table = try folder.write("a,b\n1,2\n", to: "table.csv")
    #expect(try message(table).contains("no columns of coordinates"))
    #expect(try message(table + "|other").contains("no such layer"))
  }

  /// 井编号,经度,纬度 / 滨湖镇1,87.3,44.0 as a spreadsheet program on a Chinese desktop saves it.
  @Test func aListInGBK() throws {
    let folder = try TemporaryFolder()
    let heading: [UInt8] = [
      0xBE, 0xAE, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xBE, 0xAD, 0xB6, 0xC8, 0x2C, 0xCE, 0xB3, 0xB6, 0xC8,
    ]
    let bytes = heading + [0x0D, 0x0A] + TextEncodingGuessTests.gbk + Array("1,87.3,44.0\r\n".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("wells.csv")))
    let read = try readLayer(VectorSource(folder.file("wells.csv")))
    #expect(read.layer.name == "wells" && read.layer.fields.names == ["井编号", "经度", "纬度"])
    #expect(read.layer.fields.text("井编号", 0) == "滨湖镇1")
    #expect(read.layer.geometry?.firstCoordinate(ofRow: 0) == Coordinate(x: 87.3, y: 44))
    #expect(read.notes.contains { $0.zh.contains("GBK") })
  }

  /// The same list as "Unicode text" of a spreadsheet program, in both orders of bytes.
  @Test(arguments: [true, false]) func aListInUTF16(isLittle: Bool) throws {
    let folder = try TemporaryFolder()
    let units = Array("\u{FEFF}井编号\t经度\t纬度\r\n滨湖镇1\t87.3\t44.0\r\n".utf16)
    let bytes = units.flatMap { unit in
      let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return isLittle ? pair : pair.reversed()
    }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("wells.csv")))
    let read = try readLayer(VectorSource(folder.file("wells.csv")))
    #expect(read.layer.fields.names == ["井编号", "经度", "纬度"] && read.layer.fields.text("井编号", 0) == "滨湖镇1")
    #expect(read.layer.geometry?.firstCoordinate(ofRow: 0) == Coordinate(x: 87.3, y: 44))
    #expect(read.notes.contains { $0.zh.contains("UTF-16") })
  }

  /// A title above the headings, as offices have it; a column without heading is no title, and headings alone are no row.
  @Test func headingsBelowATitle() throws {
    let folder = try TemporaryFolder()
    func read(_ text: String) throws -> ReadResult {
      var options = ReadOptions()
      options.tableAllowed = true
      return try readLayer(VectorSource(try folder.write(text, to: "wells.csv")), options: options)
    }
    let titled = try read("2021年机井清单,,\n单位：水利局,,\n井编号,经度,纬度\nA,87.3,44.0\nB,87.4,44.1\n")
    #expect(titled.layer.fields.names == ["井编号", "经度", "纬度"] && titled.layer.count == 2)
    #expect(titled.layer.geometry?.firstCoordinate(ofRow: 1) == Coordinate(x: 87.4, y: 44.1))
    #expect(titled.notes.contains { $0.en.contains("line 3") })
    let gaps = try read("井编号,经度,纬度\n,,\nA,87.3,44.0\n , ,\nB,87.4,44.1\n")
    #expect(gaps.layer.count == 2 && gaps.layer.fields.text("井编号", 1) == "B" && gaps.failures.isEmpty)
    #expect(gaps.notes.contains { $0.en.hasPrefix("2 rows are wholly blank") })
    let plain = try read("井编号,经度,纬度,\nA,87.3,44.0,x\n")
    #expect(plain.layer.count == 1 && plain.layer.fields.names.prefix(3) == ["井编号", "经度", "纬度"])
  }

  /// Of a workbook with headings alone, or with a blank first line, GDAL makes rows without names; of a CSV without names
  /// they are rows.
  @Test func headingsThatAreTakenForRows() {
    func headings(_ rows: [[String?]], _ format: SourceFormat) -> SheetHeadings {
      let columns = rows[0].indices.map { column in
        ("Field\(column + 1)", AttributeColumn.text(TextValues(rows.map { $0[column] })))
      }
      return SheetHeadings(columns, rows: rows.count, format: format)
    }
    let alone = headings([["井编号", "经度"]], .spreadsheet)
    #expect(alone.columns.map(\.name) == ["井编号", "经度"] && alone.rows == [] && alone.notes.isEmpty)
    let blank = headings([["井编号", "经度"], ["A", "87.3"]], .spreadsheet)
    #expect(blank.columns.map(\.name) == ["井编号", "经度"] && blank.rows == [1])
    #expect(blank.columns[1].column.text(0) == "87.3")
    #expect(headings([["1", "2"]], .commaSeparated).rows == nil)
    #expect(headings([["1", "2"]], .geoPackage).rows == nil)
  }

  /// Bytes that are no geometry in a GeoPackage, which GDAL hands out as none.
  @Test(.enabled(if: hasOgr2ogr, "needs ogr2ogr")) func blobsThatAreNone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("plots.gpkg")
    let list = try folder.write(
      "id,WKT\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n2,\"POLYGON((0 0,1 0,1 1,0 0))\"\n3,\n", to: "plots.csv")
    try run(ogr2ogr, [path, list, "-lco", "SPATIAL_INDEX=NO"])
    try run("/usr/bin/ogrinfo", [path, "-sql", "UPDATE plots SET geom = x'00112233' WHERE fid = 2"])
    let read = try readLayer(VectorSource(path + "|plots"))
    #expect(read.layer.count == 3 && read.failures.map(\.row) == [1])
  }

  /// Cells that their fields cannot mean are missing and told, where GDAL would make 1970, the next month or a part of the number
  /// of them.
  @Test func numbersAndDaysThatAreNone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("wells.shp")
    let fields = [FieldDefinition("ends", .day), FieldDefinition("used", .integer), FieldDefinition("power", .real)]
    var table = FieldTable()
    let day = Day("2026-01-03")!.daysSince1970
    table.set("ends", .day(Values([day, day, day, nil])))
    table.set("used", .integer(Values([1_234_567, 1_234_567, 7_654_321, nil])))
    table.set("power", .real(Values([1.25, 1.25, 1.25, nil])))
    var writer = try LayerWriter(creating: path, layer: "wells", kind: .point, frame: nil, fields: fields)
    try writer.append(
      Layer(
        name: "wells", frame: nil, geometry: points([(0, 0), (1, 1), (2, 2), (3, 3)]), fields: table,
        featureIDs: [0, 1, 2, 3]))
    try writer.close()
    // In the first row a day with slashes and a number with a comma, in the second the thirtieth of February and a
    // number that found no room, which is written as none.
    let dbf = folder.file("wells.dbf")
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: dbf)))
    for (old, new) in [
      ("20260103", "2026/1/3"), ("20260103", "20260230"), ("1234567", "1,234.5"), ("1234567", "*******"),
    ] {
      let start = try #require(bytes.firstRange(of: Array(old.utf8)))
      bytes.replaceSubrange(start, with: Array(new.utf8))
    }
    try Data(bytes).write(to: URL(fileURLWithPath: dbf))
    let read = try readLayer(VectorSource(path))
    let layer = read.layer
    #expect((0..<4).map { layer.fields.text("ends", $0) } == ["2026/1/3", "20260230", "2026-01-03", nil])
    #expect((0..<4).map { layer.fields.text("used", $0) } == ["1,234.5", nil, "7654321", nil])
    #expect((0..<4).map { layer.fields.text("power", $0) } == ["1.25", "1.25", "1.25", nil])
    #expect(read.notes.contains { $0.en.hasPrefix("2 values of 'ends'") && $0.en.contains("'2026/1/3'") })
  }

  /// A .prj that was cut, or that is a local grid, is told, and the rows are read.
  @Test(arguments: [
    "PROJCS[\"CGCS2000_3_Degree_GK_Zone_29\",GEOGCS[\"GCS_China_Geodetic_Coord",
    "LOCAL_CS[\"Local\",LOCAL_DATUM[\"Local\",0],UNIT[\"Meter\",1.0],AXIS[\"X\",EAST],AXIS[\"Y\",NORTH]]",
  ]) func framesThatCannotBeUsed(projection: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("wells.shp")
    var writer = try LayerWriter(creating: path, layer: "wells", kind: .point, frame: nil, fields: [])
    try writer.append(
      Layer(name: "wells", frame: nil, geometry: points([(1, 2)]), fields: FieldTable(), featureIDs: [0]))
    try writer.close()
    _ = try folder.write(projection, to: "wells.prj")
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.count == 1 && read.layer.frame == nil && read.diagnoses.contains { $0.code == "F01" })
  }

  /// The columns are called degrees and the frame is in metres: there is no other pair, so the frame decides.
  @Test func theOnlyPairOfColumnsIsTaken() throws {
    let folder = try TemporaryFolder()
    var options = ReadOptions()
    options.statedFrame = Frame(definition: "EPSG:4517", name: "zone 29", isGeographic: false)
    let path = try folder.write("井编号,经度,纬度\nW1,29522609.69,4876461.48\n", to: "wells.csv")
    let read = try readLayer(VectorSource(path), options: options)
    #expect(read.layer.geometry?.firstCoordinate(ofRow: 0) == Coordinate(x: 29_522_609.69, y: 4_876_461.48))
    #expect(read.layer.frame?.definition == "EPSG:4517")
  }

  /// A comma within a text shifts the cells behind it; what finds no heading is told with its line.
  @Test func linesLongerThanTheirHeadings() throws {
    let folder = try TemporaryFolder()
    let text = "井编号,产权,X,Y\nA,张三,1,2\nB,\"李四,\n王五\",3,4\nC,李四,王五,5,6\nD,赵六,7,8,\n"
    let read = try readLayer(VectorSource(try folder.write(text, to: "wells.csv")))
    let told = read.diagnoses.filter { $0.code == "F06" }
    #expect(read.layer.count == 4 && told.count == 1 && told[0].message.en.hasPrefix("1 lines (5) have more cells"))
  }

  /// Days that count from 1904 would be four years off.
  @Test(arguments: [("date1904=\"1\"", true), ("date1904='true'", true), ("date1904=\"0\"", false), ("", false)])
  func workbooksThatCountFrom1904(attribute: String, isRefused: Bool) throws {
    let folder = try TemporaryFolder()
    let text = "<workbook><workbookPr \(attribute)/></workbook>"
    let archive = RawArchive(entries: [.init(name: Array("xl/workbook.xml".utf8), bytes: Array(text.utf8))])
    let path = folder.file("wells.xlsx")
    try Data(archive.bytes).write(to: URL(fileURLWithPath: path))
    #expect(countsDaysFrom1904(path) == isRefused)
    // Only days are off.
    func refused(_ column: AttributeColumn) -> Bool {
      var fields = FieldTable()
      fields.set("a", column)
      do { try refuseDaysFrom1904(in: fields, of: path) } catch { return true }
      return false
    }
    #expect(refused(.day(Values([1]))) && refused(.text(TextValues(["2018/01/02", "无"]))))
    #expect(!refused(.text(TextValues(["J1", "2018"]))) && !refused(.real(Values([87.3]))))
  }

  /// Texts and bytes that are no geometry are told by every way of reading, however many there are.
  @Test(arguments: [true, false]) func geometriesThatAreNone(fieldsWanted: Bool) throws {
    let folder = try TemporaryFolder()
    let bad = (0..<1500).map { "\($0),\"POLYGON((0 0,10 0\"" }.joined(separator: "\n")
    let path = try folder.write("id,_WKTgeom\na,\"POLYGON((0 0,1 0,1 1,0 0))\"\nb,\n" + bad + "\n", to: "a.csv")
    var options = ReadOptions()
    options.fieldsWanted = fieldsWanted
    let read = try readLayer(VectorSource(path), options: options)
    #expect(read.layer.count == 1502 && read.failures.map(\.row) == Array(2..<1502))
    #expect(read.failures[0].reason.en.contains("POLYGON((0 0,10 0"))
  }

  @Test func pointsOfATable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("井编号,经度,纬度\nA,87.3,44.0\nB,,44.0\nC,东,西\nD,87.4,44.1\n", to: "wells.csv")
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.count == 4)
    #expect(read.failures.map(\.row) == [1, 2])
    #expect(read.layer.geometry?.firstCoordinate(ofRow: 3) == Coordinate(x: 87.4, y: 44.1))
    #expect(read.layer.geometry?.firstCoordinate(ofRow: 1) == nil)
    #expect(read.layer.frame?.definition == "EPSG:4326")
  }
}

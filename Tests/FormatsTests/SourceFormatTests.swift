// Every format that is read, as other programs write it; and what is never opened, whatever its name.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

private let postgis = ProcessInfo.processInfo.environment["TAOHE_POSTGIS"]

@Suite struct SourceFormatTests {
  private let collection = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"name":"滨湖镇","n":1},"geometry":{"type":"Polygon","coordinates":[[[87,44],[87.1,44],[87.1,44.1],[87,44.1],[87,44]]]}},
    {"type":"Feature","properties":{"name":"庙尔沟乡","n":2},"geometry":{"type":"Polygon","coordinates":[[[87.2,44],[87.3,44],[87.3,44.1],[87.2,44.1],[87.2,44]]]}}]}
    """

  private func made(
    _ driver: String, _ name: String, _ folder: TemporaryFolder, options: [String] = []
  ) throws -> String {
    let source = try folder.write(collection, to: "source.geojson")
    try run(ogr2ogr, ["-f", driver, folder.file(name), source, "-nln", "units"] + options)
    return folder.file(name)
  }

  @Test(
    .enabled(if: hasOgr2ogr, "needs ogr2ogr"),
    arguments: [
      ("ESRI Shapefile", "units.shp"), ("ESRI Shapefile", "units.shz"), ("GPKG", "units.gpkg"),
      ("GeoJSON", "units.geojson"), ("FlatGeobuf", "units.fgb"), ("LIBKML", "units.kml"), ("LIBKML", "units.kmz"),
      ("MapInfo File", "units.mif"), ("MapInfo File", "units.tab"), ("OpenFileGDB", "units.gdb"),
    ])
  func isRead(driver: String, name: String) throws {
    let folder = try TemporaryFolder()
    var path: String
    do {
      path = try made(
        driver, name, folder,
        options: name.hasSuffix("gpkg") || name.hasSuffix("json") ? [] : ["-lco", "ENCODING=UTF-8"])
    } catch is ProgramFailed {
      // GDAL before 3.6 writes no FileGDB.
      return
    }
    if name.hasSuffix(".shz") {
      try FileManager.default.moveItem(atPath: path, toPath: folder.file("units.zip"))
      path = folder.file("units.zip")
    }
    let read = try readLayer(VectorSource(path))
    try #require(read.layer.count == 2 && read.failures.isEmpty)
    #expect(read.layer.geometry?.kind == .polygon)
    let names = Set((0..<2).map { read.layer.fields.text("name", $0) ?? read.layer.fields.text("Name", $0) })
    #expect(names == ["滨湖镇", "庙尔沟乡"])
    #expect(read.layer.geometry!.bounds.minX < 87.01 && read.layer.geometry!.bounds.maxY > 44.09)
  }

  /// A geodatabase is a folder; offices send it packed.
  @Test(.enabled(if: hasOgr2ogr, "needs ogr2ogr")) func aPackedGeodatabase() throws {
    let folder = try TemporaryFolder()
    guard let path = try? made("OpenFileGDB", "maps.gdb", folder) else { return }
    try run(
      "/usr/bin/env",
      [
        "python3", "-c",
        "import shutil; shutil.make_archive('\(folder.file("maps"))','zip','\(folder.path)','maps.gdb')",
      ])
    try FileManager.default.removeItem(atPath: path)
    for source in ["maps.zip", "maps.zip|units", "maps.zip|maps.gdb|units"] {
      #expect(try readLayer(VectorSource(folder.file(source))).layer.count == 2)
    }
    #expect(try layerNames(of: VectorSource(folder.file("maps.zip"))) == ["units"])
  }

  @Test(.enabled(if: hasOgr2ogr, "needs ogr2ogr"), arguments: ["XLSX", "ODS"]) func aSpreadsheet(driver: String) throws
  {
    let folder = try TemporaryFolder()
    let list = try folder.write("编号,经度,纬度\nA,87°18′05.3″,44°03′\nB,87.4,44.1\n", to: "list.csv")
    let path = folder.file("wells.\(driver.lowercased())")
    try run(ogr2ogr, ["-f", driver, path, list])
    let read = try readLayer(VectorSource(path))
    try #require(read.layer.count == 2 && read.failures.isEmpty)
    #expect(abs(read.layer.geometry!.firstCoordinate(ofRow: 0)!.x - (87 + 18 / 60.0 + 5.3 / 3600)) < 1e-9)
    #expect(read.layer.geometry?.firstCoordinate(ofRow: 1) == Coordinate(x: 87.4, y: 44.1))
  }

  /// Closed lines of a drawing are polygons where polygons are wanted, lines otherwise.
  @Test(.enabled(if: hasOgr2ogr, "needs ogr2ogr")) func aDrawing() throws {
    let folder = try TemporaryFolder()
    let lines = try folder.write(
      """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[100,0],[100,100],[0,100],[0,0]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[50,50]]}},
      {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[5,5]}}]}
      """, to: "lines.geojson")
    let path = folder.file("plots.dxf")
    try run(ogr2ogr, ["-f", "DXF", path, lines])
    var options = ReadOptions()
    options.kind = .polygon
    let read = try readLayer(VectorSource(path), options: options)
    #expect(read.layer.count == 3 && read.layer.geometry?.kind == .polygon)
    #expect((0..<3).map { read.layer.geometry!.area(ofRow: $0) } == [10_000, 0, 0])
    #expect(read.failures.map(\.row) == [1, 2])
    #expect(read.notes.contains { $0.en.contains("1 closed lines are taken as polygons") })
    let mixed = try #require(read.diagnoses.first { $0.code == "F07" })
    #expect(mixed.message.en.contains("1 polygons, and 1 points, 1 lines"))
    // Closed lines alone are no mixture.
    let closed = try folder.write(
      """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[100,0],[100,100],[0,0]]}}]}
      """, to: "closed.geojson")
    try run(ogr2ogr, ["-f", "DXF", folder.file("closed.dxf"), closed])
    #expect(try readLayer(VectorSource(folder.file("closed.dxf")), options: options).diagnoses.isEmpty)
    #expect(try readLayer(VectorSource(path)).layer.geometry?.kind == .line)
  }

  /// Curves come as chords, collections as what they hold of the layer's kind; both are told.
  @Test(.enabled(if: hasOgr2ogr, "needs ogr2ogr")) func curvesAndCollections() throws {
    let folder = try TemporaryFolder()
    let list = try folder.write(
      """
      id,WKT
      1,"CURVEPOLYGON(CIRCULARSTRING(0 0,100 100,200 0,100 -100,0 0))"
      2,"GEOMETRYCOLLECTION(POINT(1 1),POLYGON((0 0,10 0,10 10,0 10,0 0)))"
      3,"POLYGON((0 0,1 0,1 1,0 0))"
      4,"POINT(3 3)"
      """, to: "shapes.csv")
    let path = folder.file("shapes.gpkg")
    try run(ogr2ogr, ["-f", "GPKG", path, list, "-oo", "GEOM_POSSIBLE_NAMES=WKT", "-nlt", "GEOMETRY"])
    let read = try readLayer(VectorSource(path))
    #expect(read.layer.count == 4 && read.layer.geometry?.kind == .polygon && read.failures.map(\.row) == [3])
    #expect(abs(read.layer.geometry!.area(ofRow: 0) / (Double.pi * 10_000) - 1) < 2e-5)
    #expect(read.layer.geometry!.area(ofRow: 1) == 100)
    #expect(read.diagnoses.filter { $0.code == "F07" }.count == 3)
  }

  private func message(_ source: String) throws -> String {
    try #require(#expect(throws: InputFault.self) { _ = try readLayer(VectorSource(source)) }).message(in: .en)
  }

  /// A file cannot choose a driver that reaches the network, reads other files or runs SQL; nor can a path.
  @Test func nothingReachesOut() throws {
    let folder = try TemporaryFolder()
    let secret = try folder.write("id,x,y\n1,2,3\n", to: "secret.csv")
    let remote =
      "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>\(secret)</SrcDataSource><SrcSQL>SELECT 1</SrcSQL></OGRVRTLayer></OGRVRTDataSource>"
    #expect(try message(folder.write(remote, to: "a.vrt")).contains("is not a kind of file that is read"))
    for ending in ["geojson", "shp", "kml", "gpkg", "dxf", "fgb", "csv", "gpx", "xlsx", "tab"] {
      let path = try folder.write(remote, to: "hidden.\(ending)")
      #expect(throws: InputFault.self) { _ = try readLayer(VectorSource(path)) }
      let database = try folder.write("PG:dbname=county", to: "database.\(ending)")
      #expect(throws: InputFault.self) { _ = try readLayer(VectorSource(database)) }
    }
    for path in [
      "/vsicurl/http://127.0.0.1:9/a.shp", "http://127.0.0.1:9/a.geojson", "/vsizip/\(secret)", "/vsimem/a.shp",
    ] {
      #expect(try message(path).contains("are not read"))
    }
    #expect(try message("{\"type\":\"FeatureCollection\",\"features\":[]}").contains("no such file"))
    #expect(try message(folder.path).contains("is a folder"))
    #expect(try message(folder.write("x", to: "maps.rar")).contains("unpack other archives"))
  }

  /// A real PostGIS, by the words of a connection in TAOHE_POSTGIS (PG:…), with ogr2ogr as the one who fills it.
  @Test(.enabled(if: hasOgr2ogr && postgis != nil, "needs TAOHE_POSTGIS=PG:… and ogr2ogr")) func aDatabase() throws {
    let folder = try TemporaryFolder()
    let source = try folder.write(collection, to: "source.geojson")
    try run(ogr2ogr, ["-f", "PostgreSQL", postgis!, source, "-nln", "taohe_test_units", "-overwrite"])
    defer { _ = try? run("/usr/bin/ogrinfo", [postgis!, "-sql", "DROP TABLE taohe_test_units"]) }
    for name in ["taohe_test_units", "public.taohe_test_units"] {
      let read = try readLayer(VectorSource(postgis! + "|" + name))
      #expect(read.layer.count == 2 && read.failures.isEmpty && read.layer.frame?.definition == "EPSG:4326")
      #expect(read.layer.fields.text("name", 0) == "滨湖镇")
    }
    #expect(throws: InputFault.self) {
      _ = try readLayer(VectorSource(postgis! + "|units; DROP TABLE taohe_test_units"))
    }
    #expect(try readLayer(VectorSource(postgis! + "|taohe_test_units")).layer.count == 2)
  }

  /// What a person names as a database is asked, and its password stays out of messages.
  @Test func aDatabaseThatIsNotThere() throws {
    let text = try message("PG:host=127.0.0.1 port=9 dbname=county password='se cret'|public.zones")
    #expect(text.contains("cannot be reached") && !text.contains("se cret"))
  }

  /// What a file is where its name says something else.
  @Test(arguments: [
    ("a.xls", "<html><table><tr><td>1</td></tr></table>", "web page", "save it as .xlsx"),
    ("b.xls", "\u{FEFF}  <?xml version=\"1.0\"?><Workbook/>", "web page", "save it as .xlsx"),
    ("c.csv", "", "is empty", "copy it again"), ("d.geojson", " \n", "is empty", "copy it again"),
    ("e.xlsx", "", "is empty", "copy it again"),
    ("k.gpkg", "SQLite format 3\u{0}", "damaged, or has been cut", "ask for it again"),
    ("f.shp", "SQLite format 3\u{0}", "GeoPackage", ".gpkg"), ("g.geojson", "PK\u{3}\u{4}", "archive", ".zip"),
    ("h.geojson", "%PDF-1.7", "PDF", "ask for the table"),
    ("i.gpkg", "version https://git-lfs.github.com/spec/v1\n", "Git LFS", "git lfs pull"),
    ("j.dwg", "AC1032", "is not a kind of file that is read", ".dxf"),
    ("k.mdb", "x", "is not a kind of file that is read", ".gdb"),
    ("l.xyz", "x", "is not a kind of file that is read", "these are: .shp"),
  ]) func whatItIsInstead(name: String, text: String, problem: String, remedy: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: name)
    let fault = #expect(throws: InputFault.self) { try readLayer(VectorSource(path)) }
    #expect(fault?.problem.en.contains(problem) == true && fault?.remedy.en.contains(remedy) == true, "\(fault!)")
  }

  @Test func workbooksWithAPassword() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("wells.xlsx")
    try Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600))
      .write(to: URL(fileURLWithPath: path))
    let fault = #expect(throws: InputFault.self) { try readLayer(VectorSource(path)) }
    #expect(fault?.problem.en.contains("password") == true)
  }

  /// A feature on each line, as programs write that stream.
  @Test func geoJSONLineByLine() throws {
    let folder = try TemporaryFolder()
    let lines = (1...3).map {
      "{\"type\": \"Feature\", \"properties\": {\"id\": \"K\($0)\"}, \"geometry\": {\"type\": \"Point\", \"coordinates\": [87.\($0), 44]}}"
    }
    let path = try folder.write(lines.joined(separator: "\n") + "\n", to: "wells.geojson")
    let layer = try readLayer(VectorSource(path)).layer
    #expect((0..<layer.count).map { layer.fields.text("id", $0) } == ["K1", "K2", "K3"])
    #expect(layer.geometry?.firstCoordinate(ofRow: 2) == Coordinate(x: 87.3, y: 44))
  }
}

// taohe import from the command line: what an office sends, into a store that is changed whole or not at all.

import Formats
import Foundation
import Geometry
import SampleLayers
import TestSupport
import Testing

@Suite(.serialized) struct ImportTests {
  private let folder: TemporaryFolder
  private var county: String { SampleLayers.folder + "/sample-county" }
  private var job: String { folder.file("job.yaml") }
  private var store: String { folder.file("county.gpkg") }

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.write(
      """
      county: {code: "652301", name: 昌吉市（样例）}
      year: 2022
      decision-date: 2022-03-14
      frame: EPSG:4517
      rules: [changji-2022]
      store: county.gpkg

      """, to: "job.yaml")
  }

  private func importing(_ file: String, as role: String, _ more: String...) throws -> Program.Result {
    try Program.run(
      Program.path, ["import", file, "--as", role, "--job", job, "--author", "test", "--date", "2022-03-01"] + more,
      ["LC_ALL": "C"])
  }

  private func rows(_ layer: String) throws -> Int {
    var options = ReadOptions()
    options.tableAllowed = true
    return try readLayer(VectorSource(path: store, layer: layer), options: options).layer.count
  }

  /// What another program writes into the store, or puts right there, is looked at like any other value.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/ogrinfo"), "needs gdal-bin"))
  func valuesThatChangeInTheStore() throws {
    let list = """
      井编号,经度,纬度,许可状态
      K1,87.30,44.01,作废否
      K2,87.31,44.01,有效
      K3,87.32,44.01,有效

      """
    let result = try importing(try folder.write(list, to: "wells.csv"), as: "wells")
    #expect(result.code == 0, "\(result.errors)")
    func findings(_ out: String) throws -> [String] {
      let check = try Program.taohe("check", job, "--out", folder.file(out), "--quiet")
      try #require(check.code == 0, "\(check.errors)")
      return try String(contentsOfFile: folder.file("\(out)/findings.csv"), encoding: .utf8)
        .split(separator: "\r\n").filter { $0.contains("A03") }.map(String.init)
    }
    let imported = try findings("a")
    #expect(imported.count == 1 && imported[0].contains("作废否"))
    // By GDAL, which keeps the index of the store up.
    for change in ["'valid' WHERE well_id = 'K1'", "'吊销了' WHERE well_id = 'K3'"] {
      let sql = "UPDATE wells SET permit_state = \(change)"
      try #require(try Program.run("/usr/bin/ogrinfo", [store, "-sql", sql]).code == 0)
    }
    let changed = try findings("b")
    #expect(changed.count == 1 && changed[0].contains("K3") && changed[0].contains("吊销了"), "\(changed)")
  }

  @Test func theCountyByImports() throws {
    for (role, file) in [
      ("townships", "townships.shp"), ("villages", "villages.shp"), ("zones", "zones.shp"), ("forest", "forest.shp"),
      ("plots", "plots.gpkg|plots"),
    ] {
      let result = try importing("\(county)/\(file)", as: role)
      #expect(result.code == 0, "\(result.errors)")
    }
    let wells = try importing("\(county)/wells.xlsx", as: "wells", "--frame", "EPSG:4517")
    #expect(
      wells.code == 0 && wells.output.contains("rows: 420 read = 420 stored, in the place of 0"), "\(wells.errors)")
    #expect(try rows("forest") == 151)
    #expect(try rows("taohe_sources") == 6)
    let forest = try readLayer(VectorSource(path: store, layer: "forest")).layer
    #expect(forest.frame?.definition == "EPSG:4517")
    // GBK without .cpg, under the names of the profile.
    #expect(forest.fields.names.prefix(2) == ["forest_id", "kind"])

    // The job lists no layer, and is checked by what was imported: the same wells as with the files themselves.
    let imported = try Program.taohe("check", job, "--out", folder.file("out"), "--json")
    #expect(imported.code == 0, "\(imported.errors)")
    #expect(try Program.taohe("check", "\(county)/job.yaml", "--out", folder.file("direct")).code == 0)
    let codes = ["A02", "A03", "A04", "G01", "G08", "T01", "W01", "W02"]
    #expect(try counts("out", codes) == (try counts("direct", codes)))
    let manifest = try String(contentsOfFile: folder.file("out/manifest.json"), encoding: .utf8)
    #expect(manifest.contains("county.gpkg"))
  }

  /// Last year's job may have its layers in a store.
  @Test func lastYearsLayersFromAStore() throws {
    for (role, file) in [("plots", "plots.gpkg|plots"), ("zones", "zones.shp")] {
      #expect(try importing("\(county)/\(file)", as: role).code == 0)
    }
    let later = try folder.write(
      try String(contentsOfFile: job, encoding: .utf8).replacing("store: county.gpkg", with: "previous: job.yaml")
        + "layers: [{role: plots, source: \"\(county)/plots.gpkg\"}]\n", to: "later.yaml")
    let check = try Program.taohe("check", later, "--out", folder.file("later"), "--quiet")
    #expect(check.code == 0, "\(check.errors)")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("later/run.json")))
    let report = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let changes = try #require(report["changes"] as? [[String: Any]])
    #expect(changes.contains { $0["role"] as? String == "plots" && $0["unchanged"] as? Int == 2000 }, "\(changes)")
  }

  private func counts(_ out: String, _ codes: [String]) throws -> [Int] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("\(out)/run.json")))
    let run = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let checks = try #require(run["checks"] as? [String: Int])
    return try codes.map { try #require(checks[$0]) }
  }

  @Test func aDryRunChangesNothing() throws {
    let before = try folder.contents()
    let dry = try importing("\(county)/forest.shp", as: "forest", "--dry-run")
    #expect(dry.code == 0 && dry.output.contains("nothing is written"))
    #expect(dry.output.contains("read as GBK") && dry.output.contains("151 rows"))
    #expect(try folder.contents() == before)
    #expect(try importing("\(county)/forest.shp", as: "forest").code == 0)
    let bytes = try folder.bytes(of: store)
    #expect(try importing("\(county)/forest.shp", as: "forest", "--append", "--dry-run").output.contains("= 302"))
    #expect(try folder.bytes(of: store) == bytes)
  }

  @Test func replacingAndAppending() throws {
    #expect(try importing("\(county)/forest.shp", as: "forest").code == 0)
    let again = try importing("\(county)/forest.shp", as: "forest")
    #expect(again.output.contains("151 read = 151 stored, in the place of 151"))
    #expect(try rows("taohe_sources") == 1)
    let more = try importing("\(county)/forest.shp", as: "forest", "--append")
    #expect(more.output.contains("151 before + 151 appended = 302"))
    #expect(try rows("forest") == 302)
    #expect(try rows("taohe_sources") == 2)
  }

  /// What a file has beyond the profile is kept, of the rows before and of those behind them.
  @Test func appendingKeepsColumnsOfItsOwn() throws {
    let first = try folder.write("well_id,东坐标,北坐标,钻机\nA,29524000,4874000,SPC-300\n", to: "a.csv")
    let second = try folder.write("well_id,东坐标,北坐标,井管\nB,29524100,4874000,PVC\n", to: "b.csv")
    #expect(try importing(first, as: "wells", "--frame", "EPSG:4517").code == 0)
    #expect(try importing(second, as: "wells", "--frame", "EPSG:4517", "--append").code == 0)
    let fields = try readLayer(VectorSource(path: store, layer: "wells")).layer.fields
    #expect(fields.text("钻机", 0) == "SPC-300" && fields.text("井管", 1) == "PVC" && fields.text("well_id", 1) == "B")
  }

  /// X north and Y east, as survey lists have them: refused with what would repair it, and nothing is swapped unasked.
  @Test func swappedAxesAreToldAndRepairedOnRequest() throws {
    let list = try folder.write(
      "well_id,X,Y\n" + (0..<20).map { "W\($0),\(4_874_000 + $0),\(29_524_000 + $0)\n" }.joined(), to: "wells.csv")
    let refused = try importing(list, as: "wells", "--frame", "EPSG:4517")
    #expect(refused.code == 20 && refused.errors.contains("axes: north-east"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: store))
    let repaired = try importing(list, as: "wells", "--frame", "EPSG:4517", "--axes", "north-east")
    #expect(repaired.code == 0, "\(repaired.errors)")
    let well = try readLayer(VectorSource(path: store, layer: "wells")).layer.geometry?.firstCoordinate(ofRow: 0)
    #expect(well == Coordinate(x: 29_524_000, y: 4_874_000))
  }

  @Test func findingsStayWithTheLayer() throws {
    let list = try folder.write(
      "well_id,东坐标,北坐标,permit_until\nA,29524000,4874000,someday\nB,,4874000,2022-01-01\n", to: "wells.csv")
    let strict = try importing(list, as: "wells", "--frame", "EPSG:4517", "--strict")
    #expect(strict.code == 20 && strict.output.contains("G08"))
    #expect(!FileManager.default.fileExists(atPath: store))
    #expect(try importing(list, as: "wells", "--frame", "EPSG:4517").code == 0)
    #expect(try Program.taohe("check", job, "--out", folder.file("out")).code == 0)
    #expect(try counts("out", ["G08"]) == [1])
    let findings = try String(contentsOfFile: folder.file("out/findings.csv"), encoding: .utf8)
    #expect(findings.contains("不是一对坐标"))
  }

  /// Rows that another program deletes from the store, and rows that are put behind them, move no finding to another row.
  @Test(.enabled(if: SQLiteShell.isInstalled)) func findingsStayWithTheirRows() throws {
    let head = "well_id,东坐标,北坐标,permit_end"
    let list = try folder.write(
      "\(head)\nA,29524000,4874000,2022-01-01\nB,29524100,4874000,someday\nC,29524200,4874000,2023-01-01\n",
      to: "wells.csv")
    #expect(try importing(list, as: "wells", "--frame", "EPSG:4517").code == 0)
    let shell = try SQLiteShell(store)
    try shell.run("DELETE FROM wells WHERE well_id = 'A';")
    shell.kill()
    func faulty() throws -> [String] {
      #expect(try Program.taohe("check", job, "--out", folder.file("out")).code == 0)
      return try String(contentsOfFile: folder.file("out/findings.csv"), encoding: .utf8).split(separator: "\r\n")
        .filter { $0.contains(",A02,") }.map { String($0.split(separator: ",", omittingEmptySubsequences: false)[8]) }
    }
    #expect(try faulty() == ["B"])
    let more = try folder.write("\(head)\nD,29524300,4874000,2022-01-01\nE,29524400,4874000,sometime\n", to: "more.csv")
    #expect(try importing(more, as: "wells", "--frame", "EPSG:4517", "--append").code == 0)
    #expect(try faulty() == ["B", "E"])
  }

  /// A bow-tie stays as it is unless repair is asked for; the change of area is told and kept.
  @Test func nothingIsRepairedUnasked() throws {
    let bowTie = try folder.write(
      """
      {"type": "FeatureCollection", "features": [{"type": "Feature",
        "properties": {"forest_id": "F1", "kind": "shelter"}, "geometry": {"type": "Polygon", "coordinates":
        [[[87.30, 44.00], [87.31, 44.01], [87.31, 44.00], [87.30, 44.01], [87.30, 44.00]]]}}]}
      """, to: "bow.geojson")
    let plain = try importing(bowTie, as: "forest")
    #expect(plain.code == 0 && plain.output.contains("G01") && !plain.output.contains("G02"), "\(plain.errors)")
    let repaired = try importing(bowTie, as: "forest", "--repair")
    #expect(repaired.code == 0 && repaired.output.contains("G02") && !repaired.output.contains("G01"))
    let kept = try readLayer(VectorSource(path: store, layer: "taohe_import_findings")).layer
    #expect(kept.fields.text("code", 0) == "G02" && kept.fields["measure"]?.number(0) != nil)
  }

  @Test(.enabled(if: SQLiteShell.isInstalled)) func aLockedStoreIsToldAndLeftAsItWas() throws {
    #expect(try importing("\(county)/forest.shp", as: "forest").code == 0)
    let before = try folder.bytes(of: store)
    let other = try SQLiteShell(store)
    try other.run("BEGIN IMMEDIATE;")
    let refused = try importing("\(county)/forest.shp", as: "forest")
    #expect(refused.code == 20 && refused.errors.contains("another program is writing"), "\(refused.errors)")
    other.kill()
    #expect(try folder.bytes(of: store) == before)
  }

  /// A limit on the size of files stands for a full disk: writing fails in the middle.
  @Test func aFullDiskIsToldAndLosesNothing() throws {
    #expect(try importing("\(county)/townships.shp", as: "townships").code == 0)
    let before = try folder.bytes(of: store)
    let limit = before.count / 1024 + 40
    let refused = try Program.run(
      "/bin/bash",
      [
        "-c", "trap '' XFSZ; ulimit -f \(limit); exec \"$0\" import \"$1\" --as plots --job \"$2\"", Program.path,
        "\(county)/plots.gpkg|plots", job,
      ], ["LC_ALL": "C"])
    #expect(refused.code == 20 && refused.errors.contains("nothing was changed"), "\(refused.errors)")
    #expect(try folder.bytes(of: store) == before)
    #expect(try rows("townships") == 5)
  }

  /// As many times as TAOHE_KILLS says an import is killed. The store is then the one before or the one after, layer and log
  /// alike.
  @Test func killedAtAnyMoment() throws {
    let all = try readLayer(VectorSource("\(county)/plots.gpkg|plots")).layer
    let half = all.gathering(Array(0..<all.count / 2))
    let (rows, fields) = half.withFieldsForFiles
    var writer = try LayerWriter(
      creating: folder.file("half.gpkg"), layer: "plots", kind: .polygon, frame: all.frame, fields: fields)
    try writer.append(rows)
    try writer.close()
    let files = [all.count: "\(county)/plots.gpkg|plots", half.count: folder.file("half.gpkg")]

    #expect(try importing(files[all.count]!, as: "plots").code == 0)
    let began = ContinuousClock.now
    #expect(try importing(files[all.count]!, as: "plots").code == 0)
    let whole = (ContinuousClock.now - began) / .seconds(1)
    var present = all.count
    for moment in Kills.moments(over: whole) {
      let other = all.count + half.count - present
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = ["import", files[other]!, "--as", "plots", "--job", job, "--quiet"]
      try process.run()
      Thread.sleep(forTimeInterval: moment)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      present = try self.rows("plots")
      #expect(files[present] != nil)
      var options = ReadOptions()
      options.tableAllowed = true
      let log = try readLayer(VectorSource(path: store, layer: "taohe_sources"), options: options).layer
      #expect(log.count == 1 && log.fields["rows"]?.number(0) == Double(present))
    }
    #expect(try importing(files[half.count]!, as: "plots").code == 0)
    #expect(try self.rows("plots") == half.count)
    #expect(try !folder.contents().contains("county.gpkg-journal"))
  }
}

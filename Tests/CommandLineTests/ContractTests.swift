// What outsiders rely on: commands, outputs, exit codes.

import Formats
import Foundation
import Geometry
import Overlay
import SampleLayers
import TestSupport
import Testing

@Suite struct ContractTests {
  private let folder: TemporaryFolder
  private var county: String { folder.file("county") }

  init() throws {
    folder = try TemporaryFolder()
    let made = try Program.taohe("sample", folder.file("county"), "--plots", "300", "--seed", "7", "--quiet")
    try #require(made.code == 0, "\(made.errors)")
  }

  private func rows(_ name: String) throws -> [[Substring]] {
    try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",")
    }
  }

  /// Every pair that GEOS finds, with its area, and no other.
  @Test(arguments: [["--workers", "1"], ["--workers", "2"]]) func overlayAgreesWithGEOS(workers: [String]) async throws
  {
    let (left, right) = (county + "/survey.gpkg|DLTB", county + "/plots.gpkg|plots")
    let result = try Program.run(
      Program.path, ["overlay", left, right, "--areas", folder.file("a.csv"), "--measure", "planar"] + workers)
    try #require(result.code == 0, "\(result.errors)")
    let table = try rows("a.csv")
    #expect(table[0] == ["left_fid", "right_fid", "area_m2"])
    var areas: [[Int64]: Double] = [:]
    for row in table.dropFirst() { areas[[Int64(row[0])!, Int64(row[1])!]] = Double(row[2])! }

    let (a, b) = (try readLayer(VectorSource(left)).layer, try readLayer(VectorSource(right)).layer)
    let (columnA, columnB) = (a.geometry!, b.geometry!)
    var candidates: [SharedArea] = []
    for row in 0..<a.count {
      for other in 0..<b.count where columnA.box(ofRow: row).meets(columnB.box(ofRow: other)) {
        candidates.append(SharedArea(left: row, right: other, area: 0))
      }
    }
    let built = try await pieces(of: candidates, columnA, columnB, workers: 2)
    #expect(built.failures.isEmpty)
    var matched = 0
    for (index, pair) in built.pairs.enumerated() {
      let byGEOS = built.geometry.area(ofRow: index)
      let own = areas[[a.featureIDs[pair.left], b.featureIDs[pair.right]]]
      let smaller = min(columnA.area(ofRow: pair.left), columnB.area(ofRow: pair.right))
      #expect(abs((own ?? 0) - byGEOS) <= 1e-9 * smaller)
      if own != nil { matched += 1 }
    }
    #expect(matched == areas.count && matched > 600)
  }

  /// Ellipsoidal areas differ from planar ones by the scale of the place: 1.5e-5 here, 24 km from the meridian.
  @Test func ellipsoidalIsTheDefault() throws {
    let (left, right) = (county + "/survey.gpkg", county + "/villages.shp")
    #expect(try Program.taohe("overlay", left, right, "--areas", folder.file("e.csv")).code == 0)
    #expect(try Program.taohe("overlay", left, right, "--areas", folder.file("p.csv"), "--measure", "planar").code == 0)
    let (ellipsoidal, planar) = (try rows("e.csv").dropFirst(), try rows("p.csv").dropFirst())
    #expect(ellipsoidal.count == planar.count && planar.count > 300)
    for (e, p) in zip(ellipsoidal, planar) where Double(p[2])! > 100 {
      let ratio = Double(e[2])! / Double(p[2])!
      #expect(ratio < 1 && ratio > 1 - 4e-5)
    }
  }

  @Test func piecesCarryLineageAndArea() throws {
    let result = try Program.taohe(
      "overlay", county + "/plots.gpkg", county + "/villages.shp", "--pieces", folder.file("p.gpkg"), "--measure",
      "planar")
    try #require(result.code == 0, "\(result.errors)")
    let pieces = try readLayer(VectorSource(folder.file("p.gpkg"))).layer
    #expect(pieces.fields.names == ["left_fid", "right_fid", "area_m2"] && pieces.count >= 300)
    for row in 0..<pieces.count {
      #expect(abs(pieces.geometry!.area(ofRow: row) - pieces.fields["area_m2"]!.number(row)!) < 1e-4)
    }
  }

  @Test func aCoverageHasNoOverlapsWithItself() throws {
    #expect(try Program.taohe("overlay", county + "/survey.gpkg", "--self", "--areas", folder.file("s.csv")).code == 0)
    #expect(try rows("s.csv").count == 1)
  }

  /// Wells of the list, located by the program and by looking at every village.
  @Test func locateAgreesWithLookingAtAll() async throws {
    let result = try Program.taohe(
      "locate", county + "/wells.xlsx", county + "/villages.shp", "--assume", "EPSG:4517", "--out", folder.file("l.csv")
    )
    try #require(result.code == 0, "\(result.errors)")
    let wells = try rows("l.csv").dropFirst()
    #expect(Set(wells.map { $0[0] }).count == wells.count && wells.count >= 420)
  }

  @Test func geoJSONIsRFC7946ForGDAL() throws {
    let job = try TemporaryFolder()
    try copyCounty(to: job)
    #expect(try Program.taohe("check", job.file("job.yaml"), "--out", job.file("out")).code == 0)
    let info = try Program.run("/usr/bin/ogrinfo", ["-al", "-so", job.file("out/wells.geojson")])
    #expect(info.code == 0 && info.output.contains("Geometry: Point") && info.output.contains("\"EPSG\",4326"))
    let text = try String(contentsOfFile: job.file("out/wells.geojson"), encoding: .utf8)
    #expect(!text.contains("\"crs\""))
    for key in [
      "well_id", "township", "village", "use", "permit_state", "zone_id", "zone_kind", "zone_edge_m", "covered",
      "pipe_m",
      "near_edge", "outcome", "deadline", "unit", "responsible", "rule", "basis",
    ] {
      #expect(text.contains("\"\(key)\":"), "\(key)")
    }
  }

  @Test func jsonIsOneDocumentAndNothingElse() throws {
    for arguments in [
      ["checks", "--json"], ["inspect", county + "/zones.shp", "--json"],
      ["overlay", county + "/survey.gpkg", county + "/zones.shp", "--areas", folder.file("j.csv"), "--json"],
    ] {
      let result = try Program.run(Program.path, arguments)
      #expect(result.code == 0)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(result.output.utf8)) }
    }
  }

  @Test func exitCodes() throws {
    #expect(try Program.taohe("--help").code == 0)
    #expect(try Program.taohe("--version").code == 0)
    #expect(try Program.taohe("chekc").code == 10)
    #expect(try Program.taohe("overlay", "a", "b").code == 10)
    #expect(try Program.taohe("check", folder.file("absent.yaml"), "--out", folder.file("o")).code == 20)
    #expect(try Program.taohe("inspect", folder.file("absent.shp")).code == 20)
    let job = try TemporaryFolder()
    try copyCounty(to: job)
    #expect(try Program.taohe("check", job.file("job.yaml"), "--out", job.file("o"), "--fail-on", "error").code == 2)
    #expect(try Program.taohe("check", job.file("job.yaml"), "--out", job.file("o"), "--fail-on", "warning").code == 2)
  }

  /// A place that cannot be written: a message, code 20, and nothing left behind.
  @Test func whereNothingCanBeWritten() throws {
    let result = try Program.taohe("overlay", county + "/survey.gpkg", "--self", "--areas", "/proc/none/a.csv")
    #expect(result.code == 20 && result.errors.contains("/proc/none"))
    let job = try TemporaryFolder()
    try copyCounty(to: job)
    _ = try job.write("x", to: "out")
    let check = try Program.taohe("check", job.file("job.yaml"), "--out", job.file("out"))
    #expect(check.code == 20)
    #expect(try String(contentsOfFile: job.file("out"), encoding: .utf8) == "x")
    #expect(try !job.contents().contains { $0.hasSuffix(".partial") })
  }

  /// A limit on the size of files stands in for a full disk: every write beyond 4 kB fails.
  @Test(arguments: [
    "check job.yaml --out out", "overlay plots.gpkg villages.shp --areas a.csv",
    "overlay plots.gpkg villages.shp --pieces a.gpkg",
    "sample made",
  ])
  func aDiskWithoutRoom(command: String) throws {
    let job = try TemporaryFolder()
    try copyCounty(to: job)
    let before = try job.contents()
    let result = try Program.run(
      "/bin/bash", ["-c", "cd '\(job.path)'; trap '' XFSZ; ulimit -f 4; exec '\(Program.path)' \(command)"])
    #expect(result.code == 20 && result.errors.contains("cannot be written"), "\(result.errors)")
    #expect(try job.contents() == before)
  }

  @Test func twoLanguages() throws {
    let chinese = try Program.taohe("checks", in: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.output.contains("井在禁采区内"))
    #expect(
      try Program.taohe("checks", "--lang", "en", in: ["LC_ALL": "zh_CN.UTF-8"]).output.contains("prohibited zone"))
    #expect(try Program.taohe("inspect", "absent.shp", "--lang", "zh").errors.contains("文件不存在"))
  }

  @Test func explainAndLint() throws {
    let job = try TemporaryFolder()
    try copyCounty(to: job)
    #expect(try Program.taohe("check", job.file("job.yaml"), "--out", job.file("out"), "--quiet").code == 0)
    let explained = try Program.taohe("explain", job.file("out"), "JD0001")
    #expect(explained.code == 0 && explained.output.contains("changji-2022/binhu"))
    #expect(try Program.taohe("explain", job.file("out"), "absent").code == 20)
    let table = try job.write(
      "name: t\ntitle: {zh: 表, en: table}\nbasis: x\nrules:\n  - {id: a, outcome: close}\n  - {id: b, outcome: none}\n",
      to: "t.yaml")
    #expect(try Program.taohe("rules", "lint", table).output.contains("'b' can never hit"))
  }

  /// The same command looks over tables of overlay rules: one line for each mistake, with its place.
  @Test func overlayRulesAreLookedOver() throws {
    let shipped = SampleLayers.folder + "/overlay-rules/changji.yaml"
    let sound = try Program.taohe("rules", "lint", shipped)
    #expect(sound.output == "10 kinds of ground, 20 overlay rules: error 0, warning 0, note 0\n")
    let table = try String(contentsOfFile: shipped, encoding: .utf8)
      .replacingOccurrences(of: "zone: limited", with: "zone: limitd")
      .replacingOccurrences(of: "field: area_m2", with: "field: area")
    let result = try Program.taohe("rules", "lint", try folder.write(table, to: "own.yaml"), "--lang", "zh")
    let lines = result.output.split(separator: "\n")
    #expect(result.code == 0 && lines.count == 3, "\(result.output)")
    let numbers = try ["limitd", "field: area,"].map { wrong in
      try #require(table.components(separatedBy: "\n").firstIndex { $0.contains(wrong) }) + 1
    }
    for (line, number) in zip(lines, numbers) { #expect(line.contains("own.yaml:\(number):"), "\(line)") }
    #expect(lines[0].contains("limited") && lines[1].contains("area_m2"))
  }

  /// Looking over a table runs to its end whatever is found; as everywhere, a script may ask for another exit code.
  @Test func mistakesFailWhereThatWasAskedFor() throws {
    let table = try folder.write("name: t\nrules:\n  - {id: a, outcom: close}\n", to: "faulty.yaml")
    let profile = try folder.write("role: plots\nfeilds: []\n", to: "profile.yaml")
    for (command, file) in [("rules", table), ("profiles", profile)] {
      let told = try Program.taohe(command, "lint", file)
      #expect(told.code == 0 && told.output.contains(file), "\(told.output)")
      let failed = try Program.taohe(command, "lint", file, "--fail-on", "error", "--quiet")
      #expect(failed.code == 2 && failed.output.isEmpty, "\(failed.output)")
    }
    let shipped = SampleLayers.folder + "/overlay-rules/changji.yaml"
    #expect(try Program.taohe("rules", "lint", shipped, "--fail-on", "error").code == 0)
  }

  /// A copy of the county of this test, to write beside.
  private func copyCounty(to job: TemporaryFolder) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: county) {
      try FileManager.default.copyItem(atPath: county + "/" + name, toPath: job.file(name))
    }
  }
}

// taohe wells, explain, what-if and rules lint, as their users run them.

import Foundation
import SampleLayers
import TestSupport
import Testing

@Suite struct WellCommandTests {
  private static let county = SampleLayers.folder + "/sample-county"
  private let folder: TemporaryFolder
  private var out: String { folder.file("out") }

  init() throws {
    folder = try TemporaryFolder()
    try #require(
      try Program.taohe("check", Self.county + "/job.yaml", "--out", folder.file("out"), "--quiet").code == 0)
  }

  private struct Row: Decodable {
    let well_id, outcome: String
    let township, deadline, unit, replacement_on: String?
  }

  private func wells(_ arguments: String...) throws -> [Row] {
    let result = try Program.run(Program.path, ["wells", out, "--json"] + arguments)
    try #require(result.code == 0, "\(result.errors)")
    return try JSONDecoder().decode([Row].self, from: Data(result.output.utf8))
  }

  /// The counts of the document, by every filter that leads to them.
  @Test func filters() throws {
    #expect(try wells().count == 420)
    #expect(try wells("--zone-kind", "prohibited").count == 36)
    #expect(try wells("--outcome", "close").count == 25)
    #expect(try wells("--outcome", "close", "--outcome", "close-and-keep-ready").count == 36)
    #expect(try wells("--outcome", "close", "--township", "中山路街道").count == 9)
    #expect(try wells("--due-by", "2022-11-30").count == 4)
    #expect(try wells("--deadline", "2023-11-30").count == 21)
    #expect(try wells("--unit", "昌吉西部热力有限公司", "--responsible", "市水利局").map(\.unit) == ["昌吉西部热力有限公司"])
    #expect(try wells("--outcome", "reduce").isEmpty)
  }

  /// A prohibited zone lies in a limited one: its wells are in both. What no well can have is refused, what none has is said.
  @Test func filtersThatAreNoneAndZonesOneInTheOther() throws {
    for wrong in [
      ["--outcome", "closed"], ["--zone-kind", "禁采"], ["--deadline", "2022"], ["--out", folder.file("w.doc")],
    ] {
      #expect(try Program.run(Program.path, ["wells", out] + wrong).code == 10, "\(wrong)")
    }
    let none = try Program.taohe("wells", out, "--township", "滨湖", "--lang", "zh")
    #expect(none.code == 0 && none.errors.contains("没有一眼井的“乡镇（街道）”是“滨湖”"))
    let rows = try wells()
    let kinds = try ["prohibited", "limited", "over-extracted", "none"].map { try wells("--zone-kind", $0).count }
    let json = try Program.run(Program.path, ["wells", out, "--json"])
    let strictest = json.output.split(separator: "\n").count { $0.contains("\"zone_kind\"") && $0.contains("limited") }
    #expect(kinds[0] == 36 && kinds[1] >= strictest && kinds[2] > 0 && kinds[3] < rows.count)
  }

  /// The ending of the name says what the file is, and a spreadsheet reads it.
  @Test func listsAsWorkbooks() throws {
    for command in [["wells", out, "--form", "plan"], ["rollup", out]] {
      let path = folder.file("list.xlsx")
      try #require(try Program.run(Program.path, command + ["--out", path, "--lang", "zh"]).code == 0)
      let read = try Program.run("/usr/bin/ogrinfo", ["-ro", "-al", path])
      #expect(
        read.code == 0 && read.output.contains("合计") && read.output.contains(/\((Integer|Real)\) = \d/), "\(command)")
    }
    let inside = try Program.taohe("rollup", out, "--out", out + "/rollup.xlsx")
    #expect(inside.code == 20)
  }

  @Test func groupsAndSubtotals() throws {
    let result = try Program.taohe(
      "wells", out, "--by", "outcome,deadline", "--zone-kind", "prohibited", "--lang", "zh")
    let lines = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.contains(["关停", "2022-11-30", "4"]) && lines.contains(["关停", "2023-11-30", "21"]))
    #expect(lines.contains(["关停", "小计", "25"]) && lines.contains(["合计", "36"]))
    // Groups and forms are two answers.
    #expect(try Program.taohe("wells", out, "--by", "township", "--form", "plan").code == 10)
  }

  /// Wells that can be closed come before those that cannot; together they are the 25.
  @Test func theOrderOfClosing() throws {
    #expect(
      try Program.taohe("wells", out, "--form", "order", "--out", folder.file("order.csv"), "--lang", "zh").code == 0)
    let text = try String(contentsOfFile: folder.file("order.csv"), encoding: .utf8)
    #expect(text.split(separator: "\r\n").count { $0.contains("JD0") } == 25)
    #expect(text.contains("起可关停") && text.contains("未落实替代水源"))
  }

  @Test func theFormOfThePlanAsAPage() throws {
    #expect(
      try Program.taohe("wells", out, "--form", "plan", "--out", folder.file("plan.html"), "--lang", "zh").code == 0)
    let page = try String(contentsOfFile: folder.file("plan.html"), encoding: .utf8)
    #expect(page.contains("<td>中山路街道</td><td class=\"n\">9</td>") && page.contains("关停信息明细（25 眼）"))
    #expect(!page.contains("http"))
  }

  @Test func explainAsTextJSONAndPage() throws {
    let id = try wells("--unit", "昌吉西部热力有限公司")[0].well_id
    let text = try Program.taohe("explain", out, id, "--lang", "zh").output
    for part in ["处置", "关停", "2022-11-30", "市水利局", "三（三）6", "命中", "若某项事实不同", "应急水源 = 是"] {
      #expect(text.contains(part), "\(part)")
    }
    let json = try Program.taohe("explain", out, id, "--json").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["outcome"] as? String == "close" && (object["counterfactuals"] as? [Any])?.isEmpty == false)
    #expect(try Program.taohe("explain", out, id, "--page", folder.file("p.html")).code == 0)
    let page = try String(contentsOfFile: folder.file("p.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<title>机井 \(id)</title>") && !page.contains("http"))
    #expect(try Program.taohe("explain", out, "no such well").code == 20)
  }

  /// The prohibited zone grows by the limited one: the wells of the ring are then in the zone, and not in the plan.
  @Test func whatIfTheZoneGrew() throws {
    let zones = folder.file("zones.gpkg")
    let sql = "SELECT geometry, '编号新' || ROWID AS 编号, '禁采区' AS 类型 FROM zones WHERE 类型 <> '超采区'"
    let made = try Program.run(
      "/usr/bin/ogr2ogr", ["-oo", "ENCODING=GBK", "-dialect", "SQLite", "-sql", sql, zones, Self.county + "/zones.shp"])
    try #require(made.code == 0, "\(made.errors)")
    let result = try Program.taohe(
      "what-if", Self.county + "/job.yaml", "--replace", "zones=\(zones)", "--out", folder.file("change.csv"), "--lang",
      "en")
    try #require(result.code == 0, "\(result.errors)")
    let limited = try wells("--zone-kind", "limited").count
    let changed =
      try String(contentsOfFile: folder.file("change.csv"), encoding: .utf8).split(separator: "\r\n").count - 1
    #expect(result.output.contains("\(changed) of 420 wells") && changed == limited && limited > 100)
    #expect(try Program.taohe("what-if", Self.county + "/job.yaml").code == 10)
    #expect(try Program.taohe("what-if", Self.county + "/job.yaml", "--add", "forest=x.shp").code == 20)
    let reach = try Program.taohe("what-if", Self.county + "/job.yaml", "--add", "pipes=\(Self.county)/network.geojson")
    #expect(reach.code == 20 && reach.errors.contains("pipe-reach"))
  }

  /// Ground that cannot be read answers nothing: the wells there are to be verified, and why is told.
  @Test func whatIfTellsWhatIsWrongWithTheLayer() throws {
    let zone = try folder.write(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"zone_id":"Z9","zone_kind":"红区"},"geometry":{"type":"Polygon","coordinates":[[[87.2,43.9],[87.4,44.1],[87.4,43.9],[87.2,44.1],[87.2,43.9]]]}}]}"#,
      to: "bow.geojson")
    let result = try Program.taohe(
      "what-if", Self.county + "/job.yaml", "--add", "zones=\(zone)", "--quiet", "--lang", "en")
    #expect(result.code == 0 && result.output.isEmpty)
    #expect(result.errors.contains("'红区'") && result.errors.contains("the boundary of Z9 is not valid"))
  }

  /// A planned pipe under the Rushan plan: wells come within its reach, and are to be closed or not renewed.
  @Test func whatIfAPipeWereBuilt() throws {
    let job = try String(contentsOfFile: Self.county + "/job.yaml", encoding: .utf8)
      .replacing("rules: [changji-2022]", with: "rules: [rushan-2022]\npipe-reach: 200")
      .replacing("2022-03-14", with: "2022-08-01").replacing("source: ", with: "source: \(Self.county)/")
    let path = try folder.write(job, to: "job.yaml")
    let pipe = try folder.write(
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"P1"},"geometry":{"type":"LineString","coordinates":[[87.27,43.97],[87.31,44.0]]}}]}"#,
      to: "pipe.geojson")
    let result = try Program.taohe("what-if", path, "--add", "pipes=\(pipe)", "--json")
    try #require(result.code == 0, "\(result.errors)")
    struct Change: Decodable { let from, to: String }
    let changes = try JSONDecoder().decode([Change].self, from: Data(result.output.utf8))
    #expect(
      !changes.isEmpty
        && changes.allSatisfy { $0.from == "permit-and-meter" || $0.from == "verify" || $0.to == "verify" })
    #expect(changes.contains { $0.to == "close" } || changes.contains { $0.to == "not-renewed" })
  }

  @Test func lintTellsAllMistakesAndTheWellsWithoutAnswer() throws {
    let bad = try folder.write(
      """
      name: t
      title: 表
      basis: 文
      rules:
        - {id: a, when: {zone_knd: x}, outcome: close}
        - {id: b, outcome: shut}
      """, to: "bad.yaml")
    let result = try Program.taohe("rules", "lint", bad, "--lang", "zh")
    #expect(result.code == 0 && result.output.contains("bad.yaml:5") && result.output.contains("bad.yaml:6"))
    #expect(result.output.contains("是否想写“zone_kind”"))
    let shipped = SampleLayers.folder + "/rules/changji-2022.yaml"
    let answers = try Program.taohe("rules", "lint", shipped, "--job", Self.county + "/job.yaml", "--lang", "en")
    #expect(answers.output.contains("of the job's 420 wells, 384 are answered by no rule"))
  }
}

// taohe track, as an office uses it: list, assign, send out, take back.

import Formats
import Foundation
import Geometry
import SampleLayers
import TestSupport
import Testing

@Suite struct TrackTests {
  private let folder: TemporaryFolder
  private var job: String { folder.file("county/job.yaml") }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: SampleLayers.folder + "/sample-county", toPath: folder.file("county"))
    let text = try String(contentsOfFile: job, encoding: .utf8) + "\nstore: county.gpkg\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: job))
    try check(to: "out", on: "2022-07-01")
  }

  private func check(to out: String, on day: String) throws {
    let result = try Program.taohe("check", job, "--out", folder.file(out), "--quiet", "--date", day)
    try #require(result.code == 0, "\(result.errors)")
  }

  private struct Entry: Decodable {
    struct Change: Decodable {
      let day, author, to: String
      let unit, reason: String?
    }
    let problem, state: String
    let unit, person, due: String?
    let next: [String]
    let history: [Change]?
  }

  private func track(_ arguments: String...) throws -> [Entry] {
    let result = try Program.run(Program.path, ["track", job, "--json"] + arguments)
    try #require(result.code == 0, "\(result.errors)")
    return try JSONDecoder().decode([Entry].self, from: Data(result.output.utf8))
  }

  /// A second run of the same job: the same numbers, the same bytes but for the store, nothing new in the log.
  @Test func aSecondRunIsTheSame() throws {
    try check(to: "again", on: "2022-07-09")
    for name in ["findings.csv", "findings.geojson", "findings.xlsx", "run.json", "review.html", "packet.gpkg"] {
      #expect(
        try folder.bytes(of: folder.file("again/\(name)")) == folder.bytes(of: folder.file("out/\(name)")), "\(name)")
    }
    #expect(try track("W01-0001")[0].history?.count == 1)
    let list = try String(contentsOfFile: folder.file("out/findings.csv"), encoding: .utf8)
    #expect(list.contains("问题编号,状态,责任单位,整改期限") && list.contains("\r\nW01-0036,待确认,"))
  }

  @Test func theWayOfAProblem() throws {
    #expect(try track().count == track("--check", "W01").count + track("--all").count - 36)
    let refused = try Program.taohe("track", job, "W01-0002", "--set", "closed", "--lang", "en")
    #expect(refused.code == 20 && refused.errors.contains("confirmed, dismissed, in-rectification"))
    let incomplete = try Program.taohe("track", job, "W01-0002", "--set", "in-rectification", "--unit", "滨湖镇")
    #expect(incomplete.code == 20 && incomplete.errors.contains("--person"))
    for (day, state, more) in [
      ("2022-07-02", "confirmed", []),
      ("2022-07-03", "整改中", ["--unit", "滨湖镇", "--person", "张三", "--due", "2022-08-01"]),
      ("2022-08-05", "re-checked", []), ("2022-08-06", "已销号", ["--reason", "已封填"]),
    ] {
      let result = try Program.run(
        Program.path, ["track", job, "W01-0002", "--set", state, "--date", day, "--author", "李四"] + more)
      #expect(result.code == 0, "\(result.errors)")
    }
    #expect(try track("--overdue", "--date", "2022-09-01").isEmpty)
    let problem = try track("W01-0002")[0]
    #expect(problem.state == "closed" && problem.unit == "滨湖镇" && problem.due == "2022-08-01")
    #expect(problem.history?.map(\.to) == ["found", "confirmed", "in-rectification", "re-checked", "closed"])
    #expect(problem.history?.last?.day == "2022-08-06" && problem.history?.last?.author == "李四")
    // The data still show it.
    try check(to: "again", on: "2022-09-01")
    #expect(try track("W01-0002")[0].state == "reopened")
    #expect(try track("--state", "reopened").map(\.problem) == ["W01-0002"])
  }

  @Test func overdueIsWhatIsOpenAndLate() throws {
    try #require(
      Program.taohe(
        "track", job, "W01-0003", "--set", "in-rectification", "--unit", "u", "--person", "p", "--due", "2022-08-01"
      ).code == 0)
    #expect(try track("--overdue", "--date", "2022-08-01").isEmpty)
    #expect(try track("--overdue", "--date", "2022-08-02").map(\.problem) == ["W01-0003"])
    #expect(try track("--unit", "u").map(\.problem) == ["W01-0003"])
  }

  /// The list as it goes out, with some cells filled in.
  private func filled(_ cells: [Int: [String: String]], named name: String = "filled.xlsx") throws -> String {
    let out = folder.file("list.xlsx")
    try #require(Program.taohe("track", job, "--check", "W01", "--out", out, "--lang", "zh").code == 0)
    var options = ReadOptions()
    options.tableAllowed = true
    options.pointsFromTables = false
    var list = try readLayer(VectorSource(path: out, layer: "问题清单"), options: options).layer
    for heading in Set(cells.values.flatMap(\.keys)) {
      let column = try #require(list.fields[heading])
      let texts = (0..<list.count).map { cells[$0]?[heading] ?? column.text($0) }
      list.fields.set(heading, .text(TextValues(texts)))
    }
    let path = folder.file(name)
    var writer = try LayerWriter(
      creating: path, layer: "Sheet1", kind: nil, frame: nil,
      fields: list.fields.all.map { FieldDefinition($0.name, $0.name == "版本（勿改）" ? .integer : .text) })
    try writer.append(list)
    try writer.close()
    return path
  }

  @Test func aFilledInListIsTakenBack() throws {
    let path = try filled([
      0: ["状态": "整改中", "责任单位": "中山路街道", "责任人": "王五", "整改期限": "2022/11/30"],
      1: ["状态": "不属问题", "理由": "临时应急取水，已备案"], 2: ["状态": "已确认"],
    ])
    let trial = try Program.taohe("track", job, "import", path, "--dry-run", "--lang", "en")
    #expect(trial.code == 0 && trial.output.contains("3 would change") && trial.output.contains("W01-0002"))
    #expect(try track("--state", "found", "--check", "W01").count == 36)
    let taken = try Program.taohe(
      "track", job, "import", path, "--date", "2022-07-20", "--author", "中山路街道", "--lang", "en")
    #expect(taken.code == 0 && taken.output.contains("3 changed: W01-0001, W01-0002, W01-0003"))
    let first = try track("W01-0001")[0]
    #expect(first.state == "in-rectification" && first.person == "王五" && first.due == "2022-11-30")
    #expect(try track("W01-0002")[0].history?.last?.reason == "临时应急取水，已备案")
    #expect(try track("--state", "found", "--check", "W01").count == 33)
    // Taken twice, it tells that the list has moved on; a list without changes changes nothing.
    let again = try Program.taohe("track", job, "import", path, "--lang", "en")
    #expect(again.code == 0 && again.output.contains("0 changed"))
  }

  /// Where the results cannot be written the list is as it was: its numbers and days are those of results that there are.
  @Test func withoutResultsTheListStaysAsItWas() throws {
    let store = folder.file("county/county.gpkg")
    let before = try folder.bytes(of: store)
    let file = try folder.write("mine", to: "file")
    for (out, limit) in [(file, "unlimited"), (folder.file("next"), "\(before.count / 1024 + 200)")] {
      let result = try Program.run(
        "/bin/bash",
        [
          "-c", "trap '' XFSZ; ulimit -f \(limit); exec \"$0\" check \"$1\" --out \"$2\" --date 2022-08-01",
          Program.path, job,
          out,
        ], ["LC_ALL": "C"])
      #expect(result.code == 20, "\(result.errors)")
      #expect(try folder.bytes(of: store) == before)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("next")))
  }

  /// A list that is sent out takes the place of no input, and the store of none of the results.
  @Test func theListReplacesNoInput() throws {
    #expect(try Program.taohe("track", job, "--out", folder.file("county/wells.xlsx")).code == 20)
    let text = try String(contentsOfFile: job, encoding: .utf8)
      .replacing("store: county.gpkg", with: "store: ../out/packet.gpkg")
    let inside = folder.file("county/inside.yaml")
    try Data(text.utf8).write(to: URL(fileURLWithPath: inside))
    #expect(try Program.taohe("check", inside, "--out", folder.file("out")).code == 20)
  }

  /// Two offices fill in the same list: the rows that one left as they were sent are no wishes, and those that both filled in
  /// are told.
  @Test func twoOfficesFillInOneList() throws {
    let one = try filled([0: ["状态": "已确认"], 2: ["状态": "已确认"]], named: "one.xlsx")
    let other = try filled([1: ["状态": "已确认"]], named: "other.xlsx")
    let both = try filled([0: ["状态": "不属问题", "理由": "已备案"]], named: "both.xlsx")
    #expect(try Program.taohe("track", job, "import", one).code == 0)
    let second = try Program.taohe("track", job, "import", other, "--lang", "en")
    #expect(second.code == 0 && second.output.contains("1 changed: W01-0002"), "\(second.errors)")
    // A reason that a later entry of the log did not repeat is the problem's still.
    #expect(try Program.taohe("track", job, "W01-0004", "--set", "dismissed", "--reason", "已备案").code == 0)
    #expect(try Program.taohe("track", job, "W01-0004", "--set", "confirmed").code == 0)
    let sent = try filled([4: ["状态": "已确认"]], named: "sent.xlsx")
    #expect(try Program.taohe("track", job, "W01-0004", "--set", "dismissed", "--reason", "已核").code == 0)
    let fourth = try Program.taohe("track", job, "import", sent, "--lang", "en")
    #expect(fourth.code == 0 && fourth.output.contains("1 changed: W01-0005"), "\(fourth.errors)")
    let third = try Program.taohe("track", job, "import", both, "--lang", "en")
    #expect(third.code == 20 && third.errors.contains("after this list was written"))
  }

  /// Every cell that is wrong is told by row and column, and what is right beside it is not taken either.
  @Test func wrongCellsAreToldAndNothingIsTaken() throws {
    let path = try filled([
      0: ["状态": "已确认"], 1: ["状态": "完成"], 2: ["状态": "整改中", "责任单位": "u", "整改期限": "下个月"],
      3: ["状态": "不属问题"], 4: ["问题编号": "W01-9999"], 5: ["状态": "已销号"], 6: ["责任人": "王五"],
      7: ["问题编号": "W01-0010"],
    ])
    let result = try Program.taohe("track", job, "import", path, "--lang", "en")
    #expect(result.code == 20)
    for part in [
      "row 3, 'state'", "row 4, 'due'", "row 5, 'reason'", "row 6, 'problem': the list has no 'W01-9999'",
      "row 7, 'state': W01-0006 is found and cannot become closed", "row 8, 'person'",
      "row 11, 'problem': W01-0010 stands in row 9 already", "7 cells cannot be taken; nothing was changed",
    ] { #expect(result.errors.contains(part), "\(part) in \(result.errors)") }
    #expect(try track("--state", "found", "--check", "W01").count == 36)
  }

  /// A list that was written before somebody else changed the problem.
  @Test func aListThatIsTooOldIsNotTaken() throws {
    let path = try filled([0: ["状态": "已确认"]])
    try #require(
      Program.taohe("track", job, "W01-0001", "--set", "dismissed", "--reason", "r", "--author", "李四").code == 0)
    let result = try Program.taohe("track", job, "import", path, "--lang", "en")
    #expect(result.code == 20 && result.errors.contains("李四 made it dismissed"))
    #expect(try track("W01-0001")[0].state == "dismissed")
  }

  @Test func usage() throws {
    let county = SampleLayers.folder + "/sample-county/job.yaml"
    let without = try Program.taohe("track", county, "--lang", "en")
    #expect(without.code == 20 && without.errors.contains("store: county.gpkg"))
    #expect(try Program.taohe("track", job, "W01-4711").code == 20)
    for wrong in [
      ["--state", "finished"], ["--set", "closed"], ["import"], ["--person", "p"], ["--out", "list.pdf"],
      ["W01-0001", "--set", "confirmed", "--due", "soon"],
    ] { #expect(try Program.run(Program.path, ["track", job] + wrong).code == 10, "\(wrong)") }
    let absent = try Program.taohe("track", job, "--check", "W99", "--unit", "镇", "--lang", "en")
    #expect(absent.code == 0 && absent.errors.contains("note: no problem has the check 'W99'"))
    #expect(absent.errors.contains("note: no problem has the unit '镇'"))
    let other = try folder.write("a,b\n1,2\n", to: "other.csv")
    #expect(try Program.taohe("track", job, "import", other, "--lang", "en").errors.contains("no problem list"))
  }
}

// What a run keeps and another one reads: the tables of a job's store, in which any other program may have changed a cell, and
// the facts of the wells.

import Formats
import Foundation
import Geometry
import Pipeline
import Registers
import Rules
import SampleLayers
import TestSupport

/// The tables of a store with any values in any cells. They are refused or read; a list that was read takes in what a run found.
let store = FuzzTarget(
  name: "store", replays: 5,
  seeds: { [[], [0, 2] + Array(repeating: 1, count: 60), Array((0..<200).map { UInt8($0) })] },
  run: { input in
    let folder = try TemporaryFolder()
    let path = folder.file("county.gpkg")
    try storeBytes.get().write(to: URL(fileURLWithPath: path))
    var source = ByteSource(input)
    let tables = [sources(&source), problems(&source), log(&source), findings(&source)]
    var store = try Store(opening: path)
    let isWritten = try unlessRefused {
      try store.transaction { store in
        for table in tables { try store.replace(table.name, with: table) }
        return true
      }
    }
    try store.close()
    guard isWritten == true else { return }
    let jobPath = try folder.write(storeJob, to: "job.yaml")
    guard let job = try unlessRefused({ try Job(readingFrom: jobPath, shipped: SampleLayers.folder) }) else { return }
    _ = try await unlessRefused { try await Run.check(job, workers: 1) }
    guard let book = try unlessRefused({ try ProblemBook(of: job) }) else { return }
    for problem in book.list.problems { _ = book.history(of: problem.id) }
    var list = book.list
    let day = Day("2022-03-14")!
    let found = (0..<3).map { index in
      let place = Coordinate(x: 29_524_000, y: 4_874_000 + Double(index))
      let finding = Finding(
        code: "W01", severity: .error, layers: ["wells"], rows: ["JD\(index)"], place: place, measure: nil, unit: nil,
        message: Words("x"))
      return LocatedFinding(finding, ground: place, township: nil)
    }
    let (positions, tally) = list.record(found, on: day, by: "王五") { _ in true }
    try require(positions.count == 3 && tally.new + tally.stayed + tally.reopened == 3, "findings are lost: \(tally)")
    try require(Set(positions).count == 3, "two findings are one problem")
    let again = list.record(found, on: day, by: "王五") { _ in true }
    try require(again.positions == positions && again.tally.new == 0, "found again, they are other problems")
  })

private let storeJob = """
  county: {code: "652301", name: 昌吉市}
  year: 2022
  decision-date: 2022-03-14
  frame: EPSG:4517
  store: county.gpkg
  """

/// A store with a layer of wells.
private let storeBytes: Result<Data, any Error> = Result {
  let folder = try TemporaryFolder()
  var store = try Store(opening: folder.file("county.gpkg"), creating: true)
  var wells = GeometryBuilder(.point)
  for row in 0..<3 { wells.appendPoint(Coordinate(x: 29_524_000, y: 4_874_000 + Double(row))) }
  var fields = FieldTable()
  fields.set("well_id", .text(TextValues(["JD0", "JD1", "JD2"])))
  let layer = Layer(
    name: "wells", frame: Frame(definition: "EPSG:4517", name: "", isGeographic: false), geometry: wells.finish(),
    fields: fields, featureIDs: [1, 2, 3])
  try store.transaction { store in try store.replace("wells", with: layer) }
  try store.close()
  return try Data(contentsOf: URL(fileURLWithPath: folder.file("county.gpkg")))
}

private func sources(_ source: inout ByteSource) -> Layer {
  table("taohe_sources", &source) {
    [
      ("role", .words(["wells", "plots", "zones"])), ("source", .words(["a.shp"])), ("sha256", .words(["00"])),
      ("profile", .words(["wells", "plots"])), ("frame", .words(["EPSG:4517"])), ("settings", .words(["{}"])),
      ("imported_at", .words(["2022-03-14T00:00:00Z"])), ("author", .words(["王五"])), ("first_row", .numbers),
      ("rows", .numbers),
    ]
  }
}

private func problems(_ source: inout ByteSource) -> Layer {
  var layer = table("taohe_problems", &source) {
    [
      ("problem", .words(["W01-0001", "W01-9223372036854775807", "W01-2"])), ("code", .words(["W01", "T01", "X99"])),
      ("severity", .words(["error", "warning", "note"])), ("layers", .words(["[\"wells\"]", "[]"])),
      ("keys", .words(["[\"JD0\"]", "[\"JD1\",\"JD2\"]", "[]"])), ("fields", .words(["[\"metered\"]", "metered"])),
      ("message_zh", .words(["一"])),
      ("message_en", .words(["one"])), ("measure", .numbers), ("measure_unit", .words(["m²"])), ("ground_x", .numbers),
      ("ground_y", .numbers), ("township", .words(["滨湖镇"])), ("state", .words(ProblemState.allCases.map(\.rawValue))),
      ("unit", .words(["滨湖镇"])), ("person", .words(["张三"])), ("due", .words(["2022-11-30"])),
      ("reason", .words(["r"])), ("first_found", .words(["2022-03-14", "2021-03-14"])),
      ("last_found", .words(["2022-03-14"])), ("changes", .numbers),
    ]
  }
  var places = GeometryBuilder(.point)
  for row in 0..<layer.count { places.appendPoint(Coordinate(x: 29_524_000, y: 4_874_000 + Double(row))) }
  layer.geometry = places.finish()
  return layer
}

private func log(_ source: inout ByteSource) -> Layer {
  table("taohe_problem_log", &source) {
    [
      ("problem", .words(["W01-0001", "W01-2"])), ("day", .words(["2022-03-14"])), ("author", .words(["王五"])),
      ("from_state", .words(ProblemState.allCases.map(\.rawValue))),
      ("to_state", .words(ProblemState.allCases.map(\.rawValue))), ("due", .words(["2022-11-30"])),
    ]
  }
}

private func findings(_ source: inout ByteSource) -> Layer {
  table("taohe_import_findings", &source) {
    [
      ("role", .words(["wells", "plots"])), ("code", .words(["T04", "G01"])), ("zh", .words(["一"])),
      ("en", .words(["one"])), ("row", .numbers), ("x", .numbers), ("y", .numbers), ("measure", .numbers),
    ]
  }
}

private enum Cell {
  case words([String])
  case numbers
}

/// Up to three rows; columns that should have numbers have any, those of texts mostly one of the usual.
private func table(_ name: String, _ source: inout ByteSource, _ columns: () -> [(String, Cell)]) -> Layer {
  let count = source.choice(upTo: 3)
  var fields = FieldTable()
  for (name, cell) in columns() {
    let form = source.byte()
    switch (cell, form >> 6) {
    case (_, 3) where form == 0xFF: continue  // the column is missing
    case (.words, 3), (.numbers, 2): fields.set(name, .text(TextValues((0..<count).map { _ in source.text() })))
    case (.words(let usual), _):
      fields.set(
        name, .text(TextValues((0..<count).map { _ in usual[source.choice(upTo: usual.count - 1)] })))
    case (.numbers, 0):
      fields.set(name, .integer(Values((0..<count).map { _ in Int64(source.byte()) })))
    case (.numbers, 1): fields.set(name, .real(Values((0..<count).map { _ in source.real() })))
    case (.numbers, _): fields.set(name, .integer(Values((0..<count).map { _ in source.number(Int64.self) })))
    }
  }
  return Layer(name: name, frame: nil, geometry: nil, fields: fields, featureIDs: (0..<count).map { Int64($0) + 1 })
}

/// explain.jsonl of a run's folder.
let explanations = FuzzTarget(
  name: "explain", replays: 100,
  seeds: {
    let rules = try String(contentsOfFile: "\(SampleLayers.folder)/rules/shandong-2018.yaml", encoding: .utf8)
    let table = String(decoding: try JSONEncoder().encode(rules), as: UTF8.self)
    let lines = """
      {"calendar":"","columns":["in_prohibited","pipe_m","permit_end","zone_kind"],"county":"昌吉市","decisionDate":"2022-03-14","facts":[{"key":"zone_kind","source":{"en":"zones","zh":"分区"}}],"frame":"EPSG:4517","tables":[\(table)],"year":2022}
      {"doubts":{"in_prohibited":{"en":"near an edge","zh":"近边界"}},"id":"JD1","place":[1.5,2],"values":[true,12.5,{"day":"2023-01-01"},"prohibited"]}
      {"id":"JD2","values":[null,null,null,null]}
      """
    return [Array(lines.utf8)]
  },
  run: { input in
    let folder = try TemporaryFolder()
    try Data(input).write(to: URL(fileURLWithPath: folder.file(Explanations.fileName)))
    guard let read = try unlessRefused({ try Explanations(inFolder: folder.path) }) else { return }
    guard let wells = try await unlessRefused({ try await read.wells(workers: 1) }) else { return }
    guard let first = wells.first else { return }
    let found = try unlessRefused { try read.wells(numbered: first.id) }
    try require(found?.first?.id == first.id, "'\(first.id)' is not found again")
  })

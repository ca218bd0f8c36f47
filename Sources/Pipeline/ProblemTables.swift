// The problem list in the store of a job: two plain tables that QGIS and any SQLite program can read.
//
//     taohe_problems      one row a problem, as a point where it lies
//     taohe_problem_log   one row a change, in order

import Formats
import Foundation
import Geometry
import Registers

extension ProblemList {
  private static let problemTable = "taohe_problems"
  private static let logTable = "taohe_problem_log"

  /// The list of a store; an empty one where the store has none yet.
  ///
  /// - Throws: ``InputFault`` where the tables are not what was written.
  init(from store: borrowing Store) throws {
    let place = store.path
    let problems = try store.read(Self.problemTable).map { try TableReader($0, at: place).problems() } ?? []
    let log = try store.read(Self.logTable).map { try TableReader($0, at: place).log() } ?? []
    self.init(problems, log: log)
  }

  /// The list of a store that may not be there yet.
  init(inFile path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      self.init()
      return
    }
    let store = try Store(opening: path)
    try self.init(from: store)
  }

  /// Within a transaction of the store.
  func write(to store: inout Store, frame: Frame) throws {
    try store.replace(Self.problemTable, with: problemLayer(frame))
    try store.replace(Self.logTable, with: logLayer)
  }

  private func problemLayer(_ frame: Frame) throws -> Layer {
    var fields = FieldTable()
    func text(_ name: String, _ value: (Problem) -> String?) {
      fields.set(name, .text(TextValues(problems.map(value))))
    }
    func real(_ name: String, _ value: (Problem) -> Double?) { fields.set(name, .real(Values(problems.map(value)))) }
    func day(_ name: String, _ value: (Problem) -> Day?) {
      fields.set(name, .day(Values(problems.map { value($0)?.daysSince1970 })))
    }
    text("problem") { $0.id }
    text("code") { $0.finding.code }
    text("severity") { $0.finding.severity.rawValue }
    text("layers") { list($0.finding.layers) }
    text("keys") { list($0.finding.rows) }
    text("fields") { $0.finding.fields.isEmpty ? nil : list($0.finding.fields) }
    text("message_zh") { $0.finding.message.zh }
    text("message_en") { $0.finding.message.en }
    real("measure") { $0.finding.measure }
    text("measure_unit") { $0.finding.unit }
    real("ground_x") { $0.ground?.x }
    real("ground_y") { $0.ground?.y }
    text("township") { $0.township }
    text("state") { $0.state.rawValue }
    text("unit") { $0.assignment.unit }
    text("person") { $0.assignment.person }
    day("due") { $0.assignment.due }
    text("reason") { $0.reason }
    day("first_found") { $0.firstFound }
    day("last_found") { $0.lastFound }
    fields.set("changes", .integer(Values(problems.map { Int64($0.changes) })))
    return Layer(
      name: Self.problemTable, frame: frame, geometry: GeometryColumn(points: problems.map(\.finding.place)),
      fields: fields,
      featureIDs: (0..<problems.count).map { Int64($0 + 1) })
  }

  private var logLayer: Layer {
    var fields = FieldTable()
    func text(_ name: String, _ value: (ProblemChange) -> String?) {
      fields.set(name, .text(TextValues(log.map(value))))
    }
    text("problem") { $0.problem }
    fields.set("day", .day(Values(log.map { $0.day.daysSince1970 })))
    text("author") { $0.author }
    text("from_state") { $0.from?.rawValue }
    text("to_state") { $0.to.rawValue }
    text("unit") { $0.assignment.unit }
    text("person") { $0.assignment.person }
    fields.set("due", .day(Values(log.map { $0.assignment.due?.daysSince1970 })))
    text("reason") { $0.reason }
    return Layer(
      name: Self.logTable, frame: nil, geometry: nil, fields: fields,
      featureIDs: (0..<log.count).map { Int64($0 + 1) })
  }
}

/// Several names in one cell: a key may hold any sign, so they are written as JSON.
private func list(_ names: [String]) -> String? {
  (try? JSONEncoder().encode(names)).map { String(decoding: $0, as: UTF8.self) }
}

/// Reads rows that must be as they were written; what is not is told with its row.
private struct TableReader {
  let layer: Layer
  let place: String

  init(_ layer: Layer, at path: String) {
    self.layer = layer
    place = "\(path)|\(layer.name)"
  }

  func problems() throws -> [Problem] {
    try (0..<layer.count).map { row in
      let finding = Finding(
        code: try text("code", row), severity: try value("severity", row) { Severity(rawValue: $0) },
        layers: try names("layers", row), rows: try names("keys", row),
        place: layer.geometry?.firstCoordinate(ofRow: row), measure: layer.fields["measure"]?.number(row),
        unit: layer.fields.text("measure_unit", row),
        fields: layer.fields.text("fields", row) == nil ? [] : try names("fields", row),
        message: Words(zh: try text("message_zh", row), en: try text("message_en", row)))
      var ground: Coordinate?
      if let x = layer.fields["ground_x"]?.number(row), let y = layer.fields["ground_y"]?.number(row) {
        ground = Coordinate(x: x, y: y)
      }
      return Problem(
        id: try text("problem", row), finding: finding, ground: ground, township: layer.fields.text("township", row),
        state: try value("state", row) { ProblemState(rawValue: $0) }, assignment: assignment(row),
        reason: layer.fields.text("reason", row), firstFound: try value("first_found", row) { Day($0) },
        lastFound: try value("last_found", row) { Day($0) },
        changes: try value("changes", row) { Int32($0).map(Int.init) })
    }
  }

  func log() throws -> [ProblemChange] {
    try (0..<layer.count).map { row in
      ProblemChange(
        problem: try text("problem", row), day: try value("day", row) { Day($0) }, author: try text("author", row),
        from: layer.fields.text("from_state", row).flatMap { ProblemState(rawValue: $0) },
        to: try value("to_state", row) { ProblemState(rawValue: $0) }, assignment: assignment(row),
        reason: layer.fields.text("reason", row))
    }
  }

  private func assignment(_ row: Int) -> Assignment {
    Assignment(
      unit: layer.fields.text("unit", row), person: layer.fields.text("person", row),
      due: layer.fields.text("due", row).flatMap { Day($0) })
  }

  private func text(_ field: String, _ row: Int) throws -> String { try value(field, row) { $0 } }

  private func names(_ field: String, _ row: Int) throws -> [String] {
    try value(field, row) { try? JSONDecoder().decode([String].self, from: Data($0.utf8)) }
  }

  private func value<Value>(_ field: String, _ row: Int, _ read: (String) -> Value?) throws -> Value {
    guard let value = layer.fields.text(field, row).flatMap(read) else {
      throw InputFault(
        at: place,
        Words(
          zh: "第 \(layer.featureIDs[row]) 行的“\(field)”缺失或无法识别：问题清单已被其他程序改动",
          en:
            "'\(field)' of row \(layer.featureIDs[row]) is missing or not understood: another program changed the list"),
        remedy: Words(
          zh: "请用备份恢复作业库；状态请用 taohe track 修改", en: "restore the store from a backup; change states with taohe track"))
    }
    return value
  }
}

// explain.jsonl: the facts of every well and the rules they were tried on, so that a decision can be defended line by line
// from the folder of a run alone.
//
// The first line has what is common to all wells; every other line is one well. Decisions and trials are not kept: they
// follow from facts and rules, and following them again is the proof.

import Foundation
public import Geometry
public import Reports
public import Rules
import Settings

/// What is common to all wells of a run.
private struct Heading: Codable {
  struct FactEntry: Codable {
    let key: String
    let source: [String: String]
  }
  let county: String
  let year: Int
  let decisionDate: String
  let frame: String
  /// The rule tables that applied, and the calendar, as they were written.
  let tables: [String]
  let calendar: String
  /// Every fact; a well's values are those of the facts that `columns` names, in that order.
  let facts: [FactEntry]
  let columns: [String]
}

private struct WellLine: Decodable {
  let id: String
  let place: [Double]?
  let values: [FactValue?]
  /// Why some facts must not decide alone, by fact.
  let doubts: [String: [String: String]]?
  /// The strictest zone that may hold the well, where it is in doubt for near edges alone.
  let zoneKinds: [FactValue]?
}

extension Run {
  /// - Parameter facts: of the wells; `nil` where there are none.
  func writeExplanations(_ facts: FactColumns?, places: [Coordinate?], to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let columns = FactName.allCases.filter { facts?.values($0).isEmpty == false }
    let doubted = FactName.allCases.filter { facts?.doubts($0).isEmpty == false }
    let book = job.ruleBook
    let heading = Heading(
      county: job.county.name, year: job.year, decisionDate: job.decisionDate.description, frame: job.frame.name,
      tables: book.tables.map(\.text), calendar: job.calendar.text,
      facts: facts.map { facts in FactName.allCases.map { .init(key: $0.key, source: facts.source($0).both) } } ?? [],
      columns: columns.map(\.key))
    try JSONText.write(to: path) { text in
      text.written(Array(try encoder.encode(heading)))
      text.endLine()
      guard let facts else { return }
      // Every distinct value becomes JSON once.
      let values = columns.map { (codes: facts.values($0), json: facts.values($0).values.map { JSONText($0).bytes }) }
      let doubts = doubted.map {
        (key: $0.key, codes: facts.doubts($0), json: facts.doubts($0).values.map { JSONText($0).bytes })
      }
      for (row, well) in wells.enumerated() {
        text.object { line in
          let own = doubts.filter { $0.codes.code(row) != nil }
          if !own.isEmpty {
            line.key("doubts")
            line.object { line in
              for doubt in own {
                line.key(doubt.key)
                line.written(doubt.json[doubt.codes.code(row)!])
              }
            }
          }
          line.member("id", well.id)
          if let place = places[row] { line.member("place", [place.x, place.y]) }
          line.key("values")
          line.array { line in
            for column in values {
              if let code = column.codes.code(row) { line.written(column.json[code]) } else { line.null() }
            }
          }
          let kinds = well.location.possibleZoneKinds
          if !kinds.isEmpty { line.member("zoneKinds", kinds) }
        }
        text.endLine()
      }
    }
  }
}

/// As it is decoded.
extension FactValue: JSONWritable {
  public func write(to json: inout JSONText) {
    switch self {
    case .text(let text): json.append(text)
    case .number(let number): json.append(number)
    case .flag(let flag): json.append(flag)
    case .day(let day): json.object { $0.member("day", day.description) }
    }
  }
}

extension Words: JSONWritable {
  public func write(to json: inout JSONText) {
    json.object { json in
      json.member("en", en)
      json.member("zh", zh)
    }
  }
}

/// The wells of a run's folder with facts and rules, read again.
public struct Explanations: Sendable {
  public static let fileName = "explain.jsonl"

  public let county: String
  public let year: Int
  public let frame: String
  public let book: RuleBook
  private let sources: [FactName: Words]
  private let columns: [FactName?]
  private let lines: [Data]
  private let folder: String

  /// Throws ``InputFault`` where the folder holds none, or damaged ones.
  public init(inFolder folder: String) throws {
    try StagedFolder.settle(folder)
    let path = "\(folder)/\(Self.fileName)"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw InputFault(
        at: folder,
        Words(
          zh: "不是 taohe check 的输出文件夹（没有 \(Self.fileName)）",
          en: "is no folder of taohe check (there is no \(Self.fileName))"),
        remedy: Words(zh: "先运行 taohe check JOB.yaml --out 文件夹", en: "run taohe check JOB.yaml --out DIR first"))
    }
    let all = data.split(separator: 0x0A)
    guard let first = all.first, let heading = try? JSONDecoder().decode(Heading.self, from: first),
      let day = Day(heading.decisionDate)
    else { throw Self.damaged(folder) }
    self.folder = folder
    county = heading.county
    year = heading.year
    frame = heading.frame
    book = RuleBook(
      try heading.tables.map { try RuleTable(yaml: $0, file: path) },
      calendar: heading.calendar.isEmpty ? WorkCalendar() : try WorkCalendar(yaml: heading.calendar, file: path),
      on: day)
    sources = Dictionary(
      heading.facts.compactMap { entry in FactCatalog[entry.key].map { ($0, Words(entry.source)) } },
      uniquingKeysWith: { first, _ in first })
    columns = heading.columns.map { FactCatalog[$0] }
    lines = Array(all.dropFirst())
  }

  /// Every well, in the order of the register.
  public func wells(workers: Int) async throws -> [ExplainedWell] {
    try await inChunks(of: lines.count, size: 512, workers: workers, state: { JSONDecoder() }) { decoder, rows in
      try rows.map { try well(lines[$0], decoder) }
    }.flatMap { $0 }
  }

  /// The well of a number, or several where a register gives it twice; throws ``InputFault`` where none has it.
  public func wells(numbered id: String) throws -> [ExplainedWell] {
    // The number stands in its line as it was written there, so few lines need decoding.
    let needle = JSONText(id).data
    let decoder = JSONDecoder()
    let found = try lines.filter { $0.range(of: needle) != nil }.map { try well($0, decoder) }.filter { $0.id == id }
    if !found.isEmpty { return found }
    let examples = try lines.prefix(3).map { try well($0, decoder).id }.joined(separator: ", ")
    throw InputFault(
      at: folder, Words(zh: "没有编号为“\(id)”的井", en: "there is no well '\(id)'"),
      remedy: Words(zh: "编号如：\(examples)", en: "numbers look like: \(examples)"))
  }

  private func well(_ line: Data, _ decoder: JSONDecoder) throws -> ExplainedWell {
    guard let entry = try? decoder.decode(WellLine.self, from: line), entry.values.count == columns.count,
      entry.place?.count ?? 2 == 2
    else { throw Self.damaged(folder) }
    var values: [FactName: FactValue] = [:]
    for (name, value) in zip(columns, entry.values) { if let name { values[name] = value } }
    let facts = Facts(
      FactName.allCases.map { name in
        Fact(
          name, values[name], source: sources[name] ?? Words(""),
          doubt: entry.doubts?[name.key].map { Words($0) }, alternatives: name == .zoneKind ? entry.zoneKinds ?? [] : []
        )
      })
    return ExplainedWell(
      id: entry.id, place: entry.place.map { Coordinate(x: $0[0], y: $0[1]) }, facts: facts,
      decision: book.decide(facts))
  }

  private static func damaged(_ folder: String) -> InputFault {
    InputFault(
      at: "\(folder)/\(fileName)", Words(zh: "文件已损坏", en: "the file is damaged"),
      remedy: Words(zh: "重新运行 taohe check", en: "run taohe check again"))
  }
}

/// A well with what decided about it.
public struct ExplainedWell: Sendable {
  public let id: String
  /// In the frame of the run.
  public let place: Coordinate?
  public let facts: Facts
  public let decision: Decision

  var isClosed: Bool { facts.isOfClosedWell }
}

extension Words {
  /// Both languages, for files that people and programs of either read.
  var both: [String: String] { ["zh": zh, "en": en] }
  init(_ both: [String: String]) { self.init(zh: both["zh"] ?? "", en: both["en"] ?? "") }
}

// Takes back the list that an office has filled in. All of it is taken, or nothing: what is wrong is told cell by cell.

import Formats
public import Geometry
public import Registers

/// A cell that cannot be taken.
public struct CellFault: Sendable {
  /// As a spreadsheet numbers it, the headings being the first.
  public let row: Int
  public let column: Words
  public let problem: Words

  public func message(in language: Language) -> String {
    language.say("第 \(row) 行“\(column.zh)”：\(problem.zh)", "row \(row), '\(column.en)': \(problem.en)")
  }
}

/// What a filled-in list asks for.
public struct ProblemImport: Sendable {
  private struct Line: Sendable {
    let row: Int
    let cells: [ProblemColumn: String]
  }
  private let path: String
  private let lines: [Line]

  /// - Throws: ``InputFault`` where the file cannot be read, or is not such a list.
  public init(readingFrom path: String) throws {
    self.path = path
    var options = ReadOptions()
    options.tableAllowed = true
    options.pointsFromTables = false
    let names = try layerNames(of: VectorSource(path: path, layer: nil))
    for name in names {
      let layer = try readLayer(VectorSource(path: path, layer: name), options: options).layer
      if let lines = Self.lines(of: layer, isSpreadsheet: VectorSource(path).isSpreadsheet) {
        self.lines = lines
        return
      }
    }
    throw InputFault(
      at: path,
      Words(zh: "没有“问题编号”和“状态”两列，不是问题清单", en: "has no columns 'problem' and 'state': it is no problem list"),
      remedy: Words(
        zh: "请填写 taohe track 作业.yaml --out 清单.xlsx 导出的表", en: "fill in what taohe track JOB.yaml --out LIST.xlsx writes"
      ))
  }

  private static func lines(of layer: Layer, isSpreadsheet: Bool) -> [Line]? {
    var columns: [ProblemColumn: AttributeColumn] = [:]
    for (name, column) in layer.fields.all {
      let name = name.trimmingSpaces()
      if let known = ProblemColumn.allCases.first(where: { [$0.heading.zh, $0.heading.en].contains(name) }) {
        columns[known] = column
      }
    }
    guard columns[.id] != nil, columns[.state] != nil else { return nil }
    // Readers of spreadsheets number rows from 1 with the headings, those of CSV without them.
    let headings = isSpreadsheet ? 0 : 1
    return (0..<layer.count).map { row in
      let cells = columns.compactMapValues { column -> String? in
        let text = column.text(row)?.trimmingSpaces() ?? ""
        return text.isEmpty ? nil : text
      }
      return Line(row: Int(layer.featureIDs[row]) &+ headings, cells: cells)
    }.filter { !$0.cells.isEmpty }
  }

  /// Carries it out on a list.
  ///
  /// - Returns: the problems that changed, and every cell that cannot be taken: the list then counts for nothing.
  public func apply(to list: inout ProblemList, on day: Day, by author: String) -> (
    changed: [String], faults: [CellFault]
  ) {
    var changed: [String] = []
    var faults: [CellFault] = []
    var rowOf: [String: Int] = [:]
    var logs: [String: [ProblemChange]]?
    for line in lines {
      func fault(_ column: ProblemColumn, _ problem: Words) {
        faults.append(CellFault(row: line.row, column: column.heading, problem: problem))
      }
      guard let id = line.cells[.id] else {
        fault(.id, Words(zh: "没有编号", en: "has no number"))
        continue
      }
      guard let problem = list[id] else {
        fault(.id, Words(zh: "清单中没有“\(id)”", en: "the list has no '\(id)'"))
        continue
      }
      if let earlier = rowOf.updateValue(line.row, forKey: id) {
        fault(.id, Words(zh: "\(id) 在第 \(earlier) 行已经出现", en: "\(id) stands in row \(earlier) already"))
        continue
      }
      let isOutdated = line.cells[.version].map { $0 != String(problem.changes) } ?? false
      if isOutdated {
        // Once for all lines: neither a list nor a log is short.
        if logs == nil { logs = Dictionary(grouping: list.log, by: \.problem) }
        if isAsSent(line, of: list, logs![id] ?? []) { continue }
      }
      let (request, faultsOfLine) = Self.request(line.cells, for: problem)
      for (column, words) in faultsOfLine { fault(column, words) }
      guard let request, faultsOfLine.isEmpty else { continue }
      if isOutdated, let last = logs?[id]?.last {
        fault(
          .version,
          Words(
            zh: "\(last.author) 已于 \(last.day) 改为“\(last.to.title.zh)”，晚于本表导出；请重新导出后再填",
            en: "\(last.author) made it \(last.to.title.en) on \(last.day), after this list was written; write it anew")
        )
        continue
      }
      do {
        try list.change(id, request, on: day, by: author)
        changed.append(id)
      } catch let refusal as ProblemRefusal {
        fault(
          ProblemColumn(refusal.part),
          Words(zh: "\(refusal.problem.zh)；\(refusal.remedy.zh)", en: "\(refusal.problem.en); \(refusal.remedy.en)"))
      } catch {
        preconditionFailure("a list refuses in no other way: \(error)")
      }
    }
    return (changed, faults)
  }

  /// Whether a row is as it was sent out, before others changed its problem: several offices fill in the same list.
  private func isAsSent(_ line: Line, of list: ProblemList, _ log: [ProblemChange]) -> Bool {
    guard let id = line.cells[.id], let version = line.cells[.version].flatMap({ Int($0) }),
      let sent = list.problem(id, afterChanges: version, of: log)
    else { return false }
    let (request, faults) = Self.request(line.cells, for: sent)
    return request == nil && faults.isEmpty
  }

  /// What a row asks for; `nil` where it is as it was written.
  private static func request(
    _ cells: [ProblemColumn: String], for problem: Problem
  ) -> (ProblemRequest?, [(ProblemColumn, Words)]) {
    var faults: [(ProblemColumn, Words)] = []
    var state = problem.state
    if let text = cells[.state] {
      if let known = ProblemState(typed: text) {
        state = known
      } else {
        let known = ProblemState.allCases
        faults.append(
          (
            .state,
            Words(
              zh: "“\(text)”不是状态；可填：\(known.map(\.title.zh).joined(separator: "、"))",
              en: "'\(text)' is no state; there are: \(known.map(\.title.en).joined(separator: ", "))")
          ))
      }
    }
    var due = problem.assignment.due
    if let text = cells[.due] {
      if let day = Day(text) {
        due = day
      } else {
        faults.append((.due, Words(zh: "“\(text)”不是日期，如 2022-11-30", en: "'\(text)' is no day such as 2022-11-30")))
      }
    }
    let wanted = Assignment(
      unit: cells[.unit] ?? problem.assignment.unit, person: cells[.person] ?? problem.assignment.person, due: due)
    let reason = cells[.reason].flatMap { $0 == problem.reason ? nil : $0 }
    guard state != problem.state || wanted != problem.assignment || reason != nil else { return (nil, faults) }
    if state == problem.state && state != .inRectification {
      let column: ProblemColumn =
        reason != nil
        ? .reason
        : wanted.unit != problem.assignment.unit ? .unit : wanted.person != problem.assignment.person ? .person : .due
      faults.append(
        (
          column,
          Words(
            zh: "填了内容，状态却仍是“\(state.title.zh)”；请把状态改为相应的一种",
            en: "is filled in, and yet the state is still '\(state.title.en)'; give the state that goes with it")
        ))
    }
    return (ProblemRequest(state, wanted, reason: reason), faults)
  }
}

extension ProblemColumn {
  fileprivate init(_ part: ProblemRefusal.Part) {
    switch part {
    case .state, .date: self = .state  // of the whole change there is no other cell
    case .unit: self = .unit
    case .person: self = .person
    case .due: self = .due
    case .reason: self = .reason
    }
  }
}

extension ProblemBook {
  /// Takes a filled-in list, or tells every cell that cannot be taken and changes nothing.
  ///
  /// - Parameter isTrial: say what would change, and change nothing.
  public mutating func take(
    _ filled: ProblemImport, on day: Day, by author: String, isTrial: Bool
  ) throws -> (changed: [String], faults: [CellFault]) {
    var trial = list
    var result = filled.apply(to: &trial, on: day, by: author)
    guard !isTrial, result.faults.isEmpty, !result.changed.isEmpty else { return result }
    do {
      try change { list in
        result = filled.apply(to: &list, on: day, by: author)
        if !result.faults.isEmpty { throw ChangedMeanwhile() }
      }
    } catch is ChangedMeanwhile {}
    return result
  }

  /// Somebody else changed the list between the trial and the transaction: nothing is taken.
  private struct ChangedMeanwhile: Error {}
}

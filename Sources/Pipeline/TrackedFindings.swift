// The findings of a run in the list of problems that lasts: each gets the number of its problem.

import Formats
public import Geometry
public import Registers
import Rules

extension Run {
  /// Brings the list in the job's store up to date, in one transaction, and remembers the problem of every finding. Without
  /// a store nothing happens.
  ///
  /// - Parameters:
  ///   - day: of the entries in the log.
  ///   - author: who runs the check.
  /// - Throws: ``InputFault`` where the store cannot be read or written; it is then as it was.
  public mutating func track(on day: Day, by author: String) throws {
    guard let path = job.store?.path else { return }
    var store = try Store(opening: path, creating: true)
    var run = self
    try store.transaction { store in
      var list = try ProblemList(from: store)
      run.record(in: &list, on: day, by: author)
      try list.write(to: &store, frame: job.frame)
    }
    try store.close()
    self = run
  }

  mutating func record(in list: inout ProblemList, on day: Day, by author: String) {
    var rows = RowsOfFindings(self)
    let (ground, townships) = (ground(of: &rows), townshipsOfFindings)
    let located = findings.indices.map { index in
      LocatedFinding(findings[index], ground: ground[index], township: townships[index])
    }
    var scope = ScopeOfRun(self, rows)
    let (positions, tally) = list.record(located, on: day, by: author) { scope.holds($0.finding) }
    let problems = list.problems
    tracking = RunTracking(
      problems: Dictionary(zip(findings.map(\.id), positions.map { problems[$0] })) { first, _ in first },
      tally: tally,
      states: problems.counts(by: \.state))
  }

  /// The middle of the boxes of the rows of every finding: it moves no further than their vertices do. A key that several
  /// rows have stands for all of them, because their order says nothing.
  private func ground(of rows: inout RowsOfFindings) -> [Coordinate?] {
    findings.map { finding in
      let boxes = rows.rows(of: finding).flatMap { layer, rows in
        layer.prepared.map { prepared in rows.map { prepared.boxes[$0] }.filter { !$0.isEmpty } } ?? []
      }
      guard !boxes.isEmpty else { return nil }
      let centers = boxes.map(\.center)
      return Coordinate(
        x: centers.reduce(0) { $0 + $1.x } / Double(boxes.count),
        y: centers.reduce(0) { $0 + $1.y } / Double(boxes.count))
    }
  }
}

/// What a run knows of the list.
public struct RunTracking: Sendable {
  /// By the id that a finding has within the run.
  let problems: [String: Problem]
  /// What the run did to the list.
  public let tally: ProblemTally
  /// All problems of the list by state.
  public let states: [ProblemState: Int]

  public func problem(of finding: Finding) -> Problem? { problems[finding.id] }
}

// The findings of a run in the list of problems that lasts: each gets the number of its problem.

import Formats
import Foundation
public import Geometry
public import Registers
import Reports
import Rules

extension Run {
  /// Writes the outputs into a folder and brings the list in the job's store up to date, both or neither: the results are
  /// written aside, the list is changed in one transaction, and then the results take their names, which is a matter of
  /// renaming. Without a store there are the results alone.
  ///
  /// - Parameters:
  ///   - day: of the entries in the log.
  ///   - author: who runs the check.
  ///   - pictures: of ``pictures(_:in:workers:)``.
  /// - Throws: ``InputFault`` where the store or the folder cannot be read or written; both are then as they were, but for a
  ///   folder in which a result cannot take its name: the next run ends what this one began.
  public mutating func publish(
    to folder: String, _ options: OutputOptions, pictures: [PictureFile] = [], on day: Day, by author: String,
    workers: Int
  ) async throws {
    guard let path = job.store?.path else {
      return try await write(to: folder, options, pictures: pictures, workers: workers)
    }
    // Where somebody else has changed the list meanwhile, the results say what is no longer so: once more.
    for _ in 0..<Self.attempts {
      var run = self
      let before = try ProblemList(inFile: path)
      var after = before
      run.record(in: &after, on: day, by: author)
      let staged = try await run.staged(for: folder, options, pictures: pictures, workers: workers)
      var store = try Store(opening: path, creating: true)
      let isUpToDate = try store.transaction { store in
        guard try ProblemList(from: store).isSame(as: before) else { return false }
        try after.write(to: &store, frame: job.frame)
        return true
      }
      try store.close()
      guard isUpToDate else { continue }
      try staged.publish()
      return self = run
    }
    throw InputFault(
      at: path,
      Words(zh: "问题清单在写出结果期间不断被其他程序修改", en: "other programs kept changing the problem list while results were written"),
      remedy: Words(zh: "请稍后重试", en: "try again in a while"))
  }

  private static let attempts = 8

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

// The list of problems that lasts from run to run (问题清单): every problem under its own number, with the log of all that
// happened to it.

public import Geometry

/// A problem of the list.
public struct Problem: Sendable {
  /// `T01-0042`: the check and a running number that is never given twice. Short enough to be said on the phone.
  public let id: String
  /// As a run found it last.
  public internal(set) var finding: Finding
  /// The middle of the rows involved, by which it is known again.
  public internal(set) var ground: Coordinate?
  /// Where it lies, as the last run had it.
  public internal(set) var township: String?
  public internal(set) var state: ProblemState
  public internal(set) var assignment: Assignment
  /// Why it was dismissed, or what was said at the last change.
  public internal(set) var reason: String?
  public internal(set) var firstFound: Day
  public internal(set) var lastFound: Day
  /// How many entries of the log are about it.
  public internal(set) var changes: Int

  public init(
    id: String, finding: Finding, ground: Coordinate?, township: String?, state: ProblemState, assignment: Assignment,
    reason: String?, firstFound: Day, lastFound: Day, changes: Int
  ) {
    self.id = id
    self.finding = finding
    self.ground = ground
    self.township = township
    self.state = state
    self.assignment = assignment
    self.reason = reason
    self.firstFound = firstFound
    self.lastFound = lastFound
    self.changes = changes
  }

  /// Open, and its day has passed.
  public func isOverdue(on day: Day) -> Bool { state.isOpen && assignment.due.map { $0 < day } == true }
}

/// An entry of the log.
public struct ProblemChange: Sendable, Hashable {
  public let problem: String
  public let day: Day
  /// A person, or the run that made the change.
  public let author: String
  /// `nil` for the entry that a problem begins with.
  public let from: ProblemState?
  public let to: ProblemState
  public let assignment: Assignment
  public let reason: String?

  public init(
    problem: String, day: Day, author: String, from: ProblemState?, to: ProblemState,
    assignment: Assignment = Assignment(), reason: String? = nil
  ) {
    self.problem = problem
    self.day = day
    self.author = author
    self.from = from
    self.to = to
    self.assignment = assignment
    self.reason = reason
  }
}

/// A finding of a run with what a list wants to know of its place.
public struct LocatedFinding: Sendable {
  public let finding: Finding
  /// The middle of the rows involved; `nil` where they have no geometry.
  public let ground: Coordinate?
  public let township: String?

  public init(_ finding: Finding, ground: Coordinate?, township: String?) {
    self.finding = finding
    self.ground = ground
    self.township = township
  }
}

/// What a run did to the list.
public struct ProblemTally: Sendable, Equatable {
  public internal(set) var new = 0
  public internal(set) var stayed = 0
  public internal(set) var closed = 0
  public internal(set) var reopened = 0
  /// Not found, but their check or layer was not part of the run either: they stay as they are.
  public internal(set) var notLookedAt = 0
}

public struct ProblemList: Sendable {
  /// In the order in which they were first found.
  public private(set) var problems: [Problem]
  public private(set) var log: [ProblemChange]
  private var positions: [String: Int]
  private var lastNumbers: [String: Int] = [:]
  /// Of every problem the day of its last entry.
  private var lastDays: [String: Day] = [:]

  public init(_ problems: [Problem] = [], log: [ProblemChange] = []) {
    self.problems = problems
    self.log = log
    positions = Dictionary(problems.enumerated().map { ($1.id, $0) }) { first, _ in first }
    for problem in problems {
      // A number that no count of problems reaches is not of ours, and leaves room for the next one.
      let number = problem.id.split(separator: "-").last.flatMap { Int32($0) }.map(Int.init) ?? 0
      lastNumbers[problem.finding.code] = max(lastNumbers[problem.finding.code] ?? 0, number)
    }
    for entry in log { lastDays[entry.problem] = entry.day }
  }

  public subscript(id: String) -> Problem? { positions[id].map { problems[$0] } }

  /// A problem as it stood after so many entries of the log; `nil` where there are not so many.
  ///
  /// - Parameter entries: of the log, about this problem.
  public func problem(_ id: String, afterChanges changes: Int, of entries: [ProblemChange]) -> Problem? {
    guard var problem = self[id], changes > 0 else { return nil }
    guard changes <= entries.count else { return nil }
    let entry = entries[changes - 1]
    (problem.state, problem.assignment) = (entry.to, entry.assignment)
    // Entries of runs have no reason, and leave the one that there is.
    problem.reason = entries[..<changes].last { $0.reason != nil }?.reason
    return problem
  }

  /// Whether nobody has changed anything since the other was read: neither a person, which the log knows, nor a run.
  public func isSame(as other: ProblemList) -> Bool {
    log.count == other.log.count
      && problems.elementsEqual(other.problems) { own, others in
        own.id == others.id && own.changes == others.changes && own.lastFound == others.lastFound
          && own.finding.message == others.finding.message
      }
  }

  /// Takes the findings of a run into the list: new ones get a number, closed ones that are back are reopened, and those
  /// that are gone are closed where the run looked for them.
  ///
  /// - Parameters:
  ///   - looksFor: whether the run looked for problems like this one: its check was on, its layers were there.
  /// - Returns: for every finding the position of its problem in ``problems``.
  public mutating func record(
    _ found: [LocatedFinding], on day: Day, by author: String, looksFor: (Problem) -> Bool
  ) -> (positions: [Int], tally: ProblemTally) {
    var tally = ProblemTally()
    let known = match(
      found.map { $0.finding.trace(ground: $0.ground) }, with: problems.map { $0.finding.trace(ground: $0.ground) })
    var isFound = [Bool](repeating: false, count: problems.count)
    var result: [Int] = []
    for (index, located) in found.enumerated() {
      guard let position = known[index] else {
        result.append(append(located, day, author))
        tally.new += 1
        continue
      }
      isFound[position] = true
      let isAnother = located.finding.saysOther(than: problems[position].finding)
      problems[position].finding = located.finding
      problems[position].ground = located.ground
      problems[position].township = located.township
      problems[position].lastFound = max(problems[position].lastFound, day)
      if problems[position].state == .closed {
        problems[position].assignment.due = nil  // that day has passed; the unit and the person are still known
        move(position, to: .reopened, day, author, reason: nil)
        tally.reopened += 1
      } else if problems[position].state == .dismissed && isAnother {
        // What was dismissed was something else.
        move(position, to: .reopened, day, author, reason: nil)
        tally.reopened += 1
      } else {
        tally.stayed += 1
      }
      result.append(position)
    }
    for position in isFound.indices where !isFound[position] && problems[position].state != .closed {
      if looksFor(problems[position]) {
        move(position, to: .closed, day, author, reason: nil)
        tally.closed += 1
      } else {
        tally.notLookedAt += 1
      }
    }
    return (result, tally)
  }

  /// Does what a person asks for.
  ///
  /// - Throws: ``ProblemRefusal`` where there is no such problem, it may not go that way, or something is missing.
  public mutating func change(_ id: String, _ request: ProblemRequest, on day: Day, by author: String) throws {
    guard let position = positions[id] else { throw ProblemRefusal.unknown(id) }
    if let refusal = problems[position].refusal(of: request) { throw refusal }
    if let last = lastDays[id], day < last { throw ProblemRefusal.tooEarly(day, for: id, after: last) }
    var assignment = problems[position].assignment
    assignment.unit = request.assignment.unit ?? assignment.unit
    assignment.person = request.assignment.person ?? assignment.person
    assignment.due = request.assignment.due ?? assignment.due
    problems[position].assignment = assignment
    move(position, to: request.state, day, author, reason: request.reason)
  }

  private mutating func append(_ located: LocatedFinding, _ day: Day, _ author: String) -> Int {
    let code = located.finding.code
    let number = (lastNumbers[code] ?? 0) + 1
    lastNumbers[code] = number
    let digits = String(number)
    let id = "\(code)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    problems.append(
      Problem(
        id: id, finding: located.finding, ground: located.ground, township: located.township, state: .found,
        assignment: Assignment(), reason: nil, firstFound: day, lastFound: day, changes: 1))
    positions[id] = problems.count - 1
    note(ProblemChange(problem: id, day: day, author: author, from: nil, to: .found))
    return problems.count - 1
  }

  private mutating func move(
    _ position: Int, to state: ProblemState, _ day: Day, _ author: String, reason: String?
  ) {
    let problem = problems[position]
    // A run may be dated back; what is done later stands later all the same.
    let last = lastDays[problem.id] ?? day
    note(
      ProblemChange(
        problem: problem.id, day: max(day, last), author: author, from: problem.state, to: state,
        assignment: problem.assignment,
        reason: reason))
    problems[position].state = state
    problems[position].changes += 1
    if let reason { problems[position].reason = reason }
  }

  private mutating func note(_ entry: ProblemChange) {
    log.append(entry)
    lastDays[entry.problem] = entry.day
  }
}

extension ProblemRefusal {
  public static func unknown(_ id: String) -> ProblemRefusal {
    ProblemRefusal(
      part: .state, problem: Words(zh: "问题清单中没有 \(id)", en: "the list has no problem \(id)"),
      remedy: Words(
        zh: "用 taohe track 列出编号，形如 T01-0042", en: "taohe track lists the numbers, which look like T01-0042"))
  }

  /// The log is read from the top down: what is done later stands later.
  static func tooEarly(_ day: Day, for id: String, after last: Day) -> ProblemRefusal {
    ProblemRefusal(
      part: .date,
      problem: Words(
        zh: "\(id) 的日期 \(day) 早于其上一条记录 \(last)", en: "the day \(day) is before the last entry of \(id), \(last)"),
      remedy: Words(zh: "用 --date 写 \(last) 或以后的日期", en: "give \(last) or a later day with --date"))
  }
}

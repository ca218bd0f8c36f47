// The problem list of a job by itself: opened, filtered, changed, all or nothing.

import Formats
public import Geometry
public import Registers

/// What of the list is shown.
public struct ProblemFilter: Sendable {
  public var ids: [String] = []
  public var states: [ProblemState] = []
  public var checks: [String] = []
  public var townships: [String] = []
  public var units: [String] = []
  /// Open problems whose day is before this one.
  public var overdueOn: Day?
  /// Also what is closed or dismissed, where no state is asked for.
  public var includesDone = false

  public init() {}

  func admits(_ problem: Problem) -> Bool {
    func isAny(_ values: [String], _ own: String?) -> Bool { values.isEmpty || own.map(values.contains) == true }
    let isShownState =
      states.isEmpty ? includesDone || !ids.isEmpty || problem.state.isOpen : states.contains(problem.state)
    return isShownState && isAny(ids, problem.id) && isAny(checks, problem.finding.code)
      && isAny(townships, problem.township) && isAny(units, problem.assignment.unit)
      && (overdueOn.map { problem.isOverdue(on: $0) } ?? true)
  }
}

public struct ProblemBook: Sendable {
  public let county: String
  public let year: Int
  public private(set) var list: ProblemList
  private let path: String
  private let frame: Frame

  /// - Throws: ``InputFault`` where the job has no store, or no check has filled it yet.
  public init(of job: Job) throws {
    guard let store = job.store?.path else {
      throw InputFault(
        at: job.path, Words(zh: "作业没有 store，问题清单无处保存", en: "the job has no store to keep a problem list in"),
        remedy: Words(
          zh: "在作业文件中写 store: 县名.gpkg，再运行 taohe check",
          en: "write store: county.gpkg in the job file and run taohe check"))
    }
    path = store
    county = job.county.name
    year = job.year
    frame = job.frame
    list = try ProblemList(from: try Store(opening: store))
  }

  public func problems(_ filter: ProblemFilter) throws -> [Problem] {
    for id in filter.ids where list[id] == nil { throw InputFault(ProblemRefusal.unknown(id), at: path) }
    return list.problems.filter(filter.admits)
  }

  /// What is asked for and no problem of the list has, open or not.
  public func unknownValues(of filter: ProblemFilter) -> [(value: String, title: Words)] {
    func unknown(_ values: [String], _ title: Words, _ own: (Problem) -> String?) -> [(String, Words)] {
      values.filter { value in !list.problems.contains { own($0) == value } }.map { ($0, title) }
    }
    return unknown(filter.checks, Words(zh: "检查项", en: "check")) { $0.finding.code }
      + unknown(filter.townships, Words(zh: "乡镇", en: "township"), \.township)
      + unknown(filter.units, Words(zh: "责任单位", en: "unit"), \.assignment.unit)
  }

  public func history(of id: String) -> [ProblemChange] { list.log.filter { $0.problem == id } }

  /// Changes the list in the store, as it is there now, in one transaction: all that `body` does, or nothing.
  ///
  /// - Parameter isTrial: see whether it can be done, and do nothing.
  public mutating func change(isTrial: Bool = false, _ body: (inout ProblemList) throws -> Void) throws {
    var changed = list
    func change() throws {
      do {
        try body(&changed)
      } catch let refusal as ProblemRefusal {
        throw InputFault(refusal, at: path)
      }
    }
    if isTrial { return try change() }
    var store = try Store(opening: path)
    try store.transaction { store in
      changed = try ProblemList(from: store)
      try change()
      try changed.write(to: &store, frame: frame)
    }
    try store.close()
    list = changed
  }
}

extension InputFault {
  fileprivate init(_ refusal: ProblemRefusal, at path: String) {
    self.init(at: path, refusal.problem, remedy: refusal.remedy)
  }
}

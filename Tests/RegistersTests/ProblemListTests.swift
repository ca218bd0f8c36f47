// The list of problems from run to run: what closes, what comes back, what is refused, and that the log tells all of it.

import Geometry
import Registers
import TestSupport
import Testing

@Suite struct ProblemListTests {
  /// What was dismissed is what was said: that there is no permit is another matter than one that ends, and so is a thousand
  /// times the water. A hundredth of it is not.
  @Test func aDismissalIsOfWhatWasSaid() throws {
    func finding(_ text: String) -> LocatedFinding {
      LocatedFinding(
        Finding(code: "W09", severity: .warning, layers: ["wells"], rows: ["K1"], place: nil, message: Words(text)),
        ground: Coordinate(x: 1, y: 1), township: nil)
    }
    let day = Day("2022-07-01")!
    for (later, state) in [
      ("井 K1 取水 3.02 m³", ProblemState.dismissed), ("井 K1 取水 98000 m³", .reopened), ("井 K1 无证", .reopened),
    ] {
      var list = ProblemList()
      _ = list.record([finding("井 K1 取水 3 m³")], on: day, by: "run") { _ in true }
      try list.change("W09-0001", ProblemRequest(.dismissed, reason: "试验"), on: day, by: "a")
      _ = list.record([finding(later)], on: day, by: "run") { _ in true }
      #expect(list.problems.map(\.state) == [state], "\(later)")
    }
  }

  private let days = (1...9).map { Day(year: 2022, month: 7, day: $0)! }

  private func found(_ number: Int, code: String = "W07") -> LocatedFinding {
    let at = Coordinate(x: Double(number) * 100, y: 0)
    return LocatedFinding(
      Finding(
        code: code, severity: .warning, layers: ["wells"], rows: ["J\(number)"], place: at,
        message: Words(zh: "J\(number) 无许可", en: "")), ground: at, township: "滨湖镇")
  }

  private func record(
    _ numbers: [Int], in list: inout ProblemList, on day: Day, looksFor: (Problem) -> Bool = { _ in true }
  ) -> (positions: [Int], tally: ProblemTally) {
    list.record(numbers.map { found($0) }, on: day, by: "taohe check", looksFor: looksFor)
  }

  @Test func numbersAreGivenOnceAndKept() {
    var list = ProblemList()
    _ = record([1, 2, 3], in: &list, on: days[0])
    #expect(list.problems.map(\.id) == ["W07-0001", "W07-0002", "W07-0003"])
    let (positions, tally) = record([3, 4], in: &list, on: days[1])
    #expect(positions.map { list.problems[$0].id } == ["W07-0003", "W07-0004"])
    #expect(tally.new == 1 && tally.stayed == 1 && tally.closed == 2 && tally.reopened == 0)
    // A list that was stored and read again goes on counting, in whatever order it was read.
    var again = ProblemList(list.problems.reversed(), log: list.log)
    let third = record([3, 4, 5], in: &again, on: days[2])
    #expect(third.positions.map { again.problems[$0].id } == ["W07-0003", "W07-0004", "W07-0005"])
  }

  @Test func aRunClosesWhatIsGoneAndReopensWhatIsBack() {
    var list = ProblemList()
    _ = record([1], in: &list, on: days[0])
    _ = record([], in: &list, on: days[1])
    #expect(list.problems[0].state == .closed)
    // Gone for good is closed once, not in every run.
    #expect(record([], in: &list, on: days[1]).tally.closed == 0)
    let tally = record([1], in: &list, on: days[2]).tally
    #expect(tally.reopened == 1 && list.problems[0].state == .reopened)
    #expect(list.log.map(\.to) == [.found, .closed, .reopened] && list.log.map(\.day) == Array(days[0...2]))
    #expect(list.problems[0].firstFound == days[0] && list.problems[0].lastFound == days[2])
  }

  /// The log is in the order of its days, also where it was stored and read again.
  @Test func nothingIsDoneBeforeWhatWasDoneLast() throws {
    var list = ProblemList()
    _ = record([1], in: &list, on: days[3])
    list = ProblemList(list.problems, log: list.log)
    let refusal = #expect(throws: ProblemRefusal.self) {
      try list.change("W07-0001", ProblemRequest(.confirmed), on: days[2], by: "a")
    }
    #expect(refusal?.part == .date && list.log.count == 1 && list.problems[0].state == .found)
    try list.change("W07-0001", ProblemRequest(.confirmed), on: days[3], by: "a")
    #expect(list.log.map(\.day) == [days[3], days[3]])
  }

  /// A run that is dated back stands in the log behind what was done before it.
  @Test func aRunThatIsDatedBack() {
    var list = ProblemList()
    _ = record([1], in: &list, on: days[3])
    _ = record([], in: &list, on: days[4])
    #expect(record([1], in: &list, on: days[0]).tally.reopened == 1)
    #expect(list.log.map(\.to) == [.found, .closed, .reopened])
    #expect(list.log.map(\.day) == [days[3], days[4], days[4]])
  }

  /// What was ticked off on paper and is still in the data comes back.
  @Test func tickedOffByHandButStillThere() throws {
    var list = ProblemList()
    _ = record([1], in: &list, on: days[0])
    try list.change(
      "W07-0001", ProblemRequest(.inRectification, Assignment(unit: "滨湖镇", person: "张三", due: days[4])), on: days[1],
      by: "李四")
    try list.change("W07-0001", ProblemRequest(.rechecked), on: days[2], by: "李四")
    try list.change("W07-0001", ProblemRequest(.closed), on: days[3], by: "李四")
    _ = record([1], in: &list, on: days[5])
    #expect(list.problems[0].state == .reopened && list.problems[0].assignment.person == "张三")
    #expect(!list.problems[0].isOverdue(on: days[8]), "the day of an earlier rectification has no say any more")
  }

  /// Not looked for is not gone: a check that is off, a layer that is not there.
  @Test func whatWasNotLookedForStays() {
    var list = ProblemList()
    _ = record([1, 2], in: &list, on: days[0])
    let tally = record([], in: &list, on: days[1]) { _ in false }.tally
    #expect(tally.notLookedAt == 2 && tally.closed == 0 && list.problems.allSatisfy { $0.state == .found })
  }

  @Test func aDismissedProblemStaysDismissedWhileItIsThere() throws {
    var list = ProblemList()
    _ = record([1], in: &list, on: days[0])
    try list.change("W07-0001", ProblemRequest(.dismissed, reason: "家庭生活井，免证"), on: days[1], by: "李四")
    _ = record([1], in: &list, on: days[2])
    #expect(list.problems[0].state == .dismissed && list.problems[0].reason == "家庭生活井，免证")
  }

  /// From every state to every state: the table of states alone decides, and a refusal names what is allowed.
  @Test(arguments: ProblemState.allCases) func onlyTheStatesOfTheTable(from: ProblemState) throws {
    for to in ProblemState.allCases {
      let problem = Problem(
        id: "W07-0001", finding: found(1).finding, ground: nil, township: nil, state: from, assignment: Assignment(),
        reason: nil, firstFound: days[0], lastFound: days[0], changes: 1)
      var list = ProblemList([problem])
      let request = ProblemRequest(to, Assignment(unit: "u", person: "p", due: days[3]), reason: "r")
      if from.next.contains(to) {
        try list.change("W07-0001", request, on: days[1], by: "x")
        #expect(list.problems[0].state == to && list.log.count == 1 && list.problems[0].changes == 2)
      } else {
        let refusal = #expect(throws: ProblemRefusal.self) {
          try list.change("W07-0001", request, on: days[1], by: "x")
        }
        #expect(from.next.allSatisfy { refusal?.remedy.en.contains($0.rawValue) == true })
        #expect(list.problems[0].state == from && list.log.isEmpty)
      }
    }
  }

  @Test func whatIsMissingIsTold() {
    var list = ProblemList()
    _ = record([1], in: &list, on: days[0])
    func refusal(_ request: ProblemRequest, id: String = "W07-0001") -> ProblemRefusal.Part? {
      do {
        try list.change(id, request, on: days[1], by: "x")
        return nil
      } catch { return (error as? ProblemRefusal)?.part }
    }
    #expect(refusal(ProblemRequest(.dismissed)) == .reason)
    #expect(refusal(ProblemRequest(.inRectification)) == .unit)
    #expect(refusal(ProblemRequest(.inRectification, Assignment(unit: "u"))) == .person)
    #expect(refusal(ProblemRequest(.inRectification, Assignment(unit: "u", person: "p"))) == .due)
    #expect(refusal(ProblemRequest(.confirmed), id: "W07-9999") == .state)
    #expect(list.log.count == 1)
  }

  @Test func aProblemIsFoundByItsNumberAndKnowsWhenItIsLate() throws {
    var list = ProblemList()
    _ = record([1, 2], in: &list, on: days[0])
    #expect(list["W07-0002"]?.finding.rows == ["J2"] && list["W07-0003"] == nil)
    #expect(!list["W07-0001"]!.isOverdue(on: days[8]), "there is no day yet")
    let request = ProblemRequest(.inRectification, Assignment(unit: "滨湖镇", person: "张三", due: days[4]))
    try list.change("W07-0001", request, on: days[1], by: "李四")
    #expect(days.map { list["W07-0001"]!.isOverdue(on: $0) } == days.map { $0 > days[4] })
    try list.change("W07-0001", ProblemRequest(.dismissed, reason: "已封填"), on: days[5], by: "李四")
    #expect(!list["W07-0001"]!.isOverdue(on: days[8]), "nobody has anything left to do")
  }

  /// A store of another program: what is no number of ours is kept, and does not set the count.
  @Test func numbersOfOthersLeaveRoom() {
    let others = ["W07-0007", "W07-", "W07-99999999999999999999", "上报3", "W07-0007"].map {
      Problem(
        id: $0, finding: found(50).finding, ground: nil, township: nil, state: .closed, assignment: Assignment(),
        reason: nil, firstFound: days[0], lastFound: days[0], changes: 1)
    }
    var list = ProblemList(others)
    let (positions, _) = record([1], in: &list, on: days[1])
    #expect(positions.map { list.problems[$0].id } == ["W07-0008"] && list.problems.count == 6)
  }

  /// Every state can be said in three ways, with white space and capitals as people type them, and no two are said alike.
  @Test func statesAsPeopleTypeThem() {
    for state in ProblemState.allCases {
      for text in [state.rawValue, state.title.zh, state.title.en.uppercased() + "\u{3000}"] {
        #expect(ProblemState(typed: text) == state)
      }
    }
    #expect(ProblemState(typed: "") == nil && ProblemState(typed: "销号") == nil)
  }
  /// Random years of findings and requests: the log alone gives every state again, and no number is given twice.
  @Test(arguments: 0..<40) func theLogTellsEverything(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    var list = ProblemList()
    for step in 0..<30 {
      let day = Day(daysSince1970: 19_000 + Int32(step))
      if Bool.random(using: &random) {
        let numbers = (0..<12).filter { _ in Bool.random(using: &random) }
        let (positions, tally) = record(numbers, in: &list, on: day)
        #expect(positions.count == numbers.count && Set(positions).count == numbers.count)
        #expect(tally.new + tally.stayed + tally.reopened == numbers.count)
        for problem in list.problems { #expect((problem.state == .closed) == (problem.lastFound != day)) }
      } else if let problem = list.problems.randomElement(using: &random) {
        let state = ProblemState.allCases.randomElement(using: &random)!
        let before = list.log.count
        let isAllowed = problem.state.next.contains(state)
        try? list.change(
          problem.id, ProblemRequest(state, Assignment(unit: "u", person: "p", due: day), reason: "r"), on: day, by: "x"
        )
        #expect(list.log.count == before + (isAllowed ? 1 : 0))
      }
    }
    #expect(Set(list.problems.map(\.id)).count == list.problems.count)
    for problem in list.problems {
      let own = list.log.filter { $0.problem == problem.id }
      #expect(own.last?.to == problem.state && own.count == problem.changes && own.first?.from == nil)
      for (earlier, later) in zip(own, own.dropFirst()) { #expect(later.from == earlier.to) }
    }
  }
}

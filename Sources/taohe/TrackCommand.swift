// taohe track: the problem list of a job, from being found to being ticked off (问题清单、逐一销号).

import ArgumentParser
import Foundation
import Geometry
import Pipeline
import Registers
import Reports
import SampleLayers

struct TrackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: say("作业的问题清单：列出、查看、改状态、导出、导入。", "The problem list of a job: list, show, change, send out and take back."),
    discussion: say(
      """
      taohe track 作业                    列出未销号的问题；可用 --state、--check、--township、--unit、--overdue 筛选
      taohe track 作业 T01-0042           一个问题及其经过
      taohe track 作业 T01-0042 --set in-rectification --unit 单位 --person 责任人 --due 2022-11-30
      taohe track 作业 --out 清单.xlsx    可填写的工作簿，带下拉列表（.csv 只供阅读）
      taohe track 作业 import 清单.xlsx   导入填好的工作簿：要么全部导入，要么什么都不改（--dry-run 只说不改）

      状态：\(ProblemState.allCases.map { "\($0.rawValue) \($0.title.zh)" }.joined(separator: "、"))。每次检查会把已消失的问题\
      销号，把再次出现的重新打开。
      """,
      """
      taohe track JOB                    what is open; --state, --check, --township, --unit, --overdue narrow it
      taohe track JOB T01-0042           one problem with its history
      taohe track JOB T01-0042 --set in-rectification --unit U --person P --due 2022-11-30
      taohe track JOB --out list.xlsx    a workbook to fill in, with drop-down lists (.csv: to read)
      taohe track JOB import list.xlsx   takes the filled-in workbook back: all of it, or nothing (--dry-run: tell only)

      States: found, confirmed, dismissed, in-rectification, re-checked, closed, reopened. A run of the check closes what is \
      gone and reopens what came back.
      """))

  @Argument(help: .say("作业文件，其中写有作业库（store:）。", "The job file; it names its store."))
  var job: String

  @Argument(help: .say("问题编号；或 import 文件。", "Numbers of problems, or import FILE.", valueName: "problem"))
  var subjects: [String] = []

  @Option(help: .say("只列此状态的问题。", "Only problems in this state.")) var state: [String] = []
  @Option(help: .say("只列此检查项的问题，如 T01。", "Only problems of this check, such as T01.")) var check: [String] = []
  @Option(help: .say("只列此乡镇的问题。", "Only problems in this township.")) var township: [String] = []
  @Option(
    help: .say(
      "只列此单位的问题；与 --set 同用时为整改责任单位。", "Only problems of this unit; with --set, the unit that is to put them right."))
  var unit: [String] = []
  @Flag(help: .say("只列已逾期的未销号问题。", "Only open problems whose day has passed.")) var overdue = false
  @Flag(help: .say("已销号和不属问题的也列出。", "Also what is closed or dismissed.")) var all = false

  @Option(help: .say("把所列问题改为此状态。", "Give this state to the problems named.")) var set: String?
  @Option(help: .say("与 --set 同用：整改责任人。", "With --set: who is to put it right.")) var person: String?
  @Option(help: .say("与 --set 同用：整改期限。", "With --set: by which day.")) var due: String?
  @Option(help: .say("与 --set 同用：理由。", "With --set: why.")) var reason: String?

  @Option(help: .say("把清单写入此文件：XLSX 可供填写，CSV 只供阅读。", "Write the list to this file: XLSX to fill in, or CSV.")) var out:
    String?
  @Flag(
    help: .say("与 import 或 --set 同用：只说会改什么，不做改动。", "With import or --set: tell what would change, and change nothing."))
  var dryRun = false

  @OptionGroup var log: LogOptions
  @OptionGroup var common: CommonOptions

  private var isImport: Bool { subjects.first == "import" }

  func validate() throws {
    if isImport && subjects.count != 2 { throw ValidationError(say("import 后面要有且只有一个文件", "import takes one file")) }
    if isImport && set != nil {
      throw ValidationError(say("import 和 --set 不能同用", "import and --set do not go together"))
    }
    if set != nil && subjects.isEmpty {
      throw ValidationError(say("--set 要有问题编号", "--set asks for the numbers of problems"))
    }
    if set != nil && unit.count > 1 { throw ValidationError(say("--set 只能有一个 --unit", "--set takes one --unit")) }
    if set == nil && (person != nil || due != nil || reason != nil) {
      throw ValidationError(say("--person、--due、--reason 要与 --set 同用", "--person, --due and --reason go with --set"))
    }
    if let due, Day(due) == nil {
      throw ValidationError(say("--due 要写成日期，如 2022-11-30", "--due must be a day such as 2022-11-30"))
    }
    if let out, !["xlsx", "csv"].contains((out as NSString).pathExtension.lowercased()) {
      throw ValidationError(say("--out 要以 .xlsx 或 .csv 结尾", "--out ends in .xlsx or .csv"))
    }
    for text in state + (set.map { [$0] } ?? []) { _ = try Self.state(text) }
  }

  private static func state(_ text: String) throws -> ProblemState {
    guard let state = ProblemState(typed: text) else {
      let known = ProblemState.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(say("没有“\(text)”这种状态；可取 \(known)", "'\(text)' is no state; there are \(known)"))
    }
    return state
  }

  private var author: String { log.author ?? NSUserName() }

  func run() async throws {
    let job = try Job(readingFrom: job, shipped: SampleLayers.folder)
    if let out { try checkOutputs([out], readFrom: [], files: job.inputPaths) }
    var book = try ProblemBook(of: job)
    if isImport { return try take(into: &book) }
    if let set { return try change(to: try Self.state(set), in: &book) }
    var filter = ProblemFilter()
    filter.ids = subjects
    filter.states = try state.map(Self.state)
    filter.checks = check
    filter.townships = township
    filter.units = unit
    filter.overdueOn = overdue ? log.day : nil
    filter.includesDone = all
    let problems = try book.problems(filter)
    for (value, title) in book.unknownValues(of: filter) {
      printError(
        common.language.say("注意：没有一个问题的\(title.zh)是“\(value)”", "note: no problem has the \(title.en) '\(value)'"))
    }
    if let out { try write(problems, of: book, to: out) }
    if common.json {
      return try printJSON(
        problems.map { Entry($0, history: subjects.isEmpty ? [] : book.history(of: $0.id), in: common.language) })
    }
    if out != nil || common.quiet { return }
    if !subjects.isEmpty {
      for problem in problems { print(book.sheet(of: problem, in: common.language).text) }
    } else {
      list(problems, of: book)
    }
  }

  private func list(_ problems: [Problem], of book: ProblemBook) {
    print(book.table(of: problems, in: common.language).text)
    let states = book.list.problems.counts(by: \.state)
    let counts = ProblemState.allCases.compactMap { state in
      states[state].map { "\(state.title[common.language]) \($0)" }
    }.joined(separator: common.language.say("，", ", "))
    let late = book.list.problems.count { $0.isOverdue(on: log.day) }
    print(
      Words(
        zh: "列出 \(problems.count) 条；全部 \(book.list.problems.count) 条：\(counts)；逾期 \(late) 条",
        en: "\(problems.count) listed; of all \(book.list.problems.count): \(counts); \(late) overdue")[common.language]
    )
  }

  private func write(_ problems: [Problem], of book: ProblemBook, to path: String) throws {
    let language = common.fileLanguage
    guard path.lowercased().hasSuffix(".xlsx") else {
      return try writeWhole(book.csv(of: problems, in: language), to: path)
    }
    let workbook = book.workbook(of: problems, on: log.day, in: language)
    try staged(path) { try workbook.write(to: "\($0)/\($1)") }
  }

  // MARK: Changes

  private func change(to state: ProblemState, in book: inout ProblemBook) throws {
    let request = ProblemRequest(
      state, Assignment(unit: unit.first, person: person, due: due.flatMap { Day($0) }), reason: reason)
    let (day, author, ids) = (log.day, author, subjects)
    try book.change(isTrial: dryRun) { list in
      for id in ids { try list.change(id, request, on: day, by: author) }
    }
    told(ids, of: book)
  }

  private func take(into book: inout ProblemBook) throws {
    let filled = try ProblemImport(readingFrom: subjects[1])
    let (changed, faults) = try book.take(filled, on: log.day, by: author, isTrial: dryRun)
    guard faults.isEmpty else {
      for fault in faults { printError(fault.message(in: common.language)) }
      throw InputFault(
        at: subjects[1],
        Words(
          zh: "有 \(faults.count) 个单元格填写有误；没有任何改动", en: "\(faults.count) cells cannot be taken; nothing was changed"),
        remedy: Words(zh: "改正上列单元格后再导入", en: "correct the cells above and import again"))
    }
    told(changed, of: book)
  }

  private func told(_ ids: [String], of book: ProblemBook) {
    if common.json {
      struct Changed: Encodable { let changed: [String], dryRun: Bool }
      try? printJSON(Changed(changed: ids, dryRun: dryRun))
    } else if !common.quiet {
      let numbers = ids.prefix(20).joined(separator: ", ") + (ids.count > 20 ? " …" : "")
      let words =
        dryRun
        ? Words(
          zh: "将改动 \(ids.count) 条（未写入）：\(numbers)", en: "\(ids.count) would change, nothing was written: \(numbers)")
        : Words(zh: "已改动 \(ids.count) 条：\(numbers)", en: "\(ids.count) changed: \(numbers)")
      print(words[common.language])
    }
  }

  /// What `--json` prints of a problem.
  private struct Entry: Encodable {
    struct Change: Encodable {
      let day, author, to: String
      let from, unit, person, due, reason: String?
    }
    let problem, code, severity, state, message, firstFound, lastFound: String
    let layers, rows, next: [String]
    let township, unit, person, due, reason: String?
    let history: [Change]?

    init(_ problem: Problem, history: [ProblemChange], in language: Language) {
      self.problem = problem.id
      code = problem.finding.code
      severity = problem.finding.severity.rawValue
      state = problem.state.rawValue
      message = problem.finding.message[language]
      firstFound = problem.firstFound.description
      lastFound = problem.lastFound.description
      layers = problem.finding.layers
      rows = problem.finding.rows
      next = problem.state.next.map(\.rawValue)
      township = problem.township
      unit = problem.assignment.unit
      person = problem.assignment.person
      due = problem.assignment.due?.description
      reason = problem.reason
      self.history =
        history.isEmpty
        ? nil
        : history.map { change in
          Change(
            day: change.day.description, author: change.author, to: change.to.rawValue, from: change.from?.rawValue,
            unit: change.assignment.unit, person: change.assignment.person, due: change.assignment.due?.description,
            reason: change.reason)
        }
    }
  }
}

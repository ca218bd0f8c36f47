// taohe rules lint: whether a table of rules is sound, and whether it answers for the wells of a job.

import ArgumentParser
import Geometry
import Pipeline
import Reports
import Rules
import SampleLayers

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: say("检查和了解规则表。", "Work on rule tables."),
    subcommands: [LintCommand.self, FactsCommand.self])
}

struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: say("列出规则可以用到的机井事实。", "List the facts of a well that rules can ask for."))

  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let fact: String
    let kind: String
    let meaning: String
    let values: [String]
  }

  func run() throws {
    let language = common.language
    let facts = FactCatalog.facts
    if common.json {
      return try printJSON(
        facts.map {
          Entry(fact: $0.key, kind: $0.kind.title.en, meaning: $0.meaning[language], values: $0.values.map(\.value))
        })
    }
    let headings = language == .zh ? ["事实", "类型", "含义", "可取值"] : ["fact", "kind", "meaning", "values"]
    let rows = facts.map {
      [$0.key, $0.kind.title[language], $0.meaning[language], $0.values.map(\.value).joined(separator: ", ")]
    }
    print(TerminalTable(headings: headings, rows: rows).text, terminator: "")
  }
}

extension FactDefinition.Kind {
  fileprivate var title: Words {
    switch self {
    case .text: Words(zh: "文字", en: "text")
    case .number: Words(zh: "数字", en: "number")
    case .flag: Words(zh: "是否", en: "flag")
    case .day: Words(zh: "日期", en: "day")
    }
  }
}

struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: say("检查机井规则表或套核规则表有无错误。", "Look for mistakes in a rule table, or a table of overlay rules."),
    discussion: say(
      """
      错误：规则做不到它所写的，如没有的字段或事实、永远不会命中的规则、相互矛盾的日期。警告：不适用或未经核实之处。提示：\
      值得看一看的地方，如两条规则可能同时命中、没有适用规则的情形。给出 --job 时，还列出该作业中规则表不能判定的井；套核规则\
      这时可以用作业自备模板中的角色和字段。
      """,
      """
      Errors are rules that cannot do what they say: keys and facts that do not exist, rules that can never hit, dates that \
      contradict. Warnings are what does not apply or was not verified. Notes are what to look at: rules of which two can be met \
      at once, situations that none answers. With --job, also the wells of that job that the table does not answer for; \
      overlay rules may then name the roles and fields of the job's own profiles.
      """))

  @Argument(
    help: .say("规则表：机井规则（rules:）或套核规则（ground:）。", "The table: rules for wells (rules:) or overlay rules (ground:)."))
  var file: String

  @Option(
    help: .say(
      "规则表应当有效的日期，如 2022-03-14；默认为今天，有 --job 时为作业的判定日。",
      "The day on which the table should apply, such as 2022-03-14; today by default, with --job the job's."))
  var on: String?

  @Option(help: .say("作业文件：看规则表能否对其中每眼井作出判定。", "A job whose wells the table should answer for."))
  var job: String?

  @OptionGroup var failure: FailOn
  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let place: String
    let severity: String
    let message: String

    init(_ remark: LintRemark, _ language: Language) {
      place = remark.place
      severity = remark.severity.rawValue
      message = remark.message[language]
    }
  }

  func validate() throws {
    if let on, Day(on) == nil {
      throw ValidationError(say("--on 要写成日期，如 2022-03-14", "--on must be a day such as 2022-03-14"))
    }
  }

  func run() async throws {
    let text = try settingsText(at: file)
    let job = try job.map { try Job(readingFrom: $0, shipped: SampleLayers.folder) }
    let (remarks, holding) =
      OverlayRules.isTable(yaml: text, file: file)
      ? try lookOver(overlayRules: text, job) : try await lookOver(ruleTable: text, job)
    if common.json {
      try printJSON(remarks.map { Entry($0, common.language) })
    } else if !common.quiet {
      tell(remarks, holding)
    }
    try failure.leave(at: remarks.map(\.severity).max())
  }

  private func tell(_ remarks: [LintRemark], _ holding: Words) {
    for remark in remarks {
      print("\(remark.place): \(remark.severity.title[common.language]): \(remark.message[common.language])")
    }
    let counts = Severity.allCases.reversed().map { severity in
      "\(severity.title[common.language]) \(remarks.count { $0.severity == severity })"
    }.joined(separator: common.language.say("，", ", "))
    print(holding[common.language] + common.language.say("：", ": ") + counts)
  }

  /// What was found, and what the table holds.
  private typealias Result = (remarks: [LintRemark], holding: Words)

  private func lookOver(overlayRules text: String, _ job: Job?) throws -> Result {
    let profiles = try profilesByRole(of: job, shipped: SampleLayers.folder)
    let faults = OverlayRules.faults(yaml: text, file: file, profiles: profiles)
    let table = faults.isEmpty ? try OverlayRules(yaml: text, file: file, profiles: profiles) : OverlayRules()
    let (kinds, rules) = (table.ground.count, table.ruleCount)
    return (
      faults.map(LintRemark.init),
      Words(zh: "\(kinds) 类用地、\(rules) 条套核规则", en: "\(kinds) kinds of ground, \(rules) overlay rules")
    )
  }

  private func lookOver(ruleTable text: String, _ job: Job?) async throws -> Result {
    var remarks = RuleTable.faults(yaml: text, file: file).map(LintRemark.init)
    var count = 0
    if remarks.isEmpty {
      let table = try RuleTable(yaml: text, file: file)
      count = table.rules.count
      let day = on.flatMap { Day($0) } ?? job?.decisionDate ?? .today
      remarks += table.lint(on: day)
      if let job { remarks += try await unanswered(table, job, on: day) }
    }
    return (remarks, Words(zh: "\(count) 条规则", en: "\(count) rules"))
  }

  private func unanswered(_ table: RuleTable, _ job: Job, on day: Day) async throws -> [LintRemark] {
    let answers = try await RuleAnswers(job, by: table, on: day, workers: common.workerCount)
    guard !answers.unanswered.isEmpty else { return [] }
    let shown = answers.unanswered.prefix(5).joined(separator: ", ") + (answers.unanswered.count > 5 ? ", …" : "")
    return [
      LintRemark(
        severity: .note, place: file,
        message: Words(
          zh: "作业的 \(answers.wells) 眼井中有 \(answers.unanswered.count) 眼没有适用的规则（\(shown)）",
          en: "of the job's \(answers.wells) wells, \(answers.unanswered.count) are answered by no rule (\(shown))"))
    ]
  }
}

extension LintRemark {
  /// What keeps a table from being read.
  fileprivate init(_ fault: InputFault) {
    self.init(
      severity: .error, place: fault.place,
      message: Words(
        zh: "\(fault.problem.zh)；\(fault.remedy.zh)", en: "\(fault.problem.en); \(fault.remedy.en)"))
  }
}

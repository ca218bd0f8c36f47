// taohe wells: the wells of a check, filtered, grouped, or in the forms that offices know.

public import ArgumentParser
import Foundation
import Geometry
public import Pipeline
import Reports
import Rules

struct WellsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wells",
    abstract: say("检查结果中的机井：列表、筛选、分组、关停时序。", "The wells of a check: list, filter, group, order of closing."),
    discussion: say(
      """
      筛选项可以重复：--outcome 关停 --outcome 待核。--by township,outcome 分组计数并给出小计。列法：list 列表；plan 计划（先按单位，\
      再逐井）；problems 问题（供逐一销号）；order 关停时序（先通水，后关停；暂不能安排的井及其原因）。
      """,
      """
      Filters take several values: --outcome close --outcome verify. --by township,outcome counts with subtotals. Forms: list, \
      plan (by unit, then in detail), problems (to tick off), order (water first, closing then; the blocked wells with reasons).
      """))

  @Argument(help: .say("check 写出的结果文件夹。", "The folder of a check."))
  var folder: String

  @Option(help: .say("只列此分区（按编号）内的井。", "Only wells in this zone, by number.", valueName: "zone")) var zone: [String] =
    []
  @Option(
    help: .say(
      "只列此类分区内的井：prohibited 禁采区、limited 限采区、over-extracted 超采区、none 无。",
      "Only wells in a zone of this kind: prohibited, limited, over-extracted or none.")) var zoneKind: [String] = []
  @Option(help: .say("只列登记在此乡镇的井。", "Only this township of the register.")) var township: [String] = []
  @Option(help: .say("只列登记在此村的井。", "Only this village of the register.")) var village: [String] = []
  @Option(help: .say("只列此处置的井，如 close、verify，也可写 关停、待核。", "Only this outcome, such as close or verify.")) var outcome:
    [String] = []
  @Option(help: .say("只列此用途的井。", "Only this use.")) var use: [String] = []
  @Option(help: .say("只列任务单位为此单位的井。", "Only wells listed under this unit.")) var unit: [String] = []
  @Option(help: .say("只列由此部门负责的井。", "Only wells for which this office must act.")) var responsible: [String] = []
  @Option(help: .say("只列期限为此日的井。", "Only wells with this deadline.")) var deadline: [String] = []
  @Option(help: .say("只列期限在此日或之前的井。", "Only wells whose deadline is this day or earlier.")) var dueBy: String?

  @Option(help: .say("按这些项分组计数，用逗号分开。", "Count by these, separated by commas.", valueName: "key,key"))
  var by: String?

  @Option(help: .say("列法：list 列表、plan 计划、problems 问题、order 关停时序。", "How to list: list, plan, problems or order."))
  var form: WellForm = .list

  @Option(
    help: .say(
      "改为把表写入此文件：.csv、.xlsx，或可打印的网页 .html。",
      "Write the table to this file instead: .csv, .xlsx, or .html, a page to print."))
  var out: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let dueBy, Day(dueBy) == nil {
      throw ValidationError(say("--due-by 要写成日期，如 2022-11-30", "--due-by must be a day such as 2022-11-30"))
    }
    // What no well can have would be an empty list, and be read as good news.
    try check(outcome, "--outcome", among: Outcome.allCases.map(\.rawValue)) { Outcome(spoken: $0) != nil }
    try check(zoneKind, "--zone-kind", among: ZoneKind.allCases.map(\.rawValue) + ["none"]) {
      $0 == "none" || ZoneKind(spoken: $0) != nil
    }
    if let wrong = deadline.first(where: { Day($0) == nil }) {
      throw ValidationError(
        say(
          "--deadline 要写成日期，如 2022-11-30，而不是“\(wrong)”", "--deadline must be a day such as 2022-11-30, not '\(wrong)'"))
    }
    if let out { _ = try SheetFormat(out) }
    if try !keys.isEmpty && form != .list {
      throw ValidationError(
        say(
          "--by 给出分组计数，不能与 --form \(form.rawValue) 同用",
          "--by counts by groups, and --form \(form.rawValue) lists: give one"))
    }
  }

  /// - Parameter isKnown: also of the words that lists have for the values.
  private func check(
    _ values: [String], _ option: String, among known: [String], _ isKnown: (String) -> Bool
  ) throws {
    if let wrong = values.first(where: { !isKnown($0) }) {
      throw ValidationError(
        say(
          "\(option) 可取 \(known.joined(separator: "、"))，没有“\(wrong)”",
          "\(option) takes \(known.joined(separator: ", ")), not '\(wrong)'"))
    }
  }

  private var keys: [WellKey] {
    get throws {
      try by.map { text in
        try text.split(separator: ",").map { name in
          guard let key = WellKey(rawValue: String(name)) else {
            throw ValidationError(
              say(
                "--by 可取 \(WellKey.allCases.map(\.rawValue).joined(separator: "、"))，没有“\(name)”",
                "--by takes \(WellKey.allCases.map(\.rawValue).joined(separator: ", ")), not '\(name)'"))
          }
          return key
        }
      } ?? []
    }
  }

  private var filters: [WellKey: [String]] {
    let all: [WellKey: [String]] = [
      .zone: zone, .kind: zoneKind, .township: township, .village: village, .outcome: outcome, .use: use, .unit: unit,
      .responsible: responsible, .deadline: deadline,
    ]
    return all.filter { !$0.value.isEmpty }
  }

  func run() async throws {
    if let out { try checkOutside(folder, out) }
    let run = try Explanations(inFolder: folder)
    let all = try await run.wells(workers: common.workerCount)
    for (key, values) in filters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for value in values where !all.contains(where: { key.holds(value, $0) }) {
        printError(
          common.language.say(
            "注意：没有一眼井的“\(key.title.zh)”是“\(value)”", "note: no well has the \(key.title.en) '\(value)'"))
      }
    }
    let wells = all.filtered(by: filters, due: dueBy.flatMap { Day($0) })
    let keys = try keys
    let language = out == nil ? common.language : common.fileLanguage
    let sections =
      keys.isEmpty
      ? WellForms(
        wells, on: run.book.decisionDate, hasRegister: !all.isEmpty, hasRules: !run.book.tables.isEmpty, in: language
      ).sections(form)
      : [Sheet.Section(language.say("机井分组计数", "Wells by group"), wells.grouped(by: keys, in: language))]
    let sheet = Sheet(
      title: language.say("\(run.county)\(run.year)年度机电井清单", "Wells of \(run.county), \(run.year)"),
      subtitle: language.say("判定日 \(run.book.decisionDate)", "decided as of \(run.book.decisionDate)"), lead: [],
      sections: sections)
    if let out {
      try write(sheet, on: run.book.decisionDate, in: language, to: out)
    }
    if common.json {
      try printJSON(wells.map(Entry.init))
    } else if out == nil {
      print(sheet.text, terminator: "")
    }
  }

  /// What `--json` prints of a well.
  private struct Entry: Encodable {
    let wellId: String
    let township, village, use, zoneKind, zoneId: String?
    let outcome: String
    let deadline, mode, unit, responsible, rule, basis: String?
    let replacementOn: String?

    init(_ well: ExplainedWell) {
      wellId = well.id
      township = WellKey.township.value(well)
      village = WellKey.village.value(well)
      use = WellKey.use.value(well)
      zoneKind = WellKey.kind.value(well)
      zoneId = WellKey.zone.value(well)
      outcome = well.decision.outcome.rawValue
      deadline = WellKey.deadline.value(well)
      mode = well.decision.mode
      unit = well.decision.unit
      responsible = well.decision.responsible
      rule = well.decision.rule
      basis = well.decision.basis
      replacementOn = well.facts.text(.replacementOn)
    }
  }
}

extension WellForm: ExpressibleByArgument {}

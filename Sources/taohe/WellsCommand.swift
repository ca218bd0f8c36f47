// taohe wells: the wells of a check, filtered, grouped, or in the forms that offices know.

public import ArgumentParser
import Foundation
import Geometry
public import Pipeline
import Reports
import Rules

struct WellsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wells", abstract: "The wells of a check: list, filter, group, order of closing.",
    discussion: """
      Filters take several values: --outcome close --outcome verify. --by township,outcome counts with subtotals. Forms: list, \
      plan (by unit, then in detail), problems (to tick off), order (water first, closing then; the blocked wells with reasons).
      """)

  @Argument(help: "The folder of a check.")
  var folder: String

  @Option(help: ArgumentHelp("Only wells in this zone, by number.", valueName: "zone")) var zone: [String] = []
  @Option(help: "Only this kind of zone: prohibited, limited, over-extracted or none.") var zoneKind: [String] = []
  @Option(help: "Only this township of the register.") var township: [String] = []
  @Option(help: "Only this village of the register.") var village: [String] = []
  @Option(help: "Only this outcome, such as close or verify.") var outcome: [String] = []
  @Option(help: "Only this use.") var use: [String] = []
  @Option(help: "Only wells listed under this unit.") var unit: [String] = []
  @Option(help: "Only wells for which this office must act.") var responsible: [String] = []
  @Option(help: "Only wells with this deadline.") var deadline: [String] = []
  @Option(help: "Only wells whose deadline is this day or earlier.") var dueBy: String?

  @Option(help: ArgumentHelp("Count by these, separated by commas.", valueName: "key,key"))
  var by: String?

  @Option(help: "How to list: list, plan, problems or order.")
  var form: WellForm = .list

  @Option(help: "Write the table to this file instead: CSV, or a page to print where it ends in .html.")
  var out: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let dueBy, Day(dueBy) == nil { throw ValidationError("--due-by must be a day such as 2022-11-30") }
    _ = try keys
  }

  private var keys: [WellKey] {
    get throws {
      try by.map { text in
        try text.split(separator: ",").map { name in
          guard let key = WellKey(rawValue: String(name)) else {
            throw ValidationError(
              "--by takes \(WellKey.allCases.map(\.rawValue).joined(separator: ", ")), not '\(name)'")
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
    let wells = try await run.wells(workers: common.workerCount).filtered(
      by: filters, due: dueBy.flatMap { Day($0) })
    let keys = try keys
    if common.json { return try printJSON(wells.map(Entry.init)) }
    let language = out == nil ? common.language : common.fileLanguage
    let sections =
      keys.isEmpty
      ? WellForms(wells, on: run.book.decisionDate, in: language).sections(form)
      : [Sheet.Section(language.say("机井分组计数", "Wells by group"), wells.grouped(by: keys, in: language))]
    let sheet = Sheet(
      title: language.say("\(run.county) \(run.year) 年机井清单", "Wells of \(run.county), \(run.year)"),
      subtitle: language.say("判定日 \(run.book.decisionDate)", "decided as of \(run.book.decisionDate)"), lead: [],
      sections: sections)
    switch out {
    case nil: print(sheet.text, terminator: "")
    case let path? where path.hasSuffix(".html"): try writeWhole(sheet.page(in: language), to: path)
    case let path?: try writeWhole(sections.map { $0.csv(in: language) }.joined(separator: "\r\n"), to: path)
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

extension Sheet.Section {
  fileprivate func csv(in language: Language) -> String {
    CSVTable(headings: table.headings.map { Words($0) }, rows: table.rows).text(in: language)
  }
}

// The problem list as offices see it: on the terminal, as CSV, and as a workbook to fill in and send back.

import Foundation
public import Geometry
public import Registers
public import Reports
import Rules

/// A column of the list.
enum ProblemColumn: CaseIterable {
  case id, check, finds, severity, township, east, north, rows, measure, measureUnit, message, firstFound, lastFound
  case state, unit, person, due, reason
  /// How many changes the row knows of: a list that was filled in while another changed the problem is noticed.
  case version

  var heading: Words {
    switch self {
    case .id: Words(zh: "问题编号", en: "problem")
    case .check: Words(zh: "检查项", en: "check")
    case .finds: Words(zh: "问题类型", en: "finds")
    case .severity: Words(zh: "级别", en: "severity")
    case .township: Words(zh: "乡镇", en: "township")
    case .east: Words(zh: "东坐标（米）", en: "easting")
    case .north: Words(zh: "北坐标（米）", en: "northing")
    case .rows: Words(zh: "要素", en: "rows")
    case .measure: Words(zh: "量值", en: "measure")
    case .measureUnit: Words(zh: "单位", en: "in")
    case .message: Words(zh: "说明", en: "message")
    case .firstFound: Words(zh: "首次发现", en: "first found")
    case .lastFound: Words(zh: "最近发现", en: "last found")
    case .state: Words(zh: "状态", en: "state")
    case .unit: Words(zh: "责任单位", en: "unit")
    case .person: Words(zh: "责任人", en: "person")
    case .due: Words(zh: "整改期限", en: "due")
    case .reason: Words(zh: "理由", en: "reason")
    case .version: Words(zh: "版本（勿改）", en: "version (leave as it is)")
    }
  }

  /// What an office fills in.
  static let filledIn: Set<ProblemColumn> = [.state, .unit, .person, .due, .reason]

  func text(_ problem: Problem, _ language: Language) -> String? {
    switch self {
    case .id: problem.id
    case .check: problem.finding.code
    case .finds: Checks.all.first { $0.code == problem.finding.code }?.title[language]
    case .severity: problem.finding.severity.title[language]
    case .township: problem.township
    case .east: problem.finding.place.map { "\($0.x.toHundredths)" }
    case .north: problem.finding.place.map { "\($0.y.toHundredths)" }
    case .rows: problem.finding.rows.joined(separator: ", ")
    case .measure: problem.finding.measure.map { "\($0.toHundredths)" }
    case .measureUnit: problem.finding.unit.map { Finding.title(ofUnit: $0)[language] }
    case .message: problem.finding.message[language]
    case .firstFound: problem.firstFound.description
    case .lastFound: problem.lastFound.description
    case .state: problem.state.title[language]
    case .unit: problem.assignment.unit
    case .person: problem.assignment.person
    case .due: problem.assignment.due?.description
    case .reason: problem.reason
    case .version: String(problem.changes)
    }
  }

  fileprivate func cell(_ problem: Problem, _ language: Language) -> WorkbookSheet.Cell {
    switch self {
    case .measure: problem.finding.measure.map { .number($0, decimals: 2) } ?? .empty
    case .east: problem.finding.place.map { .number($0.x, decimals: 2) } ?? .empty
    case .north: problem.finding.place.map { .number($0.y, decimals: 2) } ?? .empty
    case .version: .number(Double(problem.changes), decimals: 0)
    // An empty cell that is to be filled in is a text as well, so that a date stays as it was typed.
    default: text(problem, language).map { .text($0) } ?? (Self.filledIn.contains(self) ? .text("") : .empty)
    }
  }
}

extension ProblemBook {
  static let sheetName = Words(zh: "问题清单", en: "Problems")

  /// The list to be filled in: states and units from drop-down lists, a page that says how.
  public func workbook(of problems: [Problem], on day: Day, in language: Language) -> Workbook {
    let columns = ProblemColumn.allCases
    var sheet = WorkbookSheet(Self.sheetName[language], headings: columns.map { $0.heading[language] })
    for problem in problems { sheet.append(columns.map { $0.cell(problem, language) }) }
    let given = ProblemState.allCases.filter { state in ProblemState.allCases.contains { $0.next.contains(state) } }
    let units = Set(list.problems.flatMap { [$0.township, $0.assignment.unit] }.compactMap(\.self)).sorted()
    sheet.choices = [
      columns.firstIndex(of: .state)!: given.map { $0.title[language] }, columns.firstIndex(of: .unit)!: units,
    ]
    return Workbook(
      title: "\(county) \(year) \(Self.sheetName[language])", day: day, sheets: [sheet, guide(language)])
  }

  /// How to fill it in, and which state may follow which.
  private func guide(_ language: Language) -> WorkbookSheet {
    var guide = WorkbookSheet(language.say("填写说明", "How to fill it in"), headings: [])
    guide.append([.text(language.say("填写说明", "How to fill it in"))], .title)
    for line in [
      Words(
        zh: "只填“状态”“责任单位”“责任人”“整改期限”“理由”五列；不改的行保持原样，行可以删除、排序。",
        en:
          "Fill in state, unit, person, due and reason only; leave other rows as they are. Rows may be deleted and sorted."
      ),
      Words(
        zh: "整改中须有责任单位、责任人和整改期限（如 2022-11-30）；不属问题须写理由。",
        en: "In rectification needs a unit, a person and a day such as 2022-11-30; dismissed needs a reason."),
      Words(
        zh: "填好后用 taohe track 作业.yaml import 文件.xlsx 导入：全部导入；有一处错误即整表不导入，并指出错处。",
        en: "taohe track JOB.yaml import FILE.xlsx takes it back: all of it, or nothing and what is wrong is told."),
    ] { guide.append([.text(line[language])], .title) }
    guide.append([])
    guide.append([.text(language.say("状态", "state")), .text(language.say("可以改为", "can become"))], .subtotal)
    for state in ProblemState.allCases {
      let next = state.next.map { $0.title[language] }.joined(separator: language.listSeparator)
      guide.append([.text(state.title[language]), .text(next)])
    }
    return guide
  }

  public func csv(of problems: [Problem], in language: Language) -> String {
    CSVTable(
      headings: ProblemColumn.allCases.map(\.heading),
      rows: problems.map { problem in ProblemColumn.allCases.map { $0.text(problem, language) } }
    ).text(in: language)
  }

  /// What fits on a terminal.
  public func table(of problems: [Problem], in language: Language) -> TerminalTable {
    let columns: [ProblemColumn] = [.id, .finds, .township, .rows, .state, .unit, .person, .due]
    return TerminalTable(
      headings: columns.map { $0.heading[language] },
      rows: problems.map { problem in
        columns.map { column in
          let text = column.text(problem, language) ?? ""
          // Of thousands of wells at one place the first ones.
          return column == .rows && text.count > Self.longestRows ? text.prefix(Self.longestRows) + "…" : text
        }
      })
  }

  private static let longestRows = 60

  /// One problem with all that happened to it.
  public func sheet(of problem: Problem, in language: Language) -> Sheet {
    let shown: [ProblemColumn] = [
      .finds, .severity, .message, .township, .state, .unit, .person, .due, .reason, .firstFound, .lastFound,
    ]
    let next = problem.state.next.map { "\($0.title[language]) (\($0.rawValue))" }
    return Sheet(
      title: problem.id, subtitle: "\(county) \(year)",
      lead: shown.compactMap { column in
        column.text(problem, language).map { (label: column.heading[language], text: $0) }
      } + [(label: language.say("可以改为", "can become"), text: next.joined(separator: language.listSeparator))],
      sections: [
        Sheet.Section(
          language.say("经过", "History"),
          TerminalTable(
            headings: [
              language.say("日期", "day"), language.say("状态", "state"), language.say("经办", "by"),
              language.say("说明", "remarks"),
            ],
            rows: history(of: problem.id).map { change in
              let remarks = [
                change.assignment.unit, change.assignment.person, change.assignment.due?.description, change.reason,
              ]
              return [
                change.day.description, change.to.title[language], change.author,
                remarks.compactMap(\.self).joined(separator: language.say("，", ", ")),
              ]
            }))
      ])
  }
}

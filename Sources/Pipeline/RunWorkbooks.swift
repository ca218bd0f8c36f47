// The lists of a run as workbooks: a cover that says what they are and where they come from, then the lists.

import Formats
import Geometry
import Registers
import Reports
import Rules

extension Run {
  /// - Parameter inputs: the files that went in, for the cover.
  func wellsWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    let title = say(language, "机井清单", "Wells")
    var counts = WorkbookSheet(say(language, "分类合计", "Totals"), headings: [])
    let groups = Dictionary(grouping: wells, by: \.decision.outcome).sorted { $0.key.rank < $1.key.rank }
    for (outcome, own) in groups {
      counts.append([.text(outcome.title[language]), .number(Double(own.count), decimals: 0)])
    }
    counts.append([.text(say(language, "合计", "total")), .number(Double(wells.count), decimals: 0)], .subtotal)
    return workbook(
      title, in: language, inputs: inputs,
      sheets: [
        counts, sheet(title, wells, wellColumns(in: language), place: shownPlace(of:), in: language),
        closingSheet(in: language), verifySheet(in: language),
      ])
  }

  func findingsWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    let title = say(language, "问题清单", "Findings")
    var counts = WorkbookSheet(
      say(language, "检查项合计", "Totals by check"),
      headings: [
        say(language, "检查项", "check"), say(language, "级别", "severity"), say(language, "内容", "finds"),
        say(language, "数量", "count"), say(language, "依据", "asked for by"),
      ])
    let found = Dictionary(grouping: findings, by: \.code).mapValues(\.count)
    for (check, severity) in job.checks {
      counts.append([
        .text(check.code), .text(severity.title[language]), .text(check.title[language]),
        .number(Double(found[check.code] ?? 0), decimals: 0), .text(check.source[language]),
      ])
    }
    counts.append(
      [.text(say(language, "合计", "total")), .empty, .empty, .number(Double(findings.count), decimals: 0), .empty],
      .subtotal)
    return workbook(
      title, in: language, inputs: inputs,
      sheets: [counts, sheet(title, findings, findingColumns(in: language), place: shownPlace(of:), in: language)])
  }

  func rollUpWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    let headings = [
      ("级别", "level"), ("代码", "code"), ("名称", "name"), ("类别", "category"), ("图斑数", "rows"), ("面积（平方米）", "area (m²)"),
      ("面积（公顷）", "area (ha)"), ("面积（亩）", "area (mu)"), ("调平（亩）", "levelled by (mu)"),
    ].map { say(language, $0.0, $0.1) }
    let sheets = areas.map { entry in
      var sheet = WorkbookSheet(title(of: entry)[language], headings: headings)
      for row in entry.rollUp.rows {
        sheet.append(
          [
            .text(row.level.title[language]), .text(row.unit.code), .text(row.unit.name),
            .text(categoryTitle(row.category, of: entry)[language]), .number(Double(row.rows), decimals: 0),
            .number(row.area.squareMetres, decimals: 2), .number(row.area.hectares, decimals: 4),
            .number(Double(row.hundredthsOfMu) / 100, decimals: 2), .number(Double(row.levelledBy) / 100, decimals: 2),
          ], row.level == .village ? .plain : .subtotal)
      }
      return sheet
    }
    return workbook(
      say(language, "面积汇总", "Areas"), in: language, inputs: inputs,
      sheets: sheets + registerBook.sheets(in: language))
  }

  func waterWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    workbook(say(language, "用水", "Water"), in: language, inputs: inputs, sheets: waterSheets(in: language))
  }

  func changesWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    workbook(
      say(language, "年度变化", "Changes since last year"), in: language, inputs: inputs,
      sheets: changesSheets(in: language))
  }

  private func say(_ language: Language, _ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  private func workbook(
    _ title: String, in language: Language, inputs: [FileHash], sheets: [WorkbookSheet]
  ) -> Workbook {
    Workbook(
      title: "\(job.county.name) \(job.year) \(title)", day: job.decisionDate,
      sheets: [cover(title, in: language, inputs: inputs)] + sheets)
  }

  /// County, year, rules, what could not be verified, versions, and the hash of every file that went in.
  private func cover(_ title: String, in language: Language, inputs: [FileHash]) -> WorkbookSheet {
    var sheet = WorkbookSheet(say(language, "封面", "Cover"), headings: [])
    func line(_ zh: String, _ en: String, _ text: String) { sheet.append([.text(say(language, zh, en)), .text(text)]) }
    sheet.append([.text("\(job.county.name) \(job.year) \(title)")], .title)
    sheet.append([])
    line("县（市）", "county", "\(job.county.name)（\(job.county.code)）")
    line("年度", "year", String(job.year))
    line("判定日", "decided as of", job.decisionDate.description)
    line("坐标系", "frame", job.frame.name)
    for table in job.ruleBook.tables {
      line("规则表", "rule table", "\(table.title[language])（\(table.name)，\(table.basis)）")
    }
    for note in notes { line("说明", "note", "\(note.source): \(note.note[language])") }
    sheet.append([])
    line("禁采区内机电井", "wells in prohibited zones", String(closingTable.inProhibitedZones))
    line("限期关停", "to close", String(closingTable.toClose))
    line("封存备用", "kept ready", String(closingTable.keptReady))
    line("待核", "to verify", String(closingTable.toVerify))
    for severity in Severity.allCases.reversed() {
      let count = findings.count { $0.severity == severity }
      line("\(severity.title.zh)数", "findings: \(severity.title.en)", String(count))
    }
    sheet.append([])
    line("程序", "made by", "taohe \(taoheVersion)")
    sheet.append([.text(say(language, "输入文件", "input")), .text("SHA-256")], .subtotal)
    for file in inputs { sheet.append([.text(file.name), .text(file.sha256)]) }
    return sheet
  }

  /// A list with its coordinates in the frame of the run.
  private func sheet<Row>(
    _ name: String, _ rows: [Row], _ columns: [ListColumn<Row>], place: (Row) -> Coordinate?, in language: Language
  ) -> WorkbookSheet {
    let axes = disclosure == .none ? [] : [say(language, "X（东）", "x (east)"), say(language, "Y（北）", "y (north)")]
    var sheet = WorkbookSheet(name, headings: columns.map { $0.heading[language] } + axes)
    for row in rows {
      let at = place(row)
      let coordinates = axes.isEmpty ? [] : [at?.x, at?.y]
      sheet.append(
        columns.map { cell($0.value(row), $0, language) }
          + coordinates.map { metres in metres.map { .number($0, decimals: 2) } ?? .empty })
    }
    return sheet
  }

  private func cell<Row>(_ value: FactValue?, _ column: ListColumn<Row>, _ language: Language) -> WorkbookSheet.Cell {
    switch value {
    case nil: .empty
    case .number(let number)? where column.kind == .real: .number(number, decimals: 2)
    case let value?: .text(spoken(value, column.key, language))
    }
  }

  /// The wells to close, unit by unit, with a subtotal behind each.
  private func closingSheet(in language: Language) -> WorkbookSheet {
    let columns = wellColumns(in: language)
    let keys = [
      "unit", "well_id", "township", "village", "use", "owner", "deadline", "mode", "responsible", "basis",
      "replacement", "replacement_on",
    ]
    let shown = keys.compactMap { key in columns.first { $0.key == key } }
    var sheet = WorkbookSheet(say(language, "关停清单", "To close"), headings: shown.map { $0.heading[language] })
    let closing = wells.filter { $0.decision.endsTaking }
    // In the order of the clauses, which is that of the document.
    let units = Dictionary(grouping: closing) { $0.decision.unit ?? "—" }.map { (name: $0.key, wells: $0.value) }
      .sorted {
        ($0.wells.compactMap(\.decision.basis).min() ?? "", $0.name) < (
          $1.wells.compactMap(\.decision.basis).min() ?? "", $1.name
        )
      }
    for unit in units {
      for well in unit.wells { sheet.append(shown.map { cell($0.value(well), $0, language) }) }
      sheet.append(
        [.text(unit.name), .text(say(language, "小计 \(unit.wells.count) 眼", "subtotal \(unit.wells.count)"))], .subtotal)
    }
    sheet.append([.text(say(language, "合计", "total")), .text(String(closing.count))], .subtotal)
    return sheet
  }

  /// The wells that somebody must go and look at, and what for.
  private func verifySheet(in language: Language) -> WorkbookSheet {
    let columns = wellColumns(in: language)
    let shown = ["well_id", "township", "village", "use", "owner", "verify", "possible", "zone_edge_m", "basis"]
      .compactMap { key in
        columns.first { $0.key == key }
      }
    var sheet = WorkbookSheet(say(language, "待核清单", "To verify"), headings: shown.map { $0.heading[language] })
    for well in wells where well.decision.outcome == .verify {
      sheet.append(shown.map { cell($0.value(well), $0, language) })
    }
    return sheet
  }
}

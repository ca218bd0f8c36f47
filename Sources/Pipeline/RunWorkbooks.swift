// The lists of a run as workbooks: a cover that says what they are and where they come from, then the lists.

import Formats
import Geometry
import Registers
import Reports
import Rules

extension Run {
  /// - Parameter inputs: the files that went in, for the cover.
  func wellsWorkbook(_ list: RunList, in language: Language, inputs: [FileHash]) -> Workbook {
    let title = language.say("机电井清单", "Wells")
    var counts = WorkbookSheet(language.say("分类合计", "Totals"), headings: [])
    let outcomes = wells.counts(by: \.decision.outcome)
    for outcome in Outcome.allCases.sorted(by: { $0.rank < $1.rank }) {
      if let count = outcomes[outcome] {
        counts.append([.text(outcome.title[language]), .number(Double(count), decimals: 0)])
      }
    }
    counts.append([.text(language.say("合计", "total")), .number(Double(wells.count), decimals: 0)], .subtotal)
    return workbook(
      title, in: language, inputs: inputs,
      sheets: [
        counts, sheet(title, list, in: language), closingSheet(list, in: language), verifySheet(list, in: language),
      ])
  }

  func findingsWorkbook(_ list: RunList, in language: Language, inputs: [FileHash]) -> Workbook {
    let title = language.say("检查发现", "Findings")
    var counts = WorkbookSheet(
      language.say("检查项合计", "Totals by check"),
      headings: [
        language.say("检查项", "check"), language.say("级别", "severity"), language.say("内容", "finds"),
        language.say("数量", "count"), language.say("检查项出处（参考）", "asked for by"),
      ])
    let found = findings.counts(by: \.code)
    for (check, severity) in job.checks {
      let reason = whyNotAsked(check, in: language)
      counts.append([
        .text(check.code), .text(severity.title[language]), .text(check.title[language]),
        reason.map { .text(language.say("未查，", "not checked, ") + $0) }
          ?? .number(Double(found[check.code] ?? 0), decimals: 0),
        .text(check.source[language]),
      ])
    }
    counts.append(
      [.text(language.say("合计", "total")), .empty, .empty, .number(Double(findings.count), decimals: 0), .empty],
      .subtotal)
    return workbook(
      title, in: language, inputs: inputs,
      sheets: [counts, sheet(title, list, in: language)])
  }

  func rollUpWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    let headings = [
      ("级别", "level"), ("代码", "code"), ("名称", "name"), ("类别", "category"), ("图斑数", "rows"), ("面积（平方米）", "area (m²)"),
      ("面积（公顷）", "area (ha)"), ("面积（亩）", "area (mu)"), ("调平（亩）", "levelled by (mu)"),
    ].map { language.say($0.0, $0.1) }
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
      language.say("面积汇总", "Areas"), in: language, inputs: inputs,
      sheets: sheets + registerBook.sheets(in: language)
        + [retreatSheet(in: language), waterworksSheet(in: language)].compactMap(\.self))
  }

  func waterWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    workbook(language.say("用水", "Water"), in: language, inputs: inputs, sheets: waterSheets(in: language))
  }

  func changesWorkbook(in language: Language, inputs: [FileHash]) -> Workbook {
    workbook(
      language.say("年度变化", "Changes since last year"), in: language, inputs: inputs,
      sheets: changesSheets(in: language))
  }

  private func workbook(
    _ title: String, in language: Language, inputs: [FileHash], sheets: [WorkbookSheet]
  ) -> Workbook {
    Workbook(
      title: "\(job.county.name) \(job.year) \(title)", day: job.decisionDate,
      sheets: [cover(title, in: language, inputs: inputs)] + sheets)
  }

  /// County, year, rules, what could not be verified, versions, and the hash of every file that went in.
  private func cover(_ title: String, in language: Language, inputs: [FileHash]) -> WorkbookSheet {
    var sheet = WorkbookSheet(language.say("封面", "Cover"), headings: [])
    func line(_ zh: String, _ en: String, _ text: String) { sheet.append([.text(language.say(zh, en)), .text(text)]) }
    sheet.append([.text("\(job.county.name) \(job.year) \(title)")], .title)
    sheet.append([])
    line("县（市）", "county", "\(job.county.name)（\(job.county.code)）")
    line("年度", "year", String(job.year))
    line("判定日", "decided as of", job.decisionDate.description)
    line("坐标系", "frame", job.frame.name)
    for table in job.ruleBook.tables {
      line("规则表", "rule table", "\(table.title[language])（\(table.name)，\(table.basis)）")
    }
    for note in notes { line("说明", "note", note.source + language.say("：", ": ") + note.note[language]) }
    sheet.append([])
    for (title, wells) in closingGroups {
      line(title.zh, title.en, String(wells.count))
      for own in OutcomeCount.all(of: wells) {
        line("其中：\(own.outcome.title.zh)", "of those: \(own.outcome.title.en)", own.text(in: language))
      }
    }
    for words in openQuestions(of: wells) { line("注意", "mind", words[language]) }
    let counts = findings.counts(by: \.severity)
    for severity in Severity.allCases.reversed() {
      let count = counts[severity] ?? 0
      line("\(severity.title.zh)数", "findings: \(severity.title.en)", String(count))
    }
    sheet.append([])
    line("程序", "made by", "taohe \(taoheVersion)")
    sheet.append([.text(language.say("输入文件", "input")), .text("SHA-256")], .subtotal)
    for file in inputs { sheet.append([.text(file.name), .text(file.sha256)]) }
    return sheet
  }

  /// A list with its coordinates in the frame of the run.
  private func sheet(_ name: String, _ list: RunList, in language: Language) -> WorkbookSheet {
    let showsPlaces = disclosure != .none
    let columns = shown(list.columns, in: language)
    return WorkbookSheet(
      name, headings: columns.headings + (showsPlaces ? placeHeadings.map { $0[language] } : []), count: list.count
    ) { row in
      var line = columns.line(row)
      if showsPlaces {
        let at = list.places[row]
        for metres in [at?.x, at?.y] { line.append(metres.map { .number($0.toHundredths, decimals: 2) } ?? .empty) }
      }
      return line
    }
  }

  /// The cells of a column, in the order of its distinct values.
  private func cells(_ column: ListColumn, in language: Language) -> [WorkbookSheet.Cell] {
    column.values.values.map { value in
      if case .number(let number) = value, column.kind == .real { return .number(number, decimals: 2) }
      return .text(spoken(value, column.key, language))
    }
  }

  /// Columns with their headings, and the cells of any row.
  private func shown(_ columns: [ListColumn], in language: Language)
    -> (headings: [String], line: @Sendable (Int) -> [WorkbookSheet.Cell])
  {
    let (values, cells) = (columns.map(\.values), columns.map { self.cells($0, in: language) })
    return (
      columns.map { $0.heading[language] },
      { row in values.indices.map { column in values[column].code(row).map { cells[column][$0] } ?? .empty } }
    )
  }

  /// The wells to close, unit by unit, with a subtotal behind each.
  private func closingSheet(_ list: RunList, in language: Language) -> WorkbookSheet {
    let ends = EndOfTaking(of: wells.lazy.map(\.decision))
    let (headings, line) = shown(
      (["unit", "well_id", "township", "village", "use", "owner"] + (ends == .several ? ["outcome"] : []) + [
        "deadline", "mode", "responsible", "basis", "replacement", "replacement_on", "status",
      ]).map { list[$0] }, in: language)
    var sheet = WorkbookSheet(ends.list[language], headings: headings)
    let closing = wells.indices.filter { wells[$0].decision.endsTaking }
    for unit in ClosingUnit.all(of: closing, { wells[$0].decision }) {
      for row in unit.wells { sheet.append(line(row)) }
      let count = unit.wells.count
      sheet.append([.text(unit.name), .text(language.say("小计 \(count) 眼", "subtotal \(count)"))], .subtotal)
    }
    sheet.append([.text(language.say("合计", "total")), .text(String(closing.count))], .subtotal)
    for words in openQuestions(of: wells) { sheet.append([.text(words[language])], .title) }
    return sheet
  }

  /// The wells that somebody must go and look at, and what for.
  private func verifySheet(_ list: RunList, in language: Language) -> WorkbookSheet {
    let (headings, line) = shown(
      ["well_id", "township", "village", "use", "owner", "verify", "possible", "zone_edge_m", "basis"].map { list[$0] },
      in: language)
    var sheet = WorkbookSheet(language.say("待核清单", "To verify"), headings: headings)
    for row in wells.indices where wells[row].decision.outcome == .verify { sheet.append(line(row)) }
    return sheet
  }
}

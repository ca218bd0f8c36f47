// Tables of the register by two keys, for a terminal, a page, a CSV file or a sheet of a workbook.

public import Geometry
public import Registers
public import Reports

/// In what figures are given. 亩 are levelled; m² are exact.
public enum AreaUnit: String, Sendable, CaseIterable {
  case mu, m2

  public var title: Words {
    switch self {
    case .mu: Words(zh: "亩", en: "mu")
    case .m2: Words(zh: "平方米", en: "m²")
    }
  }

  func text(_ sum: PivotSum) -> String {
    switch self {
    case .mu: decimalText(sum.hundredthsOfMu, places: 2)
    case .m2: decimalText(sum.area.squareMillimetres, places: 6)
    }
  }
}

extension RegisterBook {
  /// A table with its totals; villages stand below their township.
  public func terminalTable(_ table: PivotTable, _ unit: AreaUnit, in language: Language) -> TerminalTable {
    func cells(_ line: PivotTable.Line) -> [String] {
      line.sums.map { $0.map(unit.text) ?? "" } + [unit.text(line.total)]
    }
    let total = language.say("合计", "total")
    return TerminalTable(
      headings: ["\(table.rowKey.title[language])（\(unit.title[language])）"]
        + table.columns.map { title(of: $0, table.columnKey)[language] } + [total],
      rows: table.lines.map { [name(of: $0, in: table, language)] + cells($0) } + [[total] + cells(table.totals)],
      numeric: Set(1...table.columns.count + 1), hasTotal: true)
  }

  private func name(of line: PivotTable.Line, in table: PivotTable, _ language: Language) -> String {
    guard table.rowKey == .village else { return title(of: line.unit, table.rowKey)[language] }
    if line.isSubtotal { return title(of: line.unit, .township)[language] }
    return language.say("　", "  ") + title(of: line.unit, .village)[language]
  }

  /// The tables that offices ask for, each a sheet.
  func sheets(in language: Language) -> [WorkbookSheet] {
    let wanted: [(role: String, rows: RegisterKey, columns: RegisterKey, name: Words)] = [
      ("plots", .village, .category, Words(zh: "地块 村×状态", en: "plots, village × status")),
      ("plots", .township, .crop, Words(zh: "地块 乡镇×作物", en: "plots, township × crop")),
      ("plots", .tenure, .category, Words(zh: "地块 权属×状态", en: "plots, tenure × status")),
      ("plots", .zone, .category, Words(zh: "地块 分区×状态", en: "plots, zone × status")),
      ("forest", .township, .category, Words(zh: "人工林 乡镇×类型", en: "forest, township × type")),
    ]
    return wanted.filter { roles.contains($0.role) }.map { wanted in
      let table = table(rows: wanted.rows, columns: wanted.columns, role: wanted.role)
      return table.columns.count > Self.mostColumns
        ? tooWide(table, named: wanted.name, in: language) : sheet(table, named: wanted.name, in: language)
    }
  }

  /// Nobody reads more across. There are so many only where a column of numbers or names was taken for crops.
  private static let mostColumns = 1000

  private func tooWide(_ table: PivotTable, named title: Words, in language: Language) -> WorkbookSheet {
    let key = table.columnKey.title
    var sheet = WorkbookSheet(title[language], headings: [])
    sheet.append([
      .text(
        language.say(
          "“\(key.zh)”有 \(table.columns.count) 种取值，不再逐列列出；请核对作业文件 fields 中该列是否选错",
          "'\(key.en)' has \(table.columns.count) values, too many for columns; check whether the job's 'fields' names the right column"
        ))
    ])
    return sheet
  }

  private func sheet(_ table: PivotTable, named title: Words, in language: Language) -> WorkbookSheet {
    var sheet = WorkbookSheet(
      title[language],
      headings: [language.say("代码", "code"), table.rowKey.title[language]]
        + table.columns.map { "\(self.title(of: $0, table.columnKey)[language])（\(language.say("亩", "mu"))）" }
        + [
          language.say("合计（亩）", "total (mu)"), language.say("合计（平方米）", "total (m²)"),
          language.say("调平（亩）", "levelled by (mu)"),
        ])
    func figures(_ line: PivotTable.Line) -> [WorkbookSheet.Cell] {
      line.sums.map { sum in sum.map { .number(Double($0.hundredthsOfMu) / 100, decimals: 2) } ?? .empty } + [
        .number(Double(line.total.hundredthsOfMu) / 100, decimals: 2),
        .number(line.total.area.squareMetres, decimals: 2),
        .number(Double(line.total.levelledBy) / 100, decimals: 2),
      ]
    }
    for line in table.lines {
      let isCoded = table.rowKey == .village || table.rowKey == .township
      sheet.append(
        [isCoded ? .text(line.unit.code) : .empty, .text(name(of: line, in: table, language))] + figures(line),
        line.isSubtotal ? .subtotal : .plain)
    }
    sheet.append([.text(""), .text(language.say("合计", "total"))] + figures(table.totals), .subtotal)
    return sheet
  }
}

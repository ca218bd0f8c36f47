// A sheet for people as a workbook, a tab for every section.

public import Geometry

extension Sheet {
  public func workbook(on day: Day) -> Workbook {
    Workbook(
      title: title, day: day,
      sheets: sections.map { section in
        var sheet = WorkbookSheet(section.title, section.table)
        if let note = section.note { sheet.append([.text(note)]) }
        return sheet
      })
  }
}

extension WorkbookSheet {
  /// What the table sets right becomes numbers, with the decimals that it shows; all else stays text.
  public init(_ name: String, _ table: TerminalTable) {
    self.init(name, headings: table.headings)
    for (index, row) in table.rows.enumerated() {
      let cells = row.enumerated().map { column, text in
        table.numeric.contains(column) ? Cell(number: text) : text.isEmpty ? .empty : .text(text)
      }
      append(cells, table.hasTotal && index == table.rows.count - 1 ? .subtotal : .plain)
    }
  }
}

extension WorkbookSheet.Cell {
  /// A number as a table shows it; what is none, such as a dash, stays text.
  fileprivate init(number text: String) {
    guard !text.isEmpty else {
      self = .empty
      return
    }
    let decimals = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first?.count
    self = Double(text).map { .number($0, decimals: decimals ?? 0) } ?? .text(text)
  }
}

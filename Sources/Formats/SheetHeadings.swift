// The row of headings of a table, which offices put below a title. GDAL takes the first row for it.
//
//     昌吉市2021年机井清单 │        │       │          the columns become 昌吉市2021年机井清单, Field2, Field3, Field4
//     单位：水利局         │        │       │
//     井编号               │ 经度   │ 纬度  │ 许可     the headings: the first row of which more than half is filled
//     J001                 │ 87.30  │ 44.01 │ 有

import Geometry

/// The columns of a table under their own headings.
struct SheetHeadings {
  private(set) var columns: [(name: String, column: AttributeColumn)]
  /// The rows that are rows of the table, `nil` where all are.
  private(set) var rows: [Int]?
  /// What was passed over.
  private(set) var notes: [Words] = []

  /// - Parameters:
  ///   - count: of the rows below what GDAL took for the headings.
  ///   - format: titles stand in tables that people drew up.
  init(_ columns: [(name: String, column: AttributeColumn)], rows count: Int, format: SourceFormat?) {
    self.columns = columns
    guard format == .spreadsheet || format == .commaSeparated else { return }
    // Of headings alone in a workbook GDAL makes a row, and of a blank first line no names; of a CSV without names it takes them
    // for numbers.
    let isNamed = columns.indices.contains { !Self.isMadeUp(columns[$0].name, for: $0) }
    let heading =
      format == .spreadsheet || isNamed ? Self.row(below: columns.map(\.name), columns.map(\.column), count) : nil
    if let heading, count > 1 {
      notes.append(
        Words(zh: "表头取自第 \(heading + 2) 行，其上是标题", en: "the headings are in line \(heading + 2), below a title"))
    }
    let below = (heading.map { $0 + 1 } ?? 0)..<count
    let filled = below.filter { row in columns.contains { !Self.isBlank($0.column, row) } }
    if filled.count < below.count {
      let blank = below.count - filled.count
      notes.append(Words(zh: "\(blank) 行全空，不计为行", en: "\(blank) rows are wholly blank and are none"))
    }
    guard filled.count < count else { return }
    rows = filled
    self.columns = columns.map { name, column in
      let own = heading.flatMap { column.text($0)?.trimmingSpaces() } ?? ""
      return (own.isEmpty ? name : own, column.gathering(filled))
    }
  }

  private static func isBlank(_ column: AttributeColumn, _ row: Int) -> Bool {
    (column.text(row)?.trimmingSpaces() ?? "").isEmpty
  }

  /// Titles are no longer than this.
  private static let mostTitles = 8

  /// The row that holds the headings, where the names do not.
  private static func row(below names: [String], _ columns: [AttributeColumn], _ count: Int) -> Int? {
    let unnamed = names.indices.count { isMadeUp(names[$0], for: $0) }
    // A title is one cell, or two with the unit beside it; headings beside some columns without are none.
    guard 2 * unnamed >= names.count, names.count - unnamed <= 2 else { return nil }
    let row = (0..<min(count, mostTitles)).first { row in
      2 * columns.count { !isBlank($0, row) } > columns.count
    }
    // Headings are words.
    return row.flatMap { row in
      columns.contains { $0.text(row).flatMap { Double($0.trimmingSpaces()) } != nil } ? nil : row
    }
  }

  /// What GDAL calls a column without heading.
  private static func isMadeUp(_ name: String, for column: Int) -> Bool {
    name.isEmpty || name == "Field\(column + 1)" || name == "field_\(column + 1)"
  }
}

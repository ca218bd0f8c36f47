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
  /// The rows that are rows of the table.
  private(set) var rows: Range<Int>

  /// - Parameters:
  ///   - count: of the rows below what GDAL took for the headings.
  ///   - format: titles stand in tables that people drew up.
  init(_ columns: [(name: String, column: AttributeColumn)], rows count: Int, format: SourceFormat?) {
    self.columns = columns
    rows = 0..<count
    // Of headings alone in a workbook GDAL makes a row, and of a blank first line no names; of a CSV without names it takes them
    // for numbers.
    let isNamed = columns.indices.contains { !Self.isMadeUp(columns[$0].name, for: $0) }
    guard format == .spreadsheet || format == .commaSeparated && isNamed,
      let heading = Self.row(below: columns.map(\.name), columns.map(\.column), count)
    else {
      return
    }
    rows = heading + 1..<count
    if count > 1 {
      note = Words(
        zh: "表头取自第 \(heading + 2) 行，其上是标题", en: "the headings are in line \(heading + 2), below a title")
    }
    let kept = Array(rows)
    self.columns = columns.map { name, column in
      (column.text(heading)?.trimmingSpaces() ?? name, column.gathering(kept))
    }
  }

  /// What was passed over, `nil` where nothing was.
  private(set) var note: Words?

  /// Titles are no longer than this.
  private static let mostTitles = 8

  /// The row that holds the headings, where the names do not.
  private static func row(below names: [String], _ columns: [AttributeColumn], _ count: Int) -> Int? {
    let unnamed = names.indices.count { isMadeUp(names[$0], for: $0) }
    // A few columns without heading are no title.
    guard unnamed > 0, 2 * unnamed >= names.count else { return nil }
    return (0..<min(count, mostTitles)).first { row in
      2 * columns.count { !($0.text(row)?.trimmingSpaces() ?? "").isEmpty } > columns.count
    }
  }

  /// What GDAL calls a column without heading.
  private static func isMadeUp(_ name: String, for column: Int) -> Bool {
    name.isEmpty || name == "Field\(column + 1)" || name == "field_\(column + 1)"
  }
}

// Cells that are not of the type of their column: 2026/1/3 or the thirtieth of February where there should be a day, 1,234.5
// or a word where there should be a number. GDAL takes what it can read of them, and makes another day or number of it. Such
// a column is one of texts here, every cell as it stands in the file, so that whoever asks for days or numbers sees which are
// none.

import CGDAL
import Geometry

extension ReadResult {
  /// Makes texts of a column.
  ///
  /// - Parameter wrong: by row what stands in its cell.
  mutating func setTexts(_ field: String, wrong: [Int: String]) {
    guard !wrong.isEmpty, let column = layer.fields[field] else { return }
    layer.fields.set(
      field, .text(TextValues((0..<column.count).lazy.map { row in wrong[row] ?? column.text(row) })))
    notes.append(
      Words(
        zh: "“\(field)”列有 \(wrong.count) 个值不是数字或日期（如“\(wrong.min { $0.key < $1.key }!.value)”），该列按文字读取",
        en:
          "\(wrong.count) values of '\(field)' are no number or day (such as '\(wrong.min { $0.key < $1.key }!.value)'): the column is read as texts"
      ))
  }

  /// SQLite keeps any value in any column, so those of a GeoPackage are asked what they hold.
  mutating func tellWrongCells(in dataset: borrowing Dataset, _ layer: OGRLayerH) throws {
    guard let definition = unsafe OGR_L_GetLayerDefn(layer) else { return }
    let table = unsafe String(cString: OGR_L_GetName(layer)).sqlName
    let id = unsafe String(cString: OGR_L_GetFIDColumn(layer)).sqlName
    guard id != "".sqlName else { return }
    var conditions: [(field: String, condition: String)] = []
    for index in 0..<(unsafe OGR_FD_GetFieldCount(definition)) {
      guard let field = unsafe OGR_FD_GetFieldDefn(definition, index) else { continue }
      let name = unsafe String(cString: OGR_Fld_GetNameRef(field))
      guard let condition = unsafe SQL.isWrong(name.sqlName, OGR_Fld_GetType(field)) else { continue }
      conditions.append((name, condition))
    }
    // One look at all columns, and a look at each only where that finds something.
    let any = conditions.map { "(\($0.condition))" }.joined(separator: " OR ")
    guard !any.isEmpty, try dataset.execute("SELECT \(id) FROM \(table) WHERE \(any) LIMIT 1") != nil else { return }
    let rows = Dictionary(self.layer.featureIDs.enumerated().map { ($1, $0) }) { first, _ in first }
    for (field, condition) in conditions {
      let cells = try dataset.execute(
        "SELECT group_concat(\(id) || x'1f' || \(SQL.text(of: field.sqlName)), x'1e') FROM \(table) WHERE \(condition)"
      )
      let wrong = (cells ?? "").split(separator: "\u{1E}").compactMap { cell -> (Int, String)? in
        let parts = cell.split(separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let row = Int64(parts[0]).flatMap({ rows[$0] }) else { return nil }
        return (row, String(parts[1]))
      }
      setTexts(field, wrong: Dictionary(wrong) { first, _ in first })
    }
  }
}

private enum SQL {
  /// A cell as text without zero bytes, which would end it.
  fileprivate static func text(of column: String) -> String {
    "CASE typeof(\(column)) WHEN 'blob' THEN hex(\(column)) ELSE replace(CAST(\(column) AS TEXT), char(0), '?') END"
  }

  /// The condition that a cell is none of its column's type; `nil` for types that hold anything.
  fileprivate static func isWrong(_ column: String, _ type: OGRFieldType) -> String? {
    switch type {
    case OFTReal: "typeof(\(column)) IN ('text', 'blob')"
    case OFTInteger64: "typeof(\(column)) IN ('text', 'blob', 'real')"
    // GDAL cuts what is wider than its type.
    case OFTInteger: "typeof(\(column)) IN ('text', 'blob', 'real') OR abs(\(column)) > 2147483647"
    // A day that there is none becomes the next one that there is, or nothing; only a shift by days makes SQLite look.
    case OFTDate, OFTDateTime:
      "\(column) IS NOT NULL AND (typeof(\(column)) <> 'text' OR date(substr(\(column), 1, 10), '+0 days') IS NOT substr(\(column), 1, 10))"
    default: nil
    }
  }
}

extension AttributeColumn {
  /// Cells of a workbook hold numbers of fifteen digits. Of whole ones GDAL makes integers, as if the rest were known.
  var asCellsOfNumbers: AttributeColumn {
    guard case .integer(let values) = self,
      (0..<values.count).contains(where: { values[$0].map { $0.magnitude >= 1_000_000_000_000_000 } ?? false })
    else { return self }
    return .real(Values((0..<values.count).lazy.map { values[$0].map { Double($0) } }))
  }
}

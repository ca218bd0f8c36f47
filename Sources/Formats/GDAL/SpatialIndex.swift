// The spatial index of a layer of a GeoPackage (extension gpkg_rtree_index), written when all its rows are.
//
// GDAL makes the tables and triggers while the layer is empty. The trigger that puts every new row into the tree is away
// while rows are written, and comes back word for word before the transaction ends: a GIS that edits the layer later keeps
// the index as it does any other.

import CGDAL
import Geometry

/// Collects the boxes of the rows, 40 bytes each, until they are written.
struct SpatialIndex {
  private let table: String
  private let insertTrigger: String
  private let pageLength: Int
  private var ids: [Int64] = []
  private var boxes: [Box] = []

  /// - Parameters:
  ///   - layer: without rows, and made without an index.
  ///   - column: its geometry.
  init(of layer: String, column: String, in dataset: borrowing Dataset) throws(GDALError) {
    let table = "rtree_\(layer)_\(column)"
    let answer = try dataset.execute("SELECT CreateSpatialIndex(\(layer.sqlText), \(column.sqlText))")
    let trigger = table + "_insert"
    guard answer == "1",
      let definition = try dataset.execute("SELECT sql FROM sqlite_master WHERE name = \(trigger.sqlText)"),
      let length = try dataset.execute("SELECT length(data) FROM \((table + "_node").sqlName)").flatMap({ Int($0) })
    else { throw lastGDALError("CreateSpatialIndex") }
    try dataset.execute("DROP TRIGGER \(trigger.sqlName)")
    self.table = table
    insertTrigger = definition
    pageLength = length
  }

  mutating func add(_ id: Int64, _ box: Box) {
    ids.append(id)
    boxes.append(box)
  }

  /// Writes the tree, in the transaction that wrote the rows.
  func write(into dataset: borrowing Dataset) throws(GDALError) {
    let content = IndexPages(ids: ids, boxes: boxes, pageLength: pageLength)
    let pages = content.pages.indices
    try dataset.execute("DELETE FROM \((table + "_node").sqlName)")
    try insert(pages.lazy.map { "(\($0 + 1),x'\(content.pages[$0].hexadecimal)')" }, into: "_node", dataset)
    try insert(pages.dropFirst().lazy.map { "(\($0 + 1),\(content.parents[$0]))" }, into: "_parent", dataset)
    try insert(content.leaves.lazy.map { "(\($0.id),\($0.page))" }, into: "_rowid", dataset)
    try dataset.execute(insertTrigger)
  }

  /// In statements that are well below the longest that SQLite takes (a million bytes). GDAL looks for words in
  /// every statement, letter by letter: `SELECT ` it finds soon; with `INSERT INTO `, in one line, it would go on to look for
  /// the name of every layer.
  private func insert(
    _ rows: some Sequence<String>, into suffix: String, _ dataset: borrowing Dataset
  ) throws(GDALError) {
    let start = "INSERT\nINTO \((table + suffix).sqlName) SELECT * FROM (VALUES "
    var statement = start
    for row in rows {
      if statement.utf8.count > start.utf8.count { statement += "," }
      statement += row
      if statement.utf8.count > 200_000 {
        try dataset.execute(statement + ")")
        statement = start
      }
    }
    if statement.utf8.count > start.utf8.count { try dataset.execute(statement + ")") }
  }
}

extension String {
  /// As a name in SQL.
  var sqlName: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
  /// As a text in SQL.
  fileprivate var sqlText: String { "'" + replacing("'", with: "''") + "'" }
}

extension [UInt8] {
  fileprivate var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * count)
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

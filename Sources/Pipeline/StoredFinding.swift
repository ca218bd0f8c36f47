// What was found about rows on their way into the store, as rows of a table: values that were wrong are gone from the layer,
// and the check of the year tells them still.

import Geometry

struct StoredFinding: Sendable {
  let role: String
  /// The feature id of its row, which the store numbers from 1; 0 where it is about the whole layer.
  let row: Int
  private let finding: RowFinding

  /// - Parameter firstRow: how many rows of the role stand before those of the file.
  init(role: String, firstRow: Int, _ finding: RowFinding) {
    self.role = role
    row = finding.row.map { firstRow + $0 + 1 } ?? 0
    self.finding = finding
  }

  private init(_ table: FieldTable, _ index: Int) {
    func text(_ name: String) -> String { table.text(name, index) ?? "" }
    func number(_ name: String) -> Double? { table[name]?.number(index) }
    role = text("role")
    row = number("row").flatMap { Int(exactly: $0) } ?? 0
    var place: Coordinate?
    if let x = number("x"), let y = number("y") { place = Coordinate(x: x, y: y) }
    finding = RowFinding(
      code: text("code"), row: row > 0 ? row - 1 : nil,
      place: place, measure: number("measure"), unit: table.text("unit", index),
      field: table.text("field", index), illegible: table.text("value", index),
      message: Words(zh: text("zh"), en: text("en")))
  }

  /// The finding where its row stands now; `nil` where it is about the layer as a whole, as it is when another program has
  /// deleted the row.
  func finding(atRow row: Int?) -> RowFinding {
    if let row {
      var moved = finding
      moved.row = row
      return moved
    }
    return self.row == 0
      ? finding : RowFinding(code: finding.code, row: nil, place: finding.place, message: finding.message)
  }

  static func read(_ table: Layer) -> [StoredFinding] { (0..<table.count).map { StoredFinding(table.fields, $0) } }

  /// The findings of a role in a layer as it is now, whatever rows other programs have deleted from it.
  static func findings(_ stored: [StoredFinding], of role: String, in layer: Layer) -> [RowFinding] {
    let own = stored.filter { $0.role == role }
    if own.isEmpty { return [] }
    let rows = Dictionary(zip(layer.featureIDs, 0...)) { first, _ in first }
    return own.map { $0.finding(atRow: rows[Int64($0.row)]) }
  }

  static func table(_ findings: [StoredFinding]) -> Layer {
    let texts: [(String, (StoredFinding) -> String?)] = [
      ("role", { $0.role }), ("code", { $0.finding.code }),
      ("unit", { $0.finding.unit }), ("field", { $0.finding.field }), ("value", { $0.finding.illegible }),
      ("zh", { $0.finding.message.zh }), ("en", { $0.finding.message.en }),
    ]
    var fields = FieldTable()
    for (name, value) in texts { fields.set(name, .text(TextValues(findings.map(value)))) }
    fields.set("row", .integer(Values(findings.map { Int64($0.row) })))
    fields.set("x", .real(Values(findings.map { $0.finding.place?.x })))
    fields.set("y", .real(Values(findings.map { $0.finding.place?.y })))
    fields.set("measure", .real(Values(findings.map { $0.finding.measure })))
    return Layer(
      name: JobStore.findingsTable, frame: nil, geometry: nil, fields: fields,
      featureIDs: findings.indices.map { Int64($0) })
  }
}

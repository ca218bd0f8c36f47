// A04: the key that names a row for people must name one row.

public import Geometry

public enum DuplicateKeys: Check {
  public static let code = "A04"
  public static let severity = Severity.error
  public static let title = Words(zh: "编号重复或缺失", en: "duplicate or missing key")
  public static let source = Words(zh: "国土调查数据库质检：唯一码", en: "land-survey quality rules: unique number")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.layers.layers.flatMap { layer in
      var rowsOfKey: [String: [Int]] = [:]
      var missing: [Int] = []
      for row in 0..<layer.layer.count {
        if let key = layer.layer.fields.text(layer.keyField, row) {
          rowsOfKey[key, default: []].append(row)
        } else {
          missing.append(row)
        }
      }
      let duplicates = rowsOfKey.filter { $0.value.count > 1 }.sorted { $0.value[0] < $1.value[0] }
      return duplicates.map { key, rows in
        Finding(
          code: code, severity: severity, layers: [layer.role], rows: [key], place: layer.place(rows[1]),
          measure: Double(rows.count), unit: "rows",
          message: Words(
            zh: "编号 \(key) 出现 \(rows.count) 次（fid \(list(rows, layer))），清单和汇总会把它们混为一行；请改为各自的编号",
            en:
              "the key \(key) stands in \(rows.count) rows (fid \(list(rows, layer))), which lists and totals would take for one; give each its own"
          ))
      }
        + missing.map { row in
          Finding(
            code: code, severity: severity, layers: [layer.role], rows: [layer.key(row)], place: layer.place(row),
            message: Words(
              zh: "fid \(layer.layer.featureIDs[row]) 没有编号，无法在清单中指认；请补填",
              en: "fid \(layer.layer.featureIDs[row]) has no key, so no list can name it; fill it in"))
        }
    }
  }

  private static func list(_ rows: [Int], _ layer: RoleLayer) -> String {
    let shown = rows.prefix(5).map { String(layer.layer.featureIDs[$0]) }.joined(separator: ", ")
    return rows.count > 5 ? shown + ", …" : shown
  }
}

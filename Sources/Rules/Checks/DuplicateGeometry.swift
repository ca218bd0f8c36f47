// G07: the same boundary in two rows of a layer, whatever vertex it begins with and whichever way it runs: one thing entered
// twice. Wells at one place are W06's.

public import Geometry

public enum DuplicateGeometry: Check {
  public static let code = "G07"
  public static let severity = Severity.error
  public static let title = Words(zh: "图形重复", en: "duplicate geometry")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：不重复", en: "昌市政办发〔2021〕36号 四(二): nothing counted twice")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for layer in context.layers.layers {
      guard let geometry = layer.layer.geometry else { continue }
      for rows in try await duplicateRows(of: geometry, workers: context.workers) {
        // Zones of different kinds may be of the same extent.
        let kinds = Dictionary(grouping: rows) {
          layer.role == "zones" ? layer.layer.fields.text("zone_kind", $0) : nil
        }
        for same in kinds.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] }) {
          findings.append(finding(same, layer, context))
        }
      }
    }
    return findings
  }

  private static func finding(_ rows: [Int], _ layer: RoleLayer, _ context: CheckContext) -> Finding {
    let keys = rows.map { layer.key($0) }
    // What counts more than once. Ground in two zones of one kind is in no sum twice.
    let again = layer.prepared.flatMap { prepared in
      context.dividingLayers.contains { $0.role == layer.role }
        ? Double(rows.count - 1) * prepared.geometry.area(ofRow: rows[0])
          * context.scale(prepared.boxes[rows[0]].center) : nil
    }
    let shown = keys.prefix(5).joined(separator: ", ") + (keys.count > 5 ? ", …" : "")
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: keys, place: layer.place(rows[0]),
      measure: again ?? Double(rows.count), unit: again == nil ? "rows" : "m²",
      message: Words(
        zh: "\(rows.count) 行（\(shown)）的图形完全相同，同一块地被登记了多次，面积会重复计算；请只保留一行",
        en:
          "\(rows.count) rows (\(shown)) have the same boundary: one thing entered more than once, and counted as often; keep one row"
      ))
  }
}

// X06: rows across a line between villages or townships. Their area is shared out; somebody should say whose they are.

public import Geometry
import Overlay

public enum StraddlingPlots: Check {
  public static let code = "X06"
  public static let severity = Severity.warning
  public static let title = Words(zh: "地块跨村或跨乡镇", en: "plot across a village or township line")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）：自下而上村、乡镇、市汇总", en: "昌市政办发〔2021〕36号 四(二): added up from village to township to city")
  public static let thresholds: [Threshold] = [
    .layersArea,
    Threshold(
      "width", 2, "m",
      reason: Words(zh: "沿界线绘制的地块可差 1 至 2 米", en: "a plot drawn along a line differs from it by one to two metres")),
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.inOneUnit.flatMap { [[$0.role, "villages"], [$0.role, "townships"]] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let units = context.layers["villages"] ?? context.layers["townships"] else { return [] }
    var findings: [Finding] = []
    for kind in context.rules.inOneUnit {
      guard let rows = kind.rows(in: context.layers) else { continue }
      let whole = (0..<rows.layer.layer.count).map { rows.prepared.geometry.area(ofRow: $0) }
      // Rows in one unit, which are nearly all, need no shape.
      let claims = try await context.claims(Self.self, rows.layer, units) { pair in
        rows.holds[pair.left] && pair.area < whole[pair.left] * (1 - 1e-9)
      }
      var start = 0
      while start < claims.count {
        let end = claims[start...].firstIndex { $0.left != claims[start].left } ?? claims.count
        if end - start > 1 { findings.append(finding(rows.layer, units, Array(claims[start..<end]))) }
        start = end
      }
    }
    return findings
  }

  private static func finding(_ layer: RoleLayer, _ units: RoleLayer, _ claims: [Claim]) -> Finding {
    let parts = claims.sorted { ($1.area, $0.right) < ($0.area, $1.right) }
    let total = parts.reduce(0) { $0 + $1.area }
    let key = layer.key(parts[0].left)
    let shares = parts.map { "\(units.name($0.right)) \(percent($0.area / total))" }
    let outside = total - parts[0].area
    let townships = Set(parts.map { units.key($0.right).prefix(9) })
    let line = townships.count > 1 ? Words(zh: "跨乡镇", en: "a township line") : Words(zh: "跨村", en: "a village line")
    return Finding(
      code: code, severity: severity, layers: [layer.role, units.role], rows: [key] + parts.map { units.key($0.right) },
      place: parts[1].place, measure: outside, unit: "m²",
      message: Words(
        zh: "\(key) \(line.zh)：\(shares.joined(separator: "，"))；面积已按此分摊，请核定归属或沿界线分割",
        en:
          "\(key) lies across \(line.en): \(shares.joined(separator: ", ")); its area is shared out so: settle whose it is, or divide it at the line"
      ))
  }
}

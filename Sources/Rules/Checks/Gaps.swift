// T02: ground that a layer must cover and does not.

public import Geometry
import Overlay

public enum Gaps: Check {
  public static let code = "T02"
  public static let severity = Severity.error
  public static let title = Words(zh: "图层有空隙", en: "gap in a layer that must cover its unit")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：不遗漏", en: "昌市政办发〔2021〕36号 四(二): nothing left out")
  public static let thresholds: [Threshold] = [
    .claimedArea, .claimedWidth,
    Threshold(
      "filled", 0.95, "",
      reason: Words(
        zh: "空隙的这一比例被水库、渠道、渠首图层覆盖时视为有意留空；其边界另行测绘，不会完全吻合",
        en:
          "a gap is intended where the layers of reservoirs, canals and headworks fill this share of it; drawn apart, they never fit to the last bit"
      )),
    Threshold(
      "hole", 0, "m²",
      reason: Words(
        zh: "大于此面积的空隙视为有意留空（如不在任务范围内的飞地）；0 表示没有这样的空隙：国土调查覆盖全域",
        en:
          "a larger gap is intended, such as land outside the task; 0: there are none, because the land survey leaves nothing out"
      )),
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? { unitRoles.keys.sorted().map { [$0] } }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    let slivers = context.slivers
    for layer in context.layers.layers {
      guard let gaps = try await context.gaps(in: layer) else { continue }
      for (gap, isIntended) in zip(gaps.gaps, try await context.areIntended(gaps, in: layer))
      where !isIntended && !slivers.holds(width: gap.width, thinness: gap.thinness) {
        findings.append(finding(layer, gap, area: gap.area * context.scale(gap.place)))
      }
      if let reason = gaps.reason { findings.append(refused(layer, reason)) }
    }
    return findings
  }

  private static func finding(_ layer: RoleLayer, _ gap: CoverageGap, area: Double) -> Finding {
    let keys = gap.rows.map(layer.key)
    let (measured, width) = (area.toHundredths, gap.width.toHundredths)
    let beside = keys.prefix(3).joined(separator: "、") + (keys.count > 3 ? " …" : "")
    let besideInEnglish = keys.prefix(3).joined(separator: ", ") + (keys.count > 3 ? " …" : "")
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: keys, place: gap.place, measure: area, unit: "m²",
      message: Words(
        zh: "\(layer.title.zh)在 \(beside) 旁有 \(measured) 平方米（宽约 \(width) 米）不属于任何图斑，合计面积因此偏小；请补上图斑或改正相邻边界",
        en:
          "\(layer.title.en): \(measured) m² (about \(width) m wide) beside \(besideInEnglish) belong to no row, so the totals are too small; add the missing row or correct its neighbours' boundaries"
      ))
  }

  private static func refused(_ layer: RoleLayer, _ reason: String) -> Finding {
    Finding(
      code: code, severity: severity, layers: [layer.role], rows: [], place: nil,
      message: Words(
        zh: "\(layer.title.zh)的边界互相交错，未能查清全部空隙（\(reason)）；请先改正 G01、T01 所列的边界",
        en:
          "the boundaries of \(layer.title.en) cross each other so that not every gap could be told (\(reason)); first correct what G01 and T01 list"
      ))
  }
}

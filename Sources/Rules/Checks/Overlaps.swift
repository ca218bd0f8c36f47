// T01: two rows of one layer that claim the same ground; where two villages do, X01 says so.

public import Geometry
import Overlay

public enum Overlaps: Check {
  public static let code = "T01"
  public static let severity = Severity.error
  public static let title = Words(zh: "同层重叠", en: "overlap within a layer")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：不重复", en: "昌市政办发〔2021〕36号 四(二): nothing counted twice")
  public static let thresholds: [Threshold] = [.claimedArea, .claimedWidth]

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    let slivers = context.slivers
    for layer in context.dividingLayers {
      let isToldOfVillages = DoubleClaims.toldOverlaps(in: layer, context)
      // A thread along the line between two rows is a sliver, T03.
      for overlap in try await context.overlaps(within: layer)
      where !overlap.isDuplicate && !slivers.holds(overlap.shape) && !isToldOfVillages(overlap) {
        findings.append(finding(layer, overlap, area: overlap.shape.area * context.scale(overlap.shape.centroid)))
      }
    }
    return findings
  }

  private static func finding(_ layer: RoleLayer, _ overlap: RowOverlap, area: Double) -> Finding {
    let (a, b) = (layer.key(overlap.left), layer.key(overlap.right))
    let measured = area.toHundredths
    let width = overlap.shape.width.toHundredths
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [a, b], place: overlap.shape.centroid, measure: area,
      unit: "m²",
      message: Words(
        zh: "\(a) 与 \(b) 重叠 \(measured) 平方米（宽约 \(width) 米），该部分面积重复计算；请核定归属后改正其中一个边界",
        en:
          "\(a) and \(b) share \(measured) m² (about \(width) m wide), ground that counts twice; decide whose it is and correct one boundary"
      ))
  }
}

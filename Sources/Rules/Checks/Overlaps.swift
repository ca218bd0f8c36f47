// T01: two rows of one layer that claim the same ground.

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
    // Zones of different kinds may lie one in the other; they are not a division of the ground.
    for layer in context.layers.layers where layer.role != "zones" {
      guard let prepared = layer.prepared, prepared.geometry.kind == .polygon else { continue }
      let pairs = try await sharedAreasWithin(
        prepared, tree: layer.tree, above: context.threshold(Self.self, "area"), workers: context.workers
      ).filter { !layer.unsound.contains($0.left) && !layer.unsound.contains($0.right) }
      let shapes = try await shapes(of: pairs, prepared, prepared, workers: context.workers)
      for (pair, shape) in zip(pairs, shapes) where shape.width > context.threshold(Self.self, "width") {
        findings.append(finding(layer, pair, shape, area: shape.area * context.scale(shape.centroid)))
      }
    }
    return findings
  }

  private static func finding(_ layer: RoleLayer, _ pair: SharedArea, _ shape: OverlapShape, area: Double) -> Finding {
    let (a, b) = (layer.key(pair.left), layer.key(pair.right))
    let measured = area.toHundredths
    let width = shape.width.toHundredths
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [a, b], place: shape.centroid, measure: area,
      unit: "m²",
      message: Words(
        zh: "\(a) 与 \(b) 重叠 \(measured) 平方米（宽约 \(width) 米），这块地被算了两次；请核定归属后改正其中一个边界",
        en:
          "\(a) and \(b) share \(measured) m² (about \(width) m wide), ground that counts twice; decide whose it is and correct one boundary"
      ))
  }
}

// T03: threads of ground that nobody drew on purpose. A sliver is told by its width and its thinness: a long one can be
// larger than a small field.

public import Geometry
import Overlay

public enum Slivers: Check {
  public static let code = "T03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "细碎狭长图形", en: "sliver")
  public static let source = Words(
    zh: "三调质检：拓扑", en: "land-survey quality rules: topology; geofileops#774")
  public static let thresholds: [Threshold] = [
    Threshold(
      "width", SliverRule.boundaryPoints.width, "m",
      reason: Words(
        zh: "TD/T 1001-2012 一级界址点允许误差：两次测量同一条界线可以相差这么多",
        en: "TD/T 1001-2012, limit of boundary points of the first class: two surveys of one line may differ by as much"
      )),
    Threshold(
      "thinness", SliverRule.boundaryPoints.thinness, "",
      reason: Words(
        zh: "4π×面积/周长²：长约为宽的八倍以上", en: "4π × area / perimeter²: about eight times as long as wide")),
  ]

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    let slivers = context.slivers
    for layer in context.dividingLayers {
      guard let geometry = layer.layer.geometry else { continue }
      for row in try await thinRows(of: layer, context) {
        findings.append(
          finding(
            layer, [row], geometry.labelPoint(ofRow: row), geometry.area(ofRow: row), geometry.sides(ofRow: row).width,
            context,
            Words(
              zh: "整个图形为狭长碎条，多为叠加或切割的残余；请并入相邻图形",
              en: "the whole row is a thread, mostly left over from cutting; merge it into a neighbour")))
      }
      for overlap in try await context.overlaps(within: layer)
      where !overlap.isDuplicate && slivers.holds(overlap.shape) {
        findings.append(
          finding(
            layer, [overlap.left, overlap.right], overlap.shape.centroid, overlap.shape.area, overlap.shape.width,
            context,
            Words(
              zh: "两个图形沿界线重叠一窄条，该部分面积重复计算；请让两者共用同一条界线",
              en: "two rows overlap by a thread along their line, which counts twice; let both have the same line")))
      }
      for gap in try await context.gaps(in: layer)?.gaps ?? []
      where slivers.holds(width: gap.width, thinness: gap.thinness) {
        findings.append(
          finding(
            layer, gap.rows, gap.place, gap.area, gap.width, context,
            Words(
              zh: "相邻图形之间有一条细缝，不属于任何一方；请让两者共用同一条界线",
              en: "a thread of ground between neighbours belongs to none; let them have the same line")))
      }
    }
    return findings
  }

  private static func thinRows(of layer: RoleLayer, _ context: CheckContext) async throws -> [Int] {
    guard let geometry = layer.layer.geometry else { return [] }
    let slivers = context.slivers
    return try await inChunks(of: geometry.count, size: 4096, workers: context.workers, state: {}) { _, rows in
      rows.filter { row in
        !geometry.isEmpty(row: row) && !layer.unsound.contains(row)
          && slivers.holds(width: geometry.sides(ofRow: row).width, thinness: geometry.thinness(ofRow: row))
      }
    }.flatMap { $0 }
  }

  private static func finding(
    _ layer: RoleLayer, _ rows: [Int], _ place: Coordinate?, _ planar: Double, _ width: Double, _ context: CheckContext,
    _ what: Words
  ) -> Finding {
    let keys = rows.map(layer.key)
    let area = place.map { planar * context.scale($0) } ?? planar
    let (measured, millimetres) = (area.toHundredths, (width * 1000).rounded())
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: keys, place: place, measure: width, unit: "m",
      message: Words(
        zh: "\(keys.prefix(3).joined(separator: "、"))：宽约 \(millimetres) 毫米、\(measured) 平方米，\(what.zh)",
        en: "\(keys.prefix(3).joined(separator: ", ")): about \(millimetres) mm wide, \(measured) m²: \(what.en)"))
  }
}

extension CheckContext {
  var slivers: SliverRule {
    SliverRule(width: threshold(Slivers.self, "width"), thinness: threshold(Slivers.self, "thinness"))
  }
}

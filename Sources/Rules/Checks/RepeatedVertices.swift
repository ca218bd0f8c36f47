// G03: vertices that repeat the one before, or nearly: they make edges without a direction.

public import Geometry

public enum RepeatedVertices: Check {
  public static let code = "G03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "重复点或过近点", en: "duplicate or near vertices")
  public static let source = Words(
    zh: "农村土地承包经营权质检：重复节点、近节点", en: "contract-land quality rules: duplicate and near nodes")
  public static let thresholds = [
    Threshold(
      "distance", 0.001, "m",
      reason: Words(
        zh: "承包地数据的坐标限差 0.001 米：更近的两点是同一点",
        en: "coordinate tolerance of contract-land data, 0.001 m: nearer points are one"))
  ]

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for layer in context.layers.layers {
      guard let geometry = layer.layer.geometry else { continue }
      let limit = context.threshold(Self.self, "distance")
      for close in try await geometry.closeVertices(within: limit, workers: context.workers) {
        let key = layer.key(close.row)
        let vertices = close.count == 1 ? "1 vertex" : "\(close.count) vertices"
        findings.append(
          Finding(
            code: code, severity: severity, layers: [layer.role], rows: [key], place: close.place,
            measure: close.distance, unit: "m",
            message: Words(
              zh: "\(key) 的边界有 \(close.count) 个点与前一点重复或相距不足 \(limit) 米，会造成悬挂边和面积误差；请在所示位置删去多余的点",
              en:
                "\(key): \(vertices) on the one before or less than \(limit) m from it, which breaks shared edges; delete what is too many, beginning at the place shown"
            )))
      }
    }
    return findings
  }
}

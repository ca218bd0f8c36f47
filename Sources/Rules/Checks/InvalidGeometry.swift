// G01: polygons that are not valid. Their areas mean nothing until they are repaired.

public import Geometry
import Overlay

public enum InvalidGeometry: Check {
  public static let code = "G01"
  public static let severity = Severity.error
  public static let title = Words(zh: "图形无效", en: "invalid geometry")
  public static let source = Words(
    zh: "OGC 06-103r4 §6.1.11；三调质检：拓扑", en: "OGC 06-103r4 §6.1.11; land-survey quality rules: topology")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for layer in context.layers.layers {
      guard let geometry = layer.layer.geometry else { continue }
      for invalid in try await invalidRows(of: geometry, workers: context.workers) {
        let key = layer.key(invalid.row)
        findings.append(
          Finding(
            code: code, severity: severity, layers: [layer.role], rows: [key], place: invalid.place,
            message: Words(
              zh: "\(key) 的边界无效（\(chinese(invalid.reason))），面积不可信；请在所示位置改正边界",
              en:
                "the boundary of \(key) is not valid (\(invalid.reason)), so its area means nothing; correct it at the place shown"
            )))
      }
    }
    return findings
  }

  /// GEOS's reasons in Chinese; one that it should word anew is shown as it is.
  private static func chinese(_ reason: String) -> String {
    let known = [
      "Self-intersection": "边界自相交", "Ring Self-intersection": "环自相接", "Hole lies outside shell": "洞在外环之外",
      "Holes are nested": "洞套洞", "Nested shells": "外环互相包含", "Interior is disconnected": "内部不连通",
      "Duplicate Rings": "环重复", "Too few points in geometry component": "点数不足", "Invalid Coordinate": "坐标无效",
      "Ring is not closed": "环未闭合",
    ]
    return known.first { reason.hasPrefix($0.key) }?.value ?? reason
  }
}

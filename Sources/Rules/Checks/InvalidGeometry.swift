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
      findings += try await Self.findings(in: layer, workers: context.workers)
    }
    return findings
  }

  public static func findings(in layer: RoleLayer, workers: Int) async throws -> [Finding] {
    guard let geometry = layer.layer.geometry else { return [] }
    return try await invalidRows(of: geometry, workers: workers).map { invalid in
      let key = layer.key(invalid.row)
      return Finding(
        code: code, severity: severity, layers: [layer.role], rows: [key], place: invalid.place,
        message: Words(
          zh: "\(key) 的边界无效（\(invalid.words.zh)），面积不可信；请在所示位置改正边界",
          en:
            "the boundary of \(key) is not valid (\(invalid.reason)), so its area means nothing; correct it at the place shown"
        ))
    }
  }
}

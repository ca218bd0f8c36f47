// G09: holes that run the same way as their shell. Areas here do not depend on it, but programs that tell holes from shells
// by their direction count the hole as ground.

public import Geometry

public enum RingDirections: Check {
  public static let code = "G09"
  public static let severity = Severity.note
  public static let title = Words(zh: "环的方向不对", en: "ring that runs the wrong way")
  public static let source = Words(
    zh: "OGC 06-103r4 §6.1.11；ESRI Shapefile 技术说明（1998）",
    en: "OGC 06-103r4 §6.1.11; ESRI Shapefile Technical Description (1998)")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for layer in context.layers.layers {
      guard let geometry = layer.layer.geometry else { continue }
      for (row, place) in try await geometry.rowsWithHolesAlongShells(workers: context.workers) {
        let key = layer.key(row)
        findings.append(
          Finding(
            code: code, severity: severity, layers: [layer.role], rows: [key], place: place,
            message: Words(
              zh: "\(key) 的洞与外环方向相同；本程序不受影响，但有的软件会把洞算作面积，交换前请改正方向",
              en:
                "a hole of \(key) runs the same way as its shell; nothing here depends on that, but other programs may count the hole as ground: turn it round before you hand the file on"
            )))
      }
    }
    return findings
  }
}

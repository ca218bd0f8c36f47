// G05: rows of several parts where the profile wants one: each part has an owner, a class and neighbours of its own.

public import Geometry
import Profiles

public enum MultipartRows: Check {
  public static let code = "G05"
  public static let severity = Severity.warning
  public static let title = Words(zh: "应为单部分的图形有多个部分", en: "several parts where one is required")
  public static let source = Words(zh: "三调质检：多部件检查", en: "land-survey quality rules: multipart features")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.layers.layers.flatMap { layer -> [Finding] in
      guard layer.profile?.isSinglePart == true, let geometry = layer.layer.geometry else { return [] }
      return (0..<geometry.count).filter { geometry.parts(ofRow: $0).count > 1 }.map { row in
        let parts = geometry.parts(ofRow: row).count
        return Finding(
          code: code, severity: severity, layers: [layer.role], rows: [layer.key(row)], place: layer.place(row),
          measure: Double(parts), unit: "parts",
          message: geometry.kind == .point
            ? Words(
              zh: "\(layer.key(row)) 登记了 \(parts) 个坐标，不知是哪一个；请一井一行",
              en: "\(layer.key(row)) has \(parts) points, and nobody knows which it is; give every well a row")
            : Words(
              zh: "\(layer.key(row)) 由 \(parts) 个互不相连的部分组成，应一块一行；请拆分并各自编号",
              en:
                "\(layer.key(row)) has \(parts) separate parts, but every piece of ground is a row; split it and number the pieces"
            ))
      }
    }
  }
}

// G06: rows below the smallest area that their class may have. The areas are written in the profiles.

public import Geometry
import Profiles

public enum SmallAreas: Check {
  public static let code = "G06"
  public static let severity = Severity.warning
  public static let title = Words(zh: "小于最小面积", en: "below the minimum area of its class")
  public static let source = Words(
    zh: "TD/T 1055-2019 最小上图面积；农村土地承包经营权质检：碎小图斑",
    en: "TD/T 1055-2019, smallest areas; contract-land quality rules: splinters")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for layer in context.layers.layers {
      guard let minimum = layer.profile?.minimumArea, let geometry = layer.layer.geometry else { continue }
      findings += try await inChunks(of: geometry.count, workers: context.workers, state: {}) { _, rows in
        rows.compactMap { finding(layer, geometry, row: $0, minimum, context) }
      }.flatMap { $0 }
    }
    return findings
  }

  private static func finding(
    _ layer: RoleLayer, _ geometry: GeometryColumn, row: Int, _ minimum: MinimumArea, _ context: CheckContext
  ) -> Finding? {
    let ground = minimum.field.flatMap { layer.layer.fields.text($0, row) }
    guard !geometry.isEmpty(row: row), !layer.unsound.contains(row), let least = minimum.area(ofClass: ground) else {
      return nil
    }
    // Nearly all rows are far above it, and the scale is never off by a hundredth.
    let planar = geometry.area(ofRow: row)
    guard planar < 1.01 * least, let place = layer.place(row) else { return nil }
    let area = planar * context.scale(place)
    guard area < least else { return nil }
    let key = layer.key(row)
    let kind = ground.map { Words(zh: "（地类 \($0)）", en: " (class \($0))") } ?? Words("")
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [key], place: place, measure: area, unit: "m²",
      message: Words(
        zh: "\(key)\(kind.zh) 只有 \(area.toHundredths) 平方米，小于最小面积 \(least) 平方米，多为误画的碎片；请并入相邻地块或核实",
        en:
          "\(key)\(kind.en) has only \(area.toHundredths) m², less than the smallest area of \(least) m², mostly a splinter of drawing; join it to a neighbour, or confirm it"
      ))
  }
}

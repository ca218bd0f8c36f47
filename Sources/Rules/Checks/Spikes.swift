// G04: spikes and narrow angles, where a boundary runs out and comes back almost on itself.

public import Geometry

public enum Spikes: Check {
  public static let code = "G04"
  public static let severity = Severity.warning
  public static let title = Words(zh: "针状凸起或狭长角", en: "spike or narrow angle")
  public static let source = Words(zh: "农村土地承包经营权质检：狭长角", en: "contract-land quality rules: narrow angles")
  public static let thresholds = [
    Threshold(
      "angle", 5, "°",
      reason: Words(
        zh: "承包地质检工具的狭长角界限；5° 的角在距尖端 1 米处只有 9 厘米宽，小于界址点的测量误差",
        en:
          "limit of contract-land checking tools; one metre from its tip such an angle is 9 cm wide, less than a boundary point is accurate"
      )),
    Threshold(
      "reach", 0.1, "m",
      reason: Words(
        zh: "比 0.1 米更近的点不决定方向：尖端由几个密集的点画成时，按一个尖端看",
        en: "vertices nearer than 0.1 m give no direction: a tip that is drawn with several of them is one tip")),
  ]

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for layer in context.layers.layers {
      guard let geometry = layer.layer.geometry else { continue }
      let spikes = try await geometry.spikes(
        below: context.threshold(Self.self, "angle"), reach: context.threshold(Self.self, "reach"),
        workers: context.workers)
      for spike in spikes where !layer.unsound.contains(spike.row) { findings.append(finding(spike, layer)) }
    }
    return findings
  }

  private static func finding(_ spike: Spike, _ layer: RoleLayer) -> Finding {
    let key = layer.key(spike.row)
    let (angle, length, width) = (spike.angle.toHundredths, spike.length.toHundredths, spike.width.toHundredths)
    let others = spike.count - 1
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [key], place: spike.place, measure: spike.angle,
      unit: "°",
      message: Words(
        zh:
          "\(key) 的边界在所示位置折成 \(angle)° 的尖角（长 \(length) 米，根部宽 \(width) 米）\(others > 0 ? "，另有 \(others) 处" : "")，多为误画；请删去尖端的点",
        en:
          "the boundary of \(key) turns back at \(angle)° (\(length) m long, \(width) m wide at its base)\(others > 0 ? ", and at \(others) more places" : ""), which is mostly a slip in drawing; delete the vertex at the tip"
      ))
  }
}

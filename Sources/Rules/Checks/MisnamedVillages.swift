// X11: rows whose village code names another village than the one that they lie in. Areas are added up by where ground lies,
// so the village that claims it by its code misses it in its sum.

public import Geometry
import Overlay
import Profiles

public enum MisnamedVillages: Check {
  public static let code = "X11"
  public static let severity = Severity.warning
  public static let title = Words(zh: "村代码与所在村不符", en: "village code of another village than its place")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）：自下而上村、乡镇、市汇总", en: "昌市政办发〔2021〕36号 四(二): added up from village to township to city")
  public static let thresholds = [
    Threshold(
      "share", 0.5, "",
      reason: Words(
        zh: "在所登记的村内不足一半的，不是沿界线勾绘的误差",
        en: "what lies less than half in the village that it names is no matter of lines drawn apart"))
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.ofOneVillage.map { [$0.kind.role, "villages"] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let villages = context.layers["villages"] else { return [] }
    // By code, those whose ground is known: of a village whose outline crosses itself nobody can say what lies in it (G01).
    let known = Dictionary(
      (0..<villages.layer.count).filter(villages.hasUsableGeometry).map {
        (UnitLevel.village.beginning(of: villages.key($0)), $0)
      }, uniquingKeysWith: { first, _ in first })
    var findings: [Finding] = []
    for (kind, field) in context.rules.ofOneVillage {
      guard let rows = kind.rows(in: context.layers) else { continue }
      let pairs = try await context.ground.pairs(rows.layer, villages)
      var start = 0
      while start < pairs.count {
        let row = pairs[start].left
        let end = pairs[start...].firstIndex { $0.left != row } ?? pairs.count
        defer { start = end }
        // A code that no village has is A05's.
        guard rows.holds[row],
          let code = rows.layer.layer.fields.text(field, row).map(UnitLevel.village.beginning(of:)),
          let named = known[code]
        else { continue }
        let parts = pairs[start..<end]
        let others = parts.filter { UnitLevel.village.beginning(of: villages.key($0.right)) != code }
        let total = parts.reduce(0) { $0 + $1.area }
        let elsewhere = others.reduce(0) { $0 + $1.area }
        guard total - elsewhere < context.threshold(Self.self, "share") * total,
          let largest = others.max(by: { ($0.area, $1.right) < ($1.area, $0.right) })
        else { continue }
        findings.append(
          finding(
            row, rows.layer, names: (code, villages.name(named)), liesIn: largest.right, villages,
            elsewhere * context.scale(rows.prepared.boxes[row].center)))
      }
    }
    return findings
  }

  private static func finding(
    _ row: Int, _ layer: RoleLayer, names named: (code: String, name: String), liesIn village: Int,
    _ villages: RoleLayer, _ area: Double
  ) -> Finding {
    let key = layer.key(row)
    let place = villages.name(village)
    return Finding(
      code: code, severity: severity, layers: [layer.role, villages.role], rows: [key, villages.key(village)],
      place: layer.place(row), measure: area, unit: "m²",
      message: Words(
        zh: "\(key) 登记在\(named.name)（\(named.code)），图形却在\(place)；面积已计入\(place)，请核对村代码或图形位置",
        en:
          "\(key) is registered under \(named.name) (\(named.code)) but lies in \(place), which counts its area; check the code or where it is drawn"
      ))
  }
}

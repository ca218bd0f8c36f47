// X07: ground irrigated from groundwater, or from nobody knows where, inside a zone where taking is forbidden or limited.

public import Geometry
import Overlay

public enum GroundInZones: Check {
  public static let code = "X07"
  public static let severity = Severity.warning
  public static let title = Words(zh: "禁采区、限采区内的井灌地", en: "irrigated ground inside a prohibited or limited zone")
  public static let source = Words(
    zh: "国务院令第748号 第三十五条；昌市政办发〔2022〕7号", en: "Order 748 art. 35; 昌市政办发〔2022〕7号")
  public static let thresholds = [
    Threshold(
      "area", 666.7, "m²",
      reason: Words(zh: "1 亩：更小的边角不影响水源置换", en: "1 mu: smaller corners change nothing about the source of water")),
    Threshold(
      "width", 5, "m",
      reason: Words(zh: "分区界线的定位精度 5 米", en: "the position accuracy of the zones' lines, 5 m")),
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? { scope.rules.inZones.map { [$0.kind.role, "zones"] } }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let zones = context.layers["zones"] else { return [] }
    var findings: [Finding] = []
    for rule in context.rules.inZones {
      guard let rows = rule.kind.rows(in: context.layers) else { continue }
      let isOfKind = (0..<zones.layer.count).map { zones.zoneKind(ofRow: $0) == rule.zone }
      let claims = try await context.claims(Self.self, rows.layer, zones) {
        rows.holds[$0.left] && isOfKind[$0.right]
      }
      switch rule.telling {
      case .rows: findings += claims.map { finding(rows.layer, zones, rule.zone, $0) }
      case .villages: findings += byVillage(claims, rows.layer, zones, rule.zone, context)
      }
    }
    return findings
  }

  private static func finding(_ layer: RoleLayer, _ zones: RoleLayer, _ kind: ZoneKind, _ claim: Claim) -> Finding {
    let (key, zone) = (layer.key(claim.left), zones.key(claim.right))
    let area = spoken(claim.area)
    return Finding(
      code: code, severity: severity, layers: [layer.role, zones.role], rows: [key, zone], place: claim.place,
      measure: claim.area, unit: "m²",
      message: Words(
        zh: "井灌或水源不明的地块 \(key) 有 \(area.zh)在\(kind.title.zh) \(zone) 内，不得再取用地下水；请置换水源、退减，或补填灌溉水源",
        en:
          "\(area.en) of plot \(key), irrigated from wells or from an unknown source, lie in the \(kind.title.en) zone \(zone), where no groundwater may be taken; change its source, withdraw it, or fill in its source"
      ))
  }

  /// One finding for each village in a zone; ground in no village by itself.
  private static func byVillage(
    _ claims: [Claim], _ layer: RoleLayer, _ zones: RoleLayer, _ kind: ZoneKind, _ context: CheckContext
  ) -> [Finding] {
    struct Village: Hashable {
      let zone: Int
      let village: Int?
    }
    let villages = context.layers["villages"]
    let groups = Dictionary(grouping: claims) { claim in
      Village(zone: claim.right, village: villages?.owner(of: claim.place))
    }
    return groups.sorted { ($0.key.zone, $0.key.village ?? .max) < ($1.key.zone, $1.key.village ?? .max) }.map {
      at, own in
      let (zone, total) = (zones.key(at.zone), own.reduce(0) { $0 + $1.area })
      let (key, name) = at.village.map { (villages!.key($0), villages!.name($0)) } ?? ("—", "—")
      let area = spoken(total)
      return Finding(
        code: code, severity: severity, layers: villages == nil ? [zones.role] : [zones.role, "villages"],
        rows: villages == nil ? [zone] : [zone, key], place: own.max { $0.area < $1.area }!.place, measure: total,
        unit: "m²",
        message: Words(
          zh: "\(name)有 \(own.count) 个井灌或水源不明的地块、\(area.zh)在\(kind.title.zh) \(zone) 内，不得新增取用地下水，并应逐步削减取水量；请列入年度退减计划",
          en:
            "\(name) has \(own.count) plots irrigated from wells or from an unknown source, \(area.en), in the \(kind.title.en) zone \(zone): no new taking, and what is taken is reduced step by step; put them on the year's list of retreat"
        ))
    }
  }
}

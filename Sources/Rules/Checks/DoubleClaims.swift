// X01: ground that is claimed twice, by two roles or by two villages. It would be counted, and given water, twice.

public import Geometry
import Overlay
import Profiles

public enum DoubleClaims: Check {
  public static let code = "X01"
  public static let severity = Severity.error
  public static let title = Words(zh: "同一块地重复申报", en: "the same ground claimed twice")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：不重复", en: "昌市政办发〔2021〕36号 四(二): nothing counted twice")
  public static let thresholds: [Threshold] = [.layersArea, .layersWidth]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.exclusive.map { [$0.role, $1.role] } + scope.rules.ofOneVillage.map { [$0.kind.role] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for (a, b) in context.rules.exclusive {
      guard let left = a.rows(in: context.layers), let right = b.rows(in: context.layers) else { continue }
      let told = toldElsewhere(left, right, context)
      let claims = try await context.claims(Self.self, left, right)
      findings += claims.filter { claim in !told.contains { $0(claim) } }.map { finding(left.layer, right.layer, $0) }
    }
    // Of rows with one and the same boundary G07 says more.
    let isDuplicateTold = !context.settings.isOff(DuplicateGeometry.self)
    for (kind, field) in context.rules.ofOneVillage {
      guard let rows = kind.rows(in: context.layers) else { continue }
      let claims = try await context.claims(Self.self, rows.layer, rows.layer) { pair in
        villages(of: pair.left, pair.right, rows, field) != nil
          && !(isDuplicateTold && rows.prepared.geometry.hasSameBoundary(pair.left, pair.right))
      }
      findings += claims.map { finding(rows.layer, $0, villages(of: $0.left, $0.right, rows, field)!) }
    }
    return findings
  }

  /// Which overlaps within a layer this check tells, so that T01 need not.
  static func toldOverlaps(in layer: RoleLayer, _ context: CheckContext) -> (RowOverlap) -> Bool {
    if context.settings.isOff(Self.self) { return { _ in false } }
    let kinds = context.rules.ofOneVillage.filter { $0.kind.role == layer.role }.compactMap { kind, field in
      kind.rows(in: context.layers).map { (rows: $0, field: field) }
    }
    let (least, narrowest) = (context.threshold(Self.self, "area"), context.threshold(Self.self, "width"))
    return { overlap in
      overlap.shape.width > narrowest && overlap.shape.area * context.scale(overlap.shape.centroid) > least
        && kinds.contains { villages(of: overlap.left, overlap.right, $0.rows, $0.field) != nil }
    }
  }

  /// The two villages that claim the ground, `nil` where it is one, or unknown, or where it is not of the kind.
  private static func villages(of left: Int, _ right: Int, _ rows: GroundRows, _ field: String) -> (String, String)? {
    let fields = rows.layer.layer.fields
    guard rows.holds[left] && rows.holds[right], let a = fields.text(field, left), let b = fields.text(field, right),
      UnitLevel.village.beginning(of: a) != UnitLevel.village.beginning(of: b)
    else { return nil }
    return (a, b)
  }

  /// Claims that X04 tells: planting on ground that must not be planted.
  private static func toldElsewhere(
    _ left: GroundRows, _ right: GroundRows, _ context: CheckContext
  ) -> [(Claim) -> Bool] {
    let check = ReplantedForest.self
    let rules = context.settings.isOff(check) ? [] : context.rules.replanted
    let (least, narrowest) = (context.threshold(check, "area"), context.threshold(check, "width"))
    return rules.compactMap { rule -> ((Claim) -> Bool)? in
      guard let ground = rule.ground.rows(in: context.layers), let by = rule.by.rows(in: context.layers) else {
        return nil
      }
      func isTold(_ claim: Claim, planted: Int, on returned: Int) -> Bool {
        by.holds[planted] && ground.holds[returned] && claim.area > least && claim.shape.width > narrowest
      }
      switch (left.layer.role, right.layer.role) {
      case (by.layer.role, ground.layer.role): return { isTold($0, planted: $0.left, on: $0.right) }
      case (ground.layer.role, by.layer.role): return { isTold($0, planted: $0.right, on: $0.left) }
      default: return nil
      }
    }
  }

  private static func finding(_ left: RoleLayer, _ right: RoleLayer, _ claim: Claim) -> Finding {
    let (a, b) = (left.key(claim.left), right.key(claim.right))
    let area = spoken(claim.area)
    return Finding(
      code: code, severity: severity, layers: [left.role, right.role], rows: [a, b], place: claim.place,
      measure: claim.area, unit: "m²",
      message: Words(
        zh: "\(left.title.zh) \(a) 与\(right.title.zh) \(b) 申报了同一块地 \(area.zh)，面积和水量会重复计算；请双方核定归属，改正其中一方的图形",
        en:
          "\(a) (\(left.title.en)) and \(b) (\(right.title.en)) claim the same \(area.en), which counts twice; settle whose it is and correct one of them"
      ))
  }

  private static func finding(_ layer: RoleLayer, _ claim: Claim, _ villages: (String, String)) -> Finding {
    let (a, b) = (layer.key(claim.left), layer.key(claim.right))
    let area = spoken(claim.area)
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [a, b], place: claim.place, measure: claim.area,
      unit: "m²",
      message: Words(
        zh: "\(a)（村 \(villages.0)）与 \(b)（村 \(villages.1)）申报了同一块地 \(area.zh)，两村重复计入；请核定归属",
        en:
          "\(a) of village \(villages.0) and \(b) of village \(villages.1) claim the same \(area.en), which both villages count; settle whose it is"
      ))
  }
}

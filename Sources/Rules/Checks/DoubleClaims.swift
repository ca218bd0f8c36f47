// X01: ground that is claimed twice, by two roles or by two villages. It would be counted, and given water, twice.

public import Geometry
import Overlay

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
      let claims = try await context.claims(Self.self, left.layer, right.layer) { pair in
        left.holds[pair.left] && right.holds[pair.right] && !told.contains { $0(pair) }
      }
      findings += claims.map { finding(left.layer, right.layer, $0) }
    }
    for (kind, field) in context.rules.ofOneVillage {
      guard let rows = kind.rows(in: context.layers) else { continue }
      let claims = try await context.claims(Self.self, rows.layer, rows.layer) { pair in
        rows.holds[pair.left] && rows.holds[pair.right] && villages(of: pair.left, pair.right, rows.layer, field) != nil
      }
      findings += claims.map { claim in
        finding(
          rows.layer, claim, villages(of: claim.left, claim.right, rows.layer, field)!)
      }
    }
    return findings
  }

  /// Whether this check tells an overlap within a layer, so that T01 need not.
  static func tells(_ overlap: RowOverlap, in layer: RoleLayer, _ context: CheckContext) -> Bool {
    let shape = overlap.shape
    guard !context.settings.isOff(Self.self), shape.width > context.threshold(Self.self, "width"),
      shape.area * context.scale(shape.centroid) > context.threshold(Self.self, "area")
    else { return false }
    return context.rules.ofOneVillage.contains { kind, field in
      kind.role == layer.role && villages(of: overlap.left, overlap.right, layer, field) != nil
    }
  }

  /// The two villages that claim the ground, `nil` where it is one, or unknown.
  private static func villages(of left: Int, _ right: Int, _ layer: RoleLayer, _ field: String) -> (String, String)? {
    guard let a = layer.layer.fields.text(field, left), let b = layer.layer.fields.text(field, right), a != b
    else { return nil }
    return (a, b)
  }

  /// Pairs that X04 tells: planting on ground that must not be planted.
  private static func toldElsewhere(
    _ left: GroundRows, _ right: GroundRows, _ context: CheckContext
  ) -> [(SharedArea) -> Bool] {
    let rules = context.settings.isOff(ReplantedForest.self) ? [] : context.rules.replanted
    return rules.compactMap { rule -> ((SharedArea) -> Bool)? in
      guard let ground = rule.ground.rows(in: context.layers), let by = rule.by.rows(in: context.layers) else {
        return nil
      }
      switch (left.layer.role, right.layer.role) {
      case (by.layer.role, ground.layer.role): return { by.holds[$0.left] && ground.holds[$0.right] }
      case (ground.layer.role, by.layer.role): return { ground.holds[$0.left] && by.holds[$0.right] }
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

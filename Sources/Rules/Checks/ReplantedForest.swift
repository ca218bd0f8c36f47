// X04: land returned to forest that is planted again (复耕) or under-planted (套种).

public import Geometry

public enum ReplantedForest: Check {
  public static let code = "X04"
  public static let severity = Severity.error
  public static let title = Words(zh: "退耕还林地复耕、套种", en: "returned land planted again or under-planted")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）2、四（九）：复耕、套种", en: "昌市政办发〔2021〕36号 四(二)2, 四(九): planting on returned land")
  public static let thresholds: [Threshold] = [.layersArea, .layersWidth]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.replanted.map { [$0.ground.role, $0.by.role] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for rule in context.rules.replanted {
      guard let ground = rule.ground.rows(in: context.layers), let planted = rule.by.rows(in: context.layers) else {
        continue
      }
      findings += try await context.claims(Self.self, ground, planted).map { claim in
        finding(
          ground.layer, planted.layer, claim, share: claim.area / context.officialArea(ground.layer, claim.left))
      }
    }
    return findings
  }

  private static func finding(_ ground: RoleLayer, _ planted: RoleLayer, _ claim: Claim, share: Double) -> Finding {
    let (forest, plot) = (ground.key(claim.left), planted.key(claim.right))
    let crop = planted.layer.fields.text("crop", claim.right).map { Words(zh: "（\($0)）", en: " (\($0))") } ?? Words("")
    let area = spoken(claim.area)
    return Finding(
      code: code, severity: severity, layers: [ground.role, planted.role], rows: [forest, plot], place: claim.place,
      measure: claim.area, unit: "m²",
      message: Words(
        zh:
          "退耕还林地 \(forest) 有 \(area.zh)（占 \(percent(share))）登记为种植地块 \(plot)\(crop.zh)，疑似复耕或套种；请现场核查，属实的退出种植，不属实的更正人工林类型",
        en:
          "\(area.en) (\(percent(share))) of the returned land \(forest) are registered as the planted plot \(plot)\(crop.en): planted again or under-planted; see on site, end the planting or correct the type of forest"
      ))
  }
}

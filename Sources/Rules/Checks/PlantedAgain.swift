// X05: ground that was withdrawn from irrigation or lay fallow, or that was agreed to, and is planted this year.

public import Geometry
import Overlay

public enum PlantedAgain: Check {
  public static let code = "X05"
  public static let severity = Severity.error
  public static let title = Words(zh: "退减、休耕地又种植", en: "withdrawn or fallow ground that is planted")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（六）：退减、休耕协议，日常巡查", en: "昌市政办发〔2021〕36号 四(六): agreements, patrols in spring and autumn")
  public static let thresholds: [Threshold] = [
    Threshold(
      "area", 200.0 / 3, "m²",
      reason: Words(zh: "0.1 亩，承包地质检工具所用的最小面积", en: "0.1 mu, the smallest area of contract-land checking tools")),
    Threshold(
      "width", 1, "m",
      reason: Words(
        zh: "每年重新勾绘的边界可相差约 1 米，更窄的不是种植",
        en: "lines that are drawn anew differ by about a metre; narrower ground is not planted")),
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    [["plots", "agreements"], ["plots", PreviousYear.role("plots")]]
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let plots = context.layers["plots"] else { return [] }
    var findings: [Finding] = []
    if let agreed = context.layers["agreements"] {
      findings += try await planted(plots, on: agreed, "kind", context) { plot, ground, kind, area in
        Words(
          zh: "地块 \(plot) 登记为种植，其中 \(area) 平方米在已签\(kind.zh)协议的地块 \(ground) 内；请现场核查，督促按协议执行",
          en:
            "\(plot) plants \(area) m² of \(ground), for which there is an agreement that it be \(kind.en); see on site that it is kept"
        )
      }
    }
    if let last = context.previous?.layers[PreviousYear.role("plots")] {
      findings += try await planted(plots, on: last, "status", context) { plot, ground, kind, area in
        kind == .withdrawn
          ? Words(
            zh: "地块 \(plot) 登记为种植，其中 \(area) 平方米去年已退减（地块 \(ground)）；退减后应终止土地承包合同、不再灌溉，请现场核查",
            en:
              "\(plot) plants \(area) m² of \(ground), which was withdrawn last year for good; see on site whether it is irrigated again"
          )
          : Words(
            zh: "地块 \(plot) 登记为种植，其中 \(area) 平方米去年休耕（地块 \(ground)）；休耕按年度安排，请核对其休耕期是否已满",
            en:
              "\(plot) plants \(area) m² of \(ground), which lay fallow last year; fallow is set year by year: see whether its term has ended"
          )
      }
    }
    return findings
  }

  private enum Kind: String {
    case withdrawn, fallow

    var zh: String { self == .withdrawn ? "退减" : "休耕" }
    var en: String { rawValue }
  }

  private static func planted(
    _ plots: RoleLayer, on ground: RoleLayer, _ field: String, _ context: CheckContext,
    _ message: (_ plot: String, _ ground: String, Kind, _ area: Double) -> Words
  ) async throws -> [Finding] {
    func kind(_ row: Int) -> Kind? { ground.layer.fields.text(field, row).flatMap { Kind(rawValue: $0) } }
    let claims = try await context.claims(Self.self, plots, ground) { pair in
      plots.layer.fields.text("status", pair.left) == "planted" && kind(pair.right) != nil
    }
    return claims.map { claim in
      let (plot, other) = (plots.key(claim.left), ground.key(claim.right))
      return Finding(
        code: code, severity: severity, layers: [plots.role, ground.role], rows: [plot, other], place: claim.place,
        measure: claim.area, unit: "m²", message: message(plot, other, kind(claim.right)!, claim.area.toHundredths))
    }
  }
}

// X02: plots on ground that the land survey does not call cropland: reclaimed without leave, or drawn too far.

public import Geometry
import Overlay

public enum PlotsOffCropland: Check {
  public static let code = "X02"
  public static let severity = Severity.error
  public static let title = Words(zh: "地块落在三调非耕地上", en: "plot on ground that the survey does not call cropland")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（四）4、四（九）：违法开荒", en: "昌市政办发〔2021〕36号 四(四)4, 四(九): reclamation without leave")
  public static let thresholds: [Threshold] = [.surveysArea, .surveysWidth]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.onSurvey.map { [$0.kind.role, "survey"] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let survey = context.layers["survey"], let classes = survey.layer.fields["class"] else { return [] }
    var findings: [Finding] = []
    for rule in context.rules.onSurvey {
      guard let plots = rule.kind.rows(in: context.layers) else { continue }
      // A parcel without class is told by A01 or A03; nothing can be said of the plots on it.
      let isOther = (0..<survey.layer.count).map { row in classes.text(row).map { !rule.classes.hold($0) } ?? false }
      findings += try await context.claims(Self.self, plots.layer, survey) { plots.holds[$0.left] && isOther[$0.right] }
        .map { finding(plots.layer, survey, $0, share: $0.area / context.officialArea(plots.layer, $0.left)) }
    }
    return findings
  }

  private static func finding(_ plots: RoleLayer, _ survey: RoleLayer, _ claim: Claim, share: Double) -> Finding {
    let (plot, parcel) = (plots.key(claim.left), survey.key(claim.right))
    let area = spoken(claim.area)
    let called = [survey.layer.fields.text("class", claim.right), survey.layer.fields.text("class_name", claim.right)]
      .compactMap(\.self).joined(separator: " ")
    return Finding(
      code: code, severity: severity, layers: [plots.role, survey.role], rows: [plot, parcel], place: claim.place,
      measure: claim.area, unit: "m²",
      message: Words(
        zh: "地块 \(plot) 有 \(area.zh)（占 \(percent(share))）落在三调图斑 \(parcel)（\(called)）上，不是耕地；请现场核查是否违法开荒，或改正地块边界",
        en:
          "\(area.en) of plot \(plot) (\(percent(share))) lie on survey parcel \(parcel) (\(called)), which is no cropland; see on site whether it was reclaimed without leave, or correct the plot's boundary"
      ))
  }
}

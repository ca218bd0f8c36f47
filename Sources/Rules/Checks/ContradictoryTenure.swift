// X09: plots whose tenure is not that of the survey under them. State land leased as contracted land is counted in the
// wrong ledger, and agreements on it are signed with the wrong party.

public import Geometry
import Overlay
import Profiles

public enum ContradictoryTenure: Check {
  public static let code = "X09"
  public static let severity = Severity.warning
  public static let title = Words(zh: "地块权属与三调不一致", en: "tenure that contradicts the survey's")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）1：明确确权颁证、集体机动地、国有属性", en: "昌市政办发〔2021〕36号 四(二)1: the tenure of each plot")
  public static let thresholds: [Threshold] = [.surveysArea, .surveysWidth]

  public static func reads(_ scope: CheckScope) -> [[String]]? { scope.rules.tenure.map { [$0.kind.role, "survey"] } }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let survey = context.layers["survey"], let codes = survey.layer.fields["tenure"] else { return [] }
    let codeOfParcel = (0..<survey.layer.count).map { codes.text($0) }
    var findings: [Finding] = []
    for rule in context.rules.tenure {
      guard let plots = rule.kind.rows(in: context.layers), let tenures = plots.layer.layer.fields[rule.field]
      else { continue }
      let allowed = (0..<plots.layer.layer.count).map { tenures.text($0).flatMap { rule.allowed[$0] } }
      // Parcels off the plot's own ground – roads between plots are state land everywhere – are X02's to tell.
      let isOwn = context.rules.onSurvey.first { $0.kind.role == rule.kind.role }.map { own in
        (0..<survey.layer.count).map { survey.layer.fields.text("class", $0).map(own.classes.hold) ?? true }
      }
      let claims = try await context.claims(Self.self, plots.layer, survey) { pair in
        guard plots.holds[pair.left], isOwn?[pair.right] ?? true, let allowed = allowed[pair.left],
          let code = codeOfParcel[pair.right]
        else { return false }
        return !allowed.hold(code)
      }
      findings += claims.map { claim in
        let tenure = tenures.text(claim.left)!
        return finding(
          plots.layer, survey, claim,
          tenure: plots.layer.profile?.title(ofValue: tenure, field: rule.field) ?? Words(tenure),
          code: codeOfParcel[claim.right]!)
      }
    }
    return findings
  }

  private static func finding(
    _ plots: RoleLayer, _ survey: RoleLayer, _ claim: Claim, tenure: Words, code surveyCode: String
  ) -> Finding {
    let (plot, parcel) = (plots.key(claim.left), survey.key(claim.right))
    let area = spoken(claim.area)
    return Finding(
      code: code, severity: severity, layers: [plots.role, survey.role], rows: [plot, parcel], place: claim.place,
      measure: claim.area, unit: "m²",
      message: Words(
        zh: "地块 \(plot) 登记权属为 \(tenure.zh)，其下三调图斑 \(parcel) 的权属性质为 \(surveyCode)，涉及 \(area.zh)；请查对确权证书和三调权属，更正其一",
        en:
          "plot \(plot) is registered as \(tenure.en), while survey parcel \(parcel) under it has the ownership code \(surveyCode), over \(area.en); look up the certificate and the survey, and correct one of them"
      ))
  }
}

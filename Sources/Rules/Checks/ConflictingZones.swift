// Z03: ground that is prohibited and limited at once. Over-extracted zones are not told: they are the reason for the
// other two (Order 748 arts 33 and 34) and hold both.

public import Geometry
import Overlay

public enum ConflictingZones: Check {
  public static let code = "Z03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "禁采区与限采区重叠", en: "prohibited and limited zones overlap")
  public static let source = Words(zh: "国务院令第748号 第三十二条", en: "Order 748 art. 32")
  public static let thresholds: [Threshold] = [.claimedArea, .claimedWidth]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["zones"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let zones = context.layers["zones"] else { return [] }
    let claims = try await context.claims(Self.self, zones, zones) { pair in
      Set([pair.left, pair.right].map { zones.zoneKind(ofRow: $0) }) == [.prohibited, .limited]
    }
    return claims.map { claim in
      let (a, b) = (zones.key(claim.left), zones.key(claim.right))
      let squareMetres = claim.area.toHundredths
      return Finding(
        code: code, severity: severity, layers: ["zones"], rows: [a, b], place: claim.place, measure: claim.area,
        unit: "m²",
        message: Words(
          zh: "分区 \(a) 与 \(b) 一为禁采一为限采，却重叠 \(squareMetres) 平方米；其中的井按禁采区判定，请核对批复图件",
          en:
            "zones \(a) and \(b), one prohibited and one limited, share \(squareMetres) m²; wells there are decided as prohibited: check the approved maps"
        ))
    }
  }
}

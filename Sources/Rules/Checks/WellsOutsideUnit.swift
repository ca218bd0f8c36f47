// W05: wells that lie in no township, or in another township or village than their register says. One of the two is wrong.

public import Geometry

public enum WellsOutsideUnit: Check {
  public static let code = "W05"
  public static let severity = Severity.warning
  public static let title = Words(zh: "登记单位与位置不符", en: "well outside the unit of its register")
  public static let source = Words(zh: "登记核对", en: "register practice (bcgov/gwells#2093)")

  public static let fields = [NeededFields(role: "wells", anyOf: ["township", "village"])]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells", "townships"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let townships = context.layers["townships"] else { return [] }
    let villages = context.layers["villages"].map { RegisteredUnits($0) }
    return context.wells.compactMap { well in
      guard well.location.position != nil else { return nil }
      guard let township = well.location.township else {
        return context.finding(
          Self.self, well,
          Words(
            zh: "机井 \(well.id) 的坐标不在任何乡镇内；请核对坐标（是否缺位、X 与 Y 颠倒或坐标系不对）",
            en:
              "well \(well.id) lies in no township; check its coordinates (a digit missing, x and y exchanged, another frame)"
          ))
      }
      guard let (field, registered, located, layer) = otherUnit(well, townships.name(township), villages, context)
      else { return nil }
      if layer == nil, case .unknown = well.location.registeredTownship {
        let words = hasNoUnit(registered, located: located)
        return context.finding(
          Self.self, well, fields: [field],
          Words(zh: "机井 \(well.id) \(words.zh)", en: "well \(well.id): \(words.en)"))
      }
      return context.finding(
        Self.self, well, by: layer, fields: [field],
        Words(
          zh: "机井 \(well.id) 登记在\(registered)，坐标却在\(located)；请核对登记或坐标",
          en:
            "well \(well.id) is registered under \(registered) but lies in \(located); check the register or the coordinates"
        ))
    }
  }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool { well.location.position != nil }

  /// The unit of the register and the one that holds the well, where they contradict each other: townships, or else villages;
  /// with the field of the former and the layer of the latter.
  private static func otherUnit(
    _ well: Well, _ township: String, _ villages: RegisteredUnits?, _ context: CheckContext
  ) -> (field: String, registered: String, located: String, layer: String?)? {
    let fields = context.layers["wells"]!.layer.fields
    if let answer = well.location.registeredTownship, !answer.isAgreement {
      return ("township", fields.text("township", well.row)!, township, nil)
    }
    guard let villages, let row = well.location.village, let registered = fields.text("village", well.row),
      !villages.compare(registered, with: row, at: well.location.position!, within: well.location.accuracy).isAgreement
    else { return nil }
    return ("village", registered, villages.layer.name(row), "villages")
  }
}

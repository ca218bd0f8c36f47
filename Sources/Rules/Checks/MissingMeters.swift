// W08: wells that take water unmeasured.

public import Geometry

public enum MissingMeters: Check {
  public static let code = "W08"
  public static let severity = Severity.warning
  public static let title = Words(zh: "缺计量或井电双控设施", en: "meter or dual-control device missing")
  public static let source = Words(zh: "伽政办规〔2021〕2号 第五条；国务院令第748号 第二十二条", en: "伽政办规〔2021〕2号 art. 5; Order 748 art. 22")

  public static let fields = [NeededFields(role: "wells", anyOf: ["metered", "dual_control"])]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let fields = context.layers["wells"]?.layer.fields else { return [] }
    func lacks(_ name: FactName, _ row: Int) -> Bool {
      guard case .flag(let values)? = fields[name.key] else { return false }
      return values[row] == false
    }
    return context.wellsThatMayTakeWater.compactMap { well in
      let lacking = [FactName.metered, .dualControl].filter { lacks($0, well.row) }
      if lacking.isEmpty { return nil }
      let missing = lacking.map(\.definition.meaning)
      return context.finding(
        Self.self, well, fields: lacking.map(\.key),
        Words(
          zh: "机井 \(well.id) 未安装\(missing.map(\.zh).joined(separator: "、"))；请责令限期安装，未按规定计量的，依规定按最大取水能力核算水量",
          en:
            "well \(well.id) lacks: \(missing.map(\.en).joined(separator: ", ")); have it installed by a day: what is not metered as it must be counts at full capacity"
        ))
    }
  }
}

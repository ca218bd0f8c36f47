// X12: plots that are watered by a well which no register has, or which its register calls closed. The one may be a well that
// nobody permitted, the other one that is used again.

public import Geometry

public enum UnregisteredWells: Check {
  public static let code = "X12"
  public static let severity = Severity.warning
  public static let title = Words(zh: "水源井不在册或已关停", en: "watered by a well that is not in the register, or closed")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（四）3：供水工程设施落图", en: "昌市政办发〔2021〕36号 四(四)3: waterworks on the map")

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.watered.filter { $0.wells != nil }.map { [$0.kind.role, "wells"] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let wells = context.layers["wells"] else { return [] }
    // A number that is entered twice is closed where all its rows are.
    var isClosed: [String: Bool] = [:]
    for row in 0..<wells.layer.count {
      isClosed[wells.key(row), default: true] =
        isClosed[wells.key(row), default: true] && wells.wellStatus(row) == .closed
    }
    var told: Set<String> = []
    var findings: [Finding] = []
    for rule in context.rules.watered {
      guard let field = rule.wells, let plots = rule.kind.rows(in: context.layers) else { continue }
      for row in plots.rows {
        guard let cell = plots.layer.layer.fields.text(field, row) else { continue }
        let key = plots.layer.key(row)
        for name in names(in: cell, where: { isClosed[$0] != nil }) where isClosed[name] != false {
          guard told.insert("\(plots.layer.role) \(row) \(name)").inserted else { continue }
          findings.append(finding(plots.layer, row, key, well: name, isKnown: isClosed[name] != nil))
        }
      }
    }
    return findings
  }

  private static func finding(_ plots: RoleLayer, _ row: Int, _ key: String, well: String, isKnown: Bool) -> Finding {
    Finding(
      code: code, severity: severity, layers: isKnown ? [plots.role, "wells"] : [plots.role],
      rows: isKnown ? [key, well] : [key], place: plots.place(row),
      message: isKnown
        ? Words(
          zh: "地块 \(key) 登记由机井 \(well) 灌溉，该井却登记为已关停；请现场核查该井是否恢复取水，或改正水源井",
          en:
            "plot \(key) is watered by well \(well), which its register calls closed; see on site whether it is used again, or correct the plot"
        )
        : Words(
          zh: "地块 \(key) 登记由机井 \(well) 灌溉，机井登记中没有该井；请核查是否漏登或无证取水，或改正井编号",
          en:
            "plot \(key) is watered by well \(well), which no register has; see whether it was left out or takes water without a permit, or correct the number"
        ))
  }
}

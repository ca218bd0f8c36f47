// R02: units whose control area is not the area of their outline, or not the sum of the units in them.

public import Geometry
import Profiles

public enum ControlAreas: Check {
  public static let code = "R02"
  public static let severity = Severity.error
  public static let title = Words(zh: "控制面积不符", en: "control area differs")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）；国土调查：县控制面积 = 乡镇之和 = 村之和",
    en: "昌市政办发〔2021〕36号 四(二); land survey: county = sum of townships = sum of villages")
  public static let thresholds = [
    Threshold("area", 33.3, "m²", reason: Words(zh: "面积汇总限差 0.05 亩", en: "tolerance of area sums, 0.05 mu"))
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["townships"], ["villages"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    let units = ["townships", "villages"].compactMap { context.layers[$0] }
    return units.flatMap { declared($0, context) } + sums(context)
  }

  /// What a unit's layer says its control area is, beside its outline.
  private static func declared(_ units: RoleLayer, _ context: CheckContext) -> [Finding] {
    guard let column = units.layer.fields["control_m2"] else { return [] }
    return (0..<units.layer.count).compactMap { row in
      guard let control = column.number(row), let own = area(units, row, context) else { return nil }
      let difference = control - own
      guard abs(difference) > context.threshold(Self.self, "area") else { return nil }
      let (name, a, b) = (units.name(row), spoken(control), spoken(own))
      return finding(
        units, row, difference,
        Words(
          zh: "\(name)的控制面积为 \(a.zh)，按其边界计算的椭球面积为 \(b.zh)，相差 \(difference.toHundredths) 平方米；请核对界线版本或更正控制面积",
          en:
            "the control area of \(name) is \(a.en), its outline has \(b.en), a difference of \(difference.toHundredths) m²; check which version of the line holds, or correct the control area"
        ))
    }
  }

  /// Townships beside the sum of their villages. One in several rows of a code, as with an exclave, is one township.
  private static func sums(_ context: CheckContext) -> [Finding] {
    guard let townships = context.layers["townships"], let villages = context.layers["villages"] else { return [] }
    var below: [String: [Int]] = [:]
    for row in 0..<villages.layer.count {
      let township = villages.layer.fields.text("township_code", row) ?? String(villages.key(row).prefix(9))
      below[plainUnitCode(township), default: []].append(row)
    }
    let rowsOfCode = Dictionary(grouping: 0..<townships.layer.count) { plainUnitCode(townships.key($0)) }
    return rowsOfCode.sorted { $0.value[0] < $1.value[0] }.compactMap { code, rows in
      guard let members = below[code] else { return nil }
      let parts = rows.compactMap { area(townships, $0, context) }
      let areas = members.compactMap { area(villages, $0, context) }
      guard parts.count == rows.count, areas.count == members.count else { return nil }
      let (row, own) = (rows[0], parts.reduce(0, +))
      let difference = own - areas.reduce(0, +)
      guard abs(difference) > context.threshold(Self.self, "area") else { return nil }
      let (name, a) = (townships.name(row), spoken(own))
      return finding(
        townships, row, difference,
        Words(
          zh: "\(name)的面积为 \(a.zh)，与所辖 \(members.count) 个村之和相差 \(difference.toHundredths) 平方米；请核对村界是否有缝隙、重叠或归属错误",
          en:
            "\(name) has \(a.en), which differs from its \(members.count) villages together by \(difference.toHundredths) m²; look for gaps, overlaps or villages under the wrong township"
        ))
    }
  }

  /// `nil` where the outline has no area to trust.
  private static func area(_ units: RoleLayer, _ row: Int, _ context: CheckContext) -> Double? {
    guard let geometry = units.layer.geometry, !geometry.isEmpty(row: row), !units.unsound.contains(row) else {
      return nil
    }
    return context.officialArea(units, row)
  }

  private static func finding(_ units: RoleLayer, _ row: Int, _ difference: Double, _ message: Words) -> Finding {
    Finding(
      code: code, severity: severity, layers: [units.role], rows: [units.key(row)], place: units.place(row),
      measure: difference, unit: "m²", message: message)
  }
}

// A07: rows that declare another area than their outline has on the ellipsoid. Quotas and subsidies follow the declared one.

public import Geometry

public enum DeclaredAreas: Check {
  public static let code = "A07"
  public static let severity = Severity.warning
  public static let title = Words(zh: "申报面积与图形面积不符", en: "declared area is not that of the outline")
  public static let source = Words(
    zh: "国土调查办发〔2008〕32号（椭球面积）；昌市政办发〔2021〕36号 四（四）落图",
    en: "国土调查办发〔2008〕32号 (areas on the ellipsoid); 昌市政办发〔2021〕36号 四(四)")
  public static let thresholds = [
    Threshold(
      "share", 0.02, "",
      reason: Words(zh: "20 亩地块的边界各差半米，面积约差 2%", en: "half a metre along the boundary of a plot of 20 mu is about 2 %")),
    Threshold(
      "area", 33.3, "m²",
      reason: Words(zh: "承包地面积汇总限差 0.05 亩", en: "tolerance of area sums of contract land, 0.05 mu")),
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? { scope.rules.declared.map { [$0.role] } }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.rules.declared.flatMap { rule -> [Finding] in
      guard let layer = context.layers[rule.role], let geometry = layer.layer.geometry, geometry.kind == .polygon,
        let column = layer.layer.fields[rule.field]
      else { return [] }
      return (0..<layer.layer.count).compactMap { row in
        guard let declared = column.number(row), !geometry.isEmpty(row: row), !layer.unsound.contains(row)
        else { return nil }
        return finding(layer, row, declared, rule, planar: geometry.area(ofRow: row), context)
      }
    }
  }

  private static func finding(
    _ layer: RoleLayer, _ row: Int, _ declared: Double, _ rule: DeclaredRule, planar: Double,
    _ context: CheckContext
  ) -> Finding? {
    let (unit, official) = (rule.unit, context.officialArea(layer, row))
    let difference = declared * unit.squareMetres - official
    guard abs(difference) > context.threshold(Self.self, "area"),
      abs(difference) > context.threshold(Self.self, "share") * official
    else { return nil }
    func inUnit(_ squareMetres: Double) -> String { "\((squareMetres / unit.squareMetres).toHundredths)" }
    let key = layer.key(row)
    let more = difference > 0
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [key], place: layer.place(row), measure: difference,
      unit: "m²", fields: [rule.field],
      message: Words(
        zh:
          "\(key) 申报 \(declared.toHundredths) \(unit.title.zh)，图形椭球面积 \(inUnit(official)) \(unit.title.zh)（平面 \(inUnit(planar))），\(more ? "多" : "少")报 \(inUnit(abs(difference))) \(unit.title.zh)；请核对边界或更正面积",
        en:
          "\(key) declares \(declared.toHundredths) \(unit.title.en), while its outline has \(inUnit(official)) \(unit.title.en) on the ellipsoid (\(inUnit(planar)) in the plane), \(inUnit(abs(difference))) too \(more ? "many" : "few"); check the boundary or correct the area"
      ))
  }
}

// Z02: zones that do not say who approved them, and when. A decision by such a zone has nothing to stand on.

public import Geometry

public enum UnapprovedZones: Check {
  public static let code = "Z02"
  public static let severity = Severity.warning
  public static let title = Words(zh: "分区缺批准文号或日期", en: "zone without approval document or date")
  public static let source = Words(zh: "国务院令第748号 第三十二条", en: "Order 748 art. 32")

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["zones"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let zones = context.layers["zones"] else { return [] }
    return (0..<zones.layer.count).compactMap { row in
      let missing = [
        ("approval", Words(zh: "批准文号", en: "approval document")),
        ("approved_on", Words(zh: "批准日期", en: "day of approval")),
      ]
      .filter { zones.layer.fields.text($0.0, row) == nil }.map(\.1)
      guard !missing.isEmpty else { return nil }
      let key = zones.key(row)
      return Finding(
        code: code, severity: severity, layers: ["zones"], rows: [key], place: zones.place(row),
        message: Words(
          zh: "分区 \(key) 缺\(missing.map(\.zh).joined(separator: "、"))，据此作出的处置缺乏依据；请补填省级人民政府批准文号和日期",
          en:
            "zone \(key) lacks its \(missing.map(\.en).joined(separator: " and ")), so decisions by it have nothing to stand on; fill in the number and the day of the province's approval"
        ))
    }
  }
}

// A06: fields of one row that contradict each other. What must hold is written in the profiles, under `logic`.

public import Geometry
import Profiles

public enum FieldLogic: Check {
  public static let code = "A06"
  public static let severity = Severity.error
  public static let title = Words(zh: "字段之间相互矛盾", en: "fields that contradict each other")
  public static let source = Words(zh: "国土调查数据库质检：属性逻辑", en: "land-survey quality rules: attribute logic")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.layers.layers.flatMap { layer -> [Finding] in
      guard let profile = layer.profile else { return [] }
      return profile.logic.flatMap { rule in
        rule.brokenRows(of: layer.layer.fields, count: layer.layer.count).map { row in
          let values = rule.fields.map { value(of: $0, row, layer, profile) }
          return Finding(
            code: code, severity: severity, layers: [layer.role], rows: [layer.key(row)], place: layer.place(row),
            fields: rule.fields,
            message: Words(
              zh: "\(layer.key(row))：\(rule.reason.zh)；实际登记：\(values.map(\.zh).joined(separator: "、"))；请核对后改正",
              en:
                "\(layer.key(row)): \(rule.reason.en), but the row says \(values.map(\.en).joined(separator: ", ")); check and correct it"
            ))
        }
      }
    }
  }

  private static func value(of name: String, _ row: Int, _ layer: RoleLayer, _ profile: LayerProfile) -> Words {
    let title = profile.field(name)?.title ?? Words(name)
    let value = layer.layer.fields.text(name, row).map { profile.title(ofValue: $0, field: name) }
    return Words(
      zh: "“\(title.zh)”为\(value.map { "“\($0.zh)”" } ?? "空")", en: "'\(title.en)' \(value?.en ?? "missing")")
  }
}

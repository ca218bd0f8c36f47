// R04: the ground of a layer is not all accounted for. Then areas of this run cannot be trusted, whatever they add up to.

public import Geometry
import Overlay

public enum OpenBooks: Check {
  public static let code = "R04"
  public static let severity = Severity.error
  public static let title = Words(zh: "面积台账不平", en: "area ledger does not close")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）：不重复、不遗漏", en: "昌市政办发〔2021〕36号 四(二): nothing twice, nothing left out")

  public static func reads(_ scope: CheckScope) -> [[String]]? { bookedRoles.map { [$0, "survey"] } }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    context.books.flatMap { book -> [Finding] in
      guard let layer = context.layers[book.role], !book.ledger.closes else { return [] }
      let rows = book.ledger.open.map { finding(layer, book, row: $0.row, "\($0.difference)") }
      let refused = book.ledger.refused.map { finding(layer, book, row: $0.row, $0.reason) }
      return rows + refused + (rows.isEmpty && refused.isEmpty ? [total(layer, book)] : [])
    }
  }

  private static func finding(_ layer: RoleLayer, _ book: LayerBook, row: Int, _ difference: String) -> Finding {
    let key = layer.key(row)
    return Finding(
      code: code, severity: severity, layers: [book.role, book.over], rows: [key], place: layer.place(row),
      message: Words(
        zh: "\(key) 的面积与它在图斑内外的部分对不上（\(difference)），其合计不可信；请核查该处图形，并将该提示和数据反馈给软件开发人员",
        en:
          "the area of \(key) is not what lies on the survey and beside it (\(difference)), so its sums cannot be trusted; look at the geometry there, and report this"
      ))
  }

  private static func total(_ layer: RoleLayer, _ book: LayerBook) -> Finding {
    let difference = book.ledger.total.difference
    return Finding(
      code: code, severity: severity, layers: [book.role, book.over], rows: [], place: nil, measure: difference,
      unit: "m²",
      message: Words(
        zh: "\(layer.title.zh)的总面积差 \(difference) 平方米，合计不可信；请将该提示和数据反馈给软件开发人员",
        en: "the total area of \(layer.title.en) is off by \(difference) m², so its sums cannot be trusted; report this"
      ))
  }
}

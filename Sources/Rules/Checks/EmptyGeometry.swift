// G08: rows without a place. They are in no area and in no zone, so they must be told.

public import Geometry

public enum EmptyGeometry: Check {
  public static let code = "G08"
  public static let severity = Severity.error
  public static let title = Words(zh: "没有图形", en: "no geometry")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：不遗漏", en: "昌市政办发〔2021〕36号 四(二): nothing left out")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    // Reading knows why a row has none; the others never had one. Keys may repeat, so rows are told off by their number.
    let told = context.loading.filter { $0.code == code }
    var known = told.counts(by: { $0.layers + $0.rows })
    func isTold(_ row: [String]) -> Bool {
      guard let left = known[row], left > 0 else { return false }
      known[row] = left - 1
      return true
    }
    return told
      + context.layers.layers.flatMap { layer -> [Finding] in
        guard let geometry = layer.layer.geometry else { return [] }
        let empty = (0..<geometry.count).filter { geometry.isEmpty(row: $0) }
        return empty.filter { !isTold([layer.role, layer.key($0)]) }.map { row in
          let key = layer.key(row)
          return Finding(
            code: code, severity: severity, layers: [layer.role], rows: [key], place: nil,
            message: Words(
              zh: "\(key) 没有可用的图形或坐标，未计入任何面积和分区；请补全",
              en: "\(key) has no usable geometry or coordinates, so it is in no area and no zone; complete it"))
        }
      }
  }
}

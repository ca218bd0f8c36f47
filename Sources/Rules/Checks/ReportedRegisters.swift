// R01: registers that villages, townships and city hand in, and that do not add up from one level to the next.

public import Geometry

public enum ReportedRegisters: Check {
  public static let code = "R01"
  public static let severity = Severity.error
  public static let title = Words(zh: "上报汇总表村、乡镇、市不闭合", en: "village, township and city do not add up")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）1、2：村、乡镇、市三级汇总表", en: "昌市政办发〔2021〕36号 四(二)1, 2: registers of village, township and city")
  public static let thresholds = [
    Threshold("mu", 0.05, "mu", reason: Words(zh: "承包地面积汇总限差 0.05 亩", en: "tolerance of area sums of contract land"))
  ]

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let reported = context.layers["reported"], let areas = reported.layer.fields["area_mu"] else { return [] }
    var sums: [Line: Double] = [:]
    var rows: [Line: Int] = [:]
    for row in 0..<reported.layer.count {
      guard let code = reported.layer.fields.text("unit_code", row), let area = areas.number(row) else { continue }
      let line = Line(unit: plainCode(code), category: reported.layer.fields.text("category", row) ?? "")
      sums[line, default: 0] += area
      rows[line] = rows[line] ?? row
    }
    let children = Dictionary(grouping: sums.keys) { Line(unit: $0.parent(among: sums), category: $0.category) }
    return rows.sorted { $0.value < $1.value }.compactMap { line, row in
      guard let below = children[line], !line.unit.isEmpty else { return nil }
      let (own, sum) = (sums[line]!, below.map { sums[$0]! }.sorted().reduce(0, +))
      // Two decimals each: what is beyond the tolerance by rounding of the sum itself is none.
      guard abs(own - sum) > context.threshold(Self.self, "mu") + 1e-9 else { return nil }
      return finding(line, own, sum, count: below.count, reported, row, context)
    }
  }

  /// A unit and a category of a register.
  private struct Line: Hashable {
    let unit: String
    let category: String

    /// The unit above that has a line of the category: 12 digits, 9, 6.
    func parent(among lines: [Line: Double]) -> String {
      [9, 6].lazy.filter { $0 < unit.count }.map { String(unit.prefix($0)) }
        .first { lines[Line(unit: $0, category: category)] != nil } ?? ""
    }
  }

  private static func finding(
    _ line: Line, _ own: Double, _ sum: Double, count: Int, _ reported: RoleLayer, _ row: Int, _ context: CheckContext
  ) -> Finding {
    let name = reported.layer.fields.text("name", row) ?? line.unit
    let units = context.layers[line.unit.count == 9 ? "townships" : "villages"]
    let place = units.flatMap { units in
      (0..<units.layer.count).first { plainCode(units.key($0)) == line.unit }.flatMap { units.place($0) }
    }
    return Finding(
      code: code, severity: severity, layers: ["reported"], rows: [reported.key(row)], place: place,
      measure: (own - sum).toHundredths, unit: "mu",
      message: Words(
        zh:
          "\(name)“\(line.category)”上报 \(own.toHundredths) 亩，下级 \(count) 个单位合计 \(sum.toHundredths) 亩，相差 \((own - sum).toHundredths) 亩；请逐级核对后重报",
        en:
          "\(name) reports \(own.toHundredths) mu of \(line.category), the \(count) units below it \(sum.toHundredths) mu together, a difference of \((own - sum).toHundredths) mu; go through the levels and report again"
      ))
  }
}

/// Codes of counties and townships may be filled up with zeros to nine or twelve digits.
func plainCode(_ code: String) -> String {
  var code = code
  while code.count > 6, code.count % 3 == 0, code.hasSuffix("000") { code = String(code.dropLast(3)) }
  return code
}

// R01: registers that villages, townships and city hand in, and that do not add up from one level to the next.

public import Geometry
import Profiles

public enum ReportedRegisters: Check {
  public static let code = "R01"
  public static let severity = Severity.error
  public static let title = Words(zh: "上报汇总表村、乡镇、县（市）不闭合", en: "village, township and city do not add up")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）1、2：村、乡镇、市三级汇总表", en: "昌市政办发〔2021〕36号 四(二)1, 2: registers of village, township and city")
  public static let thresholds = [
    Threshold("mu", 0.05, "mu", reason: Words(zh: "承包地面积汇总限差 0.05 亩", en: "tolerance of area sums of contract land"))
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["reported"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let reported = context.layers["reported"], let areas = reported.layer.fields["area_mu"] else { return [] }
    let lines = Lines(reported, areas)
    let limit = context.threshold(Self.self, "mu")
    let open: [Finding] = lines.all.compactMap { line, row in
      let (own, sum) = (lines.sums[line], lines.sum(below: line))
      // What cannot be read may be what is missing.
      guard !lines.isInDoubt(line) else { return nil }
      // Two decimals each: what is beyond the tolerance by rounding of the sum itself is none.
      guard let sum, abs((own ?? 0) - sum) > limit + 1e-9 else { return nil }
      return finding(line, own, sum, count: lines.below[line]?.count ?? 0, reported, row, context)
    }
    return open + silentUnits(lines, context)
  }

  /// Units that have plots and hand in not a single line, although others of their level do: no level's sum shows them.
  private static func silentUnits(_ lines: Lines, _ context: CheckContext) -> [Finding] {
    guard let plots = context.layers["plots"] else { return [] }
    // A code that cannot be read may be that of any unit.
    guard lines.hasAllUnits else { return [] }
    let reporting = lines.units
    return ["townships", "villages"].compactMap { context.layers[$0] }.flatMap { units in
      (0..<units.layer.count).compactMap { row -> Finding? in
        let unit = plainUnitCode(units.key(row))
        let siblings = String(unit.prefix(units.role == "townships" ? 6 : 9))
        guard lines.unitsWithUnitsBelow.contains(siblings), !reporting.contains(where: { $0.hasPrefix(unit) }),
          units.holdsPlace(ofAnyRow: plots, in: row)
        else { return nil }
        let name = units.name(row)
        return Finding(
          code: code, severity: severity, layers: [units.role, "reported", "plots"], rows: [units.key(row)],
          place: units.place(row),
          message: Words(
            zh: "\(name)有地块，却没有上报任何一行，同级其他单位已上报；请补报或核对代码",
            en:
              "\(name) has plots, but hands in not a single line, while other units of its level do; have it report, or check the codes"
          ))
      }
    }
  }

  /// A unit and a category of a register.
  private struct Line: Hashable {
    /// 12 digits, 9 or 6, or the 19 of a part of a village.
    let unit: String
    let category: String
  }

  /// What a register has, and what it should have beside it.
  private struct Lines {
    private(set) var sums: [Line: Double] = [:]
    /// The lines of the units below: of the next level that has a line of the category.
    private(set) var below: [Line: [Line]] = [:]
    private(set) var unitsWithUnitsBelow: Set<String> = []
    /// Of every line its first row; of one that is missing, although units below it have theirs, the first of them.
    private var rows: [Line: Int] = [:]
    /// Those with a line, whether its figure can be read or not.
    private(set) var units: Set<String> = []
    /// Lines with a figure that cannot be read (A02 tells them) with those above them, and categories in which a unit cannot.
    private var illegible: Set<Line> = []
    private var illegibleCategories: Set<String> = []
    /// How many digits the codes have.
    private var levels: Set<Int> = []

    init(_ reported: RoleLayer, _ areas: AttributeColumn) {
      for row in 0..<reported.layer.count {
        let category = reported.layer.fields.text("category", row) ?? ""
        guard let code = reported.layer.fields.text("unit_code", row) else {
          if reported.illegible("unit_code", row) != nil { illegibleCategories.insert(category) }
          continue
        }
        let line = Line(unit: plainUnitCode(code), category: category)
        units.insert(line.unit)
        guard let area = areas.number(row) else {
          if reported.illegible("area_mu", row) != nil {
            for digits in [6, 9, 12, 19] {
              illegible.insert(Line(unit: String(line.unit.prefix(digits)), category: category))
            }
          }
          continue
        }
        sums[line, default: 0] += area
        rows[line] = rows[line] ?? row
        levels.insert(line.unit.count)
      }
      for (line, row) in rows { putBelow(line, row) }
    }

    var hasAllUnits: Bool { illegibleCategories.isEmpty }

    /// Whether a figure of the line, or of a unit below it, cannot be read.
    func isInDoubt(_ line: Line) -> Bool {
      illegibleCategories.contains(line.category) || illegible.contains(line)
    }

    /// Puts a line below the nearest one above it; where its next level has none, also below the one that is missing.
    private mutating func putBelow(_ line: Line, _ row: Int) {
      let above = [12, 9, 6].filter { $0 < line.unit.count && levels.contains($0) }
        .map { Line(unit: String(line.unit.prefix($0)), category: line.category) }
      guard let next = above.first else { return }
      unitsWithUnitsBelow.insert(next.unit)
      if let parent = above.first(where: { sums[$0] != nil }) { below[parent, default: []].append(line) }
      if sums[next] == nil {
        below[next, default: []].append(line)
        rows[next] = min(rows[next] ?? row, row)
      }
    }

    /// In the order of the register.
    var all: [(line: Line, row: Int)] {
      rows.map { ($0.key, $0.value) }.sorted {
        ($0.1, $0.0.unit, $0.0.category) < ($1.1, $1.0.unit, $1.0.category)
      }
    }

    /// `nil` for a unit whose units below hand in nothing at all, as streets without villages.
    func sum(below line: Line) -> Double? {
      if let below = below[line] { return below.map { sums[$0]! }.sorted().reduce(0, +) }
      return unitsWithUnitsBelow.contains(line.unit) ? 0 : nil
    }
  }

  private static func finding(
    _ line: Line, _ own: Double?, _ sum: Double, count: Int, _ reported: RoleLayer, _ row: Int, _ context: CheckContext
  ) -> Finding {
    let units = context.layers[line.unit.count == 9 ? "townships" : "villages"]
    let unit = units.flatMap { units in
      (0..<units.layer.count).first { plainUnitCode(units.key($0)) == line.unit }.map { (units, $0) }
    }
    let name = (own == nil ? unit.map { $0.name($1) } : reported.layer.fields.text("name", row)) ?? line.unit
    let message = said(name, line.category, own?.toHundredths, sum.toHundredths, count: count)
    return Finding(
      code: code, severity: severity, layers: ["reported"], rows: [reported.key(row)],
      place: unit.flatMap { $0.place($1) }, measure: ((own ?? 0) - sum).toHundredths, unit: "mu", message: message)
  }

  private static func said(_ name: String, _ category: String, _ own: Double?, _ sum: Double, count: Int) -> Words {
    guard let own else {
      return Words(
        zh: "\(name)没有“\(category)”一行，下级 \(count) 个单位却合计 \(sum) 亩；请补报或核对代码",
        en:
          "\(name) has no line of \(category), but the \(count) units below it report \(sum) mu together; hand in the line, or check the codes"
      )
    }
    let difference = (own - sum).toHundredths
    return Words(
      zh: "\(name)“\(category)”上报 \(own) 亩，下级 \(count) 个单位合计 \(sum) 亩，相差 \(difference) 亩；请逐级核对后重报",
      en:
        "\(name) reports \(own) mu of \(category), the \(count) units below it \(sum) mu together, a difference of \(difference) mu; go through the levels and report again"
    )
  }
}

extension RoleLayer {
  /// Whether the place of any row of another layer lies in a row of this one.
  fileprivate func holdsPlace(ofAnyRow other: RoleLayer, in row: Int) -> Bool {
    guard let prepared else { return false }
    var near: [Int32] = []
    other.tree.search(prepared.boxes[row], into: &near)
    return near.contains { other.place(Int($0)).map { prepared.owns($0, row: row) } ?? false }
  }
}

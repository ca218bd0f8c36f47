// Retreat achieved and agreed, by township: of the ground for which there are agreements (退减、休耕协议), how much is withdrawn
// or fallow this year, and how much is planted all the same.

import Geometry
import Overlay
import Registers
import Reports
import Rules

/// One township.
struct RetreatRow: Encodable {
  let township: String
  let agreements: Int
  let agreedM2, withdrawnOrFallowM2, plantedM2, inNoPlotM2: Double
}

/// By township in the order of their layer, then what lies in none; `nil` where the job has no agreements or no plots. No
/// agreement is achieved by more than its own ground, however many plots claim that: checks T01 and G07 tell where.
func retreatByTownship(
  in layers: LayerSet, shared: SharedGround, scale: @escaping @Sendable (Coordinate) -> Double
) async throws -> [RetreatRow]? {
  guard let agreed = layers["agreements"], let plots = layers["plots"], let ground = agreed.prepared,
    plots.prepared != nil
  else { return nil }
  var kept = [Area](repeating: .zero, count: agreed.layer.count)
  var planted = kept
  var inPlots = kept
  for pair in try await shared.pairs(agreed, plots) {
    let area = Area(squareMetres: pair.area * scale(ground.boxes[pair.left].center))
    inPlots[pair.left] = inPlots[pair.left] + area
    switch plots.layer.fields.text("status", pair.right) {
    case "withdrawn", "fallow": kept[pair.left] = kept[pair.left] + area
    case "planted": planted[pair.left] = planted[pair.left] + area
    default: break
    }
  }
  let whole = (0..<agreed.layer.count).map { row in
    agreed.unsound.contains(row) || ground.boxes[row].isEmpty
      ? Area.zero
      : Area(squareMetres: ground.geometry.area(ofRow: row) * scale(ground.boxes[row].center))
  }
  for row in whole.indices {
    kept[row] = min(kept[row], whole[row])
    planted[row] = min(planted[row], whole[row])
    inPlots[row] = min(inPlots[row], whole[row])
  }
  // A township in several rows of one code is one township.
  let townships = layers["townships"]
  let codes = townships.map { layer in (0..<layer.layer.count).map { layer.key($0) }.distinct { $0 } } ?? []
  let rows = Dictionary(grouping: 0..<agreed.layer.count) { row -> String? in
    agreed.place(row).flatMap { townships?.owner(of: $0) }.map { townships!.key($0) }
  }
  return (codes + [nil]).compactMap { code -> RetreatRow? in
    guard let own = rows[code] else { return nil }
    let name = code.flatMap { code in
      townships.flatMap { layer in (0..<layer.layer.count).first { layer.key($0) == code }.map(layer.name) }
    }
    let sum = { (areas: [Area]) in own.reduce(Area.zero) { $0 + areas[$1] } }
    let all = sum(whole)
    return RetreatRow(
      township: name ?? RegisterUnit.blank.name, agreements: own.count,
      agreedM2: all.squareMetres,
      withdrawnOrFallowM2: sum(kept).squareMetres, plantedM2: sum(planted).squareMetres,
      inNoPlotM2: (all - sum(inPlots)).squareMetres)
  }
}

extension RetreatRow {
  /// In hundredths of a mu: the agreed ground, and its three parts, which add up to it unless several plots claim the same, or some say nothing of their status.
  fileprivate var levelled: (agreed: Int64, parts: [Int64]) {
    let parts = [withdrawnOrFallowM2, plantedM2, inNoPlotM2]
    let agreed = Int64((agreedM2 * 0.15).rounded())
    let closes = abs(parts.reduce(0, +) - agreedM2) < 0.01
    return (agreed, closes ? largestRemainder(of: agreed, by: parts) : parts.map { Int64(($0 * 0.15).rounded()) })
  }
}

extension Run {
  func retreatTable(in language: Language) -> TerminalTable? {
    guard let retreat, !retreat.isEmpty else { return nil }
    let headings = [
      Words(zh: "退减、休耕落实", en: "retreat (mu)"), Words(zh: "协议（份）", en: "agreements"),
      Words(zh: "协议面积（亩）", en: "agreed"), Words(zh: "已退减、休耕（亩）", en: "achieved"),
      Words(zh: "仍种植（亩）", en: "planted"), Words(zh: "未落图（亩）", en: "in no plot"), Words(zh: "落实率", en: "share"),
    ]
    func line(_ name: String, _ agreements: Int, _ agreed: Int64, _ parts: [Int64]) -> [String] {
      let share = agreed > 0 ? Double(parts[0]) / Double(agreed) : 0
      return [name, String(agreements), decimalText(agreed, places: 2)] + parts.map { decimalText($0, places: 2) }
        + [decimalText(Int64((share * 1000).rounded()), places: 1) + "%"]
    }
    let rows = retreat.map(\.levelled)
    let sums = (0..<3).map { part in rows.reduce(0) { $0 + $1.parts[part] } }
    let total = line(
      language.say("合计", "total"), retreat.reduce(0) { $0 + $1.agreements }, rows.reduce(0) { $0 + $1.agreed }, sums)
    return TerminalTable(
      headings: headings.map { $0[language] },
      rows: zip(retreat, rows).map { line($0.township, $0.agreements, $1.agreed, $1.parts) } + [total],
      numeric: Set(1...6), hasTotal: true)
  }

  /// The same as a sheet of the workbook of areas.
  func retreatSheet(in language: Language) -> WorkbookSheet? {
    retreatTable(in: language).map { table in
      var sheet = WorkbookSheet(language.say("退减、休耕落实", "Retreat"), headings: table.headings)
      for (index, row) in table.rows.enumerated() {
        let cells = row.enumerated().map { column, text -> WorkbookSheet.Cell in
          guard (1...5).contains(column), let number = Double(text) else { return .text(text) }
          return .number(number, decimals: column == 1 ? 0 : 2)
        }
        sheet.append(cells, index == table.rows.count - 1 ? .subtotal : .plain)
      }
      return sheet
    }
  }
}

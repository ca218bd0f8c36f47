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
  /// Of the agreed ground.
  var achieved: Double { agreedM2 > 0 ? withdrawnOrFallowM2 / agreedM2 : 0 }
}

/// By township in the order of their layer, then what lies in none; `nil` where the job has no agreements or no plots. Ground
/// that several plots claim counts for each of them: check T01 tells where.
func retreatByTownship(
  in layers: LayerSet, workers: Int, scale: @escaping @Sendable (Coordinate) -> Double
) async throws -> [RetreatRow]? {
  guard let agreed = layers["agreements"], let plots = layers["plots"], let ground = agreed.prepared,
    let used = plots.prepared
  else { return nil }
  let pairs = try await sharedAreas(ground, used, tree: plots.tree, workers: workers)
    .filter { !agreed.unsound.contains($0.left) && !plots.unsound.contains($0.right) }
  var kept = [Area](repeating: .zero, count: agreed.layer.count)
  var planted = kept
  for pair in pairs {
    let area = Area(squareMetres: pair.area * scale(ground.boxes[pair.left].center))
    switch plots.layer.fields.text("status", pair.right) {
    case "withdrawn", "fallow": kept[pair.left] = kept[pair.left] + area
    case "planted": planted[pair.left] = planted[pair.left] + area
    default: break
    }
  }
  let townships = layers["townships"]
  let names = townships.map { layer in (0..<layer.layer.count).map { layer.name($0) } } ?? []
  let rows = Dictionary(grouping: 0..<agreed.layer.count) { row -> Int in
    agreed.place(row).flatMap { townships?.owner(of: $0) } ?? names.count
  }
  return (0...names.count).compactMap { township in
    guard let own = rows[township] else { return nil }
    let sum = { (areas: [Area]) in own.reduce(Area.zero) { $0 + areas[$1] } }
    let all = own.reduce(Area.zero) { sum, row in
      agreed.unsound.contains(row) || ground.boxes[row].isEmpty
        ? sum
        : sum + Area(squareMetres: ground.geometry.area(ofRow: row) * scale(ground.boxes[row].center))
    }
    let (done, against) = (sum(kept), sum(planted))
    return RetreatRow(
      township: township < names.count ? names[township] : "—", agreements: own.count, agreedM2: all.squareMetres,
      withdrawnOrFallowM2: done.squareMetres, plantedM2: against.squareMetres,
      inNoPlotM2: max(all - done - against, .zero).squareMetres)
  }
}

extension Run {
  func retreatTable(in language: Language) -> TerminalTable? {
    guard let retreat, !retreat.isEmpty else { return nil }
    let headings = [
      Words(zh: "退减、休耕落实（亩）", en: "retreat (mu)"), Words(zh: "协议", en: "agreements"),
      Words(zh: "协议面积", en: "agreed"), Words(zh: "已退减、休耕", en: "achieved"), Words(zh: "仍种植", en: "planted"),
      Words(zh: "未落图", en: "in no plot"), Words(zh: "落实率", en: "share"),
    ]
    func mu(_ squareMetres: Double) -> String { decimalText(Int64((squareMetres * 0.15).rounded()), places: 2) }
    return TerminalTable(
      headings: headings.map { $0[language] },
      rows: retreat.map { row in
        [
          row.township, String(row.agreements), mu(row.agreedM2), mu(row.withdrawnOrFallowM2), mu(row.plantedM2),
          mu(row.inNoPlotM2), decimalText(Int64((row.achieved * 1000).rounded()), places: 1) + "%",
        ]
      }, numeric: Set(1...6))
  }
}

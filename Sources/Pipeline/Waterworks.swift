// What carries and stores water, by township: canals, pipes, reservoirs, headworks (供水设施). Whoever plans what takes the place
// of wells asks how much of it a township has.

import Geometry
import Registers
import Reports
import Rules

/// The waterworks of a township, or of the whole county.
struct WaterworksRow: Encodable {
  let township: String
  /// How many have a part in the township, and how long the parts are on the ellipsoid: a canal through two townships counts
  /// in both, each metre of it in one.
  fileprivate(set) var canals = 0
  fileprivate(set) var canalsM = 0.0
  fileprivate(set) var pipes = 0
  fileprivate(set) var pipesM = 0.0
  /// By the place in the middle.
  fileprivate(set) var reservoirs = 0
  fileprivate(set) var reservoirsM2 = 0.0
  fileprivate(set) var headworks = 0

  fileprivate init(_ township: String) { self.township = township }
  fileprivate var isEmpty: Bool { canals + pipes + reservoirs + headworks == 0 }
}

struct Waterworks: Encodable {
  /// By township in the order of their codes, then what lies in none.
  private(set) var townships: [WaterworksRow]
  private(set) var total: WaterworksRow

  /// `nil` where the job has no townships or none of the layers.
  ///
  /// - Parameters:
  ///   - official: areas by role and row, in m².
  ///   - scale: square metres per square unit of the frame. The frame of a job is taken to be conformal, as Gauss–Krüger is, so that
  ///     lengths go by the root.
  init?(
    _ layers: LayerSet, official: [String: [Double]], workers: Int, scale: @escaping @Sendable (Coordinate) -> Double
  ) async throws {
    guard let units = layers["townships"], let polygons = units.prepared, polygons.geometry.kind == .polygon,
      Self.roles.contains(where: { layers[$0] != nil })
    else { return nil }
    // A township in several rows of one code is one township.
    let codes = Dictionary(grouping: 0..<units.layer.count, by: units.key).sorted { $0.key < $1.key }
    townships = codes.map { WaterworksRow(units.name($0.value[0])) } + [WaterworksRow(RegisterUnit.blank.name)]
    total = WaterworksRow("")
    var unitOfRow = [Int](repeating: codes.count, count: units.layer.count)
    for (unit, code) in codes.enumerated() { for row in code.value { unitOfRow[row] = unit } }
    func unit(_ row: Int?) -> Int { row.map { unitOfRow[$0] } ?? codes.count }

    for (role, count, metres) in [
      ("canals", \WaterworksRow.canals, \WaterworksRow.canalsM), ("pipes", \.pipes, \.pipesM),
    ] {
      guard let lines = layers[role]?.layer.geometry, lines.kind == .line else { continue }
      let parts = try await sharedLengths(
        of: lines, in: polygons, tree: units.tree, within: Self.sameLine, workers: workers
      ) { from, to in
        from.distance(to: to) * scale(Coordinate(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)).squareRoot()
      }
      for part in parts {
        townships[unit(part.polygon)][keyPath: metres] += part.length
        total[keyPath: metres] += part.length
      }
      for (own, parts) in Dictionary(grouping: parts, by: { unit($0.polygon) }) {
        townships[own][keyPath: count] = Set(parts.map(\.line)).count
      }
      total[keyPath: count] = Set(parts.map(\.line)).count
    }
    for (role, count) in [("reservoirs", \WaterworksRow.reservoirs), ("headworks", \.headworks)] {
      guard let layer = layers[role] else { continue }
      for row in 0..<layer.layer.count {
        guard let place = layer.place(row) else { continue }
        let own = unit(units.owner(of: place))
        // Rings that cross say of no ground that it is theirs (G01 tells them).
        let area = role == "reservoirs" && !layer.unsound.contains(row) ? official[role]?[row] ?? 0 : 0
        townships[own][keyPath: count] += 1
        townships[own].reservoirsM2 += area
        total[keyPath: count] += 1
        total.reservoirsM2 += area
      }
    }
    if townships[codes.count].isEmpty { townships.removeLast() }
  }

  /// What one township has; `nil` where it has none.
  func keeping(township name: String) -> Waterworks? {
    var kept = self
    kept.townships = townships.filter { $0.township == name }
    guard let own = kept.townships.first, !own.isEmpty else { return nil }
    kept.total = own
    return kept
  }

  /// In metres: what is drawn on the county's border is in the county. The coordinate tolerance of contract-land data.
  private static let sameLine = 0.001

  static let roles = ["canals", "pipes", "reservoirs", "headworks"]
}

extension Waterworks {
  /// A column of a table: of every township and of the whole, in units of so many decimals.
  fileprivate struct Column {
    let heading: Words
    let places: Int
    let values: [Int64]
    let total: Int64

    /// Of a township, or behind them of the whole.
    subscript(row: Int) -> Int64 { row < values.count ? values[row] : total }
  }

  /// How many there are. What several townships have counts in each, and once in the total.
  private func column(_ heading: Words, _ count: (WaterworksRow) -> Int) -> Column {
    Column(heading: heading, places: 0, values: townships.map { Int64(count($0)) }, total: Int64(count(total)))
  }

  /// Lengths and areas, rounded so that they add up.
  private func column(_ heading: Words, places: Int, _ measure: (WaterworksRow) -> Double) -> Column {
    let total = Int64(measure(total).rounded())
    return Column(
      heading: heading, places: places, values: largestRemainder(of: total, by: townships.map(measure)), total: total)
  }

  fileprivate func columns(_ role: String) -> [Column] {
    switch role {
    case "canals":
      [
        column(Words(zh: "渠道（条）", en: "canals")) { $0.canals },
        column(Words(zh: "渠道长（公里）", en: "canals (km)"), places: 3) { $0.canalsM },
      ]
    case "pipes":
      [
        column(Words(zh: "管道（条）", en: "pipes")) { $0.pipes },
        column(Words(zh: "管道长（公里）", en: "pipes (km)"), places: 3) { $0.pipesM },
      ]
    case "reservoirs":
      [
        column(Words(zh: "水库（座）", en: "reservoirs")) { $0.reservoirs },
        column(Words(zh: "水库面积（亩）", en: "reservoirs (mu)"), places: 2) { $0.reservoirsM2 * 0.15 },
      ]
    default: [column(Words(zh: "渠首（座）", en: "headworks")) { $0.headworks }]
    }
  }
}

extension Run {
  /// Columns for the layers that the job has.
  private var waterworksColumns: [Waterworks.Column] {
    Waterworks.roles.filter { layers[$0] != nil }.flatMap { waterworks?.columns($0) ?? [] }
  }

  private func waterworksNames(in language: Language) -> [String] {
    let outside = language.say("未落入任何乡镇", "in no township")
    let names = waterworks?.townships.map { $0.township == RegisterUnit.blank.name ? outside : $0.township } ?? []
    return names + [language.say("合计", "total")]
  }

  func waterworksTable(in language: Language) -> TerminalTable? {
    guard waterworks != nil else { return nil }
    let columns = waterworksColumns
    return TerminalTable(
      headings: [language.say("供水设施", "waterworks")] + columns.map { $0.heading[language] },
      rows: waterworksNames(in: language).enumerated().map { row, name in
        [name] + columns.map { $0.places == 0 ? String($0[row]) : decimalText($0[row], places: $0.places) }
      }, numeric: Set(1...columns.count), hasTotal: true)
  }

  /// The same as a sheet of the workbook of areas.
  func waterworksSheet(in language: Language) -> WorkbookSheet? {
    waterworksTable(in: language).map { table in
      WorkbookSheet(
        table.headings[0],
        TerminalTable(
          headings: [language.say("乡镇（街道）", "township")] + table.headings.dropFirst(), rows: table.rows,
          numeric: table.numeric, hasTotal: table.hasTotal))
    }
  }
}

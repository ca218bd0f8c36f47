// Which part of a row lies in which village and which zone, as planar areas: weights to share its official area out by.

import Geometry
import Overlay
import Rules

/// A part of a row; `nil` where no village or no zone holds it.
struct RowPart: Sendable {
  var village: Int?
  var zone: Int?
  var area: Double
}

/// The parts of every row of a layer. Most rows lie in one village and one zone, and many in one village and several zones
/// or the reverse: there the kernel's sums are enough. Only of rows across both are the parts in the villages built, and
/// the zones laid over those.
struct RowDivision: Sendable {
  private let partsOfRow: [[RowPart]]
  /// Rows across villages and zones that GEOS refused to cut in some village: their ground there is shared out over the zones as
  /// what is left of the row is.
  private(set) var estimated: [Int] = []

  func parts(ofRow row: Int) -> [RowPart] { partsOfRow[row] }

  /// - Parameter pairs: of the layer and the villages.
  init(
    of layer: RoleLayer, _ prepared: PreparedColumn, villages: RoleLayer?, pairs: [SharedArea], zones: ZoneDivision?,
    workers: Int
  ) async throws {
    let geometry = prepared.geometry
    let zonePairs =
      if let zones { try await sharedAreas(prepared, zones.ground, tree: zones.tree, workers: workers) } else {
        [SharedArea]()
      }
    var (inVillages, inZones) = (PairRuns(pairs), PairRuns(zonePairs))
    var parts: [[RowPart]] = []
    var across: [(row: Int, villages: [SharedArea])] = []
    for row in 0..<geometry.count {
      let area = geometry.area(ofRow: row)
      let own = Self.sides(inVillages.next(ofRow: row), of: area)
      let kinds = Self.sides(inZones.next(ofRow: row), of: area)
      if own.count == 1 {
        parts.append(kinds.map { RowPart(village: own[0].side, zone: $0.side, area: $0.area) })
      } else if kinds.count == 1 {
        parts.append(own.map { RowPart(village: $0.side, zone: kinds[0].side, area: $0.area) })
      } else {
        across.append(
          (row, own.compactMap { part in part.side.map { SharedArea(left: row, right: $0, area: part.area) } }))
        parts.append(kinds.map { RowPart(village: nil, zone: $0.side, area: $0.area) })
      }
    }
    if let villages, let zones, !across.isEmpty {
      let built = try await pieces(
        of: across.flatMap(\.villages), geometry, villages.layer.geometry!, workers: workers)
      let prepared = try await PreparedColumn(built.geometry, workers: workers)
      let crossing = try await sharedAreas(prepared, zones.ground, tree: zones.tree, workers: workers)
      var runs = PairRuns(crossing)
      for (piece, pair) in built.pairs.enumerated() {
        for part in Self.sides(runs.next(ofRow: piece), of: pair.area) {
          parts[pair.left].move(RowPart(village: pair.right, zone: part.side, area: part.area))
        }
      }
      for (row, refused) in Dictionary(grouping: built.failures.map(\.pair), by: \.left).sorted(by: { $0.key < $1.key })
      {
        estimated.append(row)
        let left = parts[row].filter { $0.village == nil }
        let area = left.reduce(0) { $0 + $1.area }
        for pair in refused {
          for zone in left where area > 0 {
            parts[row].move(RowPart(village: pair.right, zone: zone.zone, area: pair.area * zone.area / area))
          }
        }
      }
    }
    partsOfRow = parts
  }

  /// What a row has on each side of a division, and what is left outside all of them. A millionth of the row is rounding:
  /// a plot drawn up to a line does not lie across it.
  private static func sides(_ pairs: ArraySlice<SharedArea>, of area: Double) -> [(side: Int?, area: Double)] {
    let rounding = max(area * 1e-6, 0.01)
    var sides = pairs.filter { $0.area > rounding }.map { (side: Int?.some($0.right), area: $0.area) }
    let left = area - sides.reduce(0) { $0 + $1.area }
    if sides.isEmpty || left > rounding { sides.append((nil, max(left, 0))) }
    return sides
  }
}

extension [RowPart] {
  /// Takes ground from the part of no village in the same zone: what the villages leave stays there.
  fileprivate mutating func move(_ part: RowPart) {
    if let rest = firstIndex(where: { $0.village == nil && $0.zone == part.zone }) {
      self[rest].area -= part.area
      if self[rest].area <= 0.01 { remove(at: rest) }
    }
    append(part)
  }
}

/// The pairs of one left row after another, from a list in that order.
private struct PairRuns {
  private let pairs: [SharedArea]
  private var position = 0

  init(_ pairs: [SharedArea]) { self.pairs = pairs }

  /// - Precondition: rows are asked for in ascending order.
  mutating func next(ofRow row: Int) -> ArraySlice<SharedArea> {
    while position < pairs.count && pairs[position].left < row { position += 1 }
    let start = position
    while position < pairs.count && pairs[position].left == row { position += 1 }
    return pairs[start..<position]
  }
}

// The books of an overlay: for every row, the area that comes in and where it went.
//
//     area = shared + slivers − doubled + remainder        for every row, and in all
//
// A book in which the remainder is what the other lines leave would always close. Here it is measured another way: of a
// layer, only the edges that no neighbour shares (Geometry/CoverageEdges.swift) say where it ends, and the rings of those
// edges wind round a place as often as rows lie there. So the ground of a row that the other layer does not hold is summed
// over its outlines, while what it shares is summed pair by pair: other edges, other windows, other pairs. A pair lost or
// counted twice, and an outline that is not what its rows make it, leave a difference.

public import Geometry

/// The account of one row, in square units of the frame.
public struct LedgerRow: Sendable {
  public let row: Int
  public let area: Double
  /// Ground in shared parts that are more than slivers.
  public let shared: Double
  public let slivers: Double
  /// What of the two lines above is ground counted again, because rows of the other layer overlap there.
  public let doubled: Double
  /// Ground that the other layer does not hold.
  public let remainder: Double
  /// What rounding can make of the lines: sums over a window are good to 1e-13 of its area, and as good as the kernel's own bound,
  /// below which a pair of it is none.
  let rounding: Double

  /// What does not add up.
  public var difference: Double { area - (shared + slivers - doubled + remainder) }
}

public struct AreaLedger: Sendable {
  /// Relative to what comes in.
  public static let tolerance = 1e-9

  /// Of the rows that could be accounted for, in order.
  public let rows: [LedgerRow]
  /// Rows whose covering rows GEOS could not join.
  public let refused: [RefusedRow]

  /// Sums over all rows.
  public var total: LedgerRow {
    func sum(_ line: (LedgerRow) -> Double) -> Double { rows.reduce(0) { $0 + line($1) } }
    return LedgerRow(
      row: -1, area: sum(\.area), shared: sum(\.shared), slivers: sum(\.slivers), doubled: sum(\.doubled),
      remainder: sum(\.remainder), rounding: sum(\.rounding))
  }
  /// Rows whose account does not close.
  public var open: [LedgerRow] {
    rows.filter { !(abs($0.difference) <= max(Self.tolerance * $0.area, $0.rounding)) }
  }
  /// The account of every row closes, and the grand total.
  public var closes: Bool {
    let total = total
    return refused.isEmpty && open.isEmpty && abs(total.difference) <= Self.tolerance * total.area
  }
}

/// When a shared part or a row is a thread that nobody drew on purpose: both narrow and long, whatever its area.
public struct SliverRule: Sendable {
  /// In units of the frame.
  public var width: Double
  /// 4π × area / perimeter².
  public var thinness: Double

  public init(width: Double, thinness: Double) {
    self.width = width
    self.thinness = thinness
  }

  /// Two surveys of one line may differ by 0.1 m (TD/T 1001-2012, limit of boundary points of the first class); a thread is
  /// about eight times as long as it is wide.
  public static let boundaryPoints = SliverRule(width: 0.1, thinness: 0.3)

  public func holds(width: Double, thinness: Double) -> Bool { width <= self.width && thinness <= self.thinness }
  public func holds(_ shape: OverlapShape) -> Bool { holds(width: shape.width, thinness: shape.thinness) }
}

/// The books of the rows of `covered` over the rows of `covering`, the two layers of a cover.
///
/// - Parameter unsound: as the cover was made.
public func areaLedger(
  of cover: Cover, _ covered: PreparedColumn, over covering: PreparedColumn, slivers: SliverRule,
  unsound: UnsoundSides = UnsoundSides(), workers: Int
) async throws -> AreaLedger {
  var thread = [Double](repeating: 0, count: covered.boxes.count)
  // A rectangle with a given spread is no longer than √3 times the diagonal of its window, so most parts are plainly too
  // wide, and only the shapes of the others are computed.
  let narrow = cover.pairs.filter { pair in
    let window = covered.boxes[pair.left].intersection(covering.boxes[pair.right])
    let diagonal = (window.width * window.width + window.height * window.height).squareRoot()
    return pair.area <= slivers.width * 3.0.squareRoot() * diagonal
  }
  let shapes = try await shapes(of: narrow, covered, covering, workers: workers)
  for (pair, shape) in zip(narrow, shapes) where slivers.holds(shape) { thread[pair.left] += pair.area }

  let sound =
    unsound.covering.isEmpty
    ? covering : try await PreparedColumn(covering.geometry.emptying(Array(unsound.covering)), workers: workers)
  let held = try await areasHeld(of: covered, by: sound, workers: workers)
  let rows = cover.rows.enumerated().compactMap { row, known in
    known.map {
      let box = covered.boxes[row]
      let reach = box.width + box.height
      let edges = Double(covered.geometry.coordinates(ofRow: row).count + 64)
      return LedgerRow(
        row: row, area: $0.area, shared: $0.claimed - thread[row], slivers: thread[row], doubled: $0.doubled,
        remainder: $0.area - held[row] + $0.doubled,
        rounding: max(1e-13 * box.width * box.height, edges * 0x1p-52 * reach * reach))
    }
  }
  return AreaLedger(rows: rows, refused: cover.refused)
}

/// How much ground of each row the other layer holds, ground that it holds twice counted twice, by its outlines.
private func areasHeld(of rows: PreparedColumn, by layer: PreparedColumn, workers: Int) async throws -> [Double] {
  let rings = coverageRings(of: try await unsharedEdges(of: layer, workers: workers))
  var builder = GeometryBuilder(.polygon)
  for ring in rings {
    builder.appendRing(ring.edges.map(\.start))
    builder.endPart()
    builder.endRow()
  }
  let outlines = try await PreparedColumn(builder.finish(), workers: workers)
  let isHollow = rings.map { $0.signedArea < 0 }
  var held = [Double](repeating: 0, count: rows.boxes.count)
  for pair in try await sharedAreas(rows, outlines, tree: PackedRTree(outlines.boxes), workers: workers) {
    held[pair.left] += isHollow[pair.right] ? -pair.area : pair.area
  }
  return held
}

// The area that two polygons share, summed over the places where their boundaries cross, without building the shared polygon.
//
// The boundary of A ∩ B is made of the pieces of A's boundary inside B and of those of B's inside A. Such a piece runs from
// one crossing to another, or is a whole ring. Let S_A(X) be the integral ½∮(x dy − y dx) along a ring of A from its first
// vertex to the place X, with the interior to the left. Each piece is a difference of two such integrals, so only the
// crossings count, and it does not matter which of them belong together:
//
//     area(A ∩ B) = Σ_X t_X (S_B(X) − S_A(X)) + Σ_{rings a of A} n_B(a) S_A(a) + Σ_{rings b of B} n_A(b) S_B(b)
//
// t_X is +1 where A's boundary enters B at X (and so B's leaves A), −1 where it leaves; n_B(a) is how often B winds about the
// first vertex of ring a, 1 or 0 for valid polygons, and S_A(a) the whole ring's integral. Moments, hence the centroid and
// the spread of the shared part, come out of the same sum (BoundaryIntegral.swift).
//
// Nothing is built and nothing can fail, provided that crossings and winding numbers are those of one and the same picture:
// sides are exact (ExactSide.swift), and where a vertex lies on the other boundary A is taken to be moved up by less than
// anything, and right by less than that (Edelsbrunner and Mücke 1990, Simulation of simplicity). So shared vertices and
// coincident edges, the common case of plots traced on the survey's own lines, are no special cases: whether they count as
// crossing or not, the area is the same up to rounding.
//
// The formula is right for sound polygons only (UnsoundRows.swift); for others it is ∫ n_A n_B.

/// Computes shared areas pair by pair, with scratch memory that is reused. One per worker.
public struct OverlapKernel: ~Copyable {
  private var areas = BoundaryCrossings<TwiceArea>()
  private var moments = BoundaryCrossings<Moments>()

  public init() {}

  /// The area that `row` of one layer shares with `other` of another, in square units of their common frame, and a bound
  /// of its rounding error. Depends on the two polygons and their order alone, and not on `grids`, which only make it quicker
  /// where one polygon is far the larger. Quickest where one row is asked about several others in turn.
  public mutating func area(
    _ row: Int, of polygons: PreparedColumn, _ other: Int, of others: PreparedColumn,
    grids: GridsOfPair = GridsOfPair()
  ) -> (area: Double, error: Double) {
    guard areas.sum(row, of: polygons, other, of: others, grids) else { return (0, 0) }
    let whole = (area: areas.total.value / 2, error: areas.roundingBound)
    let isPrecise = whole.error <= Self.precision * min(polygons.areas[row], others.areas[other])
    return isPrecise ? whole : areaByParts(row, of: polygons, other, of: others) ?? whole
  }

  /// Of the smaller polygon: what the error may be before its parts are looked at one by one.
  private static let precision = 1e-10

  /// Integrals are as precise as the box is small that they are taken in. Hairlines far from each other are next to nothing
  /// beside the box of them all, but not each beside its own. `nil` where there are no parts to tell apart.
  private mutating func areaByParts(
    _ row: Int, of polygons: PreparedColumn, _ other: Int, of others: PreparedColumn
  ) -> (area: Double, error: Double)? {
    let isFirst = polygons.areas[row] <= others.areas[other]
    let (smaller, column) = isFirst ? (row, polygons) : (other, others)
    guard column.geometry.parts(ofRow: smaller).count > 1 else { return nil }
    let parts = PreparedColumn(partsOf: smaller, of: column)
    var sum = (area: 0.0, error: 0.0)
    for part in 0..<parts.geometry.count {
      let found =
        isFirst
        ? areas.sum(part, of: parts, other, of: others, GridsOfPair())
        : areas.sum(row, of: polygons, part, of: parts, GridsOfPair())
      if found {
        sum.area += areas.total.value / 2
        sum.error += areas.roundingBound
      }
    }
    return sum
  }

  /// The area that a row shares with itself, ∫n² of its winding numbers n: its own area where the row is sound.
  public mutating func areaWithItself(_ row: Int, of polygons: PreparedColumn) -> (area: Double, error: Double) {
    area(row, of: polygons, row, of: polygons)
  }

  /// As ``area(_:of:_:of:)``, with where the shared part lies and how it is shaped.
  public mutating func shape(
    _ row: Int, of polygons: PreparedColumn, _ other: Int, of others: PreparedColumn
  ) -> OverlapShape {
    let window = polygons.boxes[row].intersection(others.boxes[other])
    guard moments.sum(row, of: polygons, other, of: others, GridsOfPair()) else {
      return OverlapShape(.zero, from: window.center, window: .empty, error: 0)
    }
    return OverlapShape(moments.total, from: moments.origin, window: window, error: moments.roundingBound)
  }
}

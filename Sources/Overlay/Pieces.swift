// The shared geometry itself, where somebody asks for it: GEOS OverlayNG, with a ladder of precisions for rows it refuses.

import CGEOS
public import Geometry

/// The shared parts of pairs, with lineage; pairs that GEOS refused at every precision are told, and the run goes on.
public struct Pieces: Sendable {
  public var geometry: GeometryColumn
  /// The pair of each piece.
  public var pairs: [SharedArea]
  public var failures: [(pair: SharedArea, reason: String)]
}

/// Builds the shared part of each pair. Points and lines where two rows only touch have no area and are left out.
///
/// Each pair is tried in floating precision first, then with coordinates on a grid of one ten-millionth, then of a
/// millionth of the larger side of the pair's window: a failed noding is nearly always rounding.
public func pieces(
  of pairs: [SharedArea], _ left: GeometryColumn, _ right: GeometryColumn, workers: Int
) async throws -> Pieces {
  let chunks = try await inChunks(of: pairs.count, size: 256, workers: workers, state: { GEOSContext() }) {
    context, range in
    var builder = GeometryBuilder(.polygon)
    var made: [SharedArea] = []
    var failures: [(pair: SharedArea, reason: String)] = []
    for pair in pairs[range] {
      do {
        let a = try context.geometry(ofRow: pair.left, of: left)
        let b = try context.geometry(ofRow: pair.right, of: right)
        let window = left.box(ofRow: pair.left).intersection(right.box(ofRow: pair.right))
        builder.appendPolygons(of: try intersection(a, b, side: max(window.width, window.height)))
        made.append(pair)
      } catch {
        failures.append((pair, "\(error)"))
      }
    }
    return Pieces(geometry: builder.finish(), pairs: made, failures: failures)
  }
  return Pieces(
    geometry: GeometryColumn(joining: chunks.map(\.geometry), kind: .polygon), pairs: chunks.flatMap(\.pairs),
    failures: chunks.flatMap(\.failures))
}

private func intersection(
  _ a: borrowing GEOSGeometry, _ b: borrowing GEOSGeometry, side: Double
) throws(GEOSError) -> GEOSGeometry {
  try withFallingPrecision(side: side) { grid throws(GEOSError) in
    unsafe try a.context.own("GEOSIntersectionPrec_r") { unsafe GEOSIntersectionPrec_r($0, a.pointer, b.pointer, grid) }
  }
}

/// Tries an operation in floating precision, then on grids of a ten-millionth and a millionth of the side of its window.
/// Throws the error of the first try.
func withFallingPrecision(
  side: Double, _ operation: (Double) throws(GEOSError) -> GEOSGeometry
) throws(GEOSError) -> GEOSGeometry {
  var first: GEOSError?
  for grid in [0, side * 1e-7, side * 1e-6] {
    do throws(GEOSError) {
      return try operation(grid)
    } catch {
      first = first ?? error
    }
  }
  throw first!
}

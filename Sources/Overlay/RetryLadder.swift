// How GEOS is asked for a geometry: in floating precision first, then on coarser grids, and never believed unheard.
//
// A failed noding is nearly always rounding, and a grid cures it. But OverlayNG in floating precision can also answer wrongly
// without failing, with a piece missing or with the whole of a polygon (libgeos/geos#942 and #965, shapely/shapely#1871,
// JuliaGeo/LibGEOS.jl#166). The kernel's sums need no topology (Geometry/OverlapArea.swift), so what the area must be is
// known beforehand, and an answer with another area counts as a failure.

import Geometry

/// Tries an operation in floating precision, then on grids of a ten-millionth and a millionth of the side of its window.
///
/// - Parameter areas: what the area of a right answer lies in, apart from what rounding of its vertices moves.
/// - Throws: the error of the first try.
func withFallingPrecision(
  in window: Box, areas: ClosedRange<Double>, _ operation: (Double) throws(GEOSError) -> GEOSGeometry
) throws(GEOSError) -> GEOSGeometry {
  let side = max(window.width, window.height)
  // By how far OverlayNG itself moves vertices when floating precision fails it inside (OverlayNGRobust snaps to 1e-12).
  let snapping = 1e-12 * max(abs(window.minX), abs(window.maxX), abs(window.minY), abs(window.maxY))
  var first: GEOSError?
  for grid in [0, side * 1e-7, side * 1e-6] {
    do throws(GEOSError) {
      let answer = try operation(grid)
      let area = try answer.area
      // A boundary moved by a distance moves the area by no more than its length times that.
      let moved = (snapping + grid) * (try answer.length)
      if area >= areas.lowerBound - moved && area <= areas.upperBound + moved { return answer }
      first = first ?? GEOSError(function: "OverlayNG", message: wrongArea(area, areas))
    } catch {
      first = first ?? error
    }
  }
  throw first!
}

private func wrongArea(_ area: Double, _ right: ClosedRange<Double>) -> String {
  "gave an area of \(area) where \(right.lowerBound) to \(right.upperBound) is right"
}

// The ground of rows that no other layer covers, as geometry, for the rows that somebody asks about.

import CGEOS
public import Geometry

/// What is left of one row.
public struct Remainder: Sendable {
  public let row: Int
  /// One row: empty where nothing is left, `nil` where GEOS refused at every precision.
  public let geometry: GeometryColumn?
  /// A place inside what is left, away from its edges.
  public let place: Coordinate?
  /// The words of GEOS where it refused.
  public let reason: String?
}

extension Cover {
  /// What no row of `covering` holds of the chosen rows of `covered`, the two layers of this cover.
  public func remainders(
    ofRows rows: [Int], _ covered: GeometryColumn, _ covering: GeometryColumn, workers: Int
  ) async throws -> [Remainder] {
    try await inChunks(of: rows.count, size: 16, workers: workers, state: { GEOSContext() }) { context, range in
      var remainders: [Remainder] = []
      for row in rows[range] {
        do {
          let left = try context.remainder(
            ofRow: row, of: covered, without: pairs(ofRow: row).map(\.right), of: covering, areas: remainder(ofRow: row)
          )
          var builder = GeometryBuilder(.polygon)
          builder.appendPolygons(of: left)
          remainders.append(
            Remainder(row: row, geometry: builder.finish(), place: try left.innerPlace, reason: nil))
        } catch {
          remainders.append(Remainder(row: row, geometry: nil, place: nil, reason: "\(error)"))
        }
      }
      return remainders
    }.flatMap { $0 }
  }

  /// What the area of the remainder must lie in; anything where there is no answer for the row.
  private func remainder(ofRow row: Int) -> ClosedRange<Double> {
    guard let known = rows[row] else { return 0...Double.infinity }
    return known.remainder - 1e-9 * known.area...known.remainder + 1e-9 * known.area
  }
}

extension GEOSContext {
  /// A row less the union of others.
  fileprivate func remainder(
    ofRow row: Int, of column: GeometryColumn, without others: [Int], of covering: GeometryColumn,
    areas: ClosedRange<Double>
  ) throws(GEOSError) -> GEOSGeometry {
    let own = try geometry(ofRow: row, of: column)
    guard !others.isEmpty else { return own }
    let taken = try union(ofRows: others, of: covering)
    return try withFallingPrecision(in: column.box(ofRow: row), areas: areas) { grid throws(GEOSError) in
      unsafe try self.own("GEOSDifferencePrec_r") { unsafe GEOSDifferencePrec_r($0, own.pointer, taken.pointer, grid) }
    }
  }
}

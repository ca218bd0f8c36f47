// Rows of a layer joined to one, by GEOS OverlayNG: ground that several of them hold is held once.

import CGEOS
public import Geometry

/// A column with one row for each group, and the groups that GEOS refused at every precision: their rows are empty.
public struct Unions: Sendable {
  public let geometry: GeometryColumn
  public let failures: [RefusedRow]
}

/// The union of each group of rows. A failure's `row` is the number of its group.
public func unions(of groups: [[Int]], in column: GeometryColumn, workers: Int) async throws -> Unions {
  let chunks = try await inChunks(of: groups.count, size: 16, workers: workers, state: { GEOSContext() }) {
    context, range in
    var builder = GeometryBuilder(.polygon)
    var failures: [RefusedRow] = []
    for group in range {
      do {
        builder.appendPolygons(of: try context.union(ofRows: groups[group], of: column))
      } catch {
        builder.endRow()
        failures.append(RefusedRow(row: group, reason: "\(error)"))
      }
    }
    return Unions(geometry: builder.finish(), failures: failures)
  }
  return Unions(
    geometry: GeometryColumn(joining: chunks.map(\.geometry), kind: .polygon), failures: chunks.flatMap(\.failures))
}

extension GEOSContext {
  /// The union of some rows of a column of polygons: no smaller than the largest, no larger than all of them.
  func union(ofRows rows: [Int], of column: GeometryColumn) throws(GEOSError) -> GEOSGeometry {
    if rows.count == 1 { return try geometry(ofRow: rows[0], of: column) }
    var window = Box.empty
    var (largest, sum) = (0.0, 0.0)
    for row in rows {
      window.formUnion(column.box(ofRow: row))
      let area = column.area(ofRow: row)
      (largest, sum) = (max(largest, area), sum + area)
    }
    let gathered = try collection(ofRows: rows, of: column)
    return try withFallingPrecision(in: window, areas: largest...sum) { grid throws(GEOSError) in
      unsafe try own("GEOSUnaryUnionPrec_r") { unsafe GEOSUnaryUnionPrec_r($0, gathered.pointer, grid) }
    }
  }
}

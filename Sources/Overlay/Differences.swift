// What is left of rows when other rows are taken away, by GEOS OverlayNG.

import CGEOS
public import Geometry

/// For every row what no row of `others` covers, as a column of one row; `nil` where GEOS refused at every precision.
///
/// - Parameter others: few rows, such as zones: each row is held against all whose boxes meet it.
public func differences(
  of column: GeometryColumn, without others: GeometryColumn, workers: Int
) async throws -> [GeometryColumn?] {
  let tree = PackedRTree((0..<others.count).map { others.box(ofRow: $0) })
  return try await inChunks(of: column.count, size: 16, workers: workers, state: { GEOSContext() }) { context, rows in
    rows.map { row in
      do {
        let box = column.box(ofRow: row)
        var near: [Int32] = []
        tree.search(box, into: &near)
        var left = try context.geometry(ofRow: row, of: column)
        for other in near.sorted() {
          let taken = try context.geometry(ofRow: Int(other), of: others)
          left = try difference(left, taken, side: max(box.width, box.height))
        }
        var builder = GeometryBuilder(.polygon)
        builder.appendPolygons(of: left)
        return builder.finish()
      } catch {
        return nil
      }
    }
  }.flatMap { $0 }
}

private func difference(
  _ a: borrowing GEOSGeometry, _ b: borrowing GEOSGeometry, side: Double
) throws(GEOSError) -> GEOSGeometry {
  try withFallingPrecision(side: side) { grid throws(GEOSError) in
    unsafe try a.context.own("GEOSDifferencePrec_r") { unsafe GEOSDifferencePrec_r($0, a.pointer, b.pointer, grid) }
  }
}

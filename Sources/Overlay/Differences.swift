// What is left of rows when other rows are taken away.

public import Geometry

/// For every row what no row of `others` covers, as a column of one row; `nil` where GEOS refused at every precision.
public func differences(
  of column: GeometryColumn, without others: GeometryColumn, workers: Int
) async throws -> [GeometryColumn?] {
  let taken = try await PreparedColumn(others, workers: workers)
  let cover = try await cover(
    of: PreparedColumn(column, workers: workers), by: taken, tree: PackedRTree(taken.boxes), workers: workers)
  return try await cover.remainders(ofRows: Array(0..<column.count), column, others, workers: workers).map(\.geometry)
}

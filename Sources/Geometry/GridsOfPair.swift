// The grids that make a join quicker where a polygon of many vertices meets many small ones.

/// The grids of the large rows of two layers, where there are any worth having.
public struct GridsOfPair: Sendable {
  let left: PolygonGrids?
  let right: PolygonGrids?

  /// None.
  public init() {
    left = nil
    right = nil
  }

  /// Those of two layers that are to be joined.
  public init(_ left: PreparedColumn, _ right: PreparedColumn, workers: Int) async throws {
    self.left = try await Self.grids(of: left, for: right, workers: workers)
    self.right = try await Self.grids(of: right, for: left, workers: workers)
  }

  private static func grids(
    of column: PreparedColumn, for others: PreparedColumn, workers: Int
  ) async throws -> PolygonGrids? {
    let geometry = column.geometry
    // What a grid saves a pair is a walk down hierarchies, some thirty times what a vertex costs to sort into it.
    let rows = (0..<geometry.count).filter { row in
      let count = geometry.coordinates(ofRow: row).count
      return count >= fewestVertices && others.countOfBoxes(meeting: column.boxes[row]) >= count / verticesToAPair
    }
    return rows.isEmpty ? nil : try await PolygonGrids(column, rows: rows, workers: workers)
  }

  private static let fewestVertices = 1024
  private static let verticesToAPair = 32
}

extension PreparedColumn {
  /// About how many boxes meet a window, told by at most a thousand of them.
  fileprivate func countOfBoxes(meeting window: Box) -> Int {
    let step = max(1, boxes.count / 1000)
    var count = 0
    for index in stride(from: 0, to: boxes.count, by: step) where boxes[index].meets(window) { count += 1 }
    return count * step
  }
}

// Which polygons hold which points, a whole layer at once.

public import Geometry

/// A point and a polygon that owns it.
public struct Containment: Sendable, Equatable {
  public let point: Int
  public let polygon: Int
}

/// Every pair of a point and a polygon that owns it by the half-open rule of PointLocation.swift, by point, then polygon.
/// Rows without geometry are in no pair; of a multipoint the first coordinate counts.
public func locate(
  _ points: GeometryColumn, in polygons: PreparedColumn, tree: PackedRTree, workers: Int
) async throws -> [Containment] {
  try await inChunks(of: points.count, size: 4096, workers: workers, state: {}) { _, rows in
    var found: [Containment] = []
    var candidates: [Int32] = []
    for row in rows {
      guard let point = points.firstCoordinate(ofRow: row) else { continue }
      candidates.removeAll(keepingCapacity: true)
      tree.search(Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y), into: &candidates)
      candidates.sort()
      for polygon in candidates where polygons.owns(point, row: Int(polygon)) {
        found.append(Containment(point: row, polygon: Int(polygon)))
      }
    }
    return found
  }.flatMap { $0 }
}

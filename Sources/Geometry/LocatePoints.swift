// Which polygons hold which points, many points at once.

/// A point and a polygon that owns it.
public struct Containment: Sendable, Equatable {
  public let point: Int
  public let polygon: Int

  public init(point: Int, polygon: Int) {
    self.point = point
    self.polygon = polygon
  }
}

/// Every pair of a point and a polygon that owns it by the half-open rule of PointLocation.swift, by point, then polygon.
/// Rows without geometry are in no pair; of a multipoint the first coordinate counts.
public func locate(_ points: GeometryColumn, in polygons: PreparedColumn, workers: Int) async throws -> [Containment] {
  guard polygons.geometry.kind == .polygon else { return [] }
  let boxes = BoxGrid(polygons.boxes)
  let grids = try await PolygonGrids(polygons, rows: rowsForGrids(polygons, points: points.count), workers: workers)
  return try await inChunks(of: points.count, size: 4096, workers: workers, state: { PointBatch() }) { batch, rows in
    batch.gather(points, rows, near: boxes)
    var found: [Containment] = []
    let count = grids.sift(batch.candidates, batch.count, points)
    found.reserveCapacity(count)
    grids.decide(batch.candidates, count, points, in: polygons, into: &found)
    return found
  }.flatMap { $0 }
}

/// Scratch of one worker: step by step for many points, because each step alone keeps a processor's pipeline full.
private struct PointBatch: ~Copyable {
  private(set) var candidates = Scratch<PolygonGrids.Candidate>()
  private(set) var count = 0

  /// Every point of some rows with every polygon whose box may hold it.
  mutating func gather(_ points: GeometryColumn, _ rows: Range<Int>, near boxes: BoxGrid) {
    count = 0
    candidates.reserve(rows.count)
    for row in rows where !points.isEmpty(row: row) {
      let near = boxes.boxes(near: points.pointPosition(ofRow: row))
      // The first in any case, counted where there is one.
      candidates.reserve(count + near.count + 1, keeping: count)
      candidates[count] = PolygonGrids.Candidate(point: Int32(row), polygon: boxes.number(near.first))
      if near.count > 1 {
        for other in 1..<near.count {
          candidates[count + other] = PolygonGrids.Candidate(
            point: Int32(row), polygon: boxes.number(near.first + other))
        }
      }
      count += near.count
    }
  }
}

/// The rows whose boundary is worth sorting into a grid: those that are not short, where points are many beside their vertices.
private func rowsForGrids(_ polygons: PreparedColumn, points: Int) -> [Int] {
  let geometry = polygons.geometry
  let large = (0..<geometry.count).filter { geometry.coordinates(ofRow: $0).count > EdgeHierarchy.smallest }
  let vertices = large.reduce(0) { $0 + geometry.coordinates(ofRow: $1).count }
  return 4 * points >= vertices ? large : []
}

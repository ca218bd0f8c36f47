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
    batch.place(points, rows)
    batch.gather(near: boxes)
    batch.sift(by: grids)
    return batch.decided(by: grids, in: polygons)
  }.concatenated()
}

/// Scratch of one worker: step by step for many points, because each step alone keeps a processor's pipeline full.
private struct PointBatch: ~Copyable {
  private var places = Scratch<PointPlace>()
  private var placeCount = 0
  private var candidates = Scratch<PointCandidate>()
  private var count = 0

  /// Where the points of some rows lie, but for rows without geometry.
  mutating func place(_ points: GeometryColumn, _ rows: Range<Int>) {
    places.reserve(rows.count)
    placeCount = points.places(ofRows: rows, into: places)
  }

  /// Every point with every polygon whose box may hold it.
  mutating func gather(near boxes: BoxGrid) { count = boxes.gather(places, placeCount, into: &candidates) }

  /// Leaves the candidates that a look at one cell does not rule out.
  mutating func sift(by grids: PolygonGrids) { count = grids.sift(candidates, count, places) }

  /// The candidates that own their points.
  func decided(by grids: PolygonGrids, in polygons: PreparedColumn) -> [Containment] {
    var found: [Containment] = []
    found.reserveCapacity(count)
    grids.decide(candidates, count, places, in: polygons, into: &found)
    return found
  }
}

/// A point of a batch.
struct PointPlace: BitwiseCopyable {
  let row: Int32
  let place: Coordinate
}

/// A point of a batch and a polygon that may own it.
struct PointCandidate: BitwiseCopyable {
  let point: Int32
  let polygon: Int32
  /// Where in the polygon's grid to look, or one of the two below.
  var cell = inside
  static let inside = -1
  static let withoutGrid = -2

  @inline(__always)
  init(point: Int, polygon: Int32) {
    self.point = Int32(truncatingIfNeeded: point)
    self.polygon = polygon
  }
}

extension GeometryColumn {
  /// Writes the first coordinates of some rows, those without geometry left out, and returns how many there are.
  ///
  /// - Parameter places: with room for all the rows.
  fileprivate func places(ofRows rows: Range<Int>, into places: borrowing Scratch<PointPlace>) -> Int {
    let xy = xy.span
    let ringStarts = ringStarts.span
    let partStarts = partStarts.span
    let rowStarts = rowStarts.span
    var count = 0
    for row in rows {
      let part = unsafe rowStarts[unchecked: row]
      if unsafe part == rowStarts[unchecked: row + 1] { continue }
      let ring = unsafe partStarts[unchecked: Int(part)]
      let index = 2 * Int(unsafe ringStarts[unchecked: Int(ring)])
      places[count] = PointPlace(
        row: Int32(truncatingIfNeeded: row),
        place: Coordinate(x: unsafe xy[unchecked: index], y: unsafe xy[unchecked: index + 1]))
      count += 1
    }
    return count
  }
}

/// The rows whose boundary is worth sorting into a grid: those that are not short, where points are many beside their vertices.
private func rowsForGrids(_ polygons: PreparedColumn, points: Int) -> [Int] {
  let geometry = polygons.geometry
  let large = (0..<geometry.count).filter { geometry.coordinates(ofRow: $0).count > EdgeHierarchy.smallest }
  let vertices = large.reduce(0) { $0 + geometry.coordinates(ofRow: $1).count }
  return 4 * points >= vertices ? large : []
}

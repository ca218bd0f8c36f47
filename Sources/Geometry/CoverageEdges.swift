// The edges of a layer of polygons that no neighbour has too: outlines, the rims of gaps, and edges that were meant to be
// shared and are not.
//
// Give every edge the direction that has the interior on its left. Neighbours that share an edge, bit for bit, have it in
// opposite directions, and the two cancel:
//
//        ┌──→──┬──→──┐                 ┌──→──·──→──┐
//        ↑  A  ↓↑ B  ↓      leaves     ↑           ↓        (drawn clockwise for the eye)
//        └──←──┴──←──┘                 └──←──·──←──┘
//
// What remains is a boundary: at every vertex as many edges come in as go out, so it falls apart into closed rings. How
// often those rings wind round a place is how many rows of the layer lie there.
//
// Edges are found by hashing their two ends: in parallel by runs of rows, then in parallel by cells of the ground, so that the
// coordinates that have to be compared are near each other in memory too.

/// An edge of one row, the interior on its left.
public struct CoverageEdge: Sendable {
  public let row: Int
  public let start: Coordinate
  public let end: Coordinate

  public var length: Double { start.distance(to: end) }
}

/// The edges that remain of a layer once those that cancel are taken away, by row and place in the row.
///
/// - Parameter unit: a layer that the first should fill, such as the villages that the survey covers: its edges count the
///   other way round, as if what lies outside it were one more row; its rows are numbered behind those of the first.
public func unsharedEdges(
  of polygons: PreparedColumn, within unit: PreparedColumn? = nil, workers: Int
) async throws -> [CoverageEdge] {
  let table = EdgeTable(polygons: polygons, unit: unit)
  let rows = polygons.boxes.count + (unit?.boxes.count ?? 0)
  let hashed = try await inChunks(of: rows, size: 1024, workers: workers, state: {}) { _, rows in table.hashed(rows) }
  let remaining = try await inChunks(of: EdgeTable.cells, size: 1, workers: workers, state: {}) { _, cell in
    table.uncancelled(hashed.map { $0[cell.lowerBound] })
  }
  return remaining.flatMap { $0 }.sorted { ($0.row, $0.first) < ($1.row, $1.first) }.map {
    let (start, end) = table.ends(of: $0)
    return CoverageEdge(row: Int($0.row), start: start, end: end)
  }
}

/// An edge as it goes through the table: its row, the coordinate that it begins with as stored, whether the direction that
/// counts is the other one, and what it hashes to.
private struct HashedEdge {
  let hash: UInt32
  let row: Int32
  let first: Int32
  let isReversed: Bool
}

private struct EdgeTable: Sendable {
  private static let side = 8
  static let cells = side * side

  private let polygons: PreparedColumn
  private let unit: PreparedColumn?
  private let bounds: Box

  init(polygons: PreparedColumn, unit: PreparedColumn?) {
    self.polygons = polygons
    self.unit = unit
    var bounds = Box.empty
    for box in polygons.boxes + (unit?.boxes ?? []) { bounds.formUnion(box) }
    self.bounds = bounds
  }

  /// The edges of some rows by the cell that their middle lies in, in order. Edges without length have no direction and are
  /// none.
  func hashed(_ rows: Range<Int>) -> [[HashedEdge]] {
    var cells = [[HashedEdge]](repeating: [], count: Self.cells)
    let count = polygons.boxes.count
    for row in rows {
      let (column, own) = row < count ? (polygons, row) : (unit!, row - count)
      let geometry = column.geometry
      for ring in geometry.rings(ofRow: own) {
        let range = geometry.coordinates(ofRing: ring)
        guard range.count >= 4 else { continue }
        let isReversed = (column.ringSigns[ring] > 0) == (row >= count)
        var before = geometry.coordinate(range.lowerBound)
        for index in range.dropLast() {
          let next = geometry.coordinate(index + 1)
          if before != next {
            cells[cell(of: before, next)].append(
              HashedEdge(hash: hash(before, next), row: Int32(row), first: Int32(index), isReversed: isReversed))
          }
          before = next
        }
      }
    }
    return cells
  }

  /// The same for the two ends in either order, as the hash is.
  private func cell(of a: Coordinate, _ b: Coordinate) -> Int {
    let across = (a.x + b.x - 2 * bounds.minX) / (2 * bounds.width) * Double(Self.side)
    let up = (a.y + b.y - 2 * bounds.minY) / (2 * bounds.height) * Double(Self.side)
    // What is no number, because the layer has no width, is in the first.
    func step(_ place: Double) -> Int { place > 0 ? Int(min(place, Double(Self.side - 1))) : 0 }
    return step(across) * Self.side + step(up)
  }

  private func hash(_ a: Coordinate, _ b: Coordinate) -> UInt32 {
    UInt32(truncatingIfNeeded: (hash(a) &+ hash(b)) &* 0xD6E8_FEB8_6659_FD93 >> 32)
  }

  /// Adding zero makes the two zeros, which are equal, one pattern of bits.
  private func hash(_ place: Coordinate) -> UInt64 {
    let mixed =
      (place.x + 0).bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ (place.y + 0).bitPattern &* 0xC2B2_AE3D_27D4_EB4F
    return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9
  }

  /// The edges of one cell that nothing cancels. A table with open addressing holds those that wait for their opposite;
  /// one that has met it leaves its slot taken, so that what lies behind is still found.
  func uncancelled(_ lists: [[HashedEdge]]) -> [HashedEdge] {
    let edges = lists.flatMap { $0 }
    var capacity = 16
    while capacity < 2 * edges.count { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    var isCancelled = [Bool](repeating: false, count: edges.count)
    for index in edges.indices {
      let edge = edges[index]
      var slot = Int(edge.hash) & (capacity - 1)
      while slots[slot] >= 0 {
        let other = Int(slots[slot])
        if edges[other].hash == edge.hash && !isCancelled[other] && cancel(edges[other], edge) {
          isCancelled[other] = true
          isCancelled[index] = true
          break
        }
        slot = (slot + 1) & (capacity - 1)
      }
      if !isCancelled[index] { slots[slot] = Int32(index) }
    }
    return edges.indices.filter { !isCancelled[$0] }.map { edges[$0] }
  }

  private func cancel(_ a: HashedEdge, _ b: HashedEdge) -> Bool {
    let (x, y) = (ends(of: a), ends(of: b))
    return x.start == y.end && x.end == y.start
  }

  /// The ends of an edge in the direction that counts.
  func ends(of edge: HashedEdge) -> (start: Coordinate, end: Coordinate) {
    let (a, b) = (coordinate(edge, 0), coordinate(edge, 1))
    return edge.isReversed ? (b, a) : (a, b)
  }

  /// Read in place: a copy of the column would be counted by all workers for every edge.
  private func coordinate(_ edge: HashedEdge, _ offset: Int) -> Coordinate {
    Int(edge.row) < polygons.boxes.count
      ? polygons.geometry.coordinate(Int(edge.first) + offset) : unit!.geometry.coordinate(Int(edge.first) + offset)
  }
}

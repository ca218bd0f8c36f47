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
// Edges are found by hashing their two ends: in parallel by runs of rows, then in parallel by shares of the hashes.

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
  let remaining = try await inChunks(of: EdgeTable.shares, size: 1, workers: workers, state: {}) { _, share in
    table.uncancelled(hashed.map { $0[share.lowerBound] })
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
  static let shares = 64

  let polygons: PreparedColumn
  let unit: PreparedColumn?

  /// The edges of some rows by their share of the hashes, in order. Edges without length have no direction and are none.
  func hashed(_ rows: Range<Int>) -> [[HashedEdge]] {
    var shares = [[HashedEdge]](repeating: [], count: Self.shares)
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
            // Of the ends, in either order.
            let mixed = (hash(before) &+ hash(next)) &* 0xD6E8_FEB8_6659_FD93
            shares[Int(mixed >> 58)].append(
              HashedEdge(
                hash: UInt32(truncatingIfNeeded: mixed >> 20), row: Int32(row), first: Int32(index),
                isReversed: isReversed))
          }
          before = next
        }
      }
    }
    return shares
  }

  /// Adding zero makes the two zeros, which are equal, one pattern of bits.
  private func hash(_ place: Coordinate) -> UInt64 {
    let mixed =
      (place.x + 0).bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ (place.y + 0).bitPattern &* 0xC2B2_AE3D_27D4_EB4F
    return (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9
  }

  /// The edges of one share that nothing cancels. A table with open addressing holds those that wait for their opposite;
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

// Edges of neighbours that run beside each other, nearer than anybody can draw, and are not the same: one line drawn twice.

/// Two rows whose unshared edges run beside each other.
public struct NearEdges: Sendable {
  /// The lower row and the higher.
  public let rows: (Int, Int)
  /// Over which length they do.
  public let length: Double
  /// How far apart they are at most.
  public let distance: Double
  /// The middle of the longest such edge.
  public let place: Coordinate
}

/// The pairs of rows with edges that run in opposite directions, the interiors on either side, no further apart than
/// `distance`: by lower row, then higher row. `edges` are those that ``unsharedEdges(of:within:workers:)`` leaves.
public func nearEdges(of edges: [CoverageEdge], within distance: Double, workers: Int) async throws -> [NearEdges] {
  let boxes = edges.map { $0.box.expanded(by: distance) }
  let tree = PackedRTree(boxes)
  let beside = try await inChunks(of: edges.count, size: 1024, workers: workers, state: {}) { _, range in
    var beside: [Beside] = []
    var hits: [Int32] = []
    for index in range {
      hits.removeAll(keepingCapacity: true)
      tree.search(edges[index].box, into: &hits)
      var distances: [Int: Profile] = [:]
      for hit in hits {
        let other = edges[Int(hit)]
        guard other.row != edges[index].row, edges[index].runsAgainst(other) else { continue }
        distances[other.row, default: Profile()].formMinimum(edges[index].profile(to: other))
      }
      for (row, profile) in distances.sorted(by: { $0.key < $1.key }) where profile.largest <= distance {
        beside.append(Beside(edge: index, row: row, distance: profile.largest))
      }
    }
    return beside
  }.concatenated()
  return Dictionary(grouping: beside) { found in
    let own = edges[found.edge].row
    return RowPair(low: min(own, found.row), high: max(own, found.row))
  }.sorted { ($0.key.low, $0.key.high) < ($1.key.low, $1.key.high) }.map { pair, found in
    // Each row has its own vertices along the line; the side that has more of it says how long it is.
    let low = found.filter { edges[$0.edge].row == pair.low }
    let length = max(
      low.reduce(0) { $0 + edges[$1.edge].length },
      found.reduce(0) { $0 + edges[$1.edge].length } - low.reduce(0) { $0 + edges[$1.edge].length })
    let longest = found.max { edges[$0.edge].length < edges[$1.edge].length }!
    return NearEdges(
      rows: (pair.low, pair.high), length: length, distance: found.reduce(0) { max($0, $1.distance) },
      place: edges[longest.edge].at(0.5))
  }
}

/// An edge that runs beside edges of a row.
private struct Beside: Sendable {
  let edge: Int
  let row: Int
  let distance: Double
}

private struct RowPair: Hashable {
  let low: Int
  let high: Int
}

/// How far the start, the middle and the end of an edge are from the nearest edge of another row.
private struct Profile {
  private var distances = SIMD3<Double>(repeating: .infinity)
  var largest: Double { distances.max() }

  init() {}
  init(_ start: Double, _ middle: Double, _ end: Double) { distances = SIMD3(start, middle, end) }

  mutating func formMinimum(_ other: Profile) { distances = pointwiseMin(distances, other.distances) }
}

extension CoverageEdge {
  fileprivate var box: Box {
    Box(
      minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x), maxY: max(start.y, end.y))
  }

  fileprivate func at(_ share: Double) -> Coordinate {
    Coordinate(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
  }

  fileprivate func runsAgainst(_ other: CoverageEdge) -> Bool {
    (end.x - start.x) * (other.end.x - other.start.x) + (end.y - start.y) * (other.end.y - other.start.y) < 0
  }

  fileprivate func profile(to other: CoverageEdge) -> Profile {
    Profile(other.distance(to: start), other.distance(to: at(0.5)), other.distance(to: end))
  }

  private func distance(to place: Coordinate) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let share = ((place.x - start.x) * dx + (place.y - start.y) * dy) / (dx * dx + dy * dy)
    return at(min(max(share, 0), 1)).distance(to: place)
  }
}

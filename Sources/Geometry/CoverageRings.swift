// The closed rings that remaining edges form (CoverageEdges.swift).

/// A ring of remaining edges, each with the interior of its row on the left.
public struct CoverageRing: Sendable {
  /// In order; the end of the last is the start of the first.
  public let edges: [CoverageEdge]

  /// Positive round ground that rows hold, negative round ground that none holds.
  public var signedArea: Double {
    let origin = edges[0].start
    return edges.reduce(0) { sum, edge in
      sum + (edge.start.x - origin.x) * (edge.end.y - origin.y) - (edge.end.x - origin.x) * (edge.start.y - origin.y)
    } / 2
  }
}

/// Joins edges to rings. Where several edges leave a vertex, a ring takes the one that turns most to the right: what lies
/// on its right, a gap or the outside, is then bounded by as few edges as can be, and gaps that touch are rings of their own.
public func coverageRings(of edges: [CoverageEdge]) -> [CoverageRing] {
  var leaving: [Vertex: [Int]] = [:]
  for (index, edge) in edges.enumerated() { leaving[Vertex(edge.start), default: []].append(index) }
  var isUsed = [Bool](repeating: false, count: edges.count)
  var rings: [CoverageRing] = []
  for first in edges.indices where !isUsed[first] {
    var ring: [CoverageEdge] = []
    var current = first
    while !isUsed[current] {
      isUsed[current] = true
      ring.append(edges[current])
      let onward = leaving[Vertex(edges[current].end)]?.filter { !isUsed[$0] } ?? []
      guard let next = onward.min(by: { turn(edges[current], edges[$0]) < turn(edges[current], edges[$1]) }) else {
        break
      }
      // Back at the start, the ring is closed if its first edge is the best way on.
      if ring[0].start == edges[current].end, turn(edges[current], ring[0]) <= turn(edges[current], edges[next]) {
        break
      }
      current = next
    }
    rings.append(CoverageRing(edges: ring))
  }
  return rings
}

/// A place as a key; the two zeros are one.
private struct Vertex: Hashable {
  let x: Double
  let y: Double
  init(_ place: Coordinate) {
    x = place.x + 0
    y = place.y + 0
  }
}

/// How the way turns from one edge to the next, growing from −2, straight back on its right, over 0, straight on, to 2. It
/// orders like the angle and needs no trigonometry.
private func turn(_ edge: CoverageEdge, _ next: CoverageEdge) -> Double {
  let (ax, ay) = (edge.end.x - edge.start.x, edge.end.y - edge.start.y)
  let (bx, by) = (next.end.x - next.start.x, next.end.y - next.start.y)
  let cross = ax * by - ay * bx
  let cosine = (ax * bx + ay * by) / (edge.length * next.length)
  return cross > 0 ? 1 - cosine : cosine - 1
}

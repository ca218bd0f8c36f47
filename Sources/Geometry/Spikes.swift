// Spikes and narrow angles of polygons: places where the boundary turns back almost on itself.
//
//          p ───────────────────┐         The angle at v between the way it came and the way it goes on. Vertices nearer
//          n ───────────────────┘ v       to v than `reach` are passed over on both sides, so that a tip drawn with several
//                                         vertices, or with a blunt end, is as sharp as it looks.
//
// The angle of a spike that points outwards is inside the polygon, that of a cut into it outside; both are told.

import Foundation

/// The sharpest angle of a row and how many there are.
public struct Spike: Sendable {
  public let row: Int
  /// How many vertices have such an angle.
  public let count: Int
  public let place: Coordinate
  /// In degrees.
  public let angle: Double
  /// Of the shorter of the two sides, as far as the next vertex.
  public let length: Double

  /// How far apart the sides are where the shorter one ends.
  public var width: Double { length * sin(angle * .pi / 180) }
}

extension GeometryColumn {
  /// The rows with angles of less than `limit` degrees, measured between vertices farther than `reach` from the tip.
  public func spikes(below limit: Double, reach: Double, workers: Int) async throws -> [Spike] {
    guard kind == .polygon else { return [] }
    let search = SpikeSearch(cosine: cos(min(limit, 90) * .pi / 180), reach: reach * reach)
    return try await inChunks(of: count, workers: workers, state: {}) { _, rows in
      rows.compactMap { search.spike(ofRow: $0, of: self) }
    }.flatMap { $0 }
  }
}

private struct SpikeSearch {
  /// Of the angle below which a vertex counts.
  let cosine: Double
  /// The square of the distance within which vertices are passed over.
  let reach: Double
  /// More close vertices than that in a row are no tip, and a search beyond them could take as long as the ring is.
  static let mostPassedOver = 16

  func spike(ofRow row: Int, of column: GeometryColumn) -> Spike? {
    var count = 0
    var sharpest = (cosine: -1.0, vertex: Coordinate(x: 0, y: 0), length: 0.0)
    for ring in column.rings(ofRow: row) {
      column.withRing(ring) { xy in
        // Without the coordinate that closes the ring.
        let vertices = xy.count / 2 - 1
        guard vertices >= 3 else { return }
        var (beforeX, beforeY) = (xy[2 * vertices - 2], xy[2 * vertices - 1])
        var (x, y) = (xy[0], xy[1])
        for vertex in 0..<vertices {
          let (nextX, nextY) = (xy[2 * vertex + 2], xy[2 * vertex + 3])
          var (ux, uy, wx, wy) = (beforeX - x, beforeY - y, nextX - x, nextY - y)
          (beforeX, beforeY, x, y) = (x, y, nextX, nextY)
          var (u, w) = (ux * ux + uy * uy, wx * wx + wy * wy)
          if u <= reach || w <= reach {
            guard let before = offset(from: vertex, step: -1, xy, vertices),
              let after = offset(from: vertex, step: 1, xy, vertices)
            else { continue }
            (ux, uy, wx, wy) = (before.x, before.y, after.x, after.y)
            (u, w) = (ux * ux + uy * uy, wx * wx + wy * wy)
          }
          let dot = ux * wx + uy * wy
          guard dot > 0, dot * dot > cosine * cosine * u * w else { continue }
          count += 1
          let own = dot / (u * w).squareRoot()
          if own > sharpest.cosine {
            sharpest = (own, Coordinate(x: xy[2 * vertex], y: xy[2 * vertex + 1]), min(u, w).squareRoot())
          }
        }
      }
    }
    guard count > 0 else { return nil }
    return Spike(
      row: row, count: count, place: sharpest.vertex, angle: acos(min(1, sharpest.cosine)) * 180 / .pi,
      length: sharpest.length)
  }

  /// From a vertex to the first one on a side that is out of reach.
  private func offset(from vertex: Int, step: Int, _ xy: Span<Double>, _ vertices: Int) -> Coordinate? {
    var other = vertex
    for _ in 0..<min(vertices - 1, Self.mostPassedOver) {
      other += step
      if other < 0 { other = vertices - 1 } else if other == vertices { other = 0 }
      let (dx, dy) = (xy[2 * other] - xy[2 * vertex], xy[2 * other + 1] - xy[2 * vertex + 1])
      if dx * dx + dy * dy > reach { return Coordinate(x: dx, y: dy) }
    }
    return nil
  }
}

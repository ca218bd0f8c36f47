// How far the nearest vertex of a set is, by buckets; exact up to the size of a bucket.

import Geometry

struct NearVertices: Sendable {
  static let bucket = 64.0
  private struct Key: Hashable { let column, row: Int }
  private var buckets: [Key: [Coordinate]] = [:]

  init(_ vertices: [Coordinate]) {
    for vertex in vertices { buckets[Self.key(of: vertex), default: []].append(vertex) }
  }

  private static func key(of place: Coordinate) -> Key {
    Key(column: Int((place.x / bucket).rounded(.down)), row: Int((place.y / bucket).rounded(.down)))
  }

  /// Whether a vertex lies nearer than the distance, which is no more than a bucket.
  func isAny(within distance: Double, of place: Coordinate) -> Bool {
    let middle = Self.key(of: place)
    for row in middle.row - 1...middle.row + 1 {
      for column in middle.column - 1...middle.column + 1 {
        if buckets[Key(column: column, row: row)]?.contains(where: { $0.distance(to: place) < distance }) == true {
          return true
        }
      }
    }
    return false
  }
}

/// The distance from a place to the nearest edge of an open ring.
func distance(from place: Coordinate, toRing ring: [Coordinate]) -> Double {
  var least = Double.infinity
  var previous = ring[ring.count - 1]
  for next in ring {
    let (dx, dy) = (next.x - previous.x, next.y - previous.y)
    let along = ((place.x - previous.x) * dx + (place.y - previous.y) * dy) / (dx * dx + dy * dy)
    let t = min(max(along, 0), 1)
    least = min(least, place.distance(to: Coordinate(x: previous.x + t * dx, y: previous.y + t * dy)))
    previous = next
  }
  return least
}

/// Whether an open ring holds a place, by crossings of the ray to the east.
func isInside(_ place: Coordinate, ring: [Coordinate]) -> Bool {
  var isInside = false
  var previous = ring[ring.count - 1]
  for next in ring {
    if (previous.y > place.y) != (next.y > place.y),
      place.x < previous.x + (place.y - previous.y) / (next.y - previous.y) * (next.x - previous.x)
    {
      isInside.toggle()
    }
    previous = next
  }
  return isInside
}

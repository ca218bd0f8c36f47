// The distance from a point to the nearest edge of a line or a boundary, and where that edge is touched.

/// The nearest place on an edge.
public struct NearestPlace: Sendable {
  public let row: Int
  public let squaredDistance: Double
  public let place: Coordinate
  public var distance: Double { squaredDistance.squareRoot() }
}

extension PreparedColumn {
  /// The nearest place on the edges of one row, `nil` where none is nearer than the bound (a squared distance).
  public func nearestEdge(ofRow row: Int, to point: Coordinate, within bound: Double = .infinity) -> NearestPlace? {
    var best = Best(squaredDistance: bound)
    for ring in geometry.rings(ofRow: row) {
      if let hierarchy = hierarchy(ofRing: ring) {
        guard hierarchy.box(of: hierarchy.root).squaredDistance(to: point) <= best.squaredDistance else { continue }
        search(hierarchy, hierarchy.root, point, &best)
      } else {
        let range = geometry.coordinates(ofRing: ring)
        search(from: range.lowerBound, to: range.upperBound - 1, point, &best)
      }
    }
    return best.place.map { NearestPlace(row: row, squaredDistance: best.squaredDistance, place: $0) }
  }

  /// The nearest place on the edges of any row; of equally near rows the first.
  public func nearestEdge(to point: Coordinate, in tree: PackedRTree, within distance: Double = .infinity)
    -> NearestPlace?
  {
    var best: NearestPlace?
    tree.visitNearest(to: point, within: distance * distance) { row, bound in
      // Slightly more than the bound, so that an equally near row of a lower number still replaces the best.
      guard let found = nearestEdge(ofRow: row, to: point, within: bound.nextUp) else { return bound }
      if let current = best,
        (current.squaredDistance, current.row) < (found.squaredDistance, found.row)
      {
        return bound
      }
      best = found
      return found.squaredDistance
    }
    return best
  }

  /// Of equally near edges the first in the order of the row, whatever the order in which they are looked at.
  private struct Best {
    var squaredDistance: Double
    var edge = -1
    var place: Coordinate?
  }

  /// Enters the nearest stretch first, so that the bound falls quickly: most of a long boundary is then never looked at.
  private func search(
    _ hierarchy: EdgeHierarchy, _ run: EdgeHierarchy.Run, _ point: Coordinate, _ best: inout Best
  ) {
    if run.isLeaf {
      let ends = hierarchy.ends(of: run)
      return search(from: ends.first, to: ends.last, point, &best)
    }
    var distances = InlineArray<8, Double>(repeating: .infinity)
    let children = hierarchy.children(of: run)
    for (place, child) in children.enumerated() {
      distances[place] = hierarchy.box(of: child).squaredDistance(to: point)
    }
    for _ in children.indices {
      var nearest = 0
      for place in 1..<children.count where distances[place] < distances[nearest] { nearest = place }
      guard distances[nearest] <= best.squaredDistance else { return }
      distances[nearest] = .infinity
      search(hierarchy, children[nearest], point, &best)
    }
  }

  private func search(from first: Int, to last: Int, _ point: Coordinate, _ best: inout Best) {
    let geometry = geometry
    let xy = geometry.xy.span
    var index = first
    repeat {  // a lone coordinate is an edge of length 0
      let next = min(index + 1, last)
      let x0 = xy[2 * index]
      let y0 = xy[2 * index + 1]
      let dx = xy[2 * next] - x0
      let dy = xy[2 * next + 1] - y0
      let squaredLength = dx * dx + dy * dy
      let along = squaredLength > 0 ? ((point.x - x0) * dx + (point.y - y0) * dy) / squaredLength : 0
      let share = min(max(along, 0), 1)
      let foot = Coordinate(x: x0 + share * dx, y: y0 + share * dy)
      let squaredDistance = (point.x - foot.x) * (point.x - foot.x) + (point.y - foot.y) * (point.y - foot.y)
      if squaredDistance < best.squaredDistance || squaredDistance == best.squaredDistance && index < best.edge {
        best = Best(squaredDistance: squaredDistance, edge: index, place: foot)
      }
      index += 1
    } while index < last
  }
}

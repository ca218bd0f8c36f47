// Which polygons hold a point, by a half-open rule: on a shared edge a point has exactly one owner.
//
// The rule: a polygon owns its left and lower boundary, not its right and upper one. So an edge counts where
// left ≤ x < right  and the point lies strictly below it: the point is taken to be moved up by less than anything, and right
// by less than that. Which side of an edge a point lies on is exact (ExactSide.swift), so neighbours agree whatever their
// ring directions, and whatever the order of the input.

extension PreparedColumn {
  /// Whether `row` owns the point.
  public func owns(_ point: Coordinate, row: Int) -> Bool {
    guard geometry.kind == .polygon && boxes[row].contains(point) else { return false }
    return windings(ofRow: row, about: point, from: Coordinate(x: 0, y: 0)) != 0
  }

  /// How often a row winds about a point that is given from an origin.
  func windings(ofRow row: Int, about point: Coordinate, from origin: Coordinate) -> Int {
    var count = 0
    for ring in geometry.rings(ofRow: row) {
      let sign = Int(ringSigns[ring])
      if let box = box(ofLongRing: ring), !mayHaveEdges(box, above: point, origin) { continue }
      if let hierarchy = hierarchy(ofRing: ring) {
        count += sign * edgesAbove(point, origin, hierarchy, hierarchy.root)
      } else {
        let range = geometry.coordinates(ofRing: ring)
        count += sign * edgesAbove(point, origin, from: range.lowerBound, to: range.upperBound - 1)
      }
    }
    return count
  }

  @inline(__always)
  private func mayHaveEdges(_ box: Box, above point: Coordinate, _ origin: Coordinate) -> Bool {
    point.x >= box.minX - origin.x && point.x < box.maxX - origin.x && point.y < box.maxY - origin.y
  }

  /// Edges above the point that run right to left, less those that run left to right.
  private func edgesAbove(
    _ point: Coordinate, _ origin: Coordinate, _ hierarchy: EdgeHierarchy, _ run: EdgeHierarchy.Run
  ) -> Int {
    let box = hierarchy.box(of: run)
    guard mayHaveEdges(box, above: point, origin) else { return 0 }
    let ends = hierarchy.ends(of: run)
    if point.y < box.minY - origin.y {  // all edges above: what goes over the point and comes back cancels
      let (first, last) = (geometry.xy[2 * ends.first] - origin.x, geometry.xy[2 * ends.last] - origin.x)
      return (first > point.x ? 1 : 0) - (last > point.x ? 1 : 0)
    }
    if run.isLeaf { return edgesAbove(point, origin, from: ends.first, to: ends.last) }
    var count = 0
    for child in hierarchy.children(of: run) { count += edgesAbove(point, origin, hierarchy, child) }
    return count
  }

  private func edgesAbove(_ point: Coordinate, _ origin: Coordinate, from first: Int, to last: Int) -> Int {
    let geometry = geometry
    let xy = geometry.xy.span
    let place = SIMD2(point.x, point.y)
    var count = 0
    var x0 = xy[2 * first] - origin.x
    var index = first + 1
    while index <= last {
      let x1 = xy[2 * index] - origin.x
      if (x0 > point.x) != (x1 > point.x) {
        let a = SIMD2(x0, xy[2 * index - 1] - origin.y)
        let b = SIMD2(x1, xy[2 * index + 1] - origin.y)
        count += windingOfEdge(a, b, above: place)
      }
      x0 = x1
      index += 1
    }
    return count
  }
}

/// What an edge that spans the x of a point adds to the windings about it: where it lies above the point 1 if it runs right to
/// left and −1 if left to right, else 0. On the edge a point lies above it.
@inline(__always)
func windingOfEdge(_ a: SIMD2<Double>, _ b: SIMD2<Double>, above place: SIMD2<Double>) -> Int {
  let goesRight = a.x < b.x
  if isAbove(place, goesRight ? a : b, goesRight ? b : a, tie: true) { return 0 }
  return goesRight ? -1 : 1
}

// Which polygons hold a point, by a half-open rule: on a shared edge a point has exactly one owner.
//
// The rule: a polygon owns its left and lower boundary, not its right and upper one. In terms of the indicator of
// OverlapArea.swift, an edge counts where  left ≤ x < right  and the point lies strictly below it. Which side of an edge a
// point lies on is computed from the edge's ends in left-to-right order, so both neighbours compute the same number and
// agree whatever their ring directions, and whatever the order of the input.

extension PreparedColumn {
  /// Whether `row` owns the point.
  public func owns(_ point: Coordinate, row: Int) -> Bool {
    guard geometry.kind == .polygon else { return false }
    let box = boxes[row]
    guard box.minX <= point.x && point.x <= box.maxX && box.minY <= point.y && point.y <= box.maxY else { return false }
    var count = 0
    for ring in geometry.rings(ofRow: row) {
      let sign = Int(ringSigns[ring])
      if let hierarchy = hierarchy(ofRing: ring) {
        count += sign * edgesAbove(point, hierarchy, hierarchy.root)
      } else {
        let range = geometry.coordinates(ofRing: ring)
        count += sign * edgesAbove(point, from: range.lowerBound, to: range.upperBound - 1)
      }
    }
    return count != 0
  }

  /// Edges above the point that run right to left, less those that run left to right.
  private func edgesAbove(_ point: Coordinate, _ hierarchy: EdgeHierarchy, _ run: EdgeHierarchy.Run) -> Int {
    let box = hierarchy.box(of: run)
    if point.x < box.minX || point.x >= box.maxX || point.y >= box.maxY { return 0 }
    let ends = hierarchy.ends(of: run)
    if point.y < box.minY {  // all edges above: what goes over the point and comes back cancels
      return (geometry.xy[2 * ends.first] > point.x ? 1 : 0) - (geometry.xy[2 * ends.last] > point.x ? 1 : 0)
    }
    if run.isLeaf { return edgesAbove(point, from: ends.first, to: ends.last) }
    var count = 0
    hierarchy.forEachChild(of: run) { count += edgesAbove(point, hierarchy, $0) }
    return count
  }

  private func edgesAbove(_ point: Coordinate, from first: Int, to last: Int) -> Int {
    let geometry = geometry
    let xy = geometry.xy.span
    var count = 0
    var x0 = xy[2 * first]
    var index = first + 1
    while index <= last {
      let x1 = xy[2 * index]
      if (x0 > point.x) != (x1 > point.x) {
        let y0 = xy[2 * index - 1]
        let y1 = xy[2 * index + 1]
        if x0 < x1 {
          if isBelow(point, x0, y0, x1, y1) { count -= 1 }
        } else {
          if isBelow(point, x1, y1, x0, y0) { count += 1 }
        }
      }
      x0 = x1
      index += 1
    }
    return count
  }
}

/// Whether the point lies strictly below the edge from (xl, yl) to (xr, yr), xl < xr.
@inline(__always)
private func isBelow(_ point: Coordinate, _ xl: Double, _ yl: Double, _ xr: Double, _ yr: Double) -> Bool {
  (yr - yl) * (point.x - xl) - (point.y - yl) * (xr - xl) > 0
}

// What of a boundary can be seen at the size of a page, and where a name fits into a polygon.

extension GeometryColumn {
  /// The rings of a row, or its lines, without the coordinates that lie within `tolerance` of the line through those that are
  /// left (Douglas and Peucker 1973). Rings that shrink to less than a triangle are left out.
  public func outlines(ofRow row: Int, tolerance: Double) -> [[Coordinate]] {
    rings(ofRow: row).compactMap { ring in
      let range = coordinates(ofRing: ring)
      let kept = thinned(range, tolerance: tolerance)
      guard kept.count >= (kind == .polygon ? 4 : 2) else { return nil }
      return kept.map { coordinate($0) }
    }
  }

  /// Positions of the coordinates that are kept, in order.
  private func thinned(_ range: Range<Int>, tolerance: Double) -> [Int] {
    guard range.count > 2 else { return Array(range) }
    let xy = xy.span
    var isKept = [Bool](repeating: false, count: range.count)
    isKept[0] = true
    isKept[range.count - 1] = true
    var open = [(first: range.lowerBound, last: range.upperBound - 1)]
    while let (first, last) = open.popLast() {
      guard last - first > 1 else { continue }
      let (x0, y0) = (xy[2 * first], xy[2 * first + 1])
      let (dx, dy) = (xy[2 * last] - x0, xy[2 * last + 1] - y0)
      let square = dx * dx + dy * dy
      var farthest = -1
      var largest = tolerance * tolerance
      for index in first + 1..<last {
        let (px, py) = (xy[2 * index] - x0, xy[2 * index + 1] - y0)
        // From the nearest place of the chord; the ends of a ring are one place.
        let along = square > 0 ? min(1, max(0, (px * dx + py * dy) / square)) : 0
        let (ex, ey) = (px - along * dx, py - along * dy)
        let distance = ex * ex + ey * ey
        if distance > largest { (largest, farthest) = (distance, index) }
      }
      guard farthest >= 0 else { continue }
      isKept[farthest - range.lowerBound] = true
      open.append((first, farthest))
      open.append((farthest, last))
    }
    return range.filter { isKept[$0 - range.lowerBound] }
  }

  /// The widest stretch of a polygon along the parallel of `y`; `nil` where the polygon does not reach it.
  public func widestSpan(ofRow row: Int, at y: Double) -> ClosedRange<Double>? {
    guard kind == .polygon else { return nil }
    let xy = xy.span
    var crossings: [Double] = []
    for ring in rings(ofRow: row) {
      let range = coordinates(ofRing: ring)
      for index in range.dropLast() {
        let (y0, y1) = (xy[2 * index + 1], xy[2 * index + 3])
        guard (y0 > y) != (y1 > y) else { continue }
        let (x0, x1) = (xy[2 * index], xy[2 * index + 2])
        crossings.append(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
      }
    }
    crossings.sort()
    var widest: ClosedRange<Double>?
    for pair in stride(from: 0, to: crossings.count - 1, by: 2) where crossings[pair] <= crossings[pair + 1] {
      let span = crossings[pair]...crossings[pair + 1]
      if span.upperBound - span.lowerBound > widest.map({ $0.upperBound - $0.lowerBound }) ?? 0 { widest = span }
    }
    return widest
  }

  /// A place inside a polygon, on the parallel through the middle of its box; `nil` where it has no ground there.
  public func innerPoint(ofRow row: Int) -> Coordinate? {
    let y = box(ofRow: row).center.y
    return widestSpan(ofRow: row, at: y).map { Coordinate(x: ($0.lowerBound + $0.upperBound) / 2, y: y) }
  }
}

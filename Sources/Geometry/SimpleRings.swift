// Rows that are plainly sound: one ring that nowhere meets itself. Most fields and parcels are star-shaped, which takes one look
// at each edge; of the others the runs are held against each other.

extension PreparedColumn {
  /// Whether a row is one short ring that touches itself only where one edge ends and the next begins. Such a ring winds once
  /// about all of its interior (Jordan), so nothing has to be summed. False says nothing: the ring may be sound all the same.
  public func isOneSimpleRing(_ row: Int) -> Bool {
    let rings = geometry.rings(ofRow: row)
    guard geometry.kind == .polygon && rings.count == 1 && hierarchy(ofRing: rings.lowerBound) == nil else {
      return false
    }
    let coordinates = geometry.coordinates(ofRing: rings.lowerBound)
    guard coordinates.count > 3 else { return false }
    if isStarShaped(rings.lowerBound, in: boxes[row]) { return true }
    let range = runs(ofRing: rings.lowerBound)
    for upper in range {
      for lower in range.lowerBound..<upper where runs[lower].box.meets(runs[upper].box) {
        if !areApart(runs[lower], runs[upper], in: coordinates) { return false }
      }
    }
    return true
  }

  /// Whether all edges of a ring turn the same way about the middle of its box, and once around together. The direction in which
  /// the ring is seen from there then only ever moves on, so that it is seen once in every direction: no edge meets another.
  private func isStarShaped(_ ring: Int, in box: Box) -> Bool {
    let geometry = geometry
    let xy = geometry.xy.span
    let coordinates = geometry.coordinates(ofRing: ring)
    let sign = Double(ringSigns[ring])
    // Above what rounding can make of the product of two differences, which are at most as large as the box. Where such
    // products are too small for a number, nothing is told.
    let limit = box.width * box.height * 0x1p-48
    guard limit.isNormal else { return false }
    let middle = SIMD2(box.center.x, box.center.y)
    var index = 2 * coordinates.lowerBound
    var from = SIMD2(unsafe xy[unchecked: index], unsafe xy[unchecked: index + 1]) - middle
    var (turnsOn, halfTurns) = (1, 0)
    while index < 2 * (coordinates.upperBound - 1) {
      index += 2
      let to = SIMD2(unsafe xy[unchecked: index], unsafe xy[unchecked: index + 1]) - middle
      let turn = sign * (from.x * to.y - to.x * from.y)
      // Told without a branch: every edge is looked at, because most rings pass.
      turnsOn &= turn > limit ? 1 : 0
      halfTurns &+= (from.y < 0) != (to.y < 0) ? 1 : 0
      from = to
    }
    return turnsOn == 1 && halfTurns == 2
  }

  /// Whether one of two runs of a ring lies above the other wherever both are, but for a vertex in which one follows the other.
  private func areApart(_ first: BoundaryRun, _ second: BoundaryRun, in ring: Range<Int>) -> Bool {
    let geometry = geometry
    let xy = geometry.xy.span
    func vertex(_ index: Int) -> SIMD2<Double> { unsafe SIMD2(xy[unchecked: 2 * index], xy[unchecked: 2 * index + 1]) }
    let follows = first.last == Int(second.first)
    let closes = Int(first.first) == ring.lowerBound && second.last == ring.upperBound - 1
    func isShared(_ index: Int, _ other: Int) -> Bool {
      let (a, b) = (min(index, other), max(index, other))
      return (follows && a == b) || (closes && a == ring.lowerBound && b == ring.upperBound - 1)
    }
    var (a, aLast, aStep) = ends(first, xy)
    var (b, bLast, bStep) = ends(second, xy)
    while a != aLast && vertex(a + aStep).x < vertex(b).x { a += aStep }
    while b != bLast && vertex(b + bStep).x < vertex(a).x { b += bStep }
    // Beside each other: their boxes only seemed to meet.
    if a == aLast || b == bLast { return true }
    var above: Bool?
    /// False where the point lies on the edge, or on another side of it than the points before.
    func agrees(_ point: Int, _ from: Int, _ to: Int, above isFirst: Bool) -> Bool {
      if isShared(point, from) || isShared(point, to) { return true }
      let (p, u, v) = (vertex(point), vertex(from), vertex(to))
      guard let side = plainSide(u, v, p) else { return false }
      let now = (side > 0) == isFirst
      if let above { return above == now }
      above = now
      return true
    }
    let begins =
      vertex(b).x <= vertex(a).x
      ? agrees(a, b, b + bStep, above: true) : agrees(b, a, a + aStep, above: false)
    guard begins else { return false }
    while true {
      if vertex(a + aStep).x < vertex(b + bStep).x {
        guard agrees(a + aStep, b, b + bStep, above: true) else { return false }
        a += aStep
        if a == aLast { return true }
      } else {
        guard agrees(b + bStep, a, a + aStep, above: false) else { return false }
        b += bStep
        if b == bLast { return true }
      }
    }
  }

  /// The leftmost and the rightmost coordinate of a run, and the step from one to the other.
  private func ends(_ run: BoundaryRun, _ xy: Span<Double>) -> (left: Int, right: Int, step: Int) {
    let (first, last) = (Int(run.first), run.last)
    return xy[2 * first] <= xy[2 * last] ? (first, last, 1) : (last, first, -1)
  }
}

// A static R-tree over boxes, packed along the Hilbert curve (Kamel and Faloutsos 1994).

/// Immutable once built, so every worker may read it. Rows with an empty box are not in the tree. A class, because it is handed to
/// a worker for every row, and a copy of its arrays counts references.
public final class PackedRTree: Sendable {
  /// Entered by distance.
  private let pyramid: BoxPyramid
  /// The same leaves once more, entered by windows, from the lower left corner of `bounds`.
  private let levels: BoxLevels
  private let bounds: Box
  /// Row numbers of the leaves, in Hilbert order.
  private let items: [Int32]

  public init(_ rowBoxes: [Box]) {
    items = hilbertOrder(of: rowBoxes)
    pyramid = BoxPyramid(items.map { rowBoxes[Int($0)] }, fanOut: 16)
    bounds = pyramid.isEmpty ? .empty : pyramid.box(pyramid.top, 0)
    let corner = Coordinate(x: bounds.minX, y: bounds.minY)
    var levels = BoxLevels()
    for leaf in items.indices { levels.append(FloatBox(pyramid.box(0, leaf), from: corner)) }
    levels.stack()
    self.levels = levels
  }

  /// Appends to `hits` every row whose box meets the window, in the order of the tree.
  public func search(_ window: Box, into hits: inout [Int32]) {
    guard bounds.meets(window) else { return }
    let view = FloatBox(window.intersection(bounds), from: Coordinate(x: bounds.minX, y: bounds.minY))
    let first = hits.count
    levels.forEachGroup(meeting: view) { group, mask in
      var mask = mask
      while mask != 0 {
        hits.append(Int32(truncatingIfNeeded: group << 3 + mask.trailingZeroBitCount))
        mask &= mask - 1
      }
    }
    // From leaves, as single precision tells them, to rows.
    let (boxes, rows) = (pyramid.boxes, items)
    let (leaves, items) = (boxes.span, rows.span)
    var kept = first
    for index in first..<hits.count {
      let leaf = Int(hits[index])
      if unsafe leaves[unchecked: leaf].meets(window) {
        hits[kept] = unsafe items[unchecked: leaf]
        kept += 1
      }
    }
    hits.removeLast(hits.count - kept)
  }

  /// Visits rows by boxes nearer than the bound that `visit` returns (a squared distance), until none is left.
  /// Boxes on the way are entered nearest child first, so that the bound falls quickly.
  public func visitNearest(to point: Coordinate, within bound: Double, _ visit: (Int, Double) -> Double) {
    guard !pyramid.isEmpty else { return }
    var bound = bound
    visitNearest(level: pyramid.top, node: 0, point, &bound, visit)
  }

  private func visitNearest(
    level: Int, node: Int, _ point: Coordinate, _ bound: inout Double, _ visit: (Int, Double) -> Double
  ) {
    if level == 0 {
      bound = visit(Int(items[node]), bound)
      return
    }
    var ordered: [(distance: Double, child: Int)] = []
    ordered.reserveCapacity(pyramid.fanOut)
    for child in pyramid.children(level, node) {
      let distance = pyramid.box(level - 1, child).squaredDistance(to: point)
      if distance <= bound { ordered.append((distance, child)) }
    }
    ordered.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.child < $1.child }
    for (distance, child) in ordered where distance <= bound {
      visitNearest(level: level - 1, node: child, point, &bound, visit)
    }
  }
}

// A static R-tree over boxes, packed along the Hilbert curve (Kamel and Faloutsos 1994).

/// Immutable once built, so every worker may read it. Rows with an empty box are not in the tree.
public struct PackedRTree: Sendable {
  private let pyramid: BoxPyramid
  /// Row numbers of the leaves, in Hilbert order.
  private let items: [Int32]

  public init(_ rowBoxes: [Box]) {
    items = hilbertOrder(of: rowBoxes)
    pyramid = BoxPyramid(items.map { rowBoxes[Int($0)] }, fanOut: 16)
  }

  /// Appends to `hits` every row whose box meets the window, in the order of the tree.
  public func search(_ window: Box, into hits: inout [Int32]) {
    guard !pyramid.isEmpty else { return }
    search(level: pyramid.top, nodes: 0..<1, window, &hits)
  }

  private func search(level: Int, nodes: Range<Int>, _ window: Box, _ hits: inout [Int32]) {
    for node in nodes where pyramid.box(level, node).meets(window) {
      if level == 0 {
        hits.append(items[node])
      } else {
        search(level: level - 1, nodes: pyramid.children(level, node), window, &hits)
      }
    }
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

// A static R-tree over boxes, packed along the Hilbert curve (Kamel and Faloutsos 1994; the layout follows FlatGeobuf's).

/// Immutable once built, so every worker may read it. Levels lie one behind the other, leaves first:
///
///     boxes    leaf leaf … leaf | node … node | … | root
///     items    row numbers of the leaves, in Hilbert order
///
/// Rows with an empty box are not in the tree.
public struct PackedRTree: Sendable {
  private static let nodeSize = 16
  private let boxes: [Box]
  private let items: [Int32]
  /// Where each level begins in `boxes`; the last entry is the end.
  private let levelStarts: [Int]

  public init(_ rowBoxes: [Box]) {
    let items = hilbertOrder(of: rowBoxes)
    var boxes = items.map { rowBoxes[Int($0)] }
    var starts = [0]
    while boxes.count - starts[starts.count - 1] > 1 {
      let level = starts[starts.count - 1]..<boxes.count
      starts.append(boxes.count)
      for first in stride(from: level.lowerBound, to: level.upperBound, by: Self.nodeSize) {
        var union = Box.empty
        for index in first..<min(first + Self.nodeSize, level.upperBound) { union.formUnion(boxes[index]) }
        boxes.append(union)
      }
    }
    starts.append(boxes.count)
    self.boxes = boxes
    self.items = items
    self.levelStarts = starts
  }

  /// Appends to `hits` every row whose box meets the window, in the order of the tree.
  public func search(_ window: Box, into hits: inout [Int32]) {
    guard !items.isEmpty else { return }
    search(level: levelStarts.count - 2, nodes: 0..<1, window, &hits)
  }

  private func search(level: Int, nodes: Range<Int>, _ window: Box, _ hits: inout [Int32]) {
    let base = levelStarts[level]
    let span = boxes.span
    var node = nodes.lowerBound
    while node < nodes.upperBound {
      defer { node += 1 }
      guard span[base + node].meets(window) else { continue }
      if level == 0 {
        hits.append(items[node])
      } else {
        search(level: level - 1, nodes: children(of: node, level: level), window, &hits)
      }
    }
  }

  /// Visits rows by boxes nearer than the bound that `visit` returns (a squared distance), until none is left.
  /// Boxes on the way are entered nearest child first, so that the bound falls quickly.
  public func visitNearest(to point: Coordinate, within bound: Double, _ visit: (Int, Double) -> Double) {
    guard !items.isEmpty else { return }
    var bound = bound
    visitNearest(level: levelStarts.count - 2, node: 0, point, &bound, visit)
  }

  private func visitNearest(
    level: Int, node: Int, _ point: Coordinate, _ bound: inout Double, _ visit: (Int, Double) -> Double
  ) {
    if level == 0 {
      bound = visit(Int(items[node]), bound)
      return
    }
    let base = levelStarts[level - 1]
    var ordered: [(distance: Double, child: Int)] = []
    ordered.reserveCapacity(Self.nodeSize)
    for child in children(of: node, level: level) {
      let distance = boxes[base + child].squaredDistance(to: point)
      if distance <= bound { ordered.append((distance, child)) }
    }
    ordered.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.child < $1.child }
    for (distance, child) in ordered where distance <= bound {
      visitNearest(level: level - 1, node: child, point, &bound, visit)
    }
  }

  private func children(of node: Int, level: Int) -> Range<Int> {
    let size = levelStarts[level] - levelStarts[level - 1]
    return node * Self.nodeSize..<min((node + 1) * Self.nodeSize, size)
  }
}

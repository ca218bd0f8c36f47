// Boxes over runs of consecutive edges of one long ring or line, in the order of the ring.
//
// Keeping the order of the ring is what makes a long boundary cheap: whatever a kernel sums over a run of edges that lies
// wholly on one side (above a window, above a point) depends on the run's two ends alone, so such a run costs one step
// however many edges it has.

/// A leaf has 16 edges, every further box 8 of the level below.
final class EdgeHierarchy: Sendable {
  private static let edgesPerLeaf = 16
  /// Rings with fewer edges are scanned directly.
  static let smallest = 96

  /// Positions of the first and the last coordinate; edge i joins coordinates i and i + 1.
  private let coordinates: ClosedRange<Int>
  private let pyramid: BoxPyramid

  init(coordinates: ClosedRange<Int>, of column: GeometryColumn) {
    let leaves = stride(from: coordinates.lowerBound, to: coordinates.upperBound, by: Self.edgesPerLeaf).map { first in
      column.box(ofCoordinates: first..<min(first + Self.edgesPerLeaf, coordinates.upperBound) + 1)
    }
    self.coordinates = coordinates
    pyramid = BoxPyramid(leaves, fanOut: 8)
  }

  /// A run of edges: a box of some level.
  struct Run {
    fileprivate let level: Int
    fileprivate let index: Int
    var isLeaf: Bool { level == 0 }
  }

  var root: Run { Run(level: pyramid.top, index: 0) }

  @inline(__always)
  func box(of run: Run) -> Box { pyramid.box(run.level, run.index) }

  /// The first and the last coordinate of the run.
  @inline(__always)
  func ends(of run: Run) -> (first: Int, last: Int) {
    var edges = Self.edgesPerLeaf
    for _ in 0..<run.level { edges *= pyramid.fanOut }
    let first = coordinates.lowerBound + run.index * edges
    return (first, min(first + edges, coordinates.upperBound))
  }

  /// Calls `visit` with the runs one level below, in the order of the ring.
  @inline(__always)
  func forEachChild(of run: Run, _ visit: (Run) -> Void) {
    for index in pyramid.children(run.level, run.index) { visit(Run(level: run.level - 1, index: index)) }
  }
}

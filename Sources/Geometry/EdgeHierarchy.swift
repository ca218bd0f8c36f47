// Boxes over the runs of one long ring or line, in the order of the ring.
//
// Keeping the order of the ring is what makes a long boundary cheap: what a point's location asks of a stretch of edges that
// lies wholly above it depends on the stretch's two ends alone, so such a stretch costs one step however many edges it has.

/// A leaf is a run, every further box 8 of the level below.
final class EdgeHierarchy: Sendable {
  /// Rings with fewer coordinates are scanned directly.
  static let smallest = 96

  /// The first coordinate of each run, and the last of all; edge i joins coordinates i and i + 1.
  private let firsts: [Int32]
  private let pyramid: BoxPyramid

  init(runs boxes: [Box], firsts: [Int32]) {
    self.firsts = firsts
    pyramid = BoxPyramid(boxes, fanOut: 8)
  }

  /// A stretch of edges: a box of some level.
  struct Run {
    fileprivate let level: Int
    fileprivate let index: Int
    var isLeaf: Bool { level == 0 }
  }

  var root: Run { Run(level: pyramid.top, index: 0) }

  @inline(__always)
  func box(of run: Run) -> Box { pyramid.box(run.level, run.index) }

  /// The first and the last coordinate of the stretch.
  @inline(__always)
  func ends(of run: Run) -> (first: Int, last: Int) {
    var leaves = 1
    for _ in 0..<run.level { leaves *= pyramid.fanOut }
    let first = run.index * leaves
    return (Int(firsts[first]), Int(firsts[min(first + leaves, firsts.count - 1)]))
  }

  /// The stretches one level below, in the order of the ring.
  struct Children: RandomAccessCollection {
    fileprivate let level: Int
    fileprivate let indexes: Range<Int>
    var startIndex: Int { 0 }
    var endIndex: Int { indexes.count }
    subscript(place: Int) -> Run { Run(level: level, index: indexes.lowerBound + place) }
  }

  /// At most 8.
  @inline(__always)
  func children(of run: Run) -> Children {
    Children(level: run.level - 1, indexes: pyramid.children(run.level, run.index))
  }
}

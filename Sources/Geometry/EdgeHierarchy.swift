// Boxes over runs of consecutive edges of one long ring or line, in the order of the ring.
//
// Keeping the order of the ring is what makes a long boundary cheap: whatever a kernel sums over a run of edges that lies
// wholly on one side (above a window, above a point) depends on the run's two ends alone, so such a run costs one step
// however many edges it has.

/// Level 0 has a box for each 16 edges, every further level one for 8 boxes below, up to a single root.
final class EdgeHierarchy: Sendable {
  static let edgesPerLeaf = 16
  private static let fanOut = 8
  /// Rings with fewer edges are scanned directly.
  static let smallest = 96

  /// Positions of the first and the last coordinate of the run; edge i joins coordinates i and i + 1.
  let coordinates: ClosedRange<Int>
  private let boxes: [Box]
  private let levelStarts: [Int]

  init(coordinates: ClosedRange<Int>, of column: GeometryColumn) {
    var boxes: [Box] = []
    var levelStarts = [0]
    for first in stride(from: coordinates.lowerBound, to: coordinates.upperBound, by: Self.edgesPerLeaf) {
      boxes.append(column.box(ofCoordinates: first..<min(first + Self.edgesPerLeaf, coordinates.upperBound) + 1))
    }
    while boxes.count - levelStarts[levelStarts.count - 1] > 1 {
      let level = levelStarts[levelStarts.count - 1]..<boxes.count
      levelStarts.append(boxes.count)
      for first in stride(from: level.lowerBound, to: level.upperBound, by: Self.fanOut) {
        var union = Box.empty
        for index in first..<min(first + Self.fanOut, level.upperBound) { union.formUnion(boxes[index]) }
        boxes.append(union)
      }
    }
    levelStarts.append(boxes.count)
    self.coordinates = coordinates
    self.boxes = boxes
    self.levelStarts = levelStarts
  }

  /// A run of edges: a box of some level.
  struct Run {
    fileprivate let level: Int
    fileprivate let index: Int
    var isLeaf: Bool { level == 0 }
  }

  var root: Run { Run(level: levelStarts.count - 2, index: 0) }

  @inline(__always)
  func box(of run: Run) -> Box { boxes[levelStarts[run.level] + run.index] }

  /// The first and the last coordinate of the run.
  @inline(__always)
  func ends(of run: Run) -> (first: Int, last: Int) {
    var edges = Self.edgesPerLeaf
    for _ in 0..<run.level { edges *= Self.fanOut }
    let first = coordinates.lowerBound + run.index * edges
    return (first, min(first + edges, coordinates.upperBound))
  }

  /// Calls `visit` with the runs one level below, in the order of the ring.
  @inline(__always)
  func forEachChild(of run: Run, _ visit: (Run) -> Void) {
    let below = levelStarts[run.level] - levelStarts[run.level - 1]
    for index in run.index * Self.fanOut..<min((run.index + 1) * Self.fanOut, below) {
      visit(Run(level: run.level - 1, index: index))
    }
  }
}

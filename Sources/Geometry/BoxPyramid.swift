// Boxes over boxes: the shape of every index here, whatever order the lowest boxes are in.

/// Levels of boxes, each box the union of up to `fanOut` of the level below, up to a single root:
///
///     boxes    leaf leaf … leaf | node … node | … | root
struct BoxPyramid: Sendable {
  let fanOut: Int
  /// The leaves first.
  let boxes: [Box]
  /// Where each level begins in `boxes`; the last entry is the end.
  private let levelStarts: [Int]

  init(_ leaves: [Box], fanOut: Int) {
    var boxes = leaves
    var starts = [0]
    while boxes.count - starts[starts.count - 1] > 1 {
      let level = starts[starts.count - 1]..<boxes.count
      starts.append(boxes.count)
      for first in stride(from: level.lowerBound, to: level.upperBound, by: fanOut) {
        var union = Box.empty
        for index in first..<min(first + fanOut, level.upperBound) { union.formUnion(boxes[index]) }
        boxes.append(union)
      }
    }
    starts.append(boxes.count)
    self.fanOut = fanOut
    self.boxes = boxes
    levelStarts = starts
  }

  /// The level of the root; 0 where there is one leaf, or none.
  var top: Int { levelStarts.count - 2 }
  var isEmpty: Bool { boxes.isEmpty }

  @inline(__always)
  func box(_ level: Int, _ index: Int) -> Box { boxes[levelStarts[level] + index] }

  /// The boxes one level below that a box is the union of.
  @inline(__always)
  func children(_ level: Int, _ index: Int) -> Range<Int> {
    index * fanOut..<min((index + 1) * fanOut, levelStarts[level] - levelStarts[level - 1])
  }
}

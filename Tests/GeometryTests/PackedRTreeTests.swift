import Geometry
import TestSupport
import Testing

@testable import Geometry

@Suite struct PackedRTreeTests {
  private func boxes(_ count: Int, _ random: inout SeededGenerator) -> [Box] {
    (0..<count).map { index in
      if index % 17 == 3 { return .empty }
      let x = Double.random(in: 0...100, using: &random)
      let y = Double.random(in: 0...100, using: &random)
      return Box(
        minX: x, minY: y, maxX: x + Double.random(in: 0...5, using: &random),
        maxY: y + Double.random(in: 0...5, using: &random))
    }
  }

  @Test(arguments: [0, 1, 2, 16, 17, 255, 1000, 20_000]) func findsWhatLookingAtAllFinds(count: Int) {
    var random = SeededGenerator(UInt64(count))
    let boxes = boxes(count, &random)
    let tree = PackedRTree(boxes)
    for _ in 0..<50 {
      let x = Double.random(in: -5...100, using: &random)
      let window = Box(minX: x, minY: x / 2, maxX: x + 10, maxY: x / 2 + 20)
      var hits: [Int32] = []
      tree.search(window, into: &hits)
      #expect(hits.sorted() == boxes.indices.filter { boxes[$0].meets(window) }.map { Int32($0) })
    }
  }

  /// Windows without end, without extent and of nothing, over boxes far from the origin, where single precision sees metres.
  @Test func windowsOfEveryKind() {
    var random = SeededGenerator(3)
    let boxes = boxes(3000, &random).map {
      Box(minX: $0.minX + 29_524_000, minY: $0.minY, maxX: $0.maxX + 29_524_000, maxY: $0.maxY)
    }
    let tree = PackedRTree(boxes)
    let all = Box(minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
    let half = Box(minX: 29_524_050, minY: -.infinity, maxX: .infinity, maxY: .infinity)
    let corners = boxes.filter { !$0.isEmpty }.prefix(50).map {
      Box(minX: $0.maxX, minY: $0.maxY, maxX: $0.maxX, maxY: $0.maxY)
    }
    for window in [all, half, .empty] + corners {
      var hits: [Int32] = []
      tree.search(window, into: &hits)
      #expect(hits.sorted() == boxes.indices.filter { !boxes[$0].isEmpty && boxes[$0].meets(window) }.map { Int32($0) })
    }
  }

  /// One well, or all wells at one place: boxes without extent have an index too.
  @Test(arguments: [1, 2, 100]) func boxesInOnePlace(count: Int) {
    let tree = PackedRTree([Box](repeating: Box(minX: 5, minY: 6, maxX: 5, maxY: 6), count: count))
    var hits: [Int32] = []
    tree.search(Box(minX: 5, minY: 6, maxX: 5, maxY: 6), into: &hits)
    #expect(hits.sorted() == (0..<count).map { Int32($0) })
  }

  /// Every step along the curve goes to a neighbouring cell, and no cell twice.
  @Test func hilbertCurveIsContinuous() {
    var cells: [(place: UInt32, x: Int, y: Int)] = []
    for x in 0..<32 { for y in 0..<32 { cells.append((hilbertPlace(x: UInt32(x), y: UInt32(y)), x, y)) } }
    cells.sort { $0.place < $1.place }
    for (a, b) in zip(cells, cells.dropFirst()) {
      #expect(a.place != b.place)
      #expect(abs(a.x - b.x) + abs(a.y - b.y) == 1)
    }
  }
}

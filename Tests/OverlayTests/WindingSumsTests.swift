// What the kernel sums over rows that are not sound: the check that finds them rests on it.

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct WindingSumsTests {
  /// Of rows that are not sound the sum is ∫ n_A n_B: a figure of eight has +1 in its larger loop, −1 in the other, and a row
  /// whose parts lie on each other counts ground as often as they do. Whole numbers, so the answer is exact.
  @Test func unsoundRowsAreSummedByTheirWindings() async throws {
    var random = SeededGenerator(1)
    var kernel = OverlapKernel()
    for _ in 0..<1000 {
      let (large, small) = (Int.random(in: 3...6, using: &random), Int.random(in: 1...2, using: &random))
      let (l, s) = (Double(large), Double(large + small))
      let eight: Part = [[(0, 0), (l, 0), (l, l), (l, s), (s, s), (s, l), (l, l), (0, l)]]
      let loops: [(box: Box, windings: Double)] = [
        (Box(minX: 0, minY: 0, maxX: l, maxY: l), 1), (Box(minX: l, minY: l, maxX: s, maxY: s), -1),
      ]
      let others = (0..<2).map { _ in
        let (x, y) = (Double(Int.random(in: -1...6, using: &random)), Double(Int.random(in: -1...6, using: &random)))
        let side = Double(Int.random(in: 1...5, using: &random))
        return Box(minX: x, minY: y, maxX: x + side, maxY: y + side)
      }
      let layer = try await PreparedColumn(
        polygons([[eight], others.map { [rectangle($0.minX, $0.minY, $0.maxX, $0.maxY)] }]))
      var expected = 0.0
      for loop in loops {
        for other in others {
          let shared = loop.box.intersection(other)
          expected += loop.windings * max(0, shared.width) * max(0, shared.height)
        }
      }
      #expect(kernel.area(0, of: layer, 1, of: layer).area == expected)
      #expect(kernel.area(1, of: layer, 0, of: layer).area == expected)
      #expect(kernel.areaWithItself(0, of: layer).area == l * l + (s - l) * (s - l))
    }
  }
}

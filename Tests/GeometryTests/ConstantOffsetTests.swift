// A layer that was moved as a whole is told from one that lies as it should, and from one that has nothing to do with the base.

import Geometry
import TestSupport
import Testing

@Suite struct ConstantOffsetTests {
  /// Squares of about 120 m whose corners no other corner repeats.
  private static func squares(seed: UInt64, moved: (Double, Double) = (0, 0), noise: Double = 0) -> GeometryColumn {
    var random = SeededGenerator(seed)
    var jitter = SeededGenerator(99)
    var nodes: [[Coordinate]] = []
    for row in 0...12 {
      nodes.append(
        (0...12).map { column in
          Coordinate(
            x: Double(column) * 120 + .random(in: -25...25, using: &random),
            y: Double(row) * 120 + .random(in: -25...25, using: &random))
        })
    }
    var builder = GeometryBuilder(.polygon)
    for row in 0..<12 {
      for column in 0..<12 {
        let ring = [nodes[row][column], nodes[row][column + 1], nodes[row + 1][column + 1], nodes[row + 1][column]]
        builder.appendRing(
          ring.map {
            Coordinate(
              x: $0.x + moved.0 + .random(in: -1...1, using: &jitter) * noise,
              y: $0.y + moved.1 + .random(in: -1...1, using: &jitter) * noise)
          })
        builder.endPart()
        builder.endRow()
      }
    }
    return builder.finish()
  }

  private func offset(of column: GeometryColumn) throws -> ConstantOffset {
    let base = Self.squares(seed: 1)
    let tree = PackedRTree((0..<base.count).map { base.box(ofRow: $0) })
    return try #require(ConstantOffset(of: column, onto: base, tree: tree))
  }

  @Test(arguments: [(52.4, -31.7), (-110, 64), (0, 0), (12.25, 3.5)]) func theVectorIsFound(x: Double, y: Double) throws
  {
    let found = try offset(of: Self.squares(seed: 1, moved: (x, y)))
    #expect(abs(found.x + x) < 1e-9 && abs(found.y + y) < 1e-9)
    #expect(found.matched == found.sampled && found.sampled >= 400)
    #expect((found.matchedUnmoved == found.sampled) == (x == 0 && y == 0))
  }

  /// Two datums differ a little more at one end of a county than at the other.
  @Test func aMetreOfNoise() throws {
    let found = try offset(of: Self.squares(seed: 1, moved: (52.4, -31.7), noise: 1))
    #expect(abs(found.x + 52.4) < 0.3 && abs(found.y - 31.7) < 0.3 && found.matched == found.sampled)
  }

  @Test(arguments: 2...9 as ClosedRange<UInt64>) func unrelatedGroundAgreesInNothing(seed: UInt64) throws {
    let found = try offset(of: Self.squares(seed: seed))
    #expect(5 * found.matched < found.sampled, "\(found)")
  }
}

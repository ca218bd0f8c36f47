// Shapes that no surveyor draws: the answer is right, or the row is told; nothing traps.

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct HostileGeometryTests {
  static let shapes: [[Part]] = [
    [], [[[(0, 0)]]], [[[(0, 0), (1, 1)]]], [[[(0, 0), (1, 1), (0, 0)]]], [[[(5, 5), (5, 5), (5, 5), (5, 5)]]],
    [UnsoundRowsTests.bowTie], [UnsoundRowsTests.holeOutside], [UnsoundRowsTests.spike],
    [UnsoundRowsTests.touchingItself],
    [[rectangle(-1e12, -1e12, 1e12, 1e12)]], [[rectangle(0, 0, 1e-300, 1e-300)]], [[rectangle(0, 0, 1e12, 1e-12)]],
    [[rectangle(0, 0, 4, 4), rectangle(1, 1, 3, 3), rectangle(1.5, 1.5, 2, 2)]],
    [[rectangle(0, 0, 2, 2)], [rectangle(0, 0, 2, 2)]],
  ]

  @Test func everyPairOfShapesHasAnAnswer() async throws {
    let column = polygons(Self.shapes)
    let prepared = try await PreparedColumn(column)
    let tree = PackedRTree(prepared.boxes)
    let unsound = Set(try await unsoundRows(of: prepared, workers: 2).map(\.row))
    #expect(unsound.isSuperset(of: [5, 6, 12, 13]) && !unsound.contains(8) && !unsound.contains(9))
    for pair in try await sharedAreasWithin(prepared, tree: tree, workers: 2) where pair.area > 0 {
      guard !unsound.contains(pair.left) && !unsound.contains(pair.right) else { continue }
      #expect(pair.area <= min(column.area(ofRow: pair.left), column.area(ofRow: pair.right)) * (1 + 1e-9))
    }
    for row in 0..<column.count {
      _ = prepared.owns(Coordinate(x: 1, y: 1), row: row)
      _ = prepared.nearestEdge(ofRow: row, to: Coordinate(x: 1, y: 1))
    }
    #expect(try await invalidRows(of: column, workers: 1).map(\.row).contains(5))
  }

  /// Four hundred copies of one square: every pair overlaps, and each is computed on its own.
  @Test func manyCopiesOfOneSquare() async throws {
    let copies = try await PreparedColumn(polygons((0..<400).map { _ in [[rectangle(29_524_000, 0, 29_524_010, 10)]] }))
    let pairs = try await sharedAreasWithin(copies, tree: PackedRTree(copies.boxes), workers: 2)
    #expect(pairs.count == 400 * 399 / 2)
    #expect(pairs.allSatisfy { abs($0.area - 100) < 1e-9 })
  }

  @Test func columnsOfOtherKindsOwnNothing() async throws {
    let points = try await PreparedColumn(points([(1, 1), (2, 2)]))
    #expect(!points.owns(Coordinate(x: 1, y: 1), row: 0))
    #expect(points.nearestEdge(ofRow: 0, to: Coordinate(x: 1, y: 2))?.distance == 1)
  }
}

// Measures of rows: of sound ones against formulas, of shapes without area an answer that is none.

import Geometry
import TestSupport
import Testing

@Suite struct PlanarMeasuresTests {
  /// A label lies in the box of its row, whatever the ring: stars, figures of eight whose loops nearly cancel, vertices on
  /// one line, whose area is rounding.
  @Test(arguments: 0..<20) func aLabelLiesInTheBox(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let origin = (29_524_000.123, 4_874_000.457)
    func place(_ x: Double, _ y: Double) -> (Double, Double) { (origin.0 + x, origin.1 + y) }
    let rows = (0..<200).map { row -> [Part] in
      switch row % 3 {
      case 0: return randomRow(&random, at: origin, radius: 100)
      case 1:
        let more = Double.random(in: -1e-6...1e-6, using: &random)
        return [[[place(0, 0), place(50, 50), place(50, 0), place(0, 50 + more)]]]
      default:
        let (dx, dy) = (Double.random(in: -99...99, using: &random), Double.random(in: -99...99, using: &random))
        let along = (0..<4).map { _ in Double.random(in: 0...1, using: &random) }
        return [[along.map { place($0 * dx, $0 * dy) }]]
      }
    }
    let column = polygons(rows)
    for row in rows.indices {
      #expect(column.box(ofRow: row).contains(column.labelPoint(ofRow: row)!), "row \(row)")
    }
  }

  /// The centroid of the largest part; of points and lines the middle.
  @Test func labels() {
    let column = polygons([
      [[rectangle(0, 0, 1, 1)], [rectangle(10, 10, 14, 12), rectangle(11, 10.5, 12, 11)]], [],
      [[[(5, 7)]]], [[[(5, 7), (6, 9)]]], [[[(0, 0), (6, 0), (0, 3)]]],
    ])
    #expect(column.labelPoint(ofRow: 0) == Coordinate(x: 12, y: 11))
    #expect(column.labelPoint(ofRow: 1) == nil)
    #expect((2...3).map { column.labelPoint(ofRow: $0) } == [Coordinate(x: 5, y: 7), Coordinate(x: 5, y: 7)])
    #expect(column.labelPoint(ofRow: 4) == Coordinate(x: 2, y: 1))
    #expect(points([(3, 4)]).labelPoint(ofRow: 0) == Coordinate(x: 3, y: 4))
  }

  /// Rings that bound nothing have no area, no width, no corners and no edges; nothing traps.
  @Test func shapesWithoutArea() async throws {
    let shapes: [[Part]] = [
      [], [[[(1, 1)]]], [[[(1, 1), (2, 2)]]], [[[(1, 1), (2, 2), (1, 1)]]], [[[(1, 1), (1, 1), (1, 1), (1, 1)]]],
    ]
    let column = polygons(shapes)
    for row in shapes.indices {
      #expect(column.area(ofRow: row) == 0 && column.thinness(ofRow: row) == 0 && column.sides(ofRow: row).width == 0)
      #expect(column.innerPoint(ofRow: row) == nil && column.outlines(ofRow: row, tolerance: 0.1).isEmpty)
    }
    #expect(try await column.spikes(below: 10, reach: 0.1, workers: 1).isEmpty)
    #expect(try await column.closeVertices(within: 0, workers: 1).map(\.row) == [4])
    // What runs there and back cancels itself.
    #expect(try await unsharedEdges(of: PreparedColumn(column), workers: 1).isEmpty)
    #expect(polygons([]).emptying([]).count == 0 && PackedRTree([]).nearest(to: Coordinate(x: 0, y: 0)) == nil)
  }

  /// What is asked of polygons alone has a plain answer for points and lines.
  @Test func otherKinds() async throws {
    let places = points([(0, 0), (3, 4)])
    let prepared = try await PreparedColumn(places)
    #expect(places.area(ofRow: 0) == 0 && places.widestSpan(ofRow: 0, at: 0) == nil)
    #expect(try await places.spikes(below: 10, reach: 0.1, workers: 1).isEmpty)
    #expect(try await places.closeVertices(within: 1, workers: 1).isEmpty)
    #expect(try await duplicateRows(of: places, workers: 1).isEmpty)
    #expect(try await places.rowsWithHolesAlongShells(workers: 1).isEmpty)
    #expect(try await locate(places, in: prepared, workers: 1).isEmpty)
  }
}

extension PackedRTree {
  /// The first row that a search for the nearest comes to.
  fileprivate func nearest(to point: Coordinate) -> Int? {
    var found: Int?
    visitNearest(to: point, within: .infinity) { row, bound in
      found = found ?? row
      return bound
    }
    return found
  }
}

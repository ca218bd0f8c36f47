import Geometry
import TestSupport
import Testing

@Suite struct PointLocationTests {
  /// Corners, edge points and inner points of a division: each has exactly one owner, and the same one whatever the order
  /// of the rows and the directions of the rings.
  @Test(arguments: 0..<10) func everyPointHasOneOwner(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let column = partition(&random, cells: 8, side: 800, origin: (29_524_000, 4_874_000))
    let order = (0..<column.count).shuffled(using: &random)
    let prepared = try await PreparedColumn(column)
    let shuffled = try await PreparedColumn(reversed(column.gathering(order)))
    let box = column.bounds
    for index in 0..<column.coordinateCount - 1 {
      let (a, b) = (column.coordinate(index), column.coordinate(index + 1))
      let inner = Coordinate(
        x: .random(in: box.minX..<box.maxX, using: &random), y: .random(in: box.minY..<box.maxY, using: &random))
      for point in [a, Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2), inner] {
        // The upper and right border of the whole has no owner, by the rule.
        guard point.x < box.maxX && point.y < box.maxY else { continue }
        let owners = (0..<column.count).filter { prepared.owns(point, row: $0) }
        #expect(owners.count == 1)
        let others = (0..<column.count).filter { shuffled.owns(point, row: $0) }.map { order[$0] }
        #expect(owners == others)
      }
    }
  }

  @Test func theRuleOnASquare() async throws {
    let square = try await PreparedColumn(polygons([[[rectangle(0, 0, 1, 1)]]]))
    func owns(_ x: Double, _ y: Double) -> Bool { square.owns(Coordinate(x: x, y: y), row: 0) }
    #expect(owns(0, 0) && owns(0.5, 0) && owns(0, 0.5))
    #expect(!owns(1, 0.5) && !owns(0.5, 1) && !owns(1, 1) && !owns(1, 0) && !owns(0, 1))
  }

  /// A long boundary goes through the hierarchy; its answer is that of counting every edge.
  @Test(arguments: [97, 500, 20_000]) func longRingsAgreeWithCounting(vertices: Int) async throws {
    var random = SeededGenerator(UInt64(vertices))
    let ring = star(&random, at: (0, 0), radius: 100, vertices: vertices)
    let column = polygons([[[ring, star(&random, at: (0, 0), radius: 20, vertices: 300)]]])
    let prepared = try await PreparedColumn(column)
    for _ in 0..<500 {
      let point = Coordinate(x: .random(in: -110...110, using: &random), y: .random(in: -110...110, using: &random))
      #expect(prepared.owns(point, row: 0) == isInsideByCounting(point, column))
    }
  }

  private func isInsideByCounting(_ point: Coordinate, _ column: GeometryColumn) -> Bool {
    var crossings = 0
    for ring in 0..<column.ringCount {
      let range = column.coordinates(ofRing: ring)
      for index in range.dropLast() {
        let (a, b) = (column.coordinate(index), column.coordinate(index + 1))
        guard (a.x > point.x) != (b.x > point.x) else { continue }
        if point.y < a.y + (point.x - a.x) / (b.x - a.x) * (b.y - a.y) { crossings += 1 }
      }
    }
    return crossings % 2 == 1
  }

  private func reversed(_ column: GeometryColumn) -> GeometryColumn {
    polygons(
      (0..<column.count).map { row in
        column.parts(ofRow: row).map { part in
          column.rings(ofPart: part).map { ring in
            column.coordinates(ofRing: ring).reversed().map { (column.coordinate($0).x, column.coordinate($0).y) }
          }
        }
      })
  }
}

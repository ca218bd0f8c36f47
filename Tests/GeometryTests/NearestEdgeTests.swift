import Geometry
import TestSupport
import Testing

@Suite struct NearestEdgeTests {
  @Test(arguments: 0..<20) func findsWhatLookingAtAllFinds(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    var builder = GeometryBuilder(.line)
    for _ in 0..<60 {
      var at = (Double.random(in: 0...1000, using: &random), Double.random(in: 0...1000, using: &random))
      for _ in 0..<Int.random(in: 2...200, using: &random) {
        builder.append(Coordinate(x: at.0, y: at.1))
        at.0 += Double.random(in: -20...20, using: &random)
        at.1 += Double.random(in: -20...20, using: &random)
      }
      builder.endRing()
      builder.endPart()
      builder.endRow()
    }
    let column = builder.finish()
    let prepared = try await PreparedColumn(column)
    let tree = PackedRTree(prepared.boxes)
    for _ in 0..<50 {
      let point = Coordinate(x: .random(in: -200...1200, using: &random), y: .random(in: -200...1200, using: &random))
      let found = try #require(prepared.nearestEdge(to: point, in: tree))
      var least = Double.infinity
      for ring in 0..<column.ringCount {
        for index in column.coordinates(ofRing: ring).dropLast() {
          least = min(least, distance(point, column.coordinate(index), column.coordinate(index + 1)))
        }
      }
      #expect(abs(found.distance - least) < 1e-9)
      #expect(abs(found.place.distance(to: point) - least) < 1e-9)
    }
  }

  /// On whole numbers many rows are equally near: the first of them is told, whatever the order of the search.
  @Test(arguments: 0..<10) func ofEquallyNearRowsTheFirst(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let column = polygons(
      (0..<300).map { _ in
        let (x, y) = (Double(Int.random(in: 0...20, using: &random)), Double(Int.random(in: 0...20, using: &random)))
        return [[rectangle(x, y, x + 1, y + 1)]]
      })
    let rows = try await PreparedColumn(column)
    let tree = PackedRTree(rows.boxes)
    for x in -1...22 {
      for y in -1...22 {
        let point = Coordinate(x: Double(x), y: Double(y))
        let distances = rows.boxes.indices.map { rows.nearestEdge(ofRow: $0, to: point)!.squaredDistance }
        let found = try #require(rows.nearestEdge(to: point, in: tree))
        #expect(found.squaredDistance == distances.min()! && found.row == distances.firstIndex(of: distances.min()!))
      }
    }
  }

  /// A square whose sides have many vertices, asked from its middle: four edges are equally near to the last bit, and the
  /// stretches that hold them are entered in another order than that of the ring.
  @Test(arguments: 0..<8) func ofEquallyNearEdgesTheFirst(turn: Int) async throws {
    let side = (0..<64).map(Double.init)
    let outline =
      side.map { Coordinate(x: $0, y: 0) } + side.map { Coordinate(x: 64, y: $0) }
      + side.map { Coordinate(x: 64 - $0, y: 64) } + side.map { Coordinate(x: 0, y: 64 - $0) }
    let ring = Array(outline[(turn * 32 + 7)...] + outline[..<(turn * 32 + 7)])
    let column = polygons([[[(ring + [ring[0]]).map { ($0.x, $0.y) }]]])
    let rows = try await PreparedColumn(column)
    let middle = Coordinate(x: 32, y: 32)
    let expected = (ring + [ring[0]]).first { $0.distance(to: middle) == 32 }
    #expect(rows.nearestEdge(ofRow: 0, to: middle)?.place == expected)
    #expect(rows.nearestEdge(ofRow: 0, to: middle, within: 1024) == nil)
  }

  private func distance(_ p: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let t = min(max(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0), 1)
    return p.distance(to: Coordinate(x: a.x + t * dx, y: a.y + t * dy))
  }
}

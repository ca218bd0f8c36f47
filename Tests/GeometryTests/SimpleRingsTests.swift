import Geometry
import TestSupport
import Testing

@Suite struct SimpleRingsTests {
  @Test func whatIsPlainlySound() async throws {
    var random = SeededGenerator(5)
    let stars: [[Part]] = (0..<200).map { _ in
      [[star(&random, at: (29_524_000, 4_874_000), radius: 100, vertices: .random(in: 3...60, using: &random))]]
    }
    let rows = try await PreparedColumn(polygons(stars))
    #expect((0..<rows.boxes.count).allSatisfy(rows.isOneSimpleRing))
  }

  @Test func whatIsNot() async throws {
    let shapes: [[Part]] = [
      [[[(0, 0), (2, 2), (2, 0), (0, 2)]]], [[[(0, 0), (3, 3), (3, 0), (0, 2)]]],
      // Once round and round again.
      [[[(0, 0), (2, 1), (3, 3), (1, 2), (0, 0), (2, 1), (3, 3), (1, 2)]]],
      // Touches itself in a vertex, and with a vertex on an edge.
      [[[(0, 0), (1, -1), (2, 0), (3, -1), (4, 1), (2, 0), (1, 3)]]], [[[(0, 0), (4, 1), (3, 3), (2, 0.5), (1, 4)]]],
      [[rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)]], [], [[[(0, 0), (1, 1)]]],
    ]
    let rows = try await PreparedColumn(polygons(shapes))
    for row in shapes.indices { #expect(!rows.isOneSimpleRing(row), "row \(row)") }
    // Wherever the ring begins, and whichever way it runs.
    for ring in shapes.prefix(5).map({ $0[0][0] }) {
      let turned = ring.indices.map { Array(ring[$0...] + ring[..<$0]) }
      let rings = turned + turned.map { $0.reversed() }
      let rows = try await PreparedColumn(polygons(rings.map { [[$0]] }))
      for row in rings.indices { #expect(!rows.isOneSimpleRing(row), "\(rings[row])") }
    }
  }
}

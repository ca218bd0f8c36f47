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

  /// Combs and hooks, which no place inside sees whole: told by their runs.
  @Test func whatIsSoundWithoutACentre() async throws {
    var random = SeededGenerator(6)
    let combs: [[Part]] = (2..<40).map { teeth in
      let tips = (0..<teeth).reversed().flatMap { tooth -> [(Double, Double)] in
        let height = Double.random(in: 5...9, using: &random)
        return [(Double(2 * tooth + 1), height), (Double(2 * tooth) - 0.3, Double.random(in: 1...2, using: &random))]
      }
      return [[[(0, 0), (Double(2 * teeth), 0)] + tips]]
    }
    let hook: [Part] = [[[(0, 0), (10, 1), (11, 11), (1, 10), (0.5, 9), (9, 9.5), (8, 2), (-1, 1)]]]
    let rows = try await PreparedColumn(polygons(combs + [hook]))
    #expect((0..<rows.boxes.count).allSatisfy(rows.isOneSimpleRing))
  }

  @Test func whatIsNot() async throws {
    let shapes: [[Part]] = [
      // A star of five points drawn in one line: every edge turns the same way about the middle, twice around.
      [[[(0, 3), (2, -3), (-3, 1), (3, 1), (-2, -3)]]],
      [[[(0, 0), (2, 2), (2, 0), (0, 2)]]], [[[(0, 0), (3, 3), (3, 0), (0, 2)]]],
      // Once round and round again.
      [[[(0, 0), (2, 1), (3, 3), (1, 2), (0, 0), (2, 1), (3, 3), (1, 2)]]],
      // Touches itself in a vertex, and with a vertex on an edge.
      [[[(0, 0), (1, -1), (2, 0), (3, -1), (4, 1), (2, 0), (1, 3)]]], [[[(0, 0), (4, 1), (3, 3), (2, 0.5), (1, 4)]]],
      [[rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)]], [], [[[(0, 0), (1, 1)]]],
    ]
    let rows = try await PreparedColumn(polygons(shapes))
    for row in shapes.indices { #expect(!rows.isOneSimpleRing(row), "row \(row)") }
    // So small that products of lengths are no numbers any more.
    let tiny = shapes.map { $0.map { $0.map { $0.map { ($0.0 * 2e-161, $0.1 * 2e-161) } } } }
    let tinyRows = try await PreparedColumn(polygons(tiny))
    for row in shapes.indices { #expect(!tinyRows.isOneSimpleRing(row), "row \(row)") }
    // Wherever the ring begins, and whichever way it runs.
    for ring in shapes.prefix(6).map({ $0[0][0] }) {
      let turned = ring.indices.map { Array(ring[$0...] + ring[..<$0]) }
      let rings = turned + turned.map { $0.reversed() }
      let rows = try await PreparedColumn(polygons(rings.map { [[$0]] }))
      for row in rings.indices { #expect(!rows.isOneSimpleRing(row), "\(rings[row])") }
    }
  }
}

// Lines shared out over polygons: nothing twice, nothing left out, and a line along a border is on one side of it.

import Geometry
import TestSupport
import Testing

@Suite struct SharedLengthsTests {
  private typealias Place = (Double, Double)

  private func lines(_ rows: [[Place]]) -> GeometryColumn {
    var builder = GeometryBuilder(.line)
    for row in rows {
      builder.appendRing(row.map { Coordinate(x: $0.0, y: $0.1) })
      builder.endPart()
      builder.endRow()
    }
    return builder.finish()
  }

  private func shares(
    _ lines: GeometryColumn, _ polygons: GeometryColumn, within reach: Double = 0, workers: Int = 2
  ) async throws -> [SharedLength] {
    let prepared = try await PreparedColumn(polygons, workers: workers)
    let tree = PackedRTree(prepared.boxes)
    return try await sharedLengths(of: lines, in: prepared, tree: tree, within: reach, workers: workers) {
      $0.distance(to: $1)
    }
  }

  /// The length of a segment within a rectangle (Liang and Barsky 1984).
  private func clipped(_ a: Place, _ b: Place, _ box: (Double, Double, Double, Double)) -> Double {
    var (enters, leaves) = (0.0, 1.0)
    let (dx, dy) = (b.0 - a.0, b.1 - a.1)
    for (p, q) in [(-dx, a.0 - box.0), (dx, box.2 - a.0), (-dy, a.1 - box.1), (dy, box.3 - a.1)] {
      if p == 0 && q < 0 { return 0 }
      if p < 0 { enters = max(enters, q / p) }
      if p > 0 { leaves = min(leaves, q / p) }
    }
    return max(0, leaves - enters) * (dx * dx + dy * dy).squareRoot()
  }

  @Test(arguments: 0..<20) func asClippingSays(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let origin = seed.isMultiple(of: 2) ? (0.0, 0.0) : (29_524_000.0, 4_874_000.0)
    var boxes: [(Double, Double, Double, Double)] = []
    for row in 0..<6 {
      for column in 0..<6 {
        let (x, y) = (origin.0 + 100 * Double(column), origin.1 + 100 * Double(row))
        boxes.append((x, y, x + 100, y + 100))
      }
    }
    var rows: [[Place]] = []
    for _ in 0..<40 {
      var row: [Place] = []
      for _ in 0..<5 {
        let x = Double.random(in: -100...700, using: &random)
        row.append((origin.0 + x, origin.1 + Double.random(in: -100...700, using: &random)))
      }
      rows.append(row)
    }
    let found = try await shares(lines(rows), polygons(boxes.map { [[rectangle($0.0, $0.1, $0.2, $0.3)]] }))
    for (line, row) in rows.enumerated() {
      let own = found.filter { $0.line == line }
      for (polygon, box) in boxes.enumerated() {
        var expected = 0.0
        for (a, b) in zip(row, row.dropFirst()) { expected += clipped(a, b, box) }
        let length = own.filter { $0.polygon == polygon }.reduce(0) { $0 + $1.length }
        #expect(abs(length - expected) < 1e-6)
      }
      var whole = 0.0
      for (a, b) in zip(row, row.dropFirst()) {
        whole += Coordinate(x: a.0, y: a.1).distance(to: Coordinate(x: b.0, y: b.1))
      }
      let sum = own.reduce(0) { $0 + $1.length }
      #expect(abs(sum - whole) < 1e-9 * whole)
    }
    #expect(found.contains { $0.polygon == nil })
  }

  /// A polygon owns its left and lower boundary.
  @Test func alongBorders() async throws {
    let cells = polygons([
      [[rectangle(0, 0, 10, 10)]], [[rectangle(10, 0, 20, 10)]], [[rectangle(0, 10, 10, 20)]],
      [[rectangle(10, 10, 20, 20)]],
    ])
    let rows: [[Place]] = [
      [(10, 2), (10, 8)], [(10, 8), (10, 2)], [(3, 10), (17, 10)], [(0, 0), (0, 20)], [(20, 0), (20, 20)],
      [(5, 20), (15, 20)], [(-5, 0), (25, 0)],
    ]
    let found = try await shares(lines(rows), cells)
    #expect(
      found.map { "\($0.line) \($0.polygon.map(String.init) ?? "-") \($0.length)" } == [
        "0 1 6.0", "1 1 6.0", "2 2 7.0", "2 3 7.0", "3 0 10.0", "3 2 10.0", "4 - 20.0", "5 - 10.0", "6 0 10.0",
        "6 1 10.0", "6 - 10.0",
      ])
  }

  /// Nobody owns the right and the upper border of all, but what is drawn on it is the nearest one's.
  @Test func alongTheOuterBorder() async throws {
    let cells = polygons([[[rectangle(0, 0, 10, 10)]], [[rectangle(10, 0, 20, 10)]]])
    let rows: [[Place]] = [[(20, 2), (20, 8)], [(5, 10), (15, 10)], [(20.01, 2), (20.01, 8)]]
    let found = try await shares(lines(rows), cells, within: 0.001)
    #expect(
      found.map { "\($0.line) \($0.polygon.map(String.init) ?? "-") \($0.length)" } == [
        "0 1 6.0", "1 0 5.0", "1 1 5.0", "2 - 6.0",
      ])
  }

  /// Both neighbours' drawings of a shared border, one forwards and one backwards, are in the same polygon.
  @Test(arguments: 0..<20) func whicheverWayItRuns(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let cells = partition(&random, cells: 5, side: 1000, origin: (29_524_000, 4_874_000), between: 40)
    var edges: [String: [(line: Int, length: Double)]] = [:]
    var rows: [[Place]] = []
    for row in 0..<cells.count {
      for ring in cells.rings(ofRow: row) {
        for index in cells.coordinates(ofRing: ring).dropLast() {
          let (a, b) = (cells.coordinate(index), cells.coordinate(index + 1))
          let key = [a, b].map { "\($0.x) \($0.y)" }.sorted().joined(separator: " ")
          edges[key, default: []].append((rows.count, a.distance(to: b)))
          rows.append([(a.x, a.y), (b.x, b.y)])
        }
      }
    }
    let found = try await shares(lines(rows), cells)
    let byLine = Dictionary(grouping: found, by: \.line)
    for drawings in edges.values {
      let owners = drawings.map { drawing in byLine[drawing.line, default: []].map(\.polygon) }
      // An edge may be cut at its own ends by rounding; what is beyond them is nothing to speak of.
      #expect(Set(owners.map { $0.count == 1 ? $0 : [] }).count == 1)
      for drawing in drawings {
        let length = byLine[drawing.line, default: []].reduce(0) { $0 + $1.length }
        #expect(abs(length - drawing.length) < 1e-9 * drawing.length)
      }
    }
    #expect(edges.values.count { $0.count == 2 } == 40 * 41)
    let one = try await shares(lines(rows), cells, workers: 1)
    #expect(one.map(\.length) == found.map(\.length) && one.map(\.polygon) == found.map(\.polygon))
  }

  /// Several parts, repeated vertices, rows without geometry, and a place that two polygons hold.
  @Test func whateverIsDrawn() async throws {
    var builder = GeometryBuilder(.line)
    for part in [[(0.0, 1.0), (4, 1), (4, 1), (12, 1)], [(2, 5), (2, 9)]] {
      builder.appendRing(part.map { Coordinate(x: $0.0, y: $0.1) })
      builder.endPart()
    }
    builder.endRow()
    builder.endRow()
    let found = try await shares(
      builder.finish(), polygons([[[rectangle(0, 0, 10, 10)]], [[rectangle(3, 0, 20, 3)]], []]))
    #expect(found.map(\.line) == [0, 0] && found.map(\.polygon) == [0, 1])
    #expect(found.map(\.length) == [14, 2])
  }
}

// The laws that areas of overlap obey (OverlapArea.swift), each on thousands of seeded random cases: stars with holes and
// several parts at the origin, with the eastings of zone 29, and in degrees.

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct OverlapLawsTests {
  static let cases = 1000

  /// Rows of 3 to 24 vertices a ring, near each other.
  private func rows(
    _ random: inout SeededGenerator, _ count: Int, _ frame: (origin: (Double, Double), scale: Double)
  ) -> [[Part]] {
    (0..<count).map { _ in
      let center = (
        frame.origin.0 + frame.scale * Double.random(in: -0.8...0.8, using: &random),
        frame.origin.1 + frame.scale * Double.random(in: -0.8...0.8, using: &random)
      )
      let vertices = Int.random(in: 3...24, using: &random)
      var parts: [Part] = [[star(&random, at: center, radius: frame.scale, vertices: vertices)]]
      if vertices > 8 { parts[0].append(star(&random, at: center, radius: 0.4 * frame.scale, vertices: 7)) }
      if vertices.isMultiple(of: 3) {
        parts.append([star(&random, at: (center.0 + 2.1 * frame.scale, center.1), radius: frame.scale, vertices: 5)])
      }
      return parts
    }
  }

  /// area(A ∩ B) = area(B ∩ A), and no more than either; area(A ∩ A) = area(A).
  @Test(arguments: 0..<3) func symmetryAndSelf(frame: Int) async throws {
    var random = SeededGenerator(UInt64(frame))
    let a = try await PreparedColumn(polygons(rows(&random, Self.cases, OverlapAreaTests.frames[frame])))
    let b = try await PreparedColumn(polygons(rows(&random, Self.cases, OverlapAreaTests.frames[frame])))
    var kernel = OverlapKernel()
    var shared = 0
    for row in 0..<Self.cases {
      let (forth, error) = kernel.area(row, of: a, row, of: b)
      #expect(abs(forth - kernel.area(row, of: b, row, of: a).area) <= error, "row \(row)")
      let (own, other) = (a.geometry.area(ofRow: row), b.geometry.area(ofRow: row))
      #expect(forth <= min(own, other) + error && forth >= -error, "row \(row)")
      #expect(abs(kernel.area(row, of: a, row, of: a).area - own) <= 1e-12 * own, "row \(row)")
      if forth > error { shared += 1 }
    }
    #expect(shared > Self.cases / 2)
  }

  /// Σ_j area(A ∩ B_j) = area(A) where the B_j divide the plane around A: stars, needles, rows on the division's own lines.
  @Test(arguments: 0..<3) func aDivisionSharesOutEverything(frame: Int) async throws {
    let (origin, scale) = OverlapAreaTests.frames[frame]
    var random = SeededGenerator(UInt64(10 + frame))
    let cells = partition(
      &random, cells: 12, side: 12 * scale, origin: (origin.0 - 6 * scale, origin.1 - 6 * scale), between: 1)
    var all = rows(&random, Self.cases, (origin, scale))
    for _ in 0..<Self.cases {
      let angle = Double.random(in: -2...2, using: &random)
      let length = scale * Double.random(in: 1...3, using: &random)
      let thickness = length * Double.random(in: 1e-6...1e-3, using: &random)
      all.append([[[origin, (origin.0 + length, origin.1 + angle * length), (origin.0, origin.1 + thickness)]]])
    }
    let division = try await PreparedColumn(cells)
    let layer = try await PreparedColumn(
      GeometryColumn(joining: [polygons(all), cells], kind: .polygon))
    var sums = [Double](repeating: 0, count: layer.geometry.count)
    for pair in try await sharedAreas(layer, division, tree: PackedRTree(division.boxes), workers: 2) {
      sums[pair.left] += pair.area
    }
    for row in sums.indices {
      let own = layer.geometry.area(ofRow: row)
      let window = layer.boxes[row].width * layer.boxes[row].height
      #expect(abs(sums[row] - own) <= max(1e-12 * own, 1e-14 * window), "row \(row)")
    }
  }

  /// A hole takes away what lies in it, parts add up: area((P − H + Q) ∩ B) = area(P ∩ B) − area(H ∩ B) + area(Q ∩ B).
  @Test(arguments: 0..<3) func holesAndPartsAddUp(frame: Int) async throws {
    var random = SeededGenerator(UInt64(20 + frame))
    let composed = rows(&random, Self.cases, OverlapAreaTests.frames[frame])
    let others = try await PreparedColumn(polygons(rows(&random, Self.cases, OverlapAreaTests.frames[frame])))
    let whole = try await PreparedColumn(polygons(composed))
    let rings = try await PreparedColumn(polygons(composed.flatMap { $0.flatMap { $0.map { [[$0]] } } }))
    var kernel = OverlapKernel()
    var ring = 0
    for (row, parts) in composed.enumerated() {
      var sum = 0.0
      var bound = 0.0
      for part in parts {
        for position in part.indices {
          let (area, error) = kernel.area(ring, of: rings, row, of: others)
          sum += position == 0 ? area : -area
          bound += error
          ring += 1
        }
      }
      let (area, error) = kernel.area(row, of: whole, row, of: others)
      #expect(abs(area - sum) <= bound + error, "row \(row)")
    }
  }

  /// Vertices beside each other by one or two units in the last place, where taking coordinates from a corner rounds them onto
  /// each other: what is shared is the same both ways, and differs from what plain whole numbers share by next to nothing.
  @Test func verticesBesideEachOther() async throws {
    var random = SeededGenerator(26)
    var kernel = OverlapKernel()
    func beside(_ value: Double, _ random: inout SeededGenerator) -> Double {
      [value, value, value.nextUp, value.nextDown][Int.random(in: 0..<4, using: &random)]
    }
    for _ in 0..<10 * Self.cases {
      let plain = (0..<2).map { _ in
        (0..<3).map { _ in
          (Double(Int.random(in: 0..<16, using: &random)), Double(Int.random(in: 0..<16, using: &random)))
        }
      }
      let moved = plain.map { $0.map { (beside($0.0, &random), beside($0.1, &random)) } }
      let layer = try await PreparedColumn(polygons((plain + moved).map { [[$0]] }))
      let expected = kernel.area(0, of: layer, 1, of: layer)
      let there = kernel.area(2, of: layer, 3, of: layer)
      let back = kernel.area(3, of: layer, 2, of: layer)
      #expect(abs(there.area - back.area) <= there.error + back.error, "\(moved)")
      #expect(abs(there.area - expected.area) <= 1e-12, "\(moved)")
    }
  }

  /// Hairlines far from each other are next to nothing beside the box of them all. Each lies in a cell of its own, so their
  /// areas are known; the error stays below 1e-9 of all of them together, whichever side they are on.
  @Test func hairlinesFarFromEachOther() async throws {
    var random = SeededGenerator(27)
    var kernel = OverlapKernel()
    for _ in 0..<Self.cases {
      let origin = (29_524_000.0, 4_874_000.0)
      var expected = 0.0
      let hairlines = (0..<5).map { part -> [[(Double, Double)]] in
        // Exact in binary, so that the area is too.
        let (x, y) = (origin.0 + Double(part) * 4096, origin.1 + Double(Int.random(in: 0...4096, using: &random)))
        let (length, width) = (Double(Int.random(in: 1...64, using: &random)), 0x1p-18)
        expected += length * width
        return [[(x, y), (x + length, y), (x + length, y + width), (x, y + width)]]
      }
      let county = [[rectangle(origin.0 - 9000, origin.1 - 9000, origin.0 + 30_000, origin.1 + 9000)]]
      let layer = try await PreparedColumn(polygons([hairlines, county]))
      for (one, other) in [(0, 1), (1, 0), (0, 0)] {
        let (area, error) = kernel.area(one, of: layer, other, of: layer)
        #expect(abs(area - expected) <= min(error, 1e-9 * expected))
      }
    }
  }

  /// The same with hairlines at any angle, whose coordinates round: what lies within a county is shared whole.
  @Test func hairlinesAtAnyAngle() async throws {
    var random = SeededGenerator(28)
    var kernel = OverlapKernel()
    for _ in 0..<Self.cases {
      let hairlines = (0..<5).map { part -> [[(Double, Double)]] in
        let (x, y) = (29_524_000 + Double(part) * 4096, 4_874_000 + Double.random(in: 0...4096, using: &random))
        let (dx, dy) = (Double.random(in: 1...64, using: &random), Double.random(in: -64...64, using: &random))
        return [[(x, y), (x + dx, y + dy), (x + dx, y + dy + 1e-5), (x, y + 1e-5)]]
      }
      let county = [[rectangle(29_515_000, 4_865_000, 29_554_000, 4_883_000)]]
      let layer = try await PreparedColumn(polygons([hairlines, county]))
      let own = layer.geometry.area(ofRow: 0)
      for (one, other) in [(0, 1), (1, 0), (0, 0)] {
        #expect(abs(kernel.area(one, of: layer, other, of: layer).area - own) <= 1e-9 * own)
      }
    }
  }

  /// Rectangles on whole numbers touch, share edges, lie in and on each other; the answer is a whole number, exactly.
  @Test func edgesOnEachOtherAreExact() async throws {
    var random = SeededGenerator(30)
    func sides(_ random: inout SeededGenerator) -> (Double, Double) {
      let a = Int.random(in: 0...6, using: &random)
      return (Double(a), Double(a + Int.random(in: 1...4, using: &random)))
    }
    var kernel = OverlapKernel()
    for offset in [(0.0, 0.0), (29_524_000.0, 4_874_000.0)] {
      let boxes = (0..<4 * Self.cases).map { _ in (sides(&random), sides(&random)) }
      let layer = try await PreparedColumn(
        polygons(
          boxes.map { x, y in
            [[rectangle(offset.0 + x.0, offset.1 + y.0, offset.0 + x.1, offset.1 + y.1)]]
          }))
      for row in 0..<boxes.count - 1 {
        let ((ax, ay), (bx, by)) = (boxes[row], boxes[row + 1])
        let expected = max(0, min(ax.1, bx.1) - max(ax.0, bx.0)) * max(0, min(ay.1, by.1) - max(ay.0, by.0))
        #expect(kernel.area(row, of: layer, row + 1, of: layer).area == expected, "row \(row)")
      }
    }
  }

  /// One side drawn anew with more vertices on the same line, and needles between the two: what is shared with the one is
  /// what is shared with the other, to the area between them.
  @Test func collinearVerticesChangeNothing() async throws {
    var random = SeededGenerator(40)
    let plain = (0..<Self.cases).map { _ in star(&random, at: (0, 0), radius: 100, vertices: 9) }
    let dense = plain.map { ring in
      ring.indices.flatMap { index -> [(Double, Double)] in
        let (a, b) = (ring[index], ring[(index + 1) % ring.count])
        return [0, 0.25, 0.5, 0.75].map { (a.0 + $0 * (b.0 - a.0), a.1 + $0 * (b.1 - a.1)) }
      }
    }
    let a = try await PreparedColumn(polygons(plain.map { [[$0]] }))
    let b = try await PreparedColumn(polygons(dense.map { [[$0]] }))
    var kernel = OverlapKernel()
    for row in 0..<Self.cases {
      let own = a.geometry.area(ofRow: row)
      #expect(abs(kernel.area(row, of: a, row, of: b).area - own) <= 1e-12 * own, "row \(row)")
      let next = (row + 1) % Self.cases
      let (one, other) = (kernel.area(row, of: a, next, of: a).area, kernel.area(row, of: b, next, of: a).area)
      #expect(abs(one - other) <= 1e-12 * own, "row \(row)")
    }
  }
}

// Small polygons against one of many vertices: grids and the order of the work change no bit of any answer.

import Overlay
import TestSupport
import Testing

@testable import Geometry

@Suite struct LargePolygonTests {
  /// The last one is a county of 400 km.
  private static let frames = OverlapAreaTests.frames + [((29_524_000, 4_874_000), 5000)]

  @Test(arguments: 0..<4) func gridsChangeNothing(frame: Int) async throws {
    let (origin, scale) = Self.frames[frame]
    var random = SeededGenerator(UInt64(frame))
    let side = 40 * scale
    func place(_ x: Double, _ y: Double) -> (Double, Double) { (origin.0 + x * side, origin.1 + y * side) }
    var large: Part = [star(&random, at: place(0, 0), radius: side, vertices: 6000)]
    for x in -2...2 {
      for y in -2...2 {
        large.append(star(&random, at: place(0.12 * Double(x), 0.12 * Double(y)), radius: 0.05 * side, vertices: 200))
      }
    }
    // The large one is no valid row where holes would leave the shell: they lie within half its radius.
    let larges = try await PreparedColumn(
      polygons([[large], [[star(&random, at: place(0.9, 0.9), radius: side, vertices: 2000)]]]))
    let cells = partition(&random, cells: 60, side: 2.4 * side, origin: place(-1.2, -1.2))
    let small = try await PreparedColumn(cells)
    let grids = try await GridsOfPair(small, larges, workers: 2)
    #expect(grids.right != nil)

    var kernel = OverlapKernel()
    var expected: [SharedArea] = []
    var whole = 0
    for row in 0..<cells.count {
      for other in 0..<2 {
        let (area, error) = kernel.area(row, of: small, other, of: larges)
        if area > error { expected.append(SharedArea(left: row, right: other, area: area)) }
        if abs(area - cells.area(ofRow: row)) <= error { whole += 1 }
      }
    }
    let found = try await sharedAreas(small, larges, tree: PackedRTree(larges.boxes), workers: 2)
    #expect(found.map(Pair.init) == expected.map(Pair.init))
    #expect(whole > 500 && expected.count > whole + 200)
    // The cells divide the ground of the first.
    let own = larges.geometry.area(ofRow: 0)
    #expect(abs(found.reduce(0) { $0 + ($1.right == 0 ? $1.area : 0) } - own) <= 1e-11 * own)
    // The large rows on the left: by left row, then right row, the kernel asked that way round.
    let turned = try await sharedAreas(larges, small, tree: PackedRTree(small.boxes), workers: 2)
    var expectedTurned: [SharedArea] = []
    for row in 0..<2 {
      for other in 0..<cells.count {
        let (area, error) = kernel.area(row, of: larges, other, of: small)
        if area > error { expectedTurned.append(SharedArea(left: row, right: other, area: area)) }
      }
    }
    #expect(turned.map(Pair.init) == expectedTurned.map(Pair.init))
  }

  /// A few square metres on the edge of ground of twenty thousand kilometres: what lies on one side and on the other is all of
  /// them, whichever of the two is named first. The precision is that of the small one.
  @Test func theSizeOfTheLargeOneCostsNothing() async throws {
    let reach = 1e7
    var random = SeededGenerator(4)
    let outline = star(&random, at: (29_524_000, 4_874_000), radius: reach, vertices: 9)
    let around = rectangle(29_524_000 - 2 * reach, 4_874_000 - 2 * reach, 29_524_000 + 2 * reach, 4_874_000 + 2 * reach)
    let sides = try await PreparedColumn(polygons([[[outline]], [[around, outline]]]))
    var kernel = OverlapKernel()
    for _ in 0..<200 {
      let (a, share) = (Int.random(in: 0..<9, using: &random), Double.random(in: 0.01...0.99, using: &random))
      let (from, to) = (outline[a], outline[(a + 1) % 9])
      let place = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
      let small = try await PreparedColumn(polygons([[[star(&random, at: place, radius: 2, vertices: 7)]]]))
      let own = small.geometry.area(ofRow: 0)
      let first = kernel.area(0, of: small, 0, of: sides).area + kernel.area(0, of: small, 1, of: sides).area
      let second = kernel.area(0, of: sides, 0, of: small).area + kernel.area(1, of: sides, 0, of: small).area
      #expect(abs(first - own) <= 1e-10 * own && abs(second - own) <= 1e-10 * own)
      #expect(kernel.area(0, of: small, 0, of: sides).area > 1e-3 * own)
    }
  }

  /// Strips over a small polygon, cut off beside it or ten thousand kilometres away on both sides: what is shared is the same.
  @Test func whatLiesFarAwayHasNoSay() async throws {
    var random = SeededGenerator(6)
    var kernel = OverlapKernel()
    for _ in 0..<200 {
      let lines = (0..<6).map { 0.7 * Double($0) + Double.random(in: 0...0.5, using: &random) - 2 }
      func strips(reach: Double) -> Part {
        let along = lines.enumerated().flatMap { index, x -> [(Double, Double)] in
          index.isMultiple(of: 2) ? [(x, -reach), (x, reach)] : [(x, reach), (x, -reach)]
        }
        return [along + [(lines[5], -reach - 1), (lines[0], -reach - 1)]]
      }
      let small: Part = [star(&random, at: (0, 0), radius: 2, vertices: 11)]
      let layer = try await PreparedColumn(polygons([[small], [strips(reach: 100)], [strips(reach: 1e7)]]))
      let own = layer.geometry.area(ofRow: 0)
      let near = kernel.area(0, of: layer, 1, of: layer).area
      #expect(near > 0.1 * own && near < 0.9 * own)
      for (one, other) in [(0, 2), (2, 0)] {
        #expect(abs(kernel.area(one, of: layer, other, of: layer).area - near) <= 1e-12 * own)
      }
    }
  }

  private struct Pair: Equatable {
    let left, right: Int
    let area: Double
    init(_ pair: SharedArea) { (left, right, area) = (pair.left, pair.right, pair.area) }
  }
}

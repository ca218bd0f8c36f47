// The kernel against GEOS, and the laws that areas of overlap obey (seeded, thousands of cases).

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct OverlapAreaTests {
  /// Where the coordinates lie: plain, with the eight-digit easting of zone 29, and in degrees.
  static let frames: [(origin: (Double, Double), scale: Double)] = [
    ((0, 0), 1), ((29_524_000, 4_874_000), 100), ((87.3, 44.0), 0.001),
  ]

  @Test(arguments: 0..<3, 0..<8) func agreesWithOverlayNG(frame: Int, seed: Int) async throws {
    let (origin, scale) = Self.frames[frame]
    var random = SeededGenerator(UInt64(1000 * frame + seed))
    func row() -> [Part] {
      let center = (
        origin.0 + scale * Double.random(in: -1.5...1.5, using: &random),
        origin.1 + scale * Double.random(in: -1.5...1.5, using: &random)
      )
      return randomRow(&random, at: center, radius: scale)
    }
    try await compare(polygons((0..<40).map { _ in row() }), polygons((0..<40).map { _ in row() }))
  }

  /// The common case of real data: cells that share their very edges, and a copy drawn anew with a little noise.
  @Test(arguments: 0..<4) func agreesOnSharedAndRedrawnEdges(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let survey = partition(&random, cells: 6, side: 600, origin: (29_524_000, 4_874_000))
    try await compare(survey, survey)
    let redrawn = polygons(
      (0..<survey.count).map { row in
        survey.parts(ofRow: row).map { part in
          survey.rings(ofPart: part).map { ring in
            survey.coordinates(ofRing: ring).dropLast().map { index in
              let at = survey.coordinate(index)
              return (at.x + .random(in: -1...1, using: &random), at.y + .random(in: -1...1, using: &random))
            }
          }
        }
      })
    try await compare(survey, redrawn)
  }

  /// Corners on a coarse grid: nearly every pair has vertices on the other's edges, shared vertices, or coincident edges.
  @Test(arguments: 0..<8) func agreesWhereEverythingTouches(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let drawn = polygons(
      (0..<120).map { _ in
        let center = (Double(Int.random(in: 0...6, using: &random)), Double(Int.random(in: 0...6, using: &random)))
        let ring = star(&random, at: center, radius: 4, vertices: Int.random(in: 3...9, using: &random))
        return [[ring.map { ($0.0.rounded(), $0.1.rounded()) }]]
      })
    let invalid = Set(try await invalidRows(of: drawn, workers: 2).map(\.row))
    let column = drawn.gathering((0..<drawn.count).filter { !invalid.contains($0) && drawn.area(ofRow: $0) > 0 })
    #expect(column.count > 30)
    try await compare(column, column)
  }

  /// A plug in its hole, the hole's own outline, and the whole: rings that coincide from inside and from outside.
  @Test func holesAndPlugs() async throws {
    let shell = rectangle(29_524_000, 4_874_000, 29_524_100, 4_874_100)
    let hole = rectangle(29_524_020, 4_874_020, 29_524_080, 4_874_080)
    let rows = try await PreparedColumn(polygons([[[shell, hole]], [[hole]], [[shell]]]))
    var kernel = OverlapKernel()
    func shared(_ a: Int, _ b: Int) -> Double { kernel.area(a, of: rows, b, of: rows).area }
    #expect(shared(0, 1) == 0 && shared(1, 0) == 0)
    #expect(shared(0, 2) == 6400 && shared(2, 0) == 6400 && shared(1, 2) == 3600 && shared(2, 1) == 3600)
    #expect(shared(0, 0) == 6400 && shared(1, 1) == 3600 && shared(2, 2) == 10_000)
  }

  /// Hairlines, combs, and long boundaries that go through the edge hierarchy. At the origin, because with eight-digit
  /// eastings the corners that GEOS builds are rounded to 4e-9 m, which is more than 1e-9 of a hairline.
  @Test(arguments: 0..<4) func agreesOnHardShapes(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let origin = (0.0, 0.0)
    let angle = Double.random(in: 0...1, using: &random)
    let needle: Part = [
      [origin, (origin.0 + 1000, origin.1 + 1000 * angle), (origin.0 + 1000, origin.1 + 1000 * angle + 0.01)]
    ]
    let comb: Part = [
      [(0, 0), (1000, 0)].map { (origin.0 + $0.0, origin.1 + $0.1) }
        + (0..<100).reversed().flatMap { tooth -> [(Double, Double)] in
          let x = origin.0 + Double(tooth) * 10
          return [(x + 5, origin.1 + 1000), (x + 2, origin.1 + 10)]
        }
    ]
    let long: Part = [
      star(&random, at: (origin.0 + 400, origin.1 + 400), radius: 500, vertices: 5000),
      star(&random, at: (origin.0 + 400, origin.1 + 400), radius: 150, vertices: 700),
    ]
    let cells = partition(&random, cells: 10, side: 1000, origin: origin)
    try await compare(polygons([[needle], [comb], [long]]), polygons([[needle], [comb], [long]]))
    try await compare(polygons([[needle], [comb], [long]]), cells)
  }

  /// Σ area(A ∩ B_j) = area(A) where the B_j divide the plane around A.
  @Test(arguments: 0..<50) func sharesOfADivisionAddUp(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let cells = try await PreparedColumn(partition(&random, cells: 7, side: 700, origin: (29_524_000, 4_874_000)))
    let rows = (0..<5).map { _ in
      [[star(&random, at: (29_524_350, 4_874_350), radius: 300, vertices: Int.random(in: 3...300, using: &random))]]
    }
    let polygons = try await PreparedColumn(polygons(rows))
    var kernel = OverlapKernel()
    for row in 0..<5 {
      let own = polygons.geometry.area(ofRow: row)
      let shared = (0..<cells.geometry.count).reduce(0) { $0 + kernel.area(row, of: polygons, $1, of: cells).area }
      #expect(abs(shared - own) <= 1e-11 * own)
    }
  }

  @Test(arguments: 0..<200) func selfAndSwap(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let pair = try await PreparedColumn(
      polygons([randomRow(&random, at: (0, 0), radius: 1), randomRow(&random, at: (0.3, 0.2), radius: 1)]))
    var kernel = OverlapKernel()
    let own = pair.geometry.area(ofRow: 0)
    #expect(abs(kernel.area(0, of: pair, 0, of: pair).area - own) <= 1e-12 * own)
    let (forth, error) = kernel.area(0, of: pair, 1, of: pair)
    #expect(abs(forth - kernel.area(1, of: pair, 0, of: pair).area) <= error)
  }

  /// Coordinates in 1/1024 m are exact with and without the easting of zone 29, so the areas must be the same.
  @Test(arguments: 0..<100) func theSizeOfCoordinatesCostsNothing(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    func onGrid(_ ring: [(Double, Double)], _ offset: (Double, Double)) -> [(Double, Double)] {
      ring.map { (($0.0 * 1024).rounded() / 1024 + offset.0, ($0.1 * 1024).rounded() / 1024 + offset.1) }
    }
    let a = star(&random, at: (0, 0), radius: 100, vertices: 50)
    let b = star(&random, at: (30, 20), radius: 100, vertices: 200)
    var areas: [Double] = []
    for offset in [(0.0, 0.0), (29_524_000.0, 4_874_000.0)] {
      let pair = try await PreparedColumn(polygons([[[onGrid(a, offset)]], [[onGrid(b, offset)]]]))
      var kernel = OverlapKernel()
      areas.append(kernel.area(0, of: pair, 1, of: pair).area)
    }
    #expect(areas[0] == areas[1])
  }

  /// Neighbours that share their very edges share no ground.
  @Test func neighboursDoNotOverlap() async throws {
    var random = SeededGenerator(7)
    let cells = try await PreparedColumn(partition(&random, cells: 20, side: 2000, origin: (29_524_000, 4_874_000)))
    #expect(try await sharedAreasWithin(cells, tree: PackedRTree(cells.boxes), workers: 2).isEmpty)
  }

  @Test func anyNumberOfWorkersGivesTheSame() async throws {
    var random = SeededGenerator(8)
    let a = try await PreparedColumn(partition(&random, cells: 40, side: 2000, origin: (29_524_000, 4_874_000)))
    let b = try await PreparedColumn(partition(&random, cells: 37, side: 2000, origin: (29_524_000, 4_874_000)))
    let tree = PackedRTree(b.boxes)
    let one = try await sharedAreas(a, b, tree: tree, workers: 1)
    let three = try await sharedAreas(a, b, tree: tree, workers: 3)
    #expect(one.count > 1600)
    #expect(
      one.map { [$0.left, $0.right, Int($0.area.bitPattern)] }
        == three.map { [$0.left, $0.right, Int($0.area.bitPattern)] })
  }

  /// Every pair of rows: the same pairs above noise, areas within 1e-9 of the smaller polygon.
  private func compare(_ a: GeometryColumn, _ b: GeometryColumn) async throws {
    let (left, right) = (try await PreparedColumn(a), try await PreparedColumn(b))
    var kernel = OverlapKernel()
    var all: [SharedArea] = []
    for row in 0..<a.count {
      for other in 0..<b.count {
        all.append(SharedArea(left: row, right: other, area: kernel.area(row, of: left, other, of: right).area))
      }
    }
    let built = try await pieces(of: all, a, b, workers: 2)
    #expect(built.failures.isEmpty)
    for (index, pair) in built.pairs.enumerated() {
      let smaller = min(a.area(ofRow: pair.left), b.area(ofRow: pair.right))
      let byGEOS = built.geometry.area(ofRow: index)
      #expect(abs(pair.area - byGEOS) <= 1e-9 * smaller, "rows \(pair.left) and \(pair.right)")
    }
  }
}

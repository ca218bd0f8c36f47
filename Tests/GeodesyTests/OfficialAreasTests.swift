// Areas on the ellipsoid: of rows with long edges, of borders from both sides, and of shared parts by way of the plane.

import Geodesy
import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct OfficialAreasTests {
  private let origin = (29_524_000.0, 4_874_000.0)

  /// A county of straight edges of up to 80 km is as large as the same ground with a vertex every 100 m.
  @Test(arguments: [3000.0, 10_000, 30_000, 80_000]) func longEdgesAreStraightInThePlane(side: Double) async throws {
    let frame = try Frame("EPSG:4517")
    let county = polygons([[[rectangle(origin.0, origin.1, origin.0 + side, origin.1 + side)]]])
    let area = try await officialAreas(of: county, in: frame, workers: 1)[0]
    let fine = try await officialAreas(of: county.densified(longerThan: 50), in: frame, workers: 1)[0]
    #expect(abs(area - fine) < 5e-10 * fine)
    let degrees = try Transformer(from: frame, to: frame.geographicBase).transformed(county)
    let asPrinted = EllipsoidalArea(try frame.ellipsoid).areas(of: degrees)[0]
    #expect(side < 5000 || abs(asPrinted - fine) > 1e-8 * fine)
  }

  /// Neighbours share the new vertices, whatever way their rings run, so a county is the sum of its parts.
  @Test(arguments: 0..<20) func sumsCloseOverLongBorders(seed: Int) async throws {
    let frame = try Frame("EPSG:4517")
    var random = SeededGenerator(UInt64(seed))
    let side = 60_000.0
    let parts = partition(&random, cells: 5, side: side, origin: origin, between: 0)
    let whole = polygons([[[rectangle(origin.0, origin.1, origin.0 + side, origin.1 + side)]]])
    let sum = try await officialAreas(of: parts, in: frame, workers: 2).reduce(0, +)
    let area = try await officialAreas(of: whole, in: frame, workers: 2)[0]
    #expect(abs(sum - area) < 1e-9 * area)
  }

  @Test func newVerticesAreThoseOfTheNeighbour() {
    let (a, b) = ((29_500_000.25, 4_800_000.5), (29_507_123.75, 4_791_000.125))
    let there = polygons([[[[a, b, (29_500_000, 4_790_000)]]]]).densified(longerThan: 250)
    let back = polygons([[[[b, a, (29_510_000, 4_801_000)]]]]).densified(longerThan: 250)
    func side(_ column: GeometryColumn) -> Set<[Double]> {
      Set((1..<46).map { [column.coordinate($0).x, column.coordinate($0).y] })
    }
    #expect(side(there) == side(back))
    #expect(side(there).count == 45)
  }

  /// What the kernel says two rows share, times the scale where it lies, against the formula on the piece that GEOS
  /// builds, its edges cut so that they stay straight: pairs all over a county of 100 km, in both zones of a border.
  @Test(arguments: ["EPSG:4517", "EPSG:4538"], [0, 1, 2, 3]) func sharedPartsByThePlane(code: String, seed: Int)
    async throws
  {
    let frame = try Frame(code)
    let east = code == "EPSG:4517" ? 29_000_000.0 : 0
    var random = SeededGenerator(UInt64(seed))
    let (left, right) = pairs(of: 300, &random, east: east)
    let (a, b) = (try await PreparedColumn(left), try await PreparedColumn(right))
    let shared = try await sharedAreas(a, b, tree: PackedRTree(b.boxes), workers: 2)
    let scale = try ArealScale(of: frame)
    let made = try await pieces(of: shared, left, right, workers: 2)
    #expect(made.failures.isEmpty && made.pairs.count > 250)
    let official = try await officialAreas(of: made.geometry.densified(longerThan: 4), in: frame, workers: 2)
    let shapes = try await shapes(of: made.pairs, a, b, workers: 2)
    for (shape, area) in zip(shapes, official) where area > 1 {
      #expect(abs(shape.area * scale.at(shape.centroid) - area) <= 1e-7 * area)
    }
  }

  /// Pairs of stars of 20 to 120 m that meet, each pair somewhere in the county.
  private func pairs(
    of count: Int, _ random: inout SeededGenerator, east: Double
  ) -> (left: GeometryColumn, right: GeometryColumn) {
    var (left, right): ([[Part]], [[Part]]) = ([], [])
    for _ in 0..<count {
      let place = (
        east + 430_000 + Double.random(in: 0...100_000, using: &random),
        4_820_000 + Double.random(in: 0...100_000, using: &random)
      )
      let radius = Double.random(in: 20...120, using: &random)
      left.append(randomRow(&random, at: place, radius: radius))
      right.append(randomRow(&random, at: (place.0 + radius * 0.4, place.1 - radius * 0.3), radius: radius))
    }
    return (polygons(left), polygons(right))
  }
}

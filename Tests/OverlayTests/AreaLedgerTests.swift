// The books close, and they would not if a pair were lost.

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct AreaLedgerTests {
  static let slivers = SliverRule(width: 0.1, thinness: 0.3)

  private func books(
    _ a: GeometryColumn, over b: GeometryColumn, losing lost: Int? = nil
  ) async throws -> (ledger: AreaLedger, cover: Cover) {
    let (left, right) = (try await PreparedColumn(a), try await PreparedColumn(b))
    let tree = PackedRTree(right.boxes)
    var pairs = try await sharedAreas(left, right, tree: tree, workers: 2)
    if let lost { pairs.remove(at: lost % pairs.count) }
    let cover = try await cover(of: left, by: right, tree: tree, pairs: pairs, workers: 2)
    return (try await areaLedger(of: cover, left, over: right, slivers: Self.slivers, workers: 2), cover)
  }

  /// Divisions, rows that overlap each other, needles, holes, several parts; at the origin, in zone 29, in degrees.
  @Test(arguments: 0..<3, 0..<4) func theBooksOfRandomLayersClose(frame: Int, seed: Int) async throws {
    let (origin, scale) = OverlapAreaTests.frames[frame]
    var random = SeededGenerator(UInt64(100 * frame + seed))
    func layer(_ rows: Int) -> GeometryColumn {
      polygons(
        (0..<rows).map { _ in
          let center = (
            origin.0 + scale * Double.random(in: -3...3, using: &random),
            origin.1 + scale * Double.random(in: -3...3, using: &random)
          )
          return randomRow(&random, at: center, radius: scale)
        })
    }
    let division = partition(
      &random, cells: 8, side: 6 * scale, origin: (origin.0 - 3 * scale, origin.1 - 3 * scale))
    let scattered = layer(40)
    for (a, b) in [(scattered, division), (division, scattered), (scattered, layer(40)), (division, division)] {
      let (ledger, _) = try await books(a, over: b)
      #expect(ledger.rows.count == a.count && ledger.closes, "\(ledger.open)")
    }
  }

  @Test(arguments: 0..<20) func aLostPairIsNoticed(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let survey = partition(&random, cells: 9, side: 900, origin: (29_524_000, 4_874_000))
    let plots = partition(&random, cells: 7, side: 700, origin: (29_524_100, 4_874_100))
    #expect(try await books(plots, over: survey).ledger.closes)
    let (ledger, cover) = try await books(plots, over: survey, losing: seed * 7)
    #expect(!ledger.closes && ledger.open.count == 1)
    #expect(cover.rows.count == 49)
  }

  /// A neighbour drawn 2 cm over the line shares a sliver, told by its width although it is 20 m² large.
  @Test func sliversAreTheirOwnLine() async throws {
    let field = polygons([[[rectangle(0, 0, 1000, 100)]]])
    let others = polygons([[[rectangle(0, 99.98, 1000, 200)]], [[rectangle(0, 0, 400, 99.98)]]])
    let row = try #require(try await books(field, over: others).ledger.rows.first)
    #expect(abs(row.slivers - 20) < 1e-6 && abs(row.shared - 39_992) < 1e-6 && row.doubled == 0)
    #expect(abs(row.remainder - 59_988) < 1e-6 && abs(row.difference) < 1e-9)
  }
}

import Geometry
import TestSupport
import Testing

@Suite struct DuplicateRowsTests {
  /// The same boundary, begun elsewhere, run the other way, its parts and holes in another order.
  @Test(arguments: 0..<40) func whateverTheOrder(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let rows = (0..<30).map { _ in randomRow(&random, at: (29_524_000, 4_874_000), radius: 200) }
    let copies = [3, 17, 29, 3]
    let all =
      rows
      + copies.map { row in
        rows[row].map { part in
          [part[0]] + part.dropFirst().shuffled(using: &random)
        }.map { part in
          part.map { ring in
            let turn = Int.random(in: 0..<ring.count, using: &random)
            let turned = Array(ring[turn...] + ring[..<turn])
            return Bool.random(using: &random) ? turned : turned.reversed()
          }
        }.shuffled(using: &random)
      }
    let column = polygons(all)
    #expect(try await duplicateRows(of: column, workers: 2) == [[3, 30, 33], [17, 31], [29, 32]])
    #expect(column.hasSameBoundary(3, 33) && !column.hasSameBoundary(3, 17))
  }

  @Test func nearlyTheSameIsNotTheSame() async throws {
    let column = polygons([
      [[rectangle(0, 0, 1, 1)]], [[rectangle(0, 0, 1, 1.000000001)]], [], [],
      [[[(-0.0, 0), (1, 0), (1, 0), (1, 1), (0, 1)]]],
    ])
    // A vertex drawn twice makes no other boundary; rows without geometry have none.
    #expect(try await duplicateRows(of: column, workers: 1) == [[0, 4]])
  }
}

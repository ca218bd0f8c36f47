import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct UnsoundRowsTests {
  static let bowTie: Part = [[(0, 0), (2, 2), (2, 0), (0, 2)]]
  static let unequalBowTie: Part = [[(0, 0), (3, 3), (3, 0), (0, 2)]]
  static let holeOutside: Part = [rectangle(0, 0, 1, 1), rectangle(5, 5, 6, 6)]
  static let spike: Part = [[(0, 0), (1, 0), (1, 1), (1, 5), (1, 1), (0, 1)]]
  /// Two squares that meet in a corner, drawn as one ring: invalid by the standard, harmless for sums.
  static let touchingItself: Part = [[(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (1, 2), (1, 1), (0, 1)]]

  @Test func crossingRingsAreUnsound() async throws {
    let column = polygons([
      [Self.bowTie], [[rectangle(0, 0, 1, 1)]], [Self.unequalBowTie], [Self.holeOutside], [Self.touchingItself],
      [[rectangle(0, 0, 4, 4)], [rectangle(1, 1, 2, 2)]], [],
    ])
    let unsound = try await unsoundRows(of: PreparedColumn(column), workers: 2)
    #expect(unsound.map(\.row) == [0, 2, 3, 5])
    #expect(unsound[0].reason == "Self-intersection")
    #expect(unsound[0].place == Coordinate(x: 1, y: 1))
  }

  @Test func theStandardIsStricter() async throws {
    let column = polygons([[Self.touchingItself], [[rectangle(0, 0, 1, 1)]], [Self.spike]])
    let invalid = try await invalidRows(of: column, workers: 1)
    #expect(invalid.map(\.row) == [0, 2])
    #expect(invalid[0].reason == "Ring Self-intersection")
  }

  @Test(arguments: 0..<50) func validRowsAreSound(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let column = polygons((0..<20).map { _ in randomRow(&random, at: (29_524_000, 4_874_000), radius: 200) })
    #expect(try await invalidRows(of: column, workers: 1).isEmpty)
    #expect(try await unsoundRows(of: PreparedColumn(column), workers: 1).isEmpty)
  }
}

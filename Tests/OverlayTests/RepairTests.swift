import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct RepairTests {
  private func repaired(_ rows: [[Part]]) async throws -> (Repairs, GeometryColumn) {
    let column = polygons(rows)
    return (try await column.repaired(workers: 2), column)
  }

  @Test func bothLoopsOfACrossingStay() async throws {
    let (result, _) = try await repaired([[UnsoundRowsTests.bowTie], [UnsoundRowsTests.unequalBowTie]])
    #expect(result.repairs.map(\.row) == [0, 1] && result.failures.isEmpty)
    #expect(result.repairs[0].areaBefore == 0 && abs(result.repairs[0].areaAfter - 2) < 1e-12)
    #expect(result.geometry.parts(ofRow: 0).count == 2)
    #expect(result.repairs[0].fault.reason == "Self-intersection")
  }

  @Test func groundCountsOnceAndHolesOutsideAreGround() async throws {
    let (result, _) = try await repaired([
      [[rectangle(0, 0, 4, 4)], [rectangle(2, 0, 6, 4)]], [UnsoundRowsTests.holeOutside],
    ])
    #expect(result.repairs.map(\.areaBefore) == [32, 0])
    #expect(result.repairs.map(\.areaAfter) == [24, 2])
  }

  /// A spike without width goes with the repair, one with width is valid and stays.
  @Test func spikes() async throws {
    let wide: Part = [[(0, 0), (4, 0), (4, 4), (2.01, 4), (2, 9), (1.99, 4), (0, 4)]]
    let (result, column) = try await repaired([[UnsoundRowsTests.spike], [wide]])
    #expect(result.repairs.map(\.row) == [0] && result.repairs[0].areaAfter == 1)
    #expect(try await column.spikes(below: 5, reach: 0.1, workers: 1).map(\.row) == [0, 1])
    #expect(try await result.geometry.spikes(below: 5, reach: 0.1, workers: 1).map(\.row) == [1])
  }

  /// A vertex drawn twice is no reason to repair, but goes where there is another.
  @Test func repeatedVertices() async throws {
    let square: Part = [[(0, 0), (1, 0), (1, 0), (1, 1), (0, 1)]]
    let crossed: Part = [[(0, 0), (0, 0), (3, 3), (3, 0), (0, 2)]]
    let (result, _) = try await repaired([[square], [crossed]])
    #expect(result.repairs.map(\.row) == [1])
    #expect(try await result.geometry.closeVertices(within: 0, workers: 1).map(\.row) == [0])
  }

  @Test func whatHasNoAreaStaysAndIsTold() async throws {
    let (result, column) = try await repaired([[[[(0, 0), (5, 0), (9, 0)]]], [[rectangle(0, 0, 1, 1)]]])
    #expect(result.repairs.isEmpty && result.failures.map(\.row) == [0])
    for row in 0..<2 { #expect(result.geometry.hasSameBoundary(row, 0) == column.hasSameBoundary(row, 0)) }
  }

  /// After a repair everything is valid, sums are right, and what was valid has not changed.
  @Test(arguments: 0..<30) func everythingIsValidAfterwards(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let rows = (0..<40).map { row -> [Part] in
      var parts = randomRow(&random, at: (29_524_000, 4_874_000), radius: 200)
      if row % 2 == 0 { parts[0][0].shuffle(using: &random) }
      return parts
    }
    let (result, column) = try await repaired(rows)
    #expect(result.failures.isEmpty)
    #expect(try await invalidRows(of: result.geometry, workers: 1).isEmpty)
    #expect(try await unsoundRows(of: PreparedColumn(result.geometry), workers: 1).isEmpty)
    let touched = Set(result.repairs.map(\.row))
    for row in 0..<rows.count where !touched.contains(row) {
      let (own, kept) = (column.gathering([row]), result.geometry.gathering([row]))
      #expect(own.coordinateCount == kept.coordinateCount)
      for index in 0..<own.coordinateCount { #expect(own.coordinate(index) == kept.coordinate(index)) }
    }
    #expect(try await result.geometry.repaired(workers: 1).repairs.isEmpty)
  }
}

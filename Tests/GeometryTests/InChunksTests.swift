import Geometry
import Testing

@Suite struct InChunksTests {
  private struct Failed: Error, Equatable { let chunk: Int }

  @Test(arguments: [1, 2, 7]) func outputsComeInRowOrder(workers: Int) async throws {
    let ranges = try await inChunks(of: 1000, size: 7, workers: workers, state: {}) { _, rows in rows }
    #expect(ranges.flatMap { Array($0) } == Array(0..<1000))
  }

  @Test(arguments: [1, 2, 7]) func theEarliestFailureIsThrown(workers: Int) async throws {
    await #expect(throws: Failed(chunk: 13)) {
      _ = try await inChunks(of: 1000, size: 10, workers: workers, state: {}) { _, rows in
        let chunk = rows.lowerBound / 10
        if chunk >= 13 { throw Failed(chunk: chunk) }
      }
    }
  }

  @Test func nothingToDo() async throws {
    #expect(try await inChunks(of: 0, workers: 4, state: {}) { _, rows in rows.count }.isEmpty)
  }
}

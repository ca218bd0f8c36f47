import Geometry
import Synchronization
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

  /// Jobs that wait for chunks of their own, and jobs that fail.
  @Test(arguments: [1, 2, 7]) func jobsAtOnceComeInTheirOrder(workers: Int) async throws {
    let sums = try await atOnce(20, workers: workers) { job in
      try await inChunks(of: 100 * job, size: 7, workers: workers, state: {}) { _, rows in rows.count }.reduce(0, +)
    }
    #expect(sums == (0..<20).map { 100 * $0 })
    await #expect(throws: Failed(chunk: 5)) {
      _ = try await atOnce(20, workers: workers) { job in
        await Task.yield()
        if job >= 5 { throw Failed(chunk: job) }
      }
    }
  }

  /// One worker does one job at a time, whatever the machine has.
  @Test func oneWorkerDoesOneJobAtATime() async throws {
    let running = Mutex(0)
    let most = try await atOnce(10, workers: 1) { _ in
      let count = running.withLock { count in
        count += 1
        return count
      }
      await Task.yield()
      running.withLock { $0 -= 1 }
      return count
    }
    #expect(most.max() == 1)
  }

  @Test func nothingToDo() async throws {
    #expect(try await inChunks(of: 0, workers: 4, state: {}) { _, rows in rows.count }.isEmpty)
  }
}

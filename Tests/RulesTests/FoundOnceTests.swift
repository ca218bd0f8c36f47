// What checks that run at once share is found by the first of them.

import Geometry
import Synchronization
import Testing

@testable import Rules

@Suite struct FoundOnceTests {
  private struct Failed: Error {}

  @Test func manyAskersAreOneSearch() async throws {
    let searches = Mutex(0)
    let found = FoundOnce<String, Int>()
    let values = try await atOnce(40, workers: 8) { job in
      try await found.value(job % 2 == 0 ? "even" : "odd") {
        for _ in 0..<20 { await Task.yield() }
        return searches.withLock { count in
          count += 1
          return job % 2
        }
      }
    }
    #expect(values == (0..<40).map { $0 % 2 })
    #expect(searches.withLock { $0 } == 2)
  }

  @Test func aFailureIsToldToEveryAsker() async throws {
    let found = FoundOnce<Int, Int>()
    for _ in 0..<3 {
      await #expect(throws: Failed.self) { _ = try await found.value(1) { throw Failed() } }
    }
  }

  /// Whoever gives up does not leave the search running behind.
  @Test func cancellingTheAskerEndsTheSearch() async throws {
    let found = FoundOnce<Int, Int>()
    let asker = Task {
      try await found.value(1) {
        while true {
          try Task.checkCancellation()
          await Task.yield()
        }
      }
    }
    await Task.yield()
    asker.cancel()
    await #expect(throws: CancellationError.self) { _ = try await asker.value }
  }
}

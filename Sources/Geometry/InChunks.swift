// The only task groups of the engine. Kernels are synchronous and run on one thread by construction.

import Synchronization

/// Cuts rows into chunks. Each worker makes its own state and claims the next chunk until none is left, because the cost
/// of a row is skewed; outputs come back in row order, so a result never depends on timing or on the number of workers.
///
/// - Throws: the error of the earliest chunk that failed; `CancellationError` when the task was cancelled between chunks.
public func inChunks<State: ~Copyable, Output: Sendable>(
  of count: Int, size: Int = 1024, workers: Int,
  state: @escaping @Sendable () throws -> State,
  _ body: @escaping @Sendable (inout State, Range<Int>) throws -> Output
) async throws -> [Output] {
  try await inTurn((count + size - 1) / size, workers: workers, state: state) { state, chunk in
    try body(&state, chunk * size..<min((chunk + 1) * size, count))
  }
}

/// Coarse jobs, as many at once as there are workers. A job may cut its own rows into chunks: while one job has a part that
/// only one thread can do, the others go on. Outputs come back in the order of the jobs.
///
/// - Throws: as ``inChunks(of:size:workers:state:_:)``.
public func atOnce<Output: Sendable>(
  _ count: Int, workers: Int, _ job: @escaping @Sendable (Int) async throws -> Output
) async throws -> [Output] {
  try await inTurn(count, workers: workers, state: {}) { _, index in try await job(index) }
}

private func inTurn<State: ~Copyable, Output: Sendable>(
  _ count: Int, workers: Int,
  state: @escaping @Sendable () throws -> State,
  _ body: @escaping @Sendable (inout State, Int) async throws -> Output
) async throws -> [Output] {
  let next = TurnCounter()
  let results = await withTaskGroup(of: [(turn: Int, result: Result<Output, any Error>)].self) { group in
    for _ in 0..<max(1, min(workers, count)) {
      group.addTask {
        var results: [(turn: Int, result: Result<Output, any Error>)] = []
        var turn = 0
        do {
          var own = try state()
          while true {
            turn = next.claim()
            guard turn < count else { break }
            try Task.checkCancellation()
            results.append((turn, .success(try await body(&own, turn))))
          }
        } catch {
          // Turns are claimed in order, so every turn before this one is already some worker's: the earliest failure is
          // found whatever the timing.
          next.stop()
          results.append((turn, .failure(error)))
        }
        return results
      }
    }
    var all: [(turn: Int, result: Result<Output, any Error>)] = []
    for await results in group { all += results }
    return all
  }
  return try results.sorted { $0.turn < $1.turn }.map { try $0.result.get() }
}

private final class TurnCounter: Sendable {
  private let value = Atomic(0)
  func claim() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
  func stop() { value.store(.max / 2, ordering: .relaxed) }
}

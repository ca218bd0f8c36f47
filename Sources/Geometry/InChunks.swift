// The only task group of the engine. Everything below it is synchronous and runs on one thread by construction.

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
  let chunkCount = (count + size - 1) / size
  let next = ChunkCounter()
  let results = await withTaskGroup(of: [(chunk: Int, result: Result<Output, any Error>)].self) { group in
    for _ in 0..<max(1, min(workers, chunkCount)) {
      group.addTask {
        var results: [(chunk: Int, result: Result<Output, any Error>)] = []
        var chunk = 0
        do {
          var own = try state()
          while true {
            chunk = next.claim()
            guard chunk < chunkCount else { break }
            try Task.checkCancellation()
            results.append((chunk, .success(try body(&own, chunk * size..<min((chunk + 1) * size, count)))))
          }
        } catch {
          // Chunks are claimed in order, so every chunk before this one is already some worker's: the earliest
          // failure is found whatever the timing.
          next.stop()
          results.append((chunk, .failure(error)))
        }
        return results
      }
    }
    var all: [(chunk: Int, result: Result<Output, any Error>)] = []
    for await results in group { all += results }
    return all
  }
  return try results.sorted { $0.chunk < $1.chunk }.map { try $0.result.get() }
}

private final class ChunkCounter: Sendable {
  private let value = Atomic(0)
  func claim() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
  func stop() { value.store(.max / 2, ordering: .relaxed) }
}

// What several checks need, found by the first that asks; who asks meanwhile waits for the same.

/// Values by key, each found once however many ask at the same time.
actor FoundOnce<Key: Hashable & Sendable, Value: Sendable> {
  private var found: [Key: Task<Value, any Error>] = [:]

  func value(_ key: Key, _ find: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = found[key] ?? Task { try await find() }
    found[key] = task
    // A task of its own hears of no cancellation: whoever waits for it passes it on.
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}

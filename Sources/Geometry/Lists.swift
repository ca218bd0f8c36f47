// What is done with lists and optional values in every room, without a copy more than it takes.

extension Array {
  /// The lists one after the other, in room that is taken once: growing by doubling would touch half as much memory again.
  @inlinable
  public func concatenated<Value>() -> [Value] where Element == [Value] {
    if count == 1 { return self[0] }
    var all: [Value] = []
    all.reserveCapacity(reduce(0) { $0 + $1.count })
    for list in self { all += list }
    return all
  }

  public func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }

  /// How many there are of each; grouping them would copy them all.
  @inlinable
  public func counts<Key: Hashable>(by key: (Element) -> Key) -> [Key: Int] {
    var counts: [Key: Int] = [:]
    for index in indices { counts[key(self[index]), default: 0] += 1 }
    return counts
  }
}

extension Sequence {
  /// The first of those that have the same key, in their order.
  @inlinable
  public func distinct<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
    var known: Set<Key> = []
    return filter { known.insert(key($0)).inserted }
  }
}

extension Optional {
  public func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
    if let value = self { try await transform(value) } else { nil }
  }
}

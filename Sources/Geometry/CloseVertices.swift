// Vertices of one ring or line that follow each other within a distance: the same point drawn twice, or nearly.

/// Close vertices of one row.
public struct CloseVertices: Sendable {
  public let row: Int
  /// How many vertices lie within the distance of the one before.
  public let count: Int
  /// The first of them.
  public let place: Coordinate
  /// How far it is from the one before.
  public let distance: Double
}

extension GeometryColumn {
  /// The rows with vertices no farther than `limit` from the one before; 0 finds those that are drawn twice. That a ring ends
  /// where it began is its form, no repetition.
  public func closeVertices(within limit: Double, workers: Int) async throws -> [CloseVertices] {
    guard kind != .point else { return [] }
    return try await inChunks(of: count, workers: workers, state: {}) { _, rows in
      rows.compactMap { closeVertices(ofRow: $0, within: limit * limit) }
    }.flatMap { $0 }
  }

  private func closeVertices(ofRow row: Int, within limit: Double) -> CloseVertices? {
    let span = xy.span
    var found = 0
    var first = -1
    for ring in rings(ofRow: row) {
      let range = coordinates(ofRing: ring)
      // A ring of a single vertex has only the edge that closes it.
      guard range.count > 2 else { continue }
      var index = 2 * range.lowerBound + 2
      while index < 2 * range.upperBound {
        let dx = span[index] - span[index - 2]
        let dy = span[index + 1] - span[index - 1]
        if dx * dx + dy * dy <= limit {
          found += 1
          if first < 0 { first = index / 2 }
        }
        index += 2
      }
    }
    guard first >= 0 else { return nil }
    let place = coordinate(first)
    return CloseVertices(row: row, count: found, place: place, distance: place.distance(to: coordinate(first - 1)))
  }
}

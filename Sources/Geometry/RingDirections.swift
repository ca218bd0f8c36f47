// Which way rings run. Nothing here depends on it, but other programs tell holes from shells by it.

extension GeometryColumn {
  /// The rows of polygons in which a hole runs the same way as its shell, against every standard that says how rings run,
  /// with a place on the first such hole.
  public func rowsWithHolesAlongShells(workers: Int) async throws -> [(row: Int, place: Coordinate)] {
    guard kind == .polygon else { return [] }
    return try await inChunks(of: count, workers: workers, state: {}) { _, rows in
      rows.compactMap { row -> (row: Int, place: Coordinate)? in
        for part in parts(ofRow: row) {
          let rings = rings(ofPart: part)
          guard rings.count > 1 else { continue }
          let isCounterClockwise = signedArea(ofRing: rings.lowerBound) > 0
          let hole = rings.dropFirst().first { (signedArea(ofRing: $0) > 0) == isCounterClockwise }
          if let hole { return (row, coordinate(coordinates(ofRing: hole).lowerBound)) }
        }
        return nil
      }
    }.flatMap { $0 }
  }
}

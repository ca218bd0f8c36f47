// Long edges cut into short ones, so that what follows a straight line in the plane still follows it in another frame.

extension GeometryColumn {
  /// The column with every edge longer than `limit` cut into equal pieces that are not. The new vertices are computed from
  /// the edge's ends in a fixed order, whatever way it runs: two rows that share an edge share its new vertices bit by
  /// bit, and sums over neighbours close as before. A row that would have more than a million of them stays as it is.
  public func densified(longerThan limit: Double) -> GeometryColumn {
    guard hasEdge(longerThan: limit) else { return self }
    var builder = GeometryBuilder(kind)
    for row in 0..<count {
      // Damaged coordinates can be any distance apart; no outline of the earth needs so many.
      if pieces(ofRow: row, every: limit) > 1e6 {
        builder.appendRow(row, of: self)
        continue
      }
      for part in parts(ofRow: row) {
        for ring in rings(ofPart: part) {
          let all = coordinates(ofRing: ring)
          for index in all.dropLast() {
            builder.append(coordinate(index))
            builder.append(inside: coordinate(index), coordinate(index + 1), every: limit)
          }
          builder.append(coordinate(all.upperBound - 1))
          builder.endRing()
        }
        builder.endPart()
      }
      builder.endRow()
    }
    return builder.finish()
  }

  /// How many edges a row would have.
  private func pieces(ofRow row: Int, every limit: Double) -> Double {
    var pieces = 0.0
    for ring in parts(ofRow: row).flatMap({ rings(ofPart: $0) }) {
      let all = coordinates(ofRing: ring)
      for index in all.dropLast() {
        pieces += (coordinate(index).distance(to: coordinate(index + 1)) / limit).rounded(.up)
      }
    }
    return pieces
  }

  private func hasEdge(longerThan limit: Double) -> Bool {
    (0..<ringCount).contains { ring in
      withRing(ring) { xy in
        var index = 2
        while index < xy.count {
          let (dx, dy) = (xy[index] - xy[index - 2], xy[index + 1] - xy[index - 1])
          if dx * dx + dy * dy > limit * limit { return true }
          index += 2
        }
        return false
      }
    }
  }
}

extension GeometryBuilder {
  /// The vertices between the ends of an edge.
  fileprivate mutating func append(inside start: Coordinate, _ end: Coordinate, every limit: Double) {
    let pieces = (start.distance(to: end) / limit).rounded(.up)
    guard pieces > 1 else { return }
    let runsForward = (start.x, start.y) < (end.x, end.y)
    let (low, high) = runsForward ? (start, end) : (end, start)
    for step in 1..<Int(pieces) {
      let share = (runsForward ? Double(step) : pieces - Double(step)) / pieces
      append(Coordinate(x: low.x + share * (high.x - low.x), y: low.y + share * (high.y - low.y)))
    }
  }
}

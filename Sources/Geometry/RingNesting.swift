// Which rings are holes of which, where a file only lists rings: 报盘坐标 numbers them, and says no more.

/// Rings as parts, each with its shell first: a ring within an odd number of others is a hole of the smallest of them.
/// Touching rings are told apart by any vertex that is not on the other's line.
public func partsByNesting(of rings: [[Coordinate]]) -> [[[Coordinate]]] {
  let boxes = rings.map { Box(around: $0) }
  // Whoever holds a ring has a larger box; among equal boxes the first listed is the outer one.
  var holders: [[Int]] = []
  for (ring, coordinates) in rings.enumerated() {
    holders.append(
      rings.indices.filter { other in
        other != ring && boxes[other].contains(boxes[ring]) && (boxes[other] != boxes[ring] || other < ring)
          && isInside(coordinates, rings[other])
      })
  }
  var partOfShell: [Int: Int] = [:]
  var parts: [[[Coordinate]]] = []
  for ring in rings.indices where holders[ring].count.isMultiple(of: 2) {
    partOfShell[ring] = parts.count
    parts.append([rings[ring]])
  }
  for ring in rings.indices where !holders[ring].count.isMultiple(of: 2) {
    // The innermost holder is within all the others.
    let shell = holders[ring].max { holders[$0].count < holders[$1].count }!
    if let part = partOfShell[shell] { parts[part].append(rings[ring]) } else { parts.append([rings[ring]]) }
  }
  return parts
}

private func isInside(_ ring: [Coordinate], _ other: [Coordinate]) -> Bool {
  for vertex in ring {
    switch side(of: vertex, other) {
    case .inside: return true
    case .outside: return false
    case .onLine: continue
    }
  }
  return true
}

private enum Side { case inside, outside, onLine }

/// By the number of edges crossed on the way to the right.
private func side(of point: Coordinate, _ ring: [Coordinate]) -> Side {
  var isInside = false
  for (index, end) in ring.enumerated() {
    let start = ring[index == 0 ? ring.count - 1 : index - 1]
    let cross = (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
    let isBeside =
      min(start.x, end.x) <= point.x && point.x <= max(start.x, end.x) && min(start.y, end.y) <= point.y
      && point.y <= max(start.y, end.y)
    if cross == 0 && isBeside { return .onLine }
    if (start.y > point.y) != (end.y > point.y), (cross > 0) == (end.y > start.y) { isInside.toggle() }
  }
  return isInside ? .inside : .outside
}

extension Box {
  fileprivate init(around coordinates: [Coordinate]) {
    self = .empty
    for coordinate in coordinates {
      formUnion(Box(minX: coordinate.x, minY: coordinate.y, maxX: coordinate.x, maxY: coordinate.y))
    }
  }

  fileprivate func contains(_ other: Box) -> Bool {
    minX <= other.minX && minY <= other.minY && other.maxX <= maxX && other.maxY <= maxY
  }
}

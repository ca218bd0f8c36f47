// A layer with fewer vertices, for maps: shared edges stay shared, so no gap and no overlap appears between neighbours.
//
// Every chain of edges between two nodes (SharedVertices.swift) is simplified once, by Douglas and Peucker (1973), and what
// is decided is whether a vertex stays. A vertex inside a chain belongs to that chain alone, and all its rings ask the same
// answer: neighbours agree whatever their order and direction, and nothing has to be stored for a chain.
//
// Edges that neighbours do not share vertex by vertex are chains of their own, and may part by up to the tolerance. Chains
// nearer to each other than the tolerance may cross: the result is to be looked at, not to be measured.

/// A column with its shared vertices found once, to be simplified by one tolerance after the other.
public struct Simplifier: Sendable {
  private let column: GeometryColumn
  private let shared: SharedVertices

  public init(_ column: GeometryColumn) {
    self.column = column
    shared = SharedVertices(column)
  }

  /// The column without vertices that lie no farther than the tolerance from the line that remains. Rows, parts and rings
  /// keep their places; a ring that would collapse or turn over keeps all its vertices. Points stay as they are.
  public func simplified(tolerance: Double) -> GeometryColumn {
    guard column.kind != .point, tolerance > 0 else { return column }
    var thinning = Thinning(column, shared, tolerance: tolerance)
    for ring in 0..<column.ringCount { thinning.decide(ring: ring) }
    if column.kind == .polygon { thinning.restoreCollapsedRings() }
    return thinning.result()
  }
}

private struct Thinning {
  private enum State: UInt8 { case undecided, kept, dropped }

  private let column: GeometryColumn
  private let shared: SharedVertices
  private let squaredTolerance: Double
  /// Of every vertex, by its number.
  private var states: [State]
  /// Runs of a chain that are still to be split; kept between chains for its memory.
  private var open: [(first: Int, last: Int)] = []
  /// The coordinates of the ring in hand, rotated so that it begins with a node.
  private var walk: [Int] = []

  init(_ column: GeometryColumn, _ shared: SharedVertices, tolerance: Double) {
    self.column = column
    self.shared = shared
    squaredTolerance = tolerance * tolerance
    states = shared.isNode.map { $0 ? .kept : .undecided }
  }

  private func vertex(_ coordinate: Int) -> Int { Int(shared.vertices[coordinate]) }

  /// Decides the chains of a ring or line that no ring before it has decided.
  mutating func decide(ring: Int) {
    let range = column.coordinates(ofRing: ring)
    guard range.count > 2 else {
      for index in range { states[vertex(index)] = .kept }
      return
    }
    // A ring without nodes stands alone or fills the hole of one other: whoever comes first chooses where it begins.
    let start = range.first { states[vertex($0)] == .kept } ?? range.lowerBound
    states[vertex(start)] = .kept
    walk.removeAll(keepingCapacity: true)
    walk += start..<range.upperBound
    if start > range.lowerBound { walk += range.lowerBound + 1...start }
    var first = 0
    for index in walk.indices.dropFirst() where shared.isNode[vertex(walk[index])] || index == walk.count - 1 {
      if index > first + 1, states[vertex(walk[first + 1])] == .undecided { thin(first, index) }
      first = index
    }
  }

  /// Douglas and Peucker between two places of the walk: the farthest vertex stays, if it is far enough, and splits.
  private mutating func thin(_ first: Int, _ last: Int) {
    open.append((first, last))
    while let run = open.popLast() {
      guard run.last > run.first + 1 else { continue }
      let (a, b) = (column.coordinate(walk[run.first]), column.coordinate(walk[run.last]))
      var farthest = (index: run.first + 1, distance: -1.0)
      for index in run.first + 1..<run.last {
        let distance = squaredDistance(column.coordinate(walk[index]), a, b)
        if distance > farthest.distance { farthest = (index, distance) }
      }
      if farthest.distance > squaredTolerance {
        states[vertex(walk[farthest.index])] = .kept
        open.append((run.first, farthest.index))
        open.append((farthest.index, run.last))
      } else {
        for index in run.first + 1..<run.last { states[vertex(walk[index])] = .dropped }
      }
    }
  }

  /// A ring smaller than the tolerance, or a thin one, may be left with no area, or with its inside out: it gets its
  /// vertices back. They are also vertices of its neighbours, whose turn may come by that; every pass gives some back, so
  /// there is an end.
  mutating func restoreCollapsedRings() {
    var isDone = false
    while !isDone {
      isDone = true
      for ring in 0..<column.ringCount {
        let range = column.coordinates(ofRing: ring)
        guard range.contains(where: { states[vertex($0)] != .kept }) else { continue }
        let before = column.signedArea(ofRing: ring)
        let after = remainingArea(range)
        if after == 0 || (after < 0) != (before < 0) {
          for index in range { states[vertex(index)] = .kept }
          isDone = false
        }
      }
    }
  }

  /// The signed area of what is kept of a ring, about its first vertex.
  private func remainingArea(_ range: Range<Int>) -> Double {
    let origin = column.coordinate(range.lowerBound)
    var (sum, firstX, firstY, lastX, lastY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var isFirst = true
    for index in range.dropLast() where states[vertex(index)] == .kept {
      let here = column.coordinate(index)
      let (x, y) = (here.x - origin.x, here.y - origin.y)
      if isFirst { (firstX, firstY) = (x, y) } else { sum += lastX * y - x * lastY }
      (lastX, lastY, isFirst) = (x, y, false)
    }
    return (sum + lastX * firstY - firstX * lastY) / 2
  }

  func result() -> GeometryColumn {
    var builder = GeometryBuilder(column.kind)
    builder.reserve(rows: column.count, coordinates: states.count { $0 == .kept })
    for row in 0..<column.count {
      for part in column.parts(ofRow: row) {
        for ring in column.rings(ofPart: part) {
          // The builder closes a ring whose first vertex was dropped.
          for index in column.coordinates(ofRing: ring) where states[vertex(index)] == .kept {
            builder.append(column.coordinate(index))
          }
          builder.endRing()
        }
        builder.endPart()
      }
      builder.endRow()
    }
    return builder.finish()
  }
}

/// From a place to the segment between two others; the plane is shifted to `a`, so that large ordinates cost no digits.
private func squaredDistance(_ place: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  let (px, py) = (place.x - a.x, place.y - a.y)
  let squaredLength = dx * dx + dy * dy
  let along = squaredLength > 0 ? min(max((px * dx + py * dy) / squaredLength, 0), 1) : 0
  let (rx, ry) = (px - along * dx, py - along * dy)
  return rx * rx + ry * ry
}

// Rows that have the same boundary, whichever vertex their rings begin with, whichever way they run and in whatever order
// they stand: boundaries are taken as sets of edges, and an edge has no direction.
//
// A sum of hashes does not depend on the order of what is summed, so rows are told apart by one sum each, and only rows
// with the same sum are compared edge by edge.

/// The rows that share their boundary with another, each group in row order, groups by their first row. Points have no
/// boundary, and rows without geometry none to share.
public func duplicateRows(of column: GeometryColumn, workers: Int) async throws -> [[Int]] {
  guard column.kind != .point else { return [] }
  let sums = try await inChunks(of: column.count, workers: workers, state: {}) { _, rows in
    rows.map { column.edgeHash(ofRow: $0) }
  }.flatMap { $0 }
  var rowsOfSum: [UInt64: [Int]] = [:]
  rowsOfSum.reserveCapacity(column.count)
  for (row, sum) in sums.enumerated() where !column.isEmpty(row: row) { rowsOfSum[sum, default: []].append(row) }
  var groups: [[Int]] = []
  for rows in rowsOfSum.values where rows.count > 1 { groups += column.groups(of: rows) }
  return groups.sorted { $0[0] < $1[0] }
}

extension GeometryColumn {
  /// Whether two rows have the same boundary.
  public func hasSameBoundary(_ a: Int, _ b: Int) -> Bool {
    box(ofRow: a) == box(ofRow: b) && edges(ofRow: a) == edges(ofRow: b)
  }

  /// Rows with one sum nearly always have one boundary.
  fileprivate func groups(of rows: [Int]) -> [[Int]] {
    var groups: [(edges: [Edge], rows: [Int])] = []
    for row in rows {
      let own = edges(ofRow: row)
      if let index = groups.firstIndex(where: { $0.edges == own }) {
        groups[index].rows.append(row)
      } else {
        groups.append((own, [row]))
      }
    }
    return groups.map(\.rows).filter { $0.count > 1 }
  }

  /// The sum of the hashes of a row's edges. Edges without length, where a vertex is drawn twice, count nothing.
  fileprivate func edgeHash(ofRow row: Int) -> UInt64 {
    var sum: UInt64 = 0
    for ring in rings(ofRow: row) {
      withRing(ring) { xy in
        var before = Self.hash(xy[0], xy[1])
        var index = 2
        while index < xy.count {
          let here = Self.hash(xy[index], xy[index + 1])
          // Of the two ends only the sum, so that the edge is the same from either side.
          if here != before { sum &+= Self.mixed(before &+ here) }
          before = here
          index += 2
        }
      }
    }
    return sum
  }

  /// Adding zero makes the two zeros, which are equal, one pattern of bits.
  @inline(__always)
  private static func hash(_ x: Double, _ y: Double) -> UInt64 {
    mixed((x + 0).bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ (y + 0).bitPattern)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let half = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    return half ^ half >> 31
  }

  fileprivate struct Edge: Equatable, Comparable {
    let x0, y0, x1, y1: Double
    static func < (a: Edge, b: Edge) -> Bool { (a.x0, a.y0, a.x1, a.y1) < (b.x0, b.y0, b.x1, b.y1) }
  }

  /// The edges of a row, each from its lesser end, in order.
  private func edges(ofRow row: Int) -> [Edge] {
    var edges: [Edge] = []
    for ring in rings(ofRow: row) {
      for index in coordinates(ofRing: ring).dropLast() {
        let (a, b) = (coordinate(index), coordinate(index + 1))
        if a == b { continue }
        let isForward = (a.x, a.y) < (b.x, b.y)
        let (low, high) = isForward ? (a, b) : (b, a)
        edges.append(Edge(x0: low.x, y0: low.y, x1: high.x, y1: high.y))
      }
    }
    return edges.sorted()
  }
}

// How much of every line lies in which polygon, by the half-open rule of PointLocation.swift: a canal along the border of two
// townships is in one of them, and the parts of a line add up to the line.
//
//        │               a piece of the line is cut where it meets edges of polygons whose boxes it
//     ───┼────┐          reaches; the middle of what lies between two cuts says whose that is
//        │    └───
//
// A cut too many changes nothing, so cuts may be rounded: what they are off by is a length of the same size.

/// The part of a line that a polygon owns.
public struct SharedLength: Sendable {
  public let line: Int
  /// `nil` for what lies in no polygon.
  public let polygon: Int?
  public let length: Double
}

/// By line, then polygon, what lies in none last; parts without length are left out. Where polygons overlap the lowest row owns.
///
/// - Parameters:
///   - tree: of the polygons' boxes.
///   - reach: what lies in no polygon, but no further from one than this, is the nearest one's: nobody owns the right and upper
///     border of a county, and yet a canal along it is the county's.
///   - length: of the straight piece between two places.
public func sharedLengths(
  of lines: GeometryColumn, in polygons: PreparedColumn, tree: PackedRTree, within reach: Double = 0, workers: Int,
  length: @escaping @Sendable (Coordinate, Coordinate) -> Double
) async throws -> [SharedLength] {
  try await inChunks(of: lines.count, size: 64, workers: workers, state: {}) { _, rows in
    rows.flatMap { row -> [SharedLength] in
      var lengths: [Int: Double] = [:]
      for ring in lines.rings(ofRow: row) {
        for index in lines.coordinates(ofRing: ring).dropLast() {
          let piece = Piece(from: lines.coordinate(index), to: lines.coordinate(index + 1))
          piece.share(among: polygons, tree, within: reach) { owner, from, to in
            lengths[owner ?? polygons.geometry.count, default: 0] += length(from, to)
          }
        }
      }
      return lengths.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { owner, length in
        SharedLength(line: row, polygon: owner < polygons.geometry.count ? owner : nil, length: length)
      }
    }
  }.concatenated()
}

/// A straight piece of a line.
private struct Piece {
  let from: Coordinate
  let to: Coordinate

  private var box: Box {
    Box(minX: min(from.x, to.x), minY: min(from.y, to.y), maxX: max(from.x, to.x), maxY: max(from.y, to.y))
  }

  private func at(_ share: Double) -> Coordinate {
    Coordinate(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
  }

  /// Tells every part with its owner, in order.
  func share(
    among polygons: PreparedColumn, _ tree: PackedRTree, within reach: Double,
    _ tell: (_ owner: Int?, Coordinate, Coordinate) -> Void
  ) {
    var near: [Int32] = []
    tree.search(box, into: &near)
    near.sort()
    var cuts = [0.0, 1]
    for polygon in near {
      polygons.forEachEdge(ofRow: Int(polygon), near: box) { a, b in addCuts(at: a, b, to: &cuts) }
    }
    cuts.sort()
    for (start, end) in zip(cuts, cuts.dropFirst()) where start < end {
      let middle = at((start + end) / 2)
      let owner = near.first { polygons.owns(middle, row: Int($0)) }.map(Int.init)
      let beside = { reach > 0 ? polygons.nearestEdge(to: middle, in: tree, within: reach)?.row : nil }
      tell(owner ?? beside(), at(start), at(end))
    }
  }

  /// Where an edge meets the piece; where it runs along it, its two ends.
  private func addCuts(at a: Coordinate, _ b: Coordinate, to cuts: inout [Double]) {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let (sideA, sideB) = (dx * (a.y - from.y) - dy * (a.x - from.x), dx * (b.y - from.y) - dy * (b.x - from.x))
    guard (sideA <= 0 || sideB <= 0) && (sideA >= 0 || sideB >= 0) else { return }
    let share = sideA == sideB ? 0 : sideA / (sideA - sideB)
    let places =
      sideA == sideB
      ? [a, b] : [Coordinate(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))]
    for place in places {
      let along = ((place.x - from.x) * dx + (place.y - from.y) * dy) / (dx * dx + dy * dy)
      if along > 0 && along < 1 { cuts.append(along) }
    }
  }
}

extension PreparedColumn {
  /// Every edge of a row that may come near a box.
  fileprivate func forEachEdge(ofRow row: Int, near box: Box, _ visit: (Coordinate, Coordinate) -> Void) {
    func visitEdges(from first: Int, to last: Int) {
      for index in first..<last { visit(geometry.coordinate(index), geometry.coordinate(index + 1)) }
    }
    func walk(_ hierarchy: EdgeHierarchy, _ run: EdgeHierarchy.Run) {
      guard hierarchy.box(of: run).meets(box) else { return }
      if run.isLeaf {
        let ends = hierarchy.ends(of: run)
        visitEdges(from: ends.first, to: ends.last)
      } else {
        for child in hierarchy.children(of: run) { walk(hierarchy, child) }
      }
    }
    for ring in geometry.rings(ofRow: row) {
      if let hierarchy = hierarchy(ofRing: ring) {
        walk(hierarchy, hierarchy.root)
      } else {
        let range = geometry.coordinates(ofRing: ring)
        visitEdges(from: range.lowerBound, to: range.upperBound - 1)
      }
    }
  }
}

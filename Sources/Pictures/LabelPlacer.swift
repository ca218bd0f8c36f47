// Finds room for names: the first of the places offered that touches nothing placed before. What finds none is left out, and
// whoever asked is told.

import Geometry

struct LabelPlacer {
  private let extent: Rectangle
  private var taken: [(box: Rectangle, isLight: Bool)] = []
  /// Numbers of what is taken, by cell of a grid: a township has thousands of wells.
  private var cells: [Cell: [Int]] = [:]

  private struct Cell: Hashable {
    let column, row: Int
  }
  private static let side = 24.0

  /// - Parameter extent: where names may stand.
  init(in extent: Rectangle) { self.extent = extent }

  /// - Parameter isLight: whether a name may stand over it where there is no better place.
  mutating func take(_ rectangle: Rectangle, isLight: Bool = false) {
    // What lies outside can be in nobody's way, and may lie very far outside.
    guard rectangle.meets(extent) else { return }
    for cell in Self.cells(of: rectangle) { cells[cell, default: []].append(taken.count) }
    taken.append((rectangle, isLight))
  }

  private func isFree(_ rectangle: Rectangle, overLight: Bool) -> Bool {
    extent.contains(rectangle)
      && Self.cells(of: rectangle).allSatisfy { cell in
        (cells[cell] ?? []).allSatisfy { !taken[$0].box.meets(rectangle) || (overLight && taken[$0].isLight) }
      }
  }

  private func lightCount(in rectangle: Rectangle) -> Int {
    Set(Self.cells(of: rectangle).flatMap { cells[$0] ?? [] }).count { taken[$0].box.meets(rectangle) }
  }

  private static func cells(of rectangle: Rectangle) -> [Cell] {
    func span(_ from: Double, _ to: Double) -> ClosedRange<Int> {
      let first = Int((from / side).rounded(.down))
      return first...max(first, Int((to / side).rounded(.down)))
    }
    return span(rectangle.y, rectangle.bottom).flatMap { row in
      span(rectangle.x, rectangle.right).map { Cell(column: $0, row: row) }
    }
  }

  /// A name beside a sign: close to it all around, then farther away, where a line must lead to it.
  mutating func place(beside spot: Spot, reach: Double, width: Double, height: Double) -> (box: Rectangle, leads: Bool)?
  {
    for overLight in [false, true] {
      for distance in [reach + 1.5, reach + 9, reach + 18, reach + 30] {
        for (right, down) in Self.directions {
          let anchor = Spot(spot.x + distance * right, spot.y + distance * down)
          let box = Rectangle(
            right > 0 ? anchor.x : right < 0 ? anchor.x - width : anchor.x - width / 2,
            down == 1 ? anchor.y : down == -1 ? anchor.y - height : anchor.y - height / 2, width, height)
          if isFree(box, overLight: overLight) {
            take(box)
            return (box, distance > reach + 2)
          }
        }
      }
    }
    return nil
  }

  /// East first, because that is where readers look.
  private static let directions: [(right: Double, down: Double)] = [
    (1, 0), (0.8, -0.6), (0.8, 0.6), (-1, 0), (-0.8, -0.6), (-0.8, 0.6), (0, -1), (0, 1),
  ]
}

extension LabelPlacer {
  /// A name inside what can be seen of a polygon, where that is wide: along parallels, from the middle outwards.
  mutating func place(
    insideRow row: Int, of geometry: GeometryColumn, view: MapView, width: Double, height: Double
  ) -> Rectangle? {
    let visible = geometry.box(ofRow: row).intersection(view.ground)
    guard visible.minX < visible.maxX, visible.minY < visible.maxY else { return nil }
    var candidates: [Rectangle] = []
    for share in [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82] {
      let y = visible.minY + share * visible.height
      guard let span = geometry.widestSpan(ofRow: row, at: y) else { continue }
      let west = view.spot(Coordinate(x: max(span.lowerBound, visible.minX), y: y))
      let east = view.spot(Coordinate(x: min(span.upperBound, visible.maxX), y: y))
      let slack = east.x - west.x - width
      // A name that is a little wider than its ground may stand over both its edges.
      guard slack > -0.5 * width else { continue }
      for shift in slack > 0 ? [0, -0.5, 0.5, -0.9, 0.9] : [0] {
        let middle = (west.x + east.x) / 2 + shift * slack / 2
        candidates.append(Rectangle(middle - width / 2, west.y - height / 2, width, height))
      }
    }
    // Of places that are not free, the one with the least under it.
    let found =
      candidates.first { isFree($0, overLight: false) }
      ?? candidates.filter { isFree($0, overLight: true) }.min { lightCount(in: $0) < lightCount(in: $1) }
    if let found { take(found) }
    return found
  }
}

// Outlines of villages and townships, traced along the lattice: the very vertices of the parcels on both sides.

import Geometry

extension County {
  func outline(of village: Village) -> [Coordinate] {
    lattice.outline(from: village.firstBlock) { places.isIn(village, $0) }
  }
  func outline(of township: Township) -> [Coordinate] {
    let first = places.villages.first { $0.township == township }!.firstBlock
    return lattice.outline(from: first) { places.isIn(township, $0) }
  }
}

extension [Coordinate] {
  /// The ground inside a ring, as a column of one row.
  var asRow: GeometryColumn {
    var builder = GeometryBuilder(.polygon)
    builder.appendRing(self)
    builder.endPart()
    builder.endRow()
    return builder.finish()
  }
  /// Where people point at it.
  var middle: Coordinate { asRow.labelPoint(ofRow: 0)! }
}

extension Lattice {
  /// The outline of a connected set of blocks, counter-clockwise, open.
  ///
  ///     Walking with the inside on the left; at each corner of a block:
  ///     ahead to the left outside → turn left;  ahead to the right inside → turn right;  else go on.
  ///
  /// - Parameter first: the westernmost block of the southernmost row.
  func outline(from first: Block, containing isInside: (Block) -> Bool) -> [Coordinate] {
    var (x, y, heading) = (first.column, first.row, Heading.east)
    var points: [Coordinate] = []
    repeat {
      appendSide(x, y, heading, to: &points)
      x += heading.dx
      y += heading.dy
      let ahead = heading.blocksAhead
      if !isInside(Block(column: x + ahead.left.x, row: y + ahead.left.y)) {
        heading = heading.turned(by: 1)
      } else if isInside(Block(column: x + ahead.right.x, row: y + ahead.right.y)) {
        heading = heading.turned(by: 3)
      }
    } while (x, y) != (first.column, first.row) || heading != .east
    return points
  }

  /// One side of a block, from the corner (x, y) in the direction of the heading.
  private func appendSide(_ x: Int, _ y: Int, _ heading: Heading, to points: inout [Coordinate]) {
    let isReversed = heading == .west || heading == .south
    let runsEast = heading == .east || heading == .west
    let i = (heading == .west ? x - 1 : x) * plan.linesPerBlockAcross
    let j = (heading == .south ? y - 1 : y) * plan.linesPerBlockUp
    let steps = runsEast ? plan.linesPerBlockAcross : plan.linesPerBlockUp
    for step in 0..<steps {
      let offset = isReversed ? steps - 1 - step : step
      let edge = LatticeEdge(runsEast: runsEast, i: i + (runsEast ? offset : 0), j: j + (runsEast ? 0 : offset))
      append(edge, reversed: isReversed, to: &points)
    }
  }
}

private enum Heading: Int {
  case east, north, west, south

  var dx: Int { [1, 0, -1, 0][rawValue] }
  var dy: Int { [0, 1, 0, -1][rawValue] }
  func turned(by quarters: Int) -> Heading { Heading(rawValue: (rawValue + quarters) % 4)! }

  /// The blocks on both sides of the way ahead, relative to the corner stood upon.
  var blocksAhead: (left: (x: Int, y: Int), right: (x: Int, y: Int)) {
    switch self {
    case .east: ((0, 0), (0, -1))
    case .north: ((-1, 0), (0, 0))
    case .west: ((-1, -1), (-1, 0))
    case .south: ((0, -1), (-1, -1))
    }
  }
}

// The edges of one block, each drawn once and used by the parcels on both sides. Two surveys draw them: the land
// survey, and where the plots were measured again, the plots' own, about a metre beside it.

import Geometry

/// Nodes and edges by local lines 0 … cells + 1, see the picture in CountyPlan.swift.
struct BlockMesh: Sendable {
  private let block: Block
  private let columns: Int
  private let rows: Int
  private var nodes: [Coordinate] = []
  private var points: [Coordinate] = []
  private var eastStarts: [Int] = [0]
  private var northStarts: [Int] = [0]

  /// As the land survey has it.
  init(_ block: Block, lattice: Lattice) {
    self.init(block, plan: lattice.plan)
    for y in 0...rows + 1 {
      for x in 0...columns + 1 {
        nodes.append(lattice.node(edge(x, y).i, edge(x, y).j))
      }
    }
    forEachEdge { mesh, edge, start, end, _, _ in
      lattice.appendInterior(of: edge, from: start, to: end, to: &mesh.points)
    }
  }

  /// As the plots were measured again. Lines of roads, belts and other blocks, and those beside ground that keeps the
  /// survey's lines, stay as they are.
  init(resurveying survey: BlockMesh, grounds: [Ground], lattice: Lattice) {
    self.init(survey.block, plan: lattice.plan)
    let (columns, rows) = (columns, rows)
    func isFree(_ x: Int, _ y: Int) -> Bool {
      (1...columns).contains(x) && (1...rows).contains(y) && !grounds[(y - 1) * columns + x - 1].keepsSurveyLines
    }
    var shifts: [Coordinate] = []
    for y in 0...rows + 1 {
      for x in 0...columns + 1 {
        let isFree = isFree(x - 1, y - 1) && isFree(x, y - 1) && isFree(x - 1, y) && isFree(x, y)
        let (i, j) = (edge(x, y).i, edge(x, y).j)
        let shift =
          isFree
          ? Coordinate(x: 0.8 * lattice.draw.signed(.newNode, i, j, 0), y: 0.8 * lattice.draw.signed(.newNode, i, j, 1))
          : Coordinate(x: 0, y: 0)
        let node = survey.node(x, y)
        shifts.append(shift)
        nodes.append(isFree ? Coordinate(x: node.x + shift.x, y: node.y + shift.y).rounded : node)
      }
    }
    forEachEdge { mesh, edge, _, _, x, y in
      guard isFree(x, y), edge.runsEast ? isFree(x, y - 1) : isFree(x - 1, y) else {
        mesh.points.append(contentsOf: edge.runsEast ? survey.east(x, y) : survey.north(x, y))
        return
      }
      let (nextX, nextY) = edge.runsEast ? (x + 1, y) : (x, y + 1)
      let curve = lattice.curve(edge, from: survey.node(x, y), to: survey.node(nextX, nextY))
      curve.appendResurvey(
        key: lattice.draw.bits(.newEdge, edge.i, edge.j, edge.runsEast ? 0 : 1),
        shifts: (shifts[y * (columns + 2) + x], shifts[nextY * (columns + 2) + nextX]), to: &mesh.points)
    }
  }

  private init(_ block: Block, plan: CountyPlan) {
    self.block = block
    columns = plan.cells.columns
    rows = plan.cells.rows
  }

  /// The edge to the east of a local node; its i and j are those of the node.
  private func edge(_ x: Int, _ y: Int, runsEast: Bool = true) -> LatticeEdge {
    LatticeEdge(runsEast: runsEast, i: block.column * (columns + 1) + x, j: block.row * (rows + 1) + y)
  }

  private mutating func forEachEdge(
    _ body: (inout BlockMesh, LatticeEdge, _ start: Coordinate, _ end: Coordinate, _ x: Int, _ y: Int) -> Void
  ) {
    for y in 0...rows + 1 {
      for x in 0...columns {
        body(&self, edge(x, y), node(x, y), node(x + 1, y), x, y)
        eastStarts.append(points.count)
      }
    }
    northStarts[0] = points.count
    for y in 0...rows {
      for x in 0...columns + 1 {
        body(&self, edge(x, y, runsEast: false), node(x, y), node(x, y + 1), x, y)
        northStarts.append(points.count)
      }
    }
  }

  func node(_ x: Int, _ y: Int) -> Coordinate { nodes[y * (columns + 2) + x] }
  /// The vertices between a node and the next to the east.
  func east(_ x: Int, _ y: Int) -> ArraySlice<Coordinate> {
    let edge = y * (columns + 1) + x
    return points[eastStarts[edge]..<eastStarts[edge + 1]]
  }
  /// The vertices between a node and the next to the north.
  func north(_ x: Int, _ y: Int) -> ArraySlice<Coordinate> {
    let edge = y * (columns + 2) + x
    return points[northStarts[edge]..<northStarts[edge + 1]]
  }

  /// The ring of a rectangle of local cells, counter-clockwise from its south-west corner, open.
  func ring(columns: Range<Int>, rows: Range<Int>) -> [Coordinate] {
    var ring: [Coordinate] = []
    ring.reserveCapacity(16 * 2 * (columns.count + rows.count))
    for x in columns {
      ring.append(node(x, rows.lowerBound))
      ring.append(contentsOf: east(x, rows.lowerBound))
    }
    for y in rows {
      ring.append(node(columns.upperBound, y))
      ring.append(contentsOf: north(columns.upperBound, y))
    }
    for x in columns.reversed() {
      ring.append(node(x + 1, rows.upperBound))
      ring.append(contentsOf: east(x, rows.upperBound).reversed())
    }
    for y in rows.reversed() {
      ring.append(node(columns.lowerBound, y + 1))
      ring.append(contentsOf: north(columns.lowerBound, y).reversed())
    }
    return ring
  }

  func ring(of cell: Cell) -> [Coordinate] { ring(columns: cell.x..<cell.x + 1, rows: cell.y..<cell.y + 1) }
}

extension EdgeCurve {
  /// The same course measured another time: other vertices on it, moved with the nodes and by up to half a metre more.
  fileprivate func appendResurvey(
    key: UInt64, shifts: (start: Coordinate, end: Coordinate), to points: inout [Coordinate]
  ) {
    let count = vertexCount - 1 + Int(key % 3)
    let error = LineNoise(key: key, knots: 6, octaves: 1, persistence: 1)
    let (dx, dy) = ((end.x - start.x) / length, (end.y - start.y) / length)
    for index in stride(from: 1, to: count, by: 1) {
      let t = (Double(index) + 0.3 * signed(mixed(key &+ UInt64(index)))) / Double(count)
      let place = at(t)
      let off = error.at(t) * min(0.5, 0.04 * length * min(t, 1 - t))
      points.append(
        Coordinate(
          x: place.x + (1 - t) * shifts.start.x + t * shifts.end.x - off * dy,
          y: place.y + (1 - t) * shifts.start.y + t * shifts.end.y + off * dx
        ).rounded)
    }
  }
}

// Lines of water: canals with their headworks, and the pipes of the public network. All run along the lattice, as
// canals and pipes run along roads and fields.

import Geometry

struct WaterLine: Sendable {
  let key: String
  let name: String
  /// Of a canal its grade; nothing for a pipe.
  var grade = ""
  /// Of a pipe its diameter in millimetres; 0 for a canal.
  var diameter = 0
  let course: [Coordinate]
}

extension County {
  /// Main canals from the south to the north, and branches from them along tree belts.
  func canals() -> [WaterLine] {
    let mainCount = 2 + plan.villages.columns / 12
    let mains = (0..<mainCount).map { plan.blocksAcross * (2 * $0 + 1) / (2 * mainCount) }
    var canals = mains.enumerated().map { index, column in
      let rows = (0..<plan.blocksUp).filter { plan.isInside(Block(column: column, row: $0)) }
      return WaterLine(
        key: "GQ" + padded(index + 1, 3), name: mainName(index, of: mainCount), grade: "干渠",
        course: course(
          north: rows.first! * plan.linesPerBlockUp...(rows.last! + 1) * plan.linesPerBlockUp,
          at: column * plan.linesPerBlockAcross))
    }
    // At most some forty rows of branches, however large the county.
    for (index, row) in stride(from: 1, to: plan.blocksUp, by: 2 + plan.blocksUp / 40).enumerated() {
      let columns = (0..<plan.blocksAcross).filter { plan.isInside(Block(column: $0, row: row)) }
      let line = row * plan.linesPerBlockUp
      canals.append(
        WaterLine(
          key: "ZQ" + padded(index + 1, 3), name: "第\(index + 1)支渠", grade: "支渠",
          course: course(
            east: columns.first! * plan.linesPerBlockAcross...(columns.last! + 1) * plan.linesPerBlockAcross, at: line))
      )
    }
    return canals
  }

  private func mainName(_ index: Int, of count: Int) -> String {
    if count == 2 { return ["西干渠", "东干渠"][index] }
    return "第\(index + 1)干渠"
  }

  /// A trunk through the town and branches north and south of it, all inside the coverage.
  func pipes() -> [WaterLine] {
    let coverage = zones.coverage
    let first = lineAcross(at: coverage.center.x - 0.75 * coverage.a)
    let last = lineAcross(at: coverage.center.x + 0.75 * coverage.a)
    let middle = lineUp(at: coverage.center.y)
    let south = lineUp(at: coverage.center.y - 0.5 * coverage.b)
    let north = lineUp(at: coverage.center.y + 0.5 * coverage.b)
    var pipes = [
      WaterLine(key: "GS0001", name: "主管", diameter: 600, course: course(east: first...last, at: middle))
    ]
    for line in stride(from: first + 1, to: last, by: max(3, (last - first) / 12)) {
      for rows in [south...middle, middle...north] where rows.count > 1 {
        pipes.append(
          WaterLine(
            key: "GS" + padded(pipes.count + 1, 4), name: "支管", diameter: pipes.count % 3 == 0 ? 300 : 200,
            course: course(north: rows, at: line)))
      }
    }
    return pipes
  }

  /// The lattice line nearest to a place, counted from the west.
  private func lineAcross(at x: Double) -> Int {
    (0...plan.blocksAcross * plan.linesPerBlockAcross).min { abs(plan.across($0) - x) < abs(plan.across($1) - x) }!
  }
  /// The same from the south.
  private func lineUp(at y: Double) -> Int {
    (0...plan.blocksUp * plan.linesPerBlockUp).min { abs(plan.up($0) - y) < abs(plan.up($1) - y) }!
  }

  /// Along a lattice line to the east, from node to node.
  private func course(east nodes: ClosedRange<Int>, at line: Int) -> [Coordinate] {
    course(nodes.dropLast().map { LatticeEdge(runsEast: true, i: $0, j: line) })
  }
  private func course(north nodes: ClosedRange<Int>, at line: Int) -> [Coordinate] {
    course(nodes.dropLast().map { LatticeEdge(runsEast: false, i: line, j: $0) })
  }
  private func course(_ edges: [LatticeEdge]) -> [Coordinate] {
    var points: [Coordinate] = []
    for edge in edges { lattice.append(edge, reversed: false, to: &points) }
    if let last = edges.last {
      let (i, j) = lattice.end(of: last)
      points.append(lattice.node(i, j))
    }
    return points
  }
}

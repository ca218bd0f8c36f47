// The grids of the rows of a layer that have many vertices, and what is asked of them.

/// Immutable; every worker may read it. A class, because kernels are handed it a million times.
final class PolygonGrids: Sendable {
  private let geometry: GeometryColumn
  private let grids: [PolygonGrid]
  /// For each row the position in `grids`, −1 for those without.
  private let gridOfRow: [Int32]
  private let cells: [GridCell]
  private let plain: [Int8]
  private let edges: [UInt32]

  /// - Parameter rows: those that get one, where the rounding of their coordinates allows it.
  init(_ polygons: PreparedColumn, rows: [Int], workers: Int) async throws {
    let size = max(1, rows.count / (4 * workers))
    let built = try await inChunks(of: rows.count, size: size, workers: workers, state: {}) { _, range in
      var builder = GridBuilder()
      for position in range { builder.add(row: rows[position], of: polygons) }
      return builder
    }
    var grids: [PolygonGrid] = []
    var gridOfRow = [Int32](repeating: -1, count: polygons.geometry.count)
    var (cells, edges) = (0, 0)
    for builder in built {
      for (row, local) in builder.grids {
        var grid = local
        grid.firstCell += cells
        grid.firstEdge += edges
        gridOfRow[row] = Int32(grids.count)
        grids.append(grid)
      }
      cells += builder.cells.count
      edges += builder.edges.count
    }
    geometry = polygons.geometry
    self.grids = grids
    self.gridOfRow = gridOfRow
    self.cells = built.map(\.cells).concatenated()
    plain = built.map(\.plain).concatenated()
    self.edges = built.map(\.edges).concatenated()
  }

  @inline(__always)
  func grid(ofRow row: Int) -> PolygonGrid? {
    let position = gridOfRow[row]
    return position < 0 ? nil : grids[Int(position)]
  }

  /// How often the polygon winds about all of a box, where no edge comes near it; `nil` where one does, or may.
  func windings(_ grid: PolygonGrid, aboutAllOf box: Box) -> Int? {
    guard box.meets(grid.box) else { return 0 }
    let slack = PolygonGrid.slack
    let columns = grid.column(grid.across(box.minX) - slack)...grid.column(grid.across(box.maxX) + slack)
    let rows = grid.row(grid.up(box.minY) - slack)...grid.row(grid.up(box.maxY) + slack)
    guard rows.count * columns.count <= Self.mostCells else { return nil }
    for column in columns {
      for row in rows where plain[grid.firstCell + column * grid.rows + row] == GridCell.lookedAt { return nil }
    }
    return Int(plain[grid.firstCell + columns.lowerBound * grid.rows + rows.lowerBound])
  }

  /// A box over more cells than this is not looked at.
  private static let mostCells = 1024
}

extension PolygonGrids {
  /// Keeps of the candidates those that a look at one cell does not rule out, in their order.
  func sift(_ candidates: borrowing Scratch<PointCandidate>, _ count: Int, _ places: borrowing Scratch<PointPlace>)
    -> Int
  {
    let (plain, gridOfRow, grids) = (plain, gridOfRow, grids)
    let plainCells = plain.span
    let positions = gridOfRow.span
    let allGrids = grids.span
    var kept = 0
    for index in 0..<count {
      var candidate = candidates[index]
      let position = unsafe positions[unchecked: Int(candidate.polygon)]
      var isKept = true
      if position < 0 {
        candidate.cell = PointCandidate.withoutGrid
      } else {
        let grid = unsafe allGrids[unchecked: Int(position)]
        let point = places[Int(candidate.point)].place
        let cell = grid.cell(of: point)
        let windings = unsafe plainCells[unchecked: cell]
        isKept = grid.box.contains(point) && windings != 0
        candidate.cell = windings == GridCell.lookedAt ? cell : PointCandidate.inside
      }
      // Written in any case and counted where it stays: points come in no order, and a branch would be guessed wrong.
      candidates[kept] = candidate
      kept &+= isKept ? 1 : 0
    }
    return kept
  }

  /// Appends the candidates that own their points.
  func decide(
    _ candidates: borrowing Scratch<PointCandidate>, _ count: Int, _ places: borrowing Scratch<PointPlace>,
    in polygons: PreparedColumn, into found: inout [Containment]
  ) {
    let (cells, edges, geometry) = (cells, edges, geometry)
    let allCells = cells.span
    let allEdges = edges.span
    let xy = geometry.xy.span
    for index in 0..<count {
      let candidate = candidates[index]
      let point = places[Int(candidate.point)]
      if candidate.cell != PointCandidate.inside {
        let windings =
          if candidate.cell == PointCandidate.withoutGrid {
            polygons.owns(point.place, row: Int(candidate.polygon)) ? 1 : 0
          } else {
            edgesAbove(
              point.place, from: candidate.cell, of: grids[Int(gridOfRow[Int(candidate.polygon)])], cells: allCells,
              edges: allEdges, xy: xy)
          }
        if windings == 0 { continue }
      }
      found.append(Containment(point: Int(point.row), polygon: Int(candidate.polygon)))
    }
  }
}

/// Edges above the point that run right to left, less those that run left to right, looked at from a cell upwards.
@inline(__always)
private func edgesAbove(
  _ point: Coordinate, from first: Int, of grid: PolygonGrid, cells: Span<GridCell>,
  edges: Span<UInt32>, xy: Span<Double>
) -> Int {
  let place = SIMD2(point.x, point.y)
  var count = 0
  var cell = first
  while true {
    let state = unsafe cells[unchecked: cell]
    var next = grid.firstEdge + Int(state.firstEdge)
    let end = grid.firstEdge + Int(unsafe cells[unchecked: cell + 1].firstEdge)
    while next < end {
      let edge = unsafe edges[unchecked: next]
      let start = 2 * Int(edge >> 1)
      let x0 = unsafe xy[unchecked: start]
      let x1 = unsafe xy[unchecked: start + 2]
      if (x0 > place.x) != (x1 > place.x) {
        let a = SIMD2(x0, unsafe xy[unchecked: start + 1])
        let b = SIMD2(x1, unsafe xy[unchecked: start + 3])
        let winding = windingOfEdge(a, b, above: place)
        count += edge & 1 == 0 ? winding : -winding
      }
      next += 1
    }
    if !state.isOpen { return count + state.windings }
    cell += 1
  }
}

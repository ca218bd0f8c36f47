// The boundaries of large polygons sorted into the cells of a grid each, so that most questions about a place look at no edge.
//
// What a point's location asks of a polygon is the edges above it (PointLocation.swift). In a column of cells these are told
// in blocks: between two rows of cells that no edge crosses from one to the other, the boundary comes in from the left or
// right and goes out again, and how it winds about all that lies below is the same number wherever in the column that is.
//
//     |    /‾‾|      each edge is noted in the highest cell of the column that it reaches; the cells below, as far as it
//     |___/___|      reaches, are open: what lies above them is told further up
//     |       |
//     |       |      a cell that is not open knows how often the polygon winds about its upper border: nothing above it
//     |‾‾‾‾\  |      need be looked at, and in a cell that no edge reaches nothing at all
//     |     \_|
//
// Nothing is decided by rounding: which cell a vertex lies in is a monotone function of its coordinates, so vertices of other
// columns lie to the left or the right of all points of this one, and where an edge runs within a column is taken a little
// wider than it is.

/// The grid of one polygon: its place in ``PolygonGrids``.
struct PolygonGrid: Sendable {
  let box: Box
  let columns: Int
  let rows: Int
  /// Cells to a unit of the frame.
  let scaleX, scaleY: Double
  private let lastColumn, lastRow: Double
  /// Where its cells and edges begin. Cells follow column by column, upwards, with one more that says where the edges end.
  var firstCell = 0
  var firstEdge = 0

  /// `nil` where the cells would not be large beside the rounding of coordinates.
  fileprivate init?(_ box: Box, edges: Int, along lengths: (x: Double, y: Double)) {
    guard box.width > 0 && box.height > 0 else { return nil }
    // As many cells as are well filled, but no more than that an edge reaches two of them on the average in either direction.
    let wanted = Double(edges * Self.cellsToAnEdge)
    let reach = Double(2 * edges)
    let side = (wanted * box.width / box.height).squareRoot()
    let columns = max(min(side, Self.longestSide, reach * box.width / lengths.x).rounded(.down), 1)
    let rows = max(min(wanted / columns, Self.longestSide, reach * box.height / lengths.y).rounded(.down), 1)
    let largest = max(-box.minX, box.maxX, -box.minY, box.maxY)
    guard min(box.width / columns, box.height / rows) > largest * 0x1p-36 else { return nil }
    self.box = box
    self.columns = Int(columns)
    self.rows = Int(rows)
    lastColumn = columns - 1
    lastRow = rows - 1
    scaleX = columns / box.width
    scaleY = rows / box.height
  }

  private static let cellsToAnEdge = 2
  private static let longestSide = 4096.0
  /// How far an edge is taken to reach beyond itself, in cells.
  static let slack = 0x1p-8

  @inline(__always)
  func across(_ x: Double) -> Double { (x - box.minX) * scaleX }
  @inline(__always)
  func up(_ y: Double) -> Double { (y - box.minY) * scaleY }
  @inline(__always)
  func column(_ across: Double) -> Int { wholePart(across, atMost: lastColumn) }
  @inline(__always)
  func row(_ up: Double) -> Int { wholePart(up, atMost: lastRow) }
  /// The cell in which a point of the box lies, among the cells of all grids.
  @inline(__always)
  func cell(of point: Coordinate) -> Int { firstCell &+ column(across(point.x)) &* rows &+ row(up(point.y)) }
}

/// The number of a cell: the whole part of a place, but for rounding at its very end, and among those that there are. It only
/// ever grows with the place. Quicker than a conversion that looks for what is no number; that becomes 0.
@inline(__always)
func wholePart(_ place: Double, atMost last: Double) -> Int {
  // From 2⁵² on a number is its own last bits.
  let shifted = min(max(0, place - 0.5), last) + 0x1p52
  return Int(truncatingIfNeeded: shifted.bitPattern & 0xFFFF_FFFF)
}

struct GridCell: BitwiseCopyable, Sendable {
  /// The first of its edges; they end where those of the next cell begin.
  var firstEdge: UInt32 = 0
  /// How often the polygon winds about the upper border, times four, and two flags.
  var state: Int32 = 0

  static let reached: Int32 = 1
  static let open: Int32 = 2
  /// What is enough to know of most cells, in a byte: the windings about all of it where no edge reaches it.
  fileprivate var plain: Int8 {
    state & Self.reached == 0 && abs(windings) < Int(Self.lookedAt) ? Int8(windings) : Self.lookedAt
  }
  /// Stands for cells of which a byte does not say enough.
  static let lookedAt = Int8.max
  @inline(__always)
  var isOpen: Bool { state & Self.open != 0 }
  @inline(__always)
  var windings: Int { Int(state >> 2) }
}

/// Fills the grids of some rows.
struct GridBuilder {
  private(set) var grids: [(row: Int, grid: PolygonGrid)] = []
  private(set) var cells: [GridCell] = []
  /// Of each cell what a byte can say (``GridCell/plain``).
  private(set) var plain: [Int8] = []
  /// Twice the position of each edge's first coordinate, and 1 more where the interior lies to the right of the ring.
  private(set) var edges: [UInt32] = []
  /// An edge and a cell that it is noted in.
  private typealias Note = (cell: UInt32, edge: UInt32)
  /// In the order in which they are met.
  private var notes: [Note] = []

  mutating func add(row: Int, of polygons: PreparedColumn) {
    let geometry = polygons.geometry
    let rings = geometry.rings(ofRow: row)
    var lengths = (x: 0.0, y: 0.0)
    for ring in rings { geometry.addLengths(ofRing: ring, to: &lengths) }
    let count = geometry.coordinates(ofRow: row).count
    guard var grid = PolygonGrid(polygons.boxes[row], edges: count, along: lengths) else { return }
    grid.firstCell = cells.count
    grid.firstEdge = edges.count
    grids.append((row, grid))
    cells.append(contentsOf: repeatElement(GridCell(), count: grid.columns * grid.rows + 1))
    notes.removeAll(keepingCapacity: true)
    notes.reserveCapacity(2 * count)
    for ring in rings {
      let sign = Int32(polygons.ringSigns[ring])
      Self.note(geometry.coordinates(ofRing: ring), sign: sign, of: geometry, in: grid, &cells, &notes)
    }
    sumWindings(grid)
    plain.append(contentsOf: cells[grid.firstCell...].lazy.map(\.plain))
    sortNotes(grid)
  }

  private static func note(
    _ ring: Range<Int>, sign: Int32, of geometry: GeometryColumn, in grid: PolygonGrid, _ allCells: inout [GridCell],
    _ notes: inout [Note]
  ) {
    let xy = geometry.xy.span
    var cells = allCells.mutableSpan
    var (u0, v0) = (grid.across(xy[2 * ring.lowerBound]), grid.up(xy[2 * ring.lowerBound + 1]))
    var first = grid.column(u0)
    for index in ring.dropLast() {
      let u1 = grid.across(unsafe xy[unchecked: 2 * index + 2])
      let v1 = grid.up(unsafe xy[unchecked: 2 * index + 3])
      let last = grid.column(u1)
      let edge = UInt32(truncatingIfNeeded: index) << 1 | (sign < 0 ? 1 : 0)
      var column = min(first, last)
      let end = max(first, last)
      while column <= end {
        let (low, high) = first == last ? (min(v0, v1), max(v0, v1)) : grid.reach(u0, v0, u1, v1, in: column)
        let base = grid.firstCell &+ column &* grid.rows
        var cell = base &+ grid.row(low - PolygonGrid.slack)
        let top = base &+ grid.row(high + PolygonGrid.slack)
        // The column's own vertices count as lying to the left.
        let passing: Int32 = (first > column ? 1 : 0) - (last > column ? 1 : 0)
        unsafe cells[unchecked: cell].state &+= sign &* passing << 2
        while cell < top {
          unsafe cells[unchecked: cell].state |= GridCell.reached | GridCell.open
          cell &+= 1
        }
        unsafe cells[unchecked: top].state |= GridCell.reached
        unsafe cells[unchecked: top].firstEdge &+= 1
        notes.append((UInt32(truncatingIfNeeded: top &- grid.firstCell), edge))
        column &+= 1
      }
      (u0, v0, first) = (u1, v1, last)
    }
  }

  /// From what passes through each cell to what lies above it.
  private mutating func sumWindings(_ grid: PolygonGrid) {
    for column in 0..<grid.columns {
      var above: Int32 = 0
      let base = grid.firstCell + column * grid.rows
      for cell in stride(from: base + grid.rows - 1, through: base, by: -1) {
        let own = cells[cell].state >> 2
        cells[cell].state = above << 2 | cells[cell].state & (GridCell.reached | GridCell.open)
        above += own
      }
    }
  }

  /// Edges by cell: from counts to starts, then every edge to its place.
  private mutating func sortNotes(_ grid: PolygonGrid) {
    var end: UInt32 = 0
    edges.append(contentsOf: repeatElement(0, count: notes.count))
    for cell in grid.firstCell...grid.firstCell + grid.columns * grid.rows {
      end += cells[cell].firstEdge
      cells[cell].firstEdge = end
    }
    for note in notes.reversed() {
      let cell = grid.firstCell + Int(note.cell)
      cells[cell].firstEdge -= 1
      edges[grid.firstEdge + Int(cells[cell].firstEdge)] = note.edge
    }
  }
}

extension GeometryColumn {
  /// How far a ring goes across and up in all.
  fileprivate func addLengths(ofRing ring: Int, to lengths: inout (x: Double, y: Double)) {
    let xy = xy.span
    for index in coordinates(ofRing: ring).dropLast() {
      lengths.x += abs(unsafe xy[unchecked: 2 * index + 2] - xy[unchecked: 2 * index])
      lengths.y += abs(unsafe xy[unchecked: 2 * index + 3] - xy[unchecked: 2 * index + 1])
    }
  }
}

extension PolygonGrid {
  /// Between which heights an edge runs within a column, in cells. A bound, but for a rounding far smaller than the slack.
  @inline(__always)
  fileprivate func reach(
    _ u0: Double, _ v0: Double, _ u1: Double, _ v1: Double, in column: Int
  ) -> (low: Double, high: Double) {
    let (low, high) = (min(v0, v1), max(v0, v1))
    let width = u1 - u0
    // Where an edge is nearly upright, the heights at which it leaves a column are not to be had.
    guard abs(width) > 0x1p-14 else { return (low, high) }
    let (left, right) = (Double(column), Double(column + 1))
    let a = v0 + (min(max(left, min(u0, u1)), max(u0, u1)) - u0) / width * (v1 - v0)
    let b = v0 + (min(max(right, min(u0, u1)), max(u0, u1)) - u0) / width * (v1 - v0)
    return (max(min(a, b), low), min(max(a, b), high))
  }
}

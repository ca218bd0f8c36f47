// Boxes sorted into the cells of one grid, for questions about points: one step a question. Windows ask PackedRTree.swift.

struct BoxGrid: Sendable {
  private let cells: CellsOfBoxes
  /// Where the boxes of each cell begin in `items`, and the end.
  private let starts: [Int32]
  /// The numbers of the boxes that reach each cell, lowest first.
  private let items: [Int32]

  init(_ boxes: [Box]) {
    var bounds = Box.empty
    for box in boxes { bounds.formUnion(box) }
    // Four cells to a box, and fewer where large boxes would fill too many of them.
    var count = min(max(4 * boxes.count, 4096), 1 << 24)
    var cells = CellsOfBoxes(bounds, count: count)
    while count > 1 && boxes.reduce(0, { $0 + cells.count(of: $1) }) > 16 * boxes.count + 65_536 {
      count /= 4
      cells = CellsOfBoxes(bounds, count: count)
    }
    var starts = [Int32](repeating: 0, count: cells.columns * cells.rows + 2)
    // Counted two places ahead, so that filling leaves every start in its own place.
    for box in boxes { cells.forEach(of: box) { starts[$0 + 2] += 1 } }
    for cell in 2..<starts.count { starts[cell] += starts[cell - 1] }
    var items = [Int32](repeating: 0, count: Int(starts[starts.count - 1]) + 1)  // one more, to be read beyond the last
    for (number, box) in boxes.enumerated() {
      cells.forEach(of: box) {
        items[Int(starts[$0 + 1])] = Int32(number)
        starts[$0 + 1] += 1
      }
    }
    self.cells = cells
    self.starts = starts
    self.items = items
  }

  /// The boxes that hold a point, and others near it: where they begin, and how many there are. Without a branch, because
  /// points come in no order.
  @inline(__always)
  func boxes(near point: Coordinate) -> (first: Int, count: Int) {
    let cell = cells.cell(of: point)
    let first = Int(unsafe starts.span[unchecked: cell])
    let end = Int(unsafe starts.span[unchecked: cell + 1])
    return (first, cells.bounds.contains(point) ? end - first : 0)
  }

  /// The number of a box, by its place in the list.
  @inline(__always)
  func number(_ place: Int) -> Int32 { unsafe items.span[unchecked: place] }
}

/// Which cells boxes lie in.
private struct CellsOfBoxes: Sendable {
  let bounds: Box
  let columns, rows: Int
  private let scaleX, scaleY: Double
  private let lastColumn, lastRow: Double

  init(_ bounds: Box, count: Int) {
    self.bounds = bounds
    let (width, height) = (max(bounds.width, 0), max(bounds.height, 0))
    let isFlat = width == 0 || height == 0
    columns = isFlat ? 1 : Int(min(max((Double(count) * width / height).squareRoot(), 1), 4096))
    rows = isFlat ? 1 : min(max(count / columns, 1), 4096)
    lastColumn = Double(columns - 1)
    lastRow = Double(rows - 1)
    scaleX = isFlat ? 0 : Double(columns) / width
    scaleY = isFlat ? 0 : Double(rows) / height
  }

  @inline(__always)
  private func column(_ x: Double) -> Int { Int(min(max(0, (x - bounds.minX) * scaleX), lastColumn)) }
  @inline(__always)
  private func row(_ y: Double) -> Int { Int(min(max(0, (y - bounds.minY) * scaleY), lastRow)) }
  @inline(__always)
  func cell(of point: Coordinate) -> Int { row(point.y) * columns + column(point.x) }

  func count(of box: Box) -> Int {
    guard !box.isEmpty else { return 0 }
    return (column(box.maxX) - column(box.minX) + 1) * (row(box.maxY) - row(box.minY) + 1)
  }

  func forEach(of box: Box, _ visit: (Int) -> Void) {
    guard !box.isEmpty else { return }
    for row in row(box.minY)...row(box.maxY) {
      for column in column(box.minX)...column(box.maxX) { visit(row * columns + column) }
    }
  }
}

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

  /// Writes every point with every box that holds it, and others near it, and returns how many. Without a branch for one box
  /// or none, because points come in no order.
  func gather(
    _ places: borrowing Scratch<PointPlace>, _ placeCount: Int, into candidates: inout Scratch<PointCandidate>
  ) -> Int {
    let starts = starts.span
    let items = items.span
    let cells = cells
    var count = 0
    candidates.reserve(placeCount + 1)
    for point in 0..<placeCount {
      let place = places[point].place
      let cell = cells.cell(of: place)
      let first = Int(unsafe starts[unchecked: cell])
      let near = cells.bounds.contains(place) ? Int(unsafe starts[unchecked: cell &+ 1]) &- first : 0
      // The first in any case, counted where there is one.
      candidates[count] = PointCandidate(point: point, polygon: unsafe items[unchecked: first])
      if near > 1 {
        candidates.reserve(count &+ near &+ placeCount &- point, keeping: count &+ 1)
        for other in 1..<near {
          candidates[count &+ other] = PointCandidate(point: point, polygon: unsafe items[unchecked: first &+ other])
        }
      }
      count &+= near
    }
    return count
  }
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
  private func column(_ x: Double) -> Int { wholePart((x - bounds.minX) * scaleX, atMost: lastColumn) }
  @inline(__always)
  private func row(_ y: Double) -> Int { wholePart((y - bounds.minY) * scaleY, atMost: lastRow) }
  @inline(__always)
  func cell(of point: Coordinate) -> Int { row(point.y) &* columns &+ column(point.x) }

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

// The ground cut into tiles. A row lies in every tile that its box reaches; a pair of rows belongs to one tile alone.
//
// That one holds the lower left corner of the window in which the two boxes meet (reference point: Dittrich and Seeger 2000).
// Columns and rows of tiles are monotone functions of x and y, so it is among the tiles of both rows, however numbers round.

public import Geometry

public struct TileGrid: Sendable {
  private let bounds: Box
  private let columns, rows: Int

  /// About so many tiles over a layer's box. What lies beyond belongs to the tiles at the border.
  public init(over bounds: Box, tiles: Int) {
    self.bounds = bounds
    let (width, height) = (max(bounds.width, 0), max(bounds.height, 0))
    if width > 0 && height > 0 && width.isFinite && height.isFinite {
      columns = Int(min(max((Double(tiles) * width / height).squareRoot().rounded(), 1), Double(tiles)))
      rows = max(1, (tiles + columns - 1) / columns)
    } else {
      (columns, rows) = (1, 1)
    }
  }

  var count: Int { columns * rows }

  private func column(_ x: Double) -> Int {
    Int(min(max(0, (x - bounds.minX) / bounds.width * Double(columns)), Double(columns - 1)))
  }
  private func row(_ y: Double) -> Int {
    Int(min(max(0, (y - bounds.minY) / bounds.height * Double(rows)), Double(rows - 1)))
  }

  /// The tile in which a place lies.
  func tile(of place: Coordinate) -> Int { count == 1 ? 0 : row(place.y) * columns + column(place.x) }

  /// The tiles that a box reaches.
  func tiles(of box: Box) -> TileRange {
    if count == 1 { return TileRange(columns: 0...0, rows: 0...0, width: 1) }
    return TileRange(
      columns: column(box.minX)...column(box.maxX), rows: row(box.minY)...row(box.maxY), width: columns)
  }
}

/// A rectangle of tiles.
struct TileRange {
  let columns, rows: ClosedRange<Int>
  /// Columns of the whole grid.
  let width: Int

  var count: Int { columns.count * rows.count }
  func contains(_ tile: Int) -> Bool { columns.contains(tile % width) && rows.contains(tile / width) }
}

// The polygons of a layer sorted by tile into a working file, so that those of one tile are read together.

public import Geometry

/// Takes the rows of a layer in their order.
public struct RowSpool: ~Copyable {
  private let grid: TileGrid
  private var writer: BucketWriter
  private var record: [Double] = []

  /// - Parameter folder: where the working file is kept, without a name.
  public init(_ grid: TileGrid, in folder: String) throws {
    self.grid = grid
    // One bucket more than tiles: rows that reach many tiles are kept once.
    writer = try BucketWriter(buckets: grid.count + 1, memory: 64 << 20, in: folder)
  }

  /// Appends rows; those without geometry take no part.
  public mutating func append(_ geometry: GeometryColumn, firstRow: Int) throws {
    for row in 0..<geometry.count where !geometry.isEmpty(row: row) {
      record.removeAll(keepingCapacity: true)
      geometry.appendNumbers(ofRow: row, as: firstRow + row, to: &record)
      let box = geometry.box(ofRow: row)
      let tiles = grid.tiles(of: box)
      if tiles.count > SpooledRows.mostTilesOfARow {
        try writer.append(record, to: grid.count, box: box)
      } else {
        for row in tiles.rows {
          for column in tiles.columns { try writer.append(record, to: row * tiles.width + column, box: box) }
        }
      }
    }
  }

  public consuming func finish() throws -> SpooledRows { SpooledRows(grid: grid, buckets: try writer.finish()) }
}

/// The rows of a layer by tile.
public struct SpooledRows: Sendable {
  let grid: TileGrid
  let buckets: Buckets

  static let mostTilesOfARow = 16

  /// Rows that are read together.
  struct Group: Sendable {
    /// `nil` for rows that reach many tiles.
    let tile: Int?
    let blocks: [BucketBlock]
  }

  /// The rows that reach few tiles, for one of these: as many blocks a group as are no larger than `size` doubles, and at least one.
  func groups(of tile: Int, size: Int) -> [Group] { groups(buckets.blocks[tile], tile: tile, size: size) }

  /// The rows that reach many tiles.
  func wideGroups(size: Int) -> [Group] { groups(buckets.blocks[grid.count], tile: nil, size: size) }

  private func groups(_ blocks: [BucketBlock], tile: Int?, size: Int) -> [Group] {
    var groups: [Group] = []
    var open: [BucketBlock] = []
    var count = 0
    for block in blocks {
      if !open.isEmpty && count + block.place.count > size {
        groups.append(Group(tile: tile, blocks: open))
        (open, count) = ([], 0)
      }
      open.append(block)
      count += block.place.count
    }
    if !open.isEmpty { groups.append(Group(tile: tile, blocks: open)) }
    return groups
  }

  func load(_ group: Group) throws -> TileRows {
    var builder = GeometryBuilder(.polygon)
    builder.reserve(rows: 0, coordinates: group.blocks.reduce(0) { $0 + $1.place.count } / 2)
    var numbers: [Int] = []
    for block in group.blocks {
      let stored = try buckets.file.read(block.place)
      var place = 0
      while place < stored.count {
        let row = NumberedRow(stored, at: place)
        row.append(from: stored, to: &builder)
        numbers.append(row.number)
        place = row.end
      }
    }
    return TileRows(geometry: builder.finish(), numbers: numbers)
  }
}

extension SpooledRows.Group {
  func reaches(_ tile: Int, of grid: TileGrid) -> Bool {
    blocks.contains { grid.tiles(of: $0.box).contains(tile) }
  }
}

/// Rows of a tile with the numbers that they have in their layer.
struct TileRows: Sendable {
  let geometry: GeometryColumn
  let numbers: [Int]
}

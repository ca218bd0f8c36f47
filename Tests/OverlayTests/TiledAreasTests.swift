// Tile by tile is as all at once, to the last bit: however small the tiles, however many rows lie in several.

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct TiledAreasTests {
  private struct Pair: Equatable {
    let left, right: Int
    let area: UInt64
  }

  /// Fields, rows over many of them, rows that are not sound, rows without geometry.
  private func layer(_ random: inout SeededGenerator, _ frame: (origin: (Double, Double), scale: Double))
    -> GeometryColumn
  {
    let (origin, scale) = frame
    func place() -> (Double, Double) {
      (
        origin.0 + 20 * scale * Double.random(in: -1...1, using: &random),
        origin.1 + 20 * scale * Double.random(in: -1...1, using: &random)
      )
    }
    var rows = (0..<250).map { _ in randomRow(&random, at: place(), radius: scale) }
    for _ in 0..<4 {
      rows.append([[star(&random, at: place(), radius: 15 * scale, vertices: 600)]])
      let (x, y) = place()
      rows.append([[[(x, y), (x + scale, y + scale), (x + scale, y), (x, y + scale)]]])
      rows.append([])
    }
    let cells = partition(&random, cells: 12, side: 40 * scale, origin: (origin.0 - 20 * scale, origin.1 - 20 * scale))
    return GeometryColumn(joining: [polygons(rows.shuffled(using: &random)), cells], kind: .polygon)
  }

  private func spool(_ column: GeometryColumn, _ grid: TileGrid, in folder: String) throws -> SpooledRows {
    var spool = try RowSpool(grid, in: folder)
    let half = column.count / 2
    try spool.append(column.gathering(Array(0..<half)), firstRow: 0)
    try spool.append(column.gathering(Array(half..<column.count)), firstRow: half)
    return try spool.finish()
  }

  private func pairs(_ found: TiledAreas) throws -> [Pair] {
    var pairs: [Pair] = []
    try found.forEachBatch { batch in
      for pair in batch { pairs.append(Pair(left: pair.left, right: pair.right, area: pair.area.bitPattern)) }
    }
    return pairs
  }

  private func expected(_ left: GeometryColumn, _ right: GeometryColumn?) async throws -> ([Pair], [Int]) {
    let a = try await PreparedColumn(left)
    let unsound = try await unsoundRows(of: a, workers: 2).map(\.row)
    let soundLeft = try await PreparedColumn(left.emptying(unsound))
    let found: [SharedArea]
    if let right {
      let b = try await PreparedColumn(right)
      let soundRight = try await PreparedColumn(
        right.emptying(try await unsoundRows(of: b, workers: 2).map(\.row)))
      found = try await sharedAreas(soundLeft, soundRight, tree: PackedRTree(soundRight.boxes), workers: 2)
    } else {
      found = try await sharedAreasWithin(soundLeft, tree: PackedRTree(soundLeft.boxes), workers: 2)
    }
    return (found.map { Pair(left: $0.left, right: $0.right, area: $0.area.bitPattern) }, unsound)
  }

  @Test(arguments: [1, 2, 9, 60, 1500], 0..<3) func asAllAtOnce(tiles: Int, frame: Int) async throws {
    var random = SeededGenerator(UInt64(100 + frame))
    let folder = try TemporaryFolder()
    let left = layer(&random, OverlapAreaTests.frames[frame])
    let right = layer(&random, OverlapAreaTests.frames[frame])
    // The grid is that of the left layer: rows of the other lie beyond it.
    let grid = TileGrid(over: left.bounds, tiles: tiles)
    let spooled = try spool(left, grid, in: folder.path)
    var join = TiledJoin(workers: 2, in: folder.path)
    join.groupSize = tiles < 100 && frame == 0 ? 1000 : 1 << 20

    let two = try await join.run(spooled, try spool(right, grid, in: folder.path), counts: (left.count, right.count))
    let (expectedPairs, unsound) = try await expected(left, right)
    #expect(try pairs(two) == expectedPairs)
    #expect(expectedPairs.count > 1000)
    #expect(two.unsoundLeft.map(\.row) == unsound && unsound.count >= 4 && two.unsoundRight.count >= 4)

    let one = try await join.run(spooled, nil, counts: (left.count, 0))
    let (within, _) = try await expected(left, nil)
    #expect(try pairs(one) == within)
    #expect(within.count > 1000 && one.unsoundLeft.map(\.row) == unsound && one.unsoundRight.isEmpty)
  }

  /// Another measure, which asks where shared parts lie, does not depend on the tiles either.
  @Test(arguments: [1, 60]) func measuredAsAllAtOnce(tiles: Int) async throws {
    var random = SeededGenerator(3)
    let folder = try TemporaryFolder()
    func rows() -> GeometryColumn {
      polygons(
        (0..<120).map { _ in
          let place = (Double.random(in: 0...30, using: &random), Double.random(in: 0...30, using: &random))
          return randomRow(&random, at: place, radius: 2)
        })
    }
    let (left, right) = (rows(), rows())
    let grid = TileGrid(over: left.bounds, tiles: tiles)
    var join = TiledJoin(workers: 2, in: folder.path)
    join.measure = { $0.area * ($1.centroid.x + 7 * $1.centroid.y + $1.deviations.along.x) }
    let found = try await join.run(
      try spool(left, grid, in: folder.path), try spool(right, grid, in: folder.path),
      counts: (left.count, right.count))
    var areas: [Double] = []
    try found.forEachBatch { batch in areas += batch.map(\.area) }
    let (a, b) = (try await PreparedColumn(left), try await PreparedColumn(right))
    let pairs = try await sharedAreas(a, b, tree: PackedRTree(b.boxes), workers: 2)
    let expected = try await zip(pairs, shapes(of: pairs, a, b, workers: 2)).map { join.measure!($0, $1) }
    #expect(areas == expected && areas.count > 100)
  }

  /// Working files want a folder: where there is none it is told.
  @Test func withoutAFolderThereAreNoTiles() throws {
    let folder = try TemporaryFolder().path + "/gone"
    let fault = #expect(throws: InputFault.self) {
      _ = try RowSpool(TileGrid(over: Box(minX: 0, minY: 0, maxX: 1, maxY: 1), tiles: 4), in: folder)
    }
    #expect(fault?.place == folder)
  }

  @Test func nothingSharesNothing() async throws {
    let folder = try TemporaryFolder()
    let none = polygons([])
    let grid = TileGrid(over: none.bounds, tiles: 50)
    let join = TiledJoin(workers: 1, in: folder.path)
    let found = try await join.run(
      try spool(none, grid, in: folder.path), try spool(polygons([[[rectangle(0, 0, 1, 1)]]]), grid, in: folder.path),
      counts: (0, 1))
    #expect(try pairs(found).isEmpty)
  }
}

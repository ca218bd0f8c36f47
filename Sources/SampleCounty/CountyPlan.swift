// How large the county is: how many cells to a block, blocks to a village, villages to the county, and where a line of
// the lattice lies before anything is bent.
//
//     county   villages across × villages up, the corners rounded off
//     village  a rectangle of blocks, as far as it lies in the county
//     block    a road along its west side, a tree belt along its south side, and columns × rows of cells
//     cell     about 120 m × 120 m: one parcel of the land survey
//
//     ┌──┬────┬────┬────┐
//     │  │ 1,3│ 2,3│ 3,3│      Local columns and rows count from 0 (the road, the belt); cells from 1.
//     │r │ 1,2│ 2,2│ 3,2│      The road takes the corner.
//     │o ├────┼────┼────┤
//     │a │ 1,1│ 2,1│ 3,1│
//     │d ├────┴────┴────┤
//     │  │     belt     │
//     └──┴──────────────┘

import Geometry

/// A block by its place in the county, counted from the south-west corner.
struct Block: Sendable, Hashable {
  var column: Int
  var row: Int
}

/// A cell by its block and its place in it, counted from 1.
struct Cell: Sendable, Hashable {
  var block: Block
  var x: Int
  var y: Int
}

struct CountyPlan: Sendable {
  static let cellSide = 120.0
  static let roadWidth = 10.0
  static let beltWidth = 16.0
  /// The share of the cells that grow something, where the size can be chosen.
  static let cropShare = 0.87

  let plots: Int
  private let outline: CountyOutline
  /// Cells of a block, blocks of a village, villages of the county's frame.
  let cells: (columns: Int, rows: Int)
  let blocks: (columns: Int, rows: Int)
  let villages: (columns: Int, rows: Int)

  var cellsPerBlock: Int { cells.columns * cells.rows }
  var blocksAcross: Int { blocks.columns * villages.columns }
  var blocksUp: Int { blocks.rows * villages.rows }
  var blockWidth: Double { Self.roadWidth + Double(cells.columns) * Self.cellSide }
  var blockHeight: Double { Self.beltWidth + Double(cells.rows) * Self.cellSide }
  var width: Double { Double(blocksAcross) * blockWidth }
  var height: Double { Double(blocksUp) * blockHeight }

  /// The middle of every county: Changji, 87.3° E 44° N, in EPSG:4517.
  static let center = Coordinate(x: 29_524_000, y: 4_874_000)

  /// Metres from vertex to vertex along a line: about fifty vertices to a parcel, forty in a county that is small
  /// enough to be sent around.
  var vertexSpacing: Double { plots > 5000 ? 9 : 13 }

  /// Lattice lines per block: one on each side of the road or belt, one between cells.
  var linesPerBlockAcross: Int { cells.columns + 1 }
  var linesPerBlockUp: Int { cells.rows + 1 }

  /// Where lattice line `i` lies, from the west side of the county.
  func across(_ i: Int) -> Double {
    let (block, local) = i.quotientAndRemainder(dividingBy: linesPerBlockAcross)
    return Double(block) * blockWidth + (local == 0 ? 0 : Self.roadWidth + Double(local - 1) * Self.cellSide)
  }
  /// Where lattice line `j` lies, from the south side of the county.
  func up(_ j: Int) -> Double {
    let (block, local) = j.quotientAndRemainder(dividingBy: linesPerBlockUp)
    return Double(block) * blockHeight + (local == 0 ? 0 : Self.beltWidth + Double(local - 1) * Self.cellSide)
  }

  func isInside(_ block: Block) -> Bool {
    block.column >= 0 && block.row >= 0 && block.column < blocksAcross && block.row < blocksUp
      && outline.holds(block.column, block.row, of: (blocksAcross, blocksUp))
  }

  /// Whether the county goes on beyond a distance from a place of it. Its outline reaches the middle of each side.
  func hasGround(beyond distance: Double, from place: Coordinate) -> Bool {
    [(width / 2, 0), (width, height / 2), (width / 2, height), (0, height / 2)].contains {
      Coordinate(x: $0.0, y: $0.1).distance(to: place) > distance
    }
  }

  /// The blocks of the county, by rows from the south.
  var allBlocks: some Sequence<Block> {
    (0..<blocksUp).lazy.flatMap { row in (0..<blocksAcross).lazy.map { Block(column: $0, row: row) } }
      .filter(isInside)
  }

  func number(of block: Block) -> Int { block.row * blocksAcross + block.column }
}

extension CountyPlan {
  /// The sizes that come nearest to all wishes at once: the share of cropland, the number of villages, villages and
  /// county about as wide as high. There is always room for the plots.
  init(plots: Int, draw: Draw) {
    self.plots = plots
    outline = CountyOutline(draw: draw)
    let wanted = Double(plots) / Self.cropShare
    // A small county has small blocks, or its outline would show them.
    let sizes = [(10...12, 7...8), (6...8, 5...6), (5...6, 4...5), (4...5, 3...4)]
    let cellRanges = sizes.first { wanted / Double($0.0.upperBound * $0.1.upperBound) > 40 } ?? (3...3, 3...3)
    let fewestCells = cellRanges.0.lowerBound * cellRanges.1.lowerBound
    let mostCells = cellRanges.0.upperBound * cellRanges.1.upperBound
    // Villages grow with the county, though more slowly: 30 in 2,000 plots, 140 in 100,000, 900 in 10,000,000.
    var villageCount = 30.0
    var size = 2000.0
    while size < Double(plots) {
      size *= 2
      villageCount *= 1.32
    }
    let largestVillage = Int((wanted / Double(fewestCells) / 20).squareRoot()) + 2

    var best = (cost: Double.infinity, cells: (3, 3), blocks: (1, 1), villages: (5, 5))
    // Odd across and even up while they are few: three streets side by side, each of two villages.
    for columns in 5...40 where columns > 11 || columns % 2 == 1 {
      for rows in max(5, columns - 6)...columns + 6 where rows > 11 || rows % 2 == 0 {
        for across in 1...largestVillage {
          for up in max(1, across - 1)...across + 3 {
            // Some nine tenths of the frame are county; count only where that could do.
            let frame = columns * across * rows * up
            let cellsWanted = wanted / (0.9 * Double(frame))
            guard frame < 40 || Double(fewestCells) < 1.4 * cellsWanted, 0.8 * cellsWanted < Double(mostCells)
            else { continue }
            let inside = Double(outline.count(of: (columns * across, rows * up)))
            for x in cellRanges.0 {
              for y in cellRanges.1 {
                let share = Double(plots) / (inside * Double(x * y))
                // One cell of each block grows no crop in any case, see GroundCover.swift.
                guard share <= min(0.89, 0.97 - 1 / Double(x * y)) else { continue }
                let width = Double(across) * (Self.roadWidth + Double(x) * Self.cellSide)
                let height = Double(up) * (Self.beltWidth + Double(y) * Self.cellSide)
                let shape = width * Double(columns) / (height * Double(rows))
                let cost =
                  40 * abs(share - Self.cropShare) + ratio(Double(columns * rows) / villageCount)
                  + ratio(width / height) + 4 * ratio(shape / 1.05)
                if cost < best.cost { best = (cost, (x, y), (across, up), (columns, rows)) }
              }
            }
          }
        }
      }
    }
    cells = best.cells
    blocks = best.blocks
    villages = best.villages
  }
}

/// How far a proportion is from 1, the same for one and its inverse.
private func ratio(_ proportion: Double) -> Double { max(proportion, 1 / proportion) - 1 }

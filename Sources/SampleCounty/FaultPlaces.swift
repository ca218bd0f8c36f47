// Where the faults of cells go: cells that suit them, no two in reach of each other, the same number of each kind.

import Geometry

extension County {
  /// How many faults of each kind there are.
  var faultCount: Int { plan.plots < 1500 ? 3 : 4 }

  /// A fault for each chosen cell. A county too small for all of them has fewer.
  func faultsByCell() -> [Cell: CellFault] {
    let blocks = Array(plan.allBlocks)
    var sequence = draw.sequence(.fault)
    var chosen: [Cell: CellFault] = [:]
    for fault in cellFaults {
      for _ in 0..<faultCount {
        for _ in 0..<20_000 {
          // Not in the last column, unless asked for: some faults need the eastern neighbour.
          let column = fault.needsLastColumn ? plan.cells.columns : 1 + sequence.below(plan.cells.columns - 1)
          let cell = Cell(block: sequence.pick(blocks), x: column, y: 1 + sequence.below(plan.cells.rows))
          guard suits(cell, fault), chosen.allSatisfy({ distance($0.key, cell) > $0.value.reach + fault.reach })
          else { continue }
          chosen[cell] = fault
          break
        }
      }
    }
    return chosen
  }

  private func suits(_ cell: Cell, _ fault: CellFault) -> Bool {
    guard cover.ground(of: cell) == fault.ground else { return false }
    guard fault.suits(self, cell), !isScattered(cell) else { return false }
    if fault.needsPlanted && status(ofPlotOn: cell) != "种植" { return false }
    guard fault.needsPlantedNeighbour else { return true }
    let eastern = Cell(block: cell.block, x: cell.x + 1, y: cell.y)
    return cover.ground(of: eastern) == .crop && status(ofPlotOn: cell) == "种植" && status(ofPlotOn: eastern) == "种植"
  }

  /// How many cells apart, in the direction in which it is more.
  private func distance(_ a: Cell, _ b: Cell) -> Int {
    max(
      abs((a.block.column - b.block.column) * plan.cells.columns + a.x - b.x),
      abs((a.block.row - b.block.row) * plan.cells.rows + a.y - b.y))
  }
}

// The county as a function: everything that can be asked of it, nothing of its rows kept.

import Geometry

struct County: Sendable {
  let plan: CountyPlan
  let draw: Draw
  let lattice: Lattice
  let places: Places
  let cover: GroundCover
  let zones: Zones
  /// Which cell has which planted fault; empty in a county without.
  private(set) var faults: [Cell: CellFault] = [:]
  /// The township whose retreat lies scattered in corners of plots; in a county without faults none.
  let scattered: Township?
  /// Where its wells stand, for faults that need a far one; told once they are known.
  var wellPlaces: [(key: String, place: Coordinate)] = []

  init(_ options: SampleOptions) {
    draw = Draw(seed: options.seed)
    plan = CountyPlan(plots: options.plots, draw: draw)
    lattice = Lattice(plan: plan, draw: draw)
    places = Places(plan: plan, draw: draw)
    cover = GroundCover(plan: plan, places: places, draw: draw)
    zones = Zones(lattice: lattice, places: places)
    scattered = options.faults ? .binhu : nil
    if options.faults { faults = faultsByCell() }
  }

  // MARK: Keys, each a function of place

  /// A number for each parcel of a block: road, belt, then the cells.
  private func parcelNumber(_ block: Block, _ index: Int) -> Int {
    plan.number(of: block) * (plan.cellsPerBlock + 2) + index
  }
  private func index(of cell: Cell) -> Int { (cell.y - 1) * plan.cells.columns + cell.x - 1 }

  func roadNumber(of block: Block) -> Int { parcelNumber(block, 1) }
  func beltNumber(of block: Block) -> Int { parcelNumber(block, 2) }
  func parcelNumber(of cell: Cell) -> Int { parcelNumber(cell.block, 3 + index(of: cell)) }

  static func surveyKey(_ number: Int) -> String { "652301" + padded(number, 12) }
  static func forestKey(_ number: Int) -> String { "LB" + padded(number, 8) }

  /// `DK`, the village, and a serial in the village.
  ///
  /// - Parameter part: of a plot that was divided, from 0.
  func plotKey(of cell: Cell, part: Int = 0) -> String {
    let (column, row) = (cell.block.column % plan.blocks.columns, cell.block.row % plan.blocks.rows)
    let serial = (row * plan.blocks.columns + column) * plan.cellsPerBlock + index(of: cell) + 1
    return "DK" + places.village(of: cell.block).code + padded(serial + part * 500_000, 6)
  }

  // MARK: Facts of blocks

  /// State farms hold whole blocks, about one in six.
  func isStateLand(_ block: Block) -> Bool { isChosen(block, .stateLand, oneIn: 6) }

  /// One block in eight kept the lines of the survey when its plots were registered; the others were measured again.
  func keepsOldMap(_ block: Block) -> Bool { isChosen(block, .resurvey, oneIn: 8) }

  /// One block of each run of so many, so that even a small county has some.
  private func isChosen(_ block: Block, _ purpose: Purpose, oneIn length: Int) -> Bool {
    let (run, place) = plan.number(of: block).quotientAndRemainder(dividingBy: length)
    return draw.bits(purpose, run) % UInt64(length) == place
  }
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

// What grows or stands on each cell. Villages have a core of houses, woodland comes in patches, the rest is scattered;
// and exactly as many cells as there shall be plots are cropland.
//
// Every cell has a rank, a pure function of the seed; the lowest ranks are cropland. The rank that separates them is
// found by counting (two passes over the cells, nothing stored), so the county may have any size.

import Geometry

enum Ground: UInt8, Sendable {
  case crop, homes, town, facility, bare, grass, wood, returned, orchard, nursery, greening, reservoir

  /// Code and name of the land survey's class (DLBM, DLMC).
  var surveyClass: (code: String, name: String) {
    switch self {
    case .crop: ("0102", "水浇地")
    case .homes: ("0702", "农村宅基地")
    case .town: ("0701", "城镇住宅用地")
    case .facility: ("1202", "设施农用地")
    case .bare: ("1206", "裸土地")
    case .grass: ("0404", "其他草地")
    case .wood, .greening: ("0301", "乔木林地")
    case .returned: ("0305", "灌木林地")
    case .orchard: ("0201", "果园")
    case .nursery: ("0307", "其他林地")
    case .reservoir: ("1103", "水库水面")
    }
  }

  /// The type under which the forest register counts it; natural woodland is in no register.
  var forestType: String? {
    switch self {
    case .returned: "退耕还林"
    case .orchard: "经济林"
    case .nursery: "苗圃"
    case .greening: "村庄绿化"
    default: nil
    }
  }

  /// Registers and surveys of such ground are drawn on the survey's own lines, so plots beside it keep to them as well.
  var keepsSurveyLines: Bool { forestType != nil || self == .wood || self == .reservoir }
}

struct GroundCover: Sendable {
  private let plan: CountyPlan
  private let draw: Draw
  private let places: Places
  /// Blocks that hold a reservoir, in order and for looking up.
  let reservoirBlocks: [Block]
  private let hasReservoir: Set<Block>
  /// The highest rank that is still cropland.
  private var highestCrop: UInt64 = .max

  init(plan: CountyPlan, places: Places, draw: Draw) {
    self.plan = plan
    self.draw = draw
    self.places = places
    // At the foot of the mountains in the south, away from the town.
    let candidates = plan.allBlocks.filter {
      $0.row / plan.blocks.rows <= places.town.rows.lowerBound / 2 && places.village(of: $0).township == .miaoergou
    }
    var sequence = draw.sequence(.reservoir)
    var chosen: Set<Block> = []
    let wanted = 1 + plan.plots / 20_000
    for _ in 0..<2 * wanted where chosen.count < wanted { chosen.insert(sequence.pick(candidates)) }
    hasReservoir = chosen
    reservoirBlocks = chosen.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    highestCrop = rankOfLastCrop()
  }

  /// The cells of a block that its reservoir takes, as local columns and rows.
  var reservoirCells: (columns: Range<Int>, rows: Range<Int>) {
    let width = max(2, plan.cells.columns * 2 / 5)
    let height = max(2, plan.cells.rows * 2 / 5)
    return (2..<2 + width, 2..<2 + height)
  }

  func ground(of cell: Cell) -> Ground {
    if let fixed = fixedGround(of: cell) { return fixed }
    let (rank, reason) = rank(of: cell)
    return rank <= highestCrop ? .crop : ground(of: cell, reason)
  }

  /// All cells of a block, by rows.
  func grounds(of block: Block) -> [Ground] {
    (0..<plan.cellsPerBlock).map {
      ground(of: Cell(block: block, x: $0 % plan.cells.columns + 1, y: $0 / plan.cells.columns + 1))
    }
  }

  // MARK: -

  /// A reservoir; or the one patch that every block has, so that each kind of wood occurs even in a small county.
  private func fixedGround(of cell: Cell) -> Ground? {
    if hasReservoir.contains(cell.block), reservoirCells.columns.contains(cell.x), reservoirCells.rows.contains(cell.y)
    {
      return .reservoir
    }
    let patch = draw.bits(.patch, cell.block.column, cell.block.row) % UInt64(plan.cellsPerBlock)
    guard Int(patch) == (cell.y - 1) * plan.cells.columns + cell.x - 1 else { return nil }
    return [.returned, .orchard, .nursery, .greening, .wood][(cell.block.column + 2 * cell.block.row) % 5]
  }

  private enum Reason { case core, woods, chance }

  private func rank(of cell: Cell) -> (UInt64, Reason) {
    let (x, y) = (cell.block.column * plan.cells.columns + cell.x - 1, cell.block.row * plan.cells.rows + cell.y - 1)
    let chance = draw.bits(.cover, x, y)
    // One cell in fifty is no cropland by chance alone.
    var (height, reason) = (unit(chance) + (unit(chance) > 0.98 ? 1 : 0), Reason.chance)
    let woods = 1 + draw.planeNoise(.woods, Double(x) / 4, Double(y) / 4)
    if woods > 1.9, woods > height { (height, reason) = (woods, .woods) }
    let core = 2 - squaredDistanceToCore(cell, x, y) * (0.7 + 0.6 * unit(mixed(chance)))
    if core > 1 { (height, reason) = (core, .core) }
    return (UInt64(height * 0x1p30) << 32 | chance >> 32, reason)
  }

  /// The distance to the middle of the village, squared, in radii of its built-up part. A street is half built up.
  private func squaredDistanceToCore(_ cell: Cell, _ x: Int, _ y: Int) -> Double {
    let village = places.village(of: cell.block)
    let (across, up) = (plan.blocks.columns * plan.cells.columns, plan.blocks.rows * plan.cells.rows)
    let dx = Double(x % across) + 0.5
    let dy = Double(y % up) + 0.5
    let centerX = Double(across) * (0.5 + 0.25 * draw.signed(.villageCore, village.number, 0))
    let centerY = Double(up) * (0.5 + 0.25 * draw.signed(.villageCore, village.number, 1))
    let share = village.township.isStreet ? 0.45 : 0.04
    let squaredRadius = share * Double(across * up) / Double.pi
    return ((dx - centerX) * (dx - centerX) + (dy - centerY) * (dy - centerY)) / squaredRadius
  }

  private func ground(of cell: Cell, _ reason: Reason) -> Ground {
    let bits = draw.bits(.coverKind, plan.number(of: cell.block), cell.x, cell.y)
    switch reason {
    case .core:
      if places.village(of: cell.block).township.isStreet { return unit(bits) < 0.9 ? .town : .greening }
      return unit(bits) < 0.9 ? .homes : .greening
    case .woods:
      // One kind of woodland to a block: patches are planted or grown as a whole.
      let patch = draw.unit(.coverKind, cell.block.column, cell.block.row)
      return patch < 0.45 ? .wood : patch < 0.75 ? .returned : patch < 0.92 ? .orchard : .nursery
    case .chance:
      let kinds: [Ground] = [.facility, .facility, .bare, .grass, .grass, .wood, .wood, .orchard]
      return kinds[Int(bits % UInt64(kinds.count))]
    }
  }

  /// Counts the ranks by their upper sixteen bits, then sorts the few that share the bits of the wanted one.
  private func rankOfLastCrop() -> UInt64 {
    var counts = [Int](repeating: 0, count: 1 << 16)
    forEachFreeRank { counts[Int($0 >> 48)] += 1 }
    var before = 0
    var bin = 0
    while before + counts[bin] < plan.plots {
      before += counts[bin]
      bin += 1
    }
    var candidates: [UInt64] = []
    forEachFreeRank { if Int($0 >> 48) == bin { candidates.append($0) } }
    candidates.sort()
    return candidates[plan.plots - before - 1]
  }

  private func forEachFreeRank(_ body: (UInt64) -> Void) {
    for block in plan.allBlocks {
      for y in 1...plan.cells.rows {
        for x in 1...plan.cells.columns {
          let cell = Cell(block: block, x: x, y: y)
          if fixedGround(of: cell) == nil { body(rank(of: cell).0) }
        }
      }
    }
  }
}

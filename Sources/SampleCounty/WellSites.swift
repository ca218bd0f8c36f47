// Where wells may stand: in a known village, away from every line that decides about them, and from each other.

import Geometry

struct WellSite: Sendable {
  let place: Coordinate
  let village: Village
}

/// Finds sites one after another. What it promises, it checks on the final coordinates.
struct WellSites {
  static let fromUnitBorder = 20.0
  static let fromZoneEdge = 40.0
  static let fromEachOther = 30.0

  private let county: County
  private let edges: NearVertices
  private var taken: [Cell: [Coordinate]] = [:]
  private var sequence: DrawSequence

  init(_ county: County) {
    self.county = county
    edges = NearVertices(county.zones.edgeVertices)
    sequence = county.draw.sequence(.well)
  }

  /// A site where the condition holds, or `nil` when so many tries found none.
  ///
  /// - Parameter region: where to look, in the plan's own metres.
  /// - Parameter suits: asked about a place of the plan and its village.
  mutating func next(in region: Box, tries: Int, where suits: (Coordinate, Village) -> Bool) -> WellSite? {
    let plan = county.plan
    let columns = clamped(region.minX / plan.blockWidth, region.maxX / plan.blockWidth, plan.blocksAcross)
    let rows = clamped(region.minY / plan.blockHeight, region.maxY / plan.blockHeight, plan.blocksUp)
    for _ in 0..<tries {
      let cell = Cell(
        block: Block(column: sequence.pick(columns), row: sequence.pick(rows)),
        x: 1 + sequence.below(plan.cells.columns), y: 1 + sequence.below(plan.cells.rows))
      guard plan.isInside(cell.block), taken[cell, default: []].count < 4 else { continue }
      let village = county.places.village(of: cell.block)
      let place = placeInside(cell)
      guard suits(county.lattice.unwarped(place), village), isFree(place, in: cell) else { continue }
      taken[cell, default: []].append(place)
      return WellSite(place: place, village: village)
    }
    return nil
  }

  private func clamped(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
    max(0, Int(low))..<min(count, Int(high) + 1)
  }

  /// Near one of the corners of the cell, though never at its edge: four wells can stand in one cell.
  private mutating func placeInside(_ cell: Cell) -> Coordinate {
    let u = (sequence.unit() < 0.5 ? 0.31 : 0.69) + 0.08 * (sequence.unit() - 0.5)
    let v = (sequence.unit() < 0.5 ? 0.31 : 0.69) + 0.08 * (sequence.unit() - 0.5)
    let (i, j) = county.plan.firstNode(of: cell)
    let lattice = county.lattice
    let (a, b, c, d) = (lattice.node(i, j), lattice.node(i + 1, j), lattice.node(i, j + 1), lattice.node(i + 1, j + 1))
    return Coordinate(
      x: (1 - v) * ((1 - u) * a.x + u * b.x) + v * ((1 - u) * c.x + u * d.x),
      y: (1 - v) * ((1 - u) * a.y + u * b.y) + v * ((1 - u) * c.y + u * d.y)
    ).toCentimetre
  }

  private func isFree(_ place: Coordinate, in cell: Cell) -> Bool {
    guard county.cover.ground(of: cell) != .reservoir,
      taken[cell, default: []].allSatisfy({ $0.distance(to: place) > Self.fromEachOther }),
      // The vertices of the zones are closer together than twice this margin.
      !edges.isAny(within: Self.fromZoneEdge + 8, of: place)
    else { return false }
    // Keeping away from the edges of its cell, it keeps away from those of its village, and from the wells of other
    // cells.
    return distance(from: place, toRing: county.lattice.ring(of: cell)) > Self.fromUnitBorder
  }
}

extension CountyPlan {
  /// The lattice node at the south-west corner of a cell.
  func firstNode(of cell: Cell) -> (i: Int, j: Int) {
    (cell.block.column * linesPerBlockAcross + cell.x, cell.block.row * linesPerBlockUp + cell.y)
  }

  /// The ground of a cell in the plan.
  func box(of cell: Cell) -> Box {
    let (i, j) = firstNode(of: cell)
    return Box(minX: across(i), minY: up(j), maxX: across(i + 1), maxY: up(j + 1))
  }

  /// The cell at a place of the plan, before jitter; `nil` on a road or belt, or outside.
  func cell(at place: Coordinate) -> Cell? {
    guard place.x >= 0, place.y >= 0 else { return nil }
    let block = Block(column: Int(place.x / blockWidth), row: Int(place.y / blockHeight))
    let x = place.x - Double(block.column) * blockWidth - Self.roadWidth
    let y = place.y - Double(block.row) * blockHeight - Self.beltWidth
    guard isInside(block), x > 0, y > 0 else { return nil }
    return Cell(block: block, x: 1 + Int(x / Self.cellSide), y: 1 + Int(y / Self.cellSide))
  }
}

extension Lattice {
  /// The ring of a cell in the survey, counter-clockwise, open.
  func ring(of cell: Cell) -> [Coordinate] {
    let (i, j) = plan.firstNode(of: cell)
    var ring: [Coordinate] = []
    append(LatticeEdge(runsEast: true, i: i, j: j), reversed: false, to: &ring)
    append(LatticeEdge(runsEast: false, i: i + 1, j: j), reversed: false, to: &ring)
    append(LatticeEdge(runsEast: true, i: i, j: j + 1), reversed: true, to: &ring)
    append(LatticeEdge(runsEast: false, i: i, j: j), reversed: true, to: &ring)
    return ring
  }
}

extension Coordinate {
  /// As a register of wells gives it.
  var toCentimetre: Coordinate { Coordinate(x: x.toHundredths, y: y.toHundredths) }
}

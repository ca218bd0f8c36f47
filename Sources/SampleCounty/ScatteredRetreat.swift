// Retreat in fragments (X10): in one township only a corner of each plot is withdrawn or left fallow, the rest is planted.

import Geometry

extension County {
  /// Whether the plot of a cell is divided. Such cells have no other fault.
  func isScattered(_ cell: Cell) -> Bool {
    scattered != nil && scattered == places.village(of: cell.block).township && cover.ground(of: cell) == .crop
      && status(ofPlotOn: cell) != "种植"
  }

  /// A plot as it is, or its corner and the rest of it.
  func divided(_ plot: PlotRow, on cell: Cell, by mesh: BlockMesh) -> [PlotRow] {
    guard isScattered(cell), let southEast = plot.ring.firstIndex(of: mesh.node(cell.x + 1, cell.y)),
      let northWest = plot.ring.firstIndex(of: mesh.node(cell.x, cell.y + 1))
    else { return [plot] }
    // Two thirds of the south side and of the west side: some five mu. The ring begins between them.
    let (south, west) = (southEast * 2 / 3, northWest + (plot.ring.count - northWest) / 3)
    var (corner, rest) = (plot, plot)
    corner.ring = Array(plot.ring[west...] + plot.ring[...south])
    rest.ring = Array(plot.ring[south...west])
    rest.key = plotKey(of: cell, part: 1)
    rest.plant(on: cell, of: self)
    return [corner, rest]
  }

  /// What is to be found of it.
  var scatteredRetreat: [PlantedFault] {
    scattered.map { [PlantedFault(code: "X10", layer: "townships", key: $0.code, place: outline(of: $0).middle)] } ?? []
  }
}

extension PlotRow {
  /// Registers it as planted.
  mutating func plant(on cell: Cell, of county: County) {
    status = "种植"
    crop = county.crop(on: cell)
    irrigation = county.irrigation(ofPlotOn: cell)
  }
}

// Faults planted in cells, each small, each alone in its surroundings, each to be found by exactly one check. Another
// kind of fault is another value in `cellFaults`; the one whose ground is rarest stands first and finds its places
// first.

import Geometry

/// A fault as `faults.json` tells it.
struct PlantedFault: Sendable {
  let code: String
  /// The role of the layer that was altered.
  let layer: String
  /// The key of the altered row.
  let key: String
  /// Where to look, in the frame of the layer.
  let place: Coordinate
}

/// A kind of fault that alters the rows of one cell.
struct CellFault: Sendable {
  let code: String
  let layer: String
  /// What must be on the cell.
  let ground: Ground
  /// Whether its plot and the one to the east must both be planted, or another check would speak as well.
  var needsPlantedNeighbour = false
  /// Alters the rows of the cell; returns the key of the altered row, and a place near the fault.
  let plant: @Sendable (FaultContext, inout BlockRows) -> (key: String, place: Coordinate)
}

struct FaultContext {
  let county: County
  let cell: Cell
  /// The cell's ring in the survey.
  let ring: [Coordinate]
  /// The southern and the northern corner of the plot's eastern side.
  let easternCorners: (Coordinate, Coordinate)

  var middle: Coordinate {
    let sum = ring.reduce(Coordinate(x: 0, y: 0)) { Coordinate(x: $0.x + $1.x, y: $0.y + $1.y) }
    return Coordinate(x: sum.x / Double(ring.count), y: sum.y / Double(ring.count)).rounded
  }
  var eastern: Cell { Cell(block: cell.block, x: cell.x + 1, y: cell.y) }
}

let cellFaults: [CellFault] = [
  // A plot on what the survey calls woodland.
  CellFault(code: "X02", layer: "plots", ground: .wood) { context, rows in
    rows.plots.append(context.county.plot(on: context.cell, ring: context.ring, source: "旧图"))
    return (rows.plots[0].key, context.middle)
  },
  // The ring crosses itself: two vertices of one side drawn in the wrong order, away from the neighbour.
  CellFault(code: "G01", layer: "plots", ground: .crop) { _, rows in
    let ring = rows.plots[0].ring
    let (a, b) = (ring[6], ring[7])
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let knot = [0.8, 0.2].map { Coordinate(x: a.x + $0 * dx - 0.3 * dy, y: a.y + $0 * dy + 0.3 * dx).rounded }
    rows.plots[0].ring.insert(contentsOf: knot, at: 7)
    return (rows.plots[0].key, Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2).rounded)
  },
  // The plot bulges over its eastern neighbour, by 4 m in the middle: some 250 m².
  CellFault(code: "T01", layer: "plots", ground: .crop, needsPlantedNeighbour: true) { context, rows in
    let place = rows.plots[0].bulge(between: context.easternCorners, by: 4)
    return (rows.plots[0].key, place)
  },
  // A forest row over a planted plot.
  CellFault(code: "X01", layer: "forest", ground: .crop, needsPlantedNeighbour: true) { context, rows in
    let key = County.forestKey(context.county.parcelNumber(of: context.cell))
    rows.forest.append(
      ForestRow(key: key, type: "经济林", owner: "集体", village: rows.plots[0].village, ring: rows.plots[0].ring))
    return (key, context.middle)
  },
  // Cropland without a plot.
  CellFault(code: "X03", layer: "survey", ground: .crop) { context, rows in
    rows.plots.removeAll()
    return (County.surveyKey(context.county.parcelNumber(of: context.cell)), context.middle)
  },
  // A plot under the number of its neighbour.
  CellFault(code: "A04", layer: "plots", ground: .crop, needsPlantedNeighbour: true) { context, rows in
    rows.plots[0].key = context.county.plotKey(of: context.eastern)
    return (rows.plots[0].key, context.middle)
  },
  // A tenth more area than there is.
  CellFault(code: "A07", layer: "plots", ground: .crop) { context, rows in
    rows.plots[0].declaredShare = 1.1
    return (rows.plots[0].key, context.middle)
  },
]

extension PlotRow {
  /// Moves the middle of a side outwards, its ends not at all. Returns the middle of the side.
  fileprivate mutating func bulge(between corners: (Coordinate, Coordinate), by distance: Double) -> Coordinate {
    let (start, end) = corners
    let length = start.distance(to: end)
    let (dx, dy) = ((end.x - start.x) / length, (end.y - start.y) / length)
    for index in ring.firstIndex(of: start)! + 1..<ring.firstIndex(of: end)! {
      let t = ((ring[index].x - start.x) * dx + (ring[index].y - start.y) * dy) / length
      let off = 4 * t * (1 - t) * distance
      ring[index] = Coordinate(x: ring[index].x + off * dy, y: ring[index].y - off * dx).rounded
    }
    return Coordinate(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2).rounded
  }
}

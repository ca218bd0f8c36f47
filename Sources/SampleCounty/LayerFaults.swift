// Faults between the rows of one layer (family T).

import Geometry

let layerFaults: [CellFault] = [
  // The plot bulges over its eastern neighbour, by 4 m in the middle: some 250 m².
  CellFault(code: "T01", layer: "plots", ground: .crop, needsPlantedNeighbour: true, reach: 1) { context, rows in
    let place = rows.plots[0].ring.bulge(between: context.easternCorners, by: 4)
    return (rows.plots[0].key, place)
  },
  // A parcel of the land survey is drawn in on its eastern side, and nobody has the ground.
  CellFault(code: "T02", layer: "survey", ground: .wood, reach: 1) { context, rows in
    let place = rows.survey[0].ring.bulge(between: context.surveyCorners, by: -4)
    return (County.surveyKey(rows.survey[0].number), place)
  },
  // The plot bulges over its eastern neighbour, by 6 cm in the middle.
  CellFault(code: "T03", layer: "plots", ground: .crop, needsPlantedNeighbour: true, reach: 1) { context, rows in
    let place = rows.plots[0].ring.bulge(between: context.easternCorners, by: 0.06)
    return (rows.plots[0].key, place)
  },
  // The plot has a vertex on its eastern side that the neighbour lacks.
  CellFault(code: "T04", layer: "plots", ground: .crop, needsPlantedNeighbour: true, reach: 1) { context, rows in
    let ring = rows.plots[0].ring
    let after = ring.firstIndex(of: context.easternCorners.0)! + 1
    let (a, b) = (ring[after - 1], ring[after])
    let place = Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2).rounded
    rows.plots[0].ring.insert(place, at: after)
    return (rows.plots[0].key, place)
  },
]

extension [Coordinate] {
  /// Moves the middle of a side of a ring outwards, its ends not at all. Returns the middle of the side.
  mutating func bulge(between corners: (Coordinate, Coordinate), by distance: Double) -> Coordinate {
    let (start, end) = corners
    let length = start.distance(to: end)
    let (dx, dy) = ((end.x - start.x) / length, (end.y - start.y) / length)
    for index in firstIndex(of: start)! + 1..<firstIndex(of: end)! {
      let t = ((self[index].x - start.x) * dx + (self[index].y - start.y) * dy) / length
      let off = 4 * t * (1 - t) * distance
      self[index] = Coordinate(x: self[index].x + off * dy, y: self[index].y - off * dx).rounded
    }
    return Coordinate(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2).rounded
  }
}

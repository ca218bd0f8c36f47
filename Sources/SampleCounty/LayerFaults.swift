// Faults between the rows of one layer (family T).

import Geometry

let layerFaults: [CellFault] = [
  // The plot bulges over its eastern neighbour, by 4 m in the middle: some 250 m².
  CellFault(code: "T01", layer: "plots", ground: .crop, needsPlantedNeighbour: true, reach: 1) { context, rows in
    let place = rows.plots[0].bulge(between: context.easternCorners, by: 4)
    return (rows.plots[0].key, place)
  }
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

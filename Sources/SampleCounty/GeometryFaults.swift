// Faults of one geometry (family G).

import Geometry

let geometryFaults: [CellFault] = [
  // The ring crosses itself: two vertices of one side drawn in the wrong order, away from the neighbour.
  CellFault(code: "G01", layer: "plots", ground: .crop) { _, rows in
    let ring = rows.plots[0].ring
    let (a, b) = (ring[6], ring[7])
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let knot = [0.8, 0.2].map { Coordinate(x: a.x + $0 * dx - 0.3 * dy, y: a.y + $0 * dy + 0.3 * dx).rounded }
    rows.plots[0].ring.insert(contentsOf: knot, at: 7)
    return (rows.plots[0].key, Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2).rounded)
  }
]

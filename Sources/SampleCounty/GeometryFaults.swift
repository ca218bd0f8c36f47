// Faults of one geometry (family G), drawn inside the plot, so that nothing around it changes.

import Geometry

let geometryFaults: [CellFault] = [
  // The ring crosses itself: two vertices of one side drawn in the wrong order, away from the neighbour.
  CellFault(code: "G01", layer: "plots", ground: .crop) { _, rows in
    let ring = rows.plots[0].ring
    let (a, b) = (ring[6], ring[7])
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let knot = [0.8, 0.2].map { Coordinate(x: a.x + $0 * dx - 0.3 * dy, y: a.y + $0 * dy + 0.3 * dx).rounded }
    rows.plots[0].ring.insert(contentsOf: knot, at: 7)
    return (rows.plots[0].key, a.middle(to: b))
  },
  // In the ring around a hole a vertex is drawn twice, half a millimetre apart.
  CellFault(code: "G03", layer: "plots", ground: .crop) { context, rows in
    let hole = context.place([(-4, -4), (-4, 4), (-3.9997, 4.0004), (4, 4), (4, -4)])
    rows.plots[0].parts[0].append(hole)
    return (rows.plots[0].key, hole[1])
  },
  // The ring around a hole runs out over 12 m and back, 2 cm wide at its base.
  CellFault(code: "G04", layer: "plots", ground: .crop) { context, rows in
    let hole = context.place([(-4, -4), (-4, 4), (4, 4), (4, 0.01), (16, 0), (4, -0.01), (4, -4)])
    rows.plots[0].parts[0].append(hole)
    return (rows.plots[0].key, hole[4])
  },
  // A corner cut off, under one number; what lies between is too small to be an omission (X03).
  CellFault(code: "G05", layer: "plots", ground: .crop) { context, rows in
    let ring = rows.plots[0].ring
    let last = ring.count - 2
    rows.plots[0].parts = [[Array(ring[3..<last])], [Array(ring[last...] + ring[...2])]]
    return (rows.plots[0].key, context.middle)
  },
  // A piece of 36 m² in the middle has a number of its own.
  CellFault(code: "G06", layer: "plots", ground: .crop) { context, rows in
    let square = context.place([(-3, -3), (3, -3), (3, 3), (-3, 3)])
    var piece = rows.plots[0]
    piece.key = context.county.spareKey(of: context.cell)
    piece.parts = [[square]]
    rows.plots[0].parts[0].append(square.reversed())
    rows.plots.append(piece)
    return (piece.key, context.middle)
  },
  // The plot once more under another number, its ring begun elsewhere and run the other way.
  CellFault(code: "G07", layer: "plots", ground: .crop) { context, rows in
    var copy = rows.plots[0]
    copy.key = context.county.spareKey(of: context.cell)
    copy.parts = [[Array((copy.ring[4...] + copy.ring[..<4]).reversed())]]
    rows.plots.append(copy)
    return (copy.key, context.middle)
  },
  // A row of the forest register that nobody drew.
  CellFault(code: "G08", layer: "forest", ground: .crop) { context, rows in
    let key = County.forestKey(context.county.parcelNumber(of: context.cell))
    rows.forest.append(ForestRow(key: key, type: "经济林", owner: "集体", village: rows.plots[0].village, ring: []))
    return (key, context.middle)
  },
  // A hole that runs the same way as the ring around it.
  CellFault(code: "G09", layer: "plots", ground: .crop) { context, rows in
    rows.plots[0].parts[0].append(context.place([(-4, -4), (4, -4), (4, 4), (-4, 4)]))
    return (rows.plots[0].key, context.middle)
  },
]

extension Coordinate {
  fileprivate func middle(to other: Coordinate) -> Coordinate {
    Coordinate(x: (x + other.x) / 2, y: (y + other.y) / 2).rounded
  }
}

extension FaultContext {
  /// Offsets from the middle of the cell, in metres.
  fileprivate func place(_ offsets: [(Double, Double)]) -> [Coordinate] {
    offsets.map { Coordinate(x: middle.x + $0.0, y: middle.y + $0.1).rounded }
  }
}

extension County {
  /// A number that no plot of the village has.
  fileprivate func spareKey(of cell: Cell) -> String {
    let key = plotKey(of: cell)
    return key.dropLast(6) + "9" + key.suffix(5)
  }
}

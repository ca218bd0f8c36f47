// Faults of what a row says of itself (family A).

let attributeFaults: [CellFault] = [
  // A plot under the number of its neighbour.
  CellFault(code: "A04", layer: "plots", ground: .crop, needsPlantedNeighbour: true, reach: 1) { context, rows in
    rows.plots[0].key = context.county.plotKey(of: context.eastern)
    return (rows.plots[0].key, context.middle)
  },
  // A tenth more area than there is.
  CellFault(code: "A07", layer: "plots", ground: .crop) { context, rows in
    rows.plots[0].declaredShare = 1.1
    return (rows.plots[0].key, context.middle)
  },
]

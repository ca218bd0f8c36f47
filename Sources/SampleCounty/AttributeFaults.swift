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
  // A plot of which nobody says whether it is planted.
  CellFault(code: "A01", layer: "plots", ground: .crop) { context, rows in
    rows.plots[0].status = nil
    return (rows.plots[0].key, context.middle)
  },
  // A village code of eleven digits.
  CellFault(code: "A02", layer: "plots", ground: .crop) { context, rows in
    rows.plots[0].villageCode.removeLast()
    return (rows.plots[0].key, context.middle)
  },
  // A tenure that nobody has defined.
  CellFault(code: "A03", layer: "plots", ground: .crop) { context, rows in
    rows.plots[0].tenure = "待定"
    return (rows.plots[0].key, context.middle)
  },
  // A village that there is not.
  CellFault(code: "A05", layer: "plots", ground: .crop) { context, rows in
    rows.plots[0].villageCode = rows.plots[0].village.township.prefix + "999"
    return (rows.plots[0].key, context.middle)
  },
  // Withdrawn from irrigation, and yet something grows there.
  CellFault(code: "A06", layer: "plots", ground: .crop, needsPlanted: true) { context, rows in
    rows.plots[0].status = "退减"
    return (rows.plots[0].key, context.middle)
  },
]

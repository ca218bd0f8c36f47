// Faults across layers (family X): the same ground claimed twice, wrongly, or not at all.

let claimFaults: [CellFault] = [
  // A plot on what the survey calls woodland.
  CellFault(code: "X02", layer: "plots", ground: .wood, reach: 1) { context, rows in
    rows.plots.append(context.county.plot(on: context.cell, ring: context.ring, source: "旧图"))
    return (rows.plots[0].key, context.middle)
  },
  // A forest row over a planted plot.
  CellFault(code: "X01", layer: "forest", ground: .crop, needsPlantedNeighbour: true, reach: 1) { context, rows in
    let key = County.forestKey(context.county.parcelNumber(of: context.cell))
    rows.forest.append(
      ForestRow(key: key, type: "经济林", owner: "集体", village: rows.plots[0].village, ring: rows.plots[0].ring))
    return (key, context.middle)
  },
  // Cropland without a plot.
  CellFault(code: "X03", layer: "survey", ground: .crop, reach: 1) { context, rows in
    rows.plots.removeAll()
    return (County.surveyKey(context.county.parcelNumber(of: context.cell)), context.middle)
  },
]

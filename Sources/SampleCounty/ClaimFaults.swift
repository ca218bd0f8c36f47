// Faults across layers (family X): the same ground claimed twice, wrongly, or not at all.

import Geometry

let claimFaults: [CellFault] = [
  // Irrigated from a well, deep in the prohibited zone.
  CellFault(
    code: "X07", layer: "plots", ground: .crop, needsPlanted: true,
    suits: { county, cell in county.zones.areProhibited(county.plan.box(of: cell)) }
  ) { context, rows in
    rows.plots[0].irrigation = "井水"
    return (rows.plots[0].key, context.middle)
  },
  // A planted plot on land returned to forest, which the survey still calls cropland.
  CellFault(code: "X04", layer: "forest", ground: .returned, reach: 1) { context, rows in
    rows.survey[0].ground = Ground.crop.surveyClass
    var plot = context.county.plot(on: context.cell, ring: context.ring, source: "旧图")
    plot.plant(on: context.cell, of: context.county)
    rows.plots.append(plot)
    return (rows.forest[0].key, context.middle)
  },
  // A plot on what the survey calls woodland.
  CellFault(code: "X02", layer: "plots", ground: .wood, reach: 1) { context, rows in
    rows.plots.append(context.county.plot(on: context.cell, ring: context.ring, source: "旧图"))
    return (rows.plots[0].key, context.middle)
  },
  // The plot bulges over the line of the next village, by 4 m in the middle, on to the road behind it.
  CellFault(
    code: "X06", layer: "plots", ground: .crop, needsPlanted: true, needsLastColumn: true,
    suits: { county, cell in
      let next = Block(column: cell.block.column + 1, row: cell.block.row)
      return county.plan.isInside(next)
        && county.places.village(of: next).number != county.places.village(of: cell.block).number
    }, reach: 1
  ) { context, rows in
    (rows.plots[0].key, rows.plots[0].ring.bulge(between: context.easternCorners, by: 4))
  },
  // Planted where withdrawal or rest was agreed.
  CellFault(
    code: "X05", layer: "plots", ground: .crop, suits: { county, cell in county.status(ofPlotOn: cell) != "种植" }
  ) { context, rows in
    rows.plots[0].plant(on: context.cell, of: context.county)
    return (rows.plots[0].key, context.middle)
  },
  // The well that it names is on the other side of the county.
  CellFault(
    code: "X08", layer: "plots", ground: .crop, needsPlanted: true,
    suits: { county, cell in
      let box = county.plan.box(of: cell)
      return !county.zones.isNearProhibited(box) && county.plan.hasGround(beyond: 2000, from: box.center)
    }
  ) { context, rows in
    let middle = context.middle
    let far = context.county.wellPlaces.max { $0.place.distance(to: middle) < $1.place.distance(to: middle) }!
    rows.plots[0].irrigation = "井水"
    rows.plots[0].well = far.key
    return (rows.plots[0].key, middle)
  },
  // State land registered as contracted, or the reverse.
  CellFault(code: "X09", layer: "plots", ground: .crop) { context, rows in
    let isState = context.county.isStateLand(context.cell.block)
    rows.plots[0].tenure = isState ? "确权颁证" : "确权以外国有耕地"
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
    rows.agreements.removeAll()
    return (County.surveyKey(context.county.parcelNumber(of: context.cell)), context.middle)
  },
]

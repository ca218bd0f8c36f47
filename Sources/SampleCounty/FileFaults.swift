// Faults of files and of where they lie (family F).

import Geometry

let fileFaults: [CellFault] = [
  // 第3村民小组 has eleven bytes in GBK, its field ten: the second byte of 组 (D7 E9) is lost.
  CellFault(code: "F03", layer: "forest", ground: .orchard) { context, rows in
    rows.forest[0].owner = "第3村民小"
    rows.forest[0].brokenByte = 0xD7
    return (rows.forest[0].key, context.middle)
  },
  // An orchard of which somebody mistyped the eastings: beyond the western side of the county.
  CellFault(code: "F05", layer: "forest", ground: .crop) { context, rows in
    let key = County.forestKey(context.county.parcelNumber(of: context.cell))
    let shift = context.county.plan.width + 5000
    let ring = context.ring.map { Coordinate(x: $0.x - shift, y: $0.y).rounded }
    rows.forest.append(
      ForestRow(key: key, type: "经济林", owner: "集体", village: rows.plots[0].village, ring: ring))
    return (key, Coordinate(x: context.middle.x - shift, y: context.middle.y).rounded)
  },
]

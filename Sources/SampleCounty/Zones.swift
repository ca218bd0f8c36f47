// The groundwater zones and the ground that the public network serves.
//
// The prohibited zone lies over the town and reaches into all five townships. The limited zone is a ring around it on
// the very same vertices; the over-extracted zone is the ground of both and more, as the law has it: it is the reason
// for them.

import Geometry

struct Zones: Sendable {
  let prohibited: NaturalCurve
  /// Ground inside the prohibited zone that was left out of it.
  let holes: [NaturalCurve]
  let limited: NaturalCurve
  let overExtracted: NaturalCurve
  let coverage: NaturalCurve

  let prohibitedRing: [Coordinate]
  let holeRings: [[Coordinate]]
  let limitedRing: [Coordinate]
  let overExtractedRing: [Coordinate]
  let coverageRing: [Coordinate]

  init(lattice: Lattice, places: Places) {
    let (plan, draw) = (lattice.plan, lattice.draw)
    let villageWidth = Double(plan.blocks.columns) * plan.blockWidth
    let villageHeight = Double(plan.blocks.rows) * plan.blockHeight
    let town = (
      width: Double(places.town.columns.count) * villageWidth, height: Double(places.town.rows.count) * villageHeight
    )
    let center = Coordinate(
      x: Double(places.town.columns.lowerBound) * villageWidth + town.width / 2,
      y: Double(places.town.rows.lowerBound) * villageHeight + town.height / 2)
    // Wide enough for a part of each street, high enough for a strip of the townships north and south of them.
    let a = 0.4 * town.width
    let b = town.height / 2 + max(0.2 * town.height, 300)
    // The outermost zone stays in the county; the gaps between the zones are wider than the raggedness of both.
    let outermost = min(1.85, 0.9 * min(plan.width / 2 / a, plan.height / 2 / b))
    let gap = (outermost - 1) / 2

    prohibited = NaturalCurve(key: draw.bits(.zone), center: center, a: a, b: b, raggedness: min(0.14, gap / 3.5))
    limited = NaturalCurve(
      key: draw.bits(.limited), center: center, a: a, b: b, scale: 1 + gap, raggedness: min(0.1, gap / 5))
    overExtracted = NaturalCurve(
      key: draw.bits(.overExtracted), center: center, a: a, b: b, scale: outermost, raggedness: min(0.08, gap / 5))
    coverage = NaturalCurve(
      key: draw.bits(.coverage), center: Coordinate(x: center.x + 0.55 * a, y: center.y), a: 0.95 * a,
      b: 0.4 * town.height, raggedness: 0.12)
    let radius = max(50, 0.08 * min(a, b))
    let holeCenters = min(a, b) > 800 ? [(-0.45, 0.3), (0.5, -0.35)] : [(0.15, 0.3)]
    holes = holeCenters.enumerated().map { index, offset in
      NaturalCurve(
        key: draw.bits(.hole, index), center: Coordinate(x: center.x + offset.0 * a, y: center.y + offset.1 * b),
        a: 1.3 * radius, b: radius, raggedness: 0.15)
    }

    prohibitedRing = prohibited.ring(count: prohibited.vertexCount(atLeast: 2400), on: lattice)
    holeRings = holes.map { $0.ring(count: $0.vertexCount(atLeast: 160), on: lattice) }
    limitedRing = limited.ring(count: limited.vertexCount(atLeast: 2400), on: lattice)
    overExtractedRing = overExtracted.ring(count: overExtracted.vertexCount(atLeast: 2400), on: lattice)
    coverageRing = coverage.ring(count: coverage.vertexCount(atLeast: 600), on: lattice)
  }

  /// Whether a place of the plan, away from the edges, is prohibited ground.
  func isProhibited(_ place: Coordinate) -> Bool {
    prohibited.contains(place) && !holes.contains { $0.contains(place) }
  }

  /// Whether ground of the plan may touch the prohibited zone or what was left out of it.
  func isNearProhibited(_ box: Box) -> Bool { box.expanded(by: 40).outline.contains { prohibited.contains($0) } }

  /// Whether ground of the plan lies wholly in the prohibited zone.
  func areProhibited(_ box: Box) -> Bool {
    let outline = box.expanded(by: 40).outline
    return outline.allSatisfy { place in isProhibited(place) }
      && !holes.contains { hole in box.expanded(by: 40).contains(hole.center) }
  }

  /// Whether a place of the plan, away from the edges, is limited ground.
  func isLimited(_ place: Coordinate) -> Bool { limited.contains(place) && !prohibited.contains(place) }

  /// The vertices of all edges that decide about a well.
  var edgeVertices: [Coordinate] {
    prohibitedRing + holeRings.flatMap(\.self) + limitedRing + overExtractedRing + coverageRing
  }
}

extension Box {
  /// Corners, and places every thirty metres along the sides.
  fileprivate var outline: [Coordinate] {
    let (across, up) = (Int(width / 30) + 1, Int(height / 30) + 1)
    let sides = (0...across).flatMap { step -> [Coordinate] in
      let x = minX + width * Double(step) / Double(across)
      return [Coordinate(x: x, y: minY), Coordinate(x: x, y: maxY)]
    }
    return sides
      + (0...up).flatMap { step -> [Coordinate] in
        let y = minY + height * Double(step) / Double(up)
        return [Coordinate(x: minX, y: y), Coordinate(x: maxX, y: y)]
      }
  }
}

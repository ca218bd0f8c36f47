// The bent lattice: where its nodes lie and how its edges run. Every line of the county – parcel, village, canal – is
// made of these edges, so whatever meets shares its vertices exactly.
//
// Why no two edges ever cross: the waves and the bulge of the county turn the side of a cell by at most 24°, the jitter
// of its ends by at most 14°, so two edges at a node keep at least 14° between them; and an edge leaves its chord by at
// most 0.12 of the distance to the nearer end, 7° on either side.

import Foundation
import Geometry

/// An edge from node (i, j) to node (i + 1, j), or to (i, j + 1).
struct LatticeEdge: Sendable, Hashable {
  var runsEast: Bool
  var i: Int
  var j: Int
}

struct Lattice: Sendable {
  let plan: CountyPlan
  let draw: Draw
  private let turn: (cosine: Double, sine: Double)
  private let waves: [Wave]
  private let shape: LineNoise
  private let detail: LineNoise

  /// One smooth displacement of the whole county. The gradients of all waves add up to at most 0.2 in either axis.
  private struct Wave: Sendable {
    /// The wave's vector, its phase, and where it moves places.
    let east, north, phase, dx, dy: Double
  }

  init(plan: CountyPlan, draw: Draw) {
    self.plan = plan
    self.draw = draw
    // Counties do not lie square to the north.
    let angle = (0.08 + 0.16 * draw.unit(.turn, 0)) * (draw.unit(.turn, 1) < 0.5 ? -1 : 1)
    turn = (cos(angle), sin(angle))
    let lengths: [(length: Double, gradient: Double)] = [(2_900, 0.06), (5_300, 0.06), (11_000, 0.05), (47_000, 0.03)]
    var waves: [Wave] = []
    for (index, wave) in lengths.enumerated() {
      for axis in 0...1 {
        let direction = 2 * Double.pi * draw.unit(.warp, index, axis, 0)
        let number = 2 * Double.pi / wave.length
        let amplitude = wave.gradient / number
        waves.append(
          Wave(
            east: number * cos(direction), north: number * sin(direction),
            phase: 2 * Double.pi * draw.unit(.warp, index, axis, 1), dx: axis == 0 ? amplitude : 0,
            dy: axis == 1 ? amplitude : 0))
      }
    }
    self.waves = waves
    shape = LineNoise(key: 0, knots: 2, octaves: 3, persistence: 0.55)
    detail = LineNoise(key: 0, knots: 7, octaves: 1, persistence: 1)
  }

  /// From the plan's own metres to the frame's: the frame's sides bulge, waves bend it, and all is turned.
  func warped(_ place: Coordinate) -> Coordinate {
    let (halfWidth, halfHeight) = (plan.width / 2, plan.height / 2)
    let (u, v) = (place.x / halfWidth - 1, place.y / halfHeight - 1)
    var x = halfWidth * u * (1 - 0.08 * v * v)
    var y = halfHeight * v * (1 - 0.08 * u * u)
    for wave in waves {
      let height = sin(place.x * wave.east + place.y * wave.north + wave.phase)
      x += wave.dx * height
      y += wave.dy * height
    }
    return Coordinate(
      x: CountyPlan.center.x + turn.cosine * x - turn.sine * y, y: CountyPlan.center.y + turn.sine * x + turn.cosine * y
    )
  }

  /// Back from the frame: a fixed point, at least twice as near with every step.
  func unwarped(_ target: Coordinate) -> Coordinate {
    var place = Coordinate(x: plan.width / 2, y: plan.height / 2)
    for _ in 0..<40 {
      let image = warped(place)
      let (dx, dy) = (target.x - image.x, target.y - image.y)
      place.x += turn.cosine * dx + turn.sine * dy
      place.y += turn.cosine * dy - turn.sine * dx
      if abs(dx) + abs(dy) < 1e-6 { break }
    }
    return place
  }

  /// The number of a line when roads and belts have no width: both sides of a road are one line, and are bent alike.
  private func logical(_ line: Int, _ linesPerBlock: Int) -> Int {
    let (block, local) = line.quotientAndRemainder(dividingBy: linesPerBlock)
    return block * (linesPerBlock - 1) + max(0, local - 1)
  }

  func node(_ i: Int, _ j: Int) -> Coordinate {
    let (column, row) = (logical(i, plan.linesPerBlockAcross), logical(j, plan.linesPerBlockUp))
    let reach = 0.09 * CountyPlan.cellSide
    let place = warped(Coordinate(x: plan.across(i), y: plan.up(j)))
    return Coordinate(
      x: place.x + reach * draw.signed(.jitter, column, row, 0),
      y: place.y + reach * draw.signed(.jitter, column, row, 1)
    ).rounded
  }

  func end(of edge: LatticeEdge) -> (i: Int, j: Int) {
    edge.runsEast ? (edge.i + 1, edge.j) : (edge.i, edge.j + 1)
  }

  /// The curve of an edge between its nodes.
  func curve(_ edge: LatticeEdge, from start: Coordinate, to end: Coordinate) -> EdgeCurve {
    let direction = edge.runsEast ? 0 : 1
    let (column, row) = (logical(edge.i, plan.linesPerBlockAcross), logical(edge.j, plan.linesPerBlockUp))
    let key = draw.bits(.edgeShape, column, row, direction)
    return EdgeCurve(
      start: start, end: end, amplitude: 1.5 + 6.5 * unit(key) * unit(key), shape: LineNoise(shape, key: key),
      spacing: plan.vertexSpacing, detail: LineNoise(detail, key: draw.bits(.edgeDetail, edge.i, edge.j, direction)),
      vertices: draw.bits(.vertex, edge.i, edge.j, direction))
  }

  /// Appends the vertices of an edge between its nodes, as the land survey has them.
  func appendInterior(of edge: LatticeEdge, from start: Coordinate, to end: Coordinate, to points: inout [Coordinate]) {
    let curve = curve(edge, from: start, to: end)
    let count = curve.vertexCount
    var index = 1
    while index < count {
      let t = (Double(index) + 0.3 * signed(mixed(curve.vertices &+ UInt64(index)))) / Double(count)
      points.append(curve.at(t).rounded)
      index += 1
    }
  }

  /// Appends an edge's nodes and vertices without the last node, from its start or from its end.
  func append(_ edge: LatticeEdge, reversed: Bool, to points: inout [Coordinate]) {
    let (start, (i, j)) = (node(edge.i, edge.j), end(of: edge))
    let end = node(i, j)
    var interior: [Coordinate] = []
    appendInterior(of: edge, from: start, to: end, to: &interior)
    points.append(reversed ? end : start)
    points.append(contentsOf: reversed ? interior.reversed() : interior)
  }
}

/// The true course of an edge, which surveys digitise: a graph over the chord that leaves it by at most 0.12 of the
/// distance to the nearer end.
struct EdgeCurve: Sendable {
  let start, end: Coordinate
  let amplitude: Double
  let shape: LineNoise
  /// From vertex to vertex, about.
  let spacing: Double
  let detail: LineNoise
  /// The key of the places where vertices are taken.
  let vertices: UInt64

  var length: Double { start.distance(to: end) }
  /// The ends of roads and belts are straight.
  var vertexCount: Int { length < 2.5 * spacing ? 1 : Int((length / spacing).rounded()) }

  func at(_ t: Double) -> Coordinate {
    let length = length
    let nearerEnd = length * min(t, 1 - t)
    let off = shape.at(t) * min(amplitude, 0.1 * nearerEnd) + detail.at(t) * min(0.8, 0.02 * nearerEnd)
    let (dx, dy) = ((end.x - start.x) / length, (end.y - start.y) / length)
    return Coordinate(x: start.x + t * length * dx - off * dy, y: start.y + t * length * dy + off * dx)
  }
}

extension Coordinate {
  /// To 0.1 mm, as in contract-land surveys. It also makes the bytes independent of the last bits of a sine.
  var rounded: Coordinate { Coordinate(x: (x * 10_000).rounded() / 10_000, y: (y * 10_000).rounded() / 10_000) }
}

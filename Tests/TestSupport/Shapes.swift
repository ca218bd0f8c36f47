// Polygons for tests: plain ones by their coordinates, random ones that are valid by construction.

import Foundation
public import Geometry

/// Rings of one part, each as (x, y) pairs; the first is the shell.
public typealias Part = [[(Double, Double)]]

/// A column of polygons: rows of parts of rings.
public func polygons(_ rows: [[Part]]) -> GeometryColumn {
  var builder = GeometryBuilder(.polygon)
  for row in rows {
    for part in row {
      for ring in part { builder.appendRing(ring.map { Coordinate(x: $0.0, y: $0.1) }) }
      builder.endPart()
    }
    builder.endRow()
  }
  return builder.finish()
}

public func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> [(Double, Double)] {
  [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
}

public func points(_ coordinates: [(Double, Double)]) -> GeometryColumn {
  var builder = GeometryBuilder(.point)
  for (x, y) in coordinates { builder.appendPoint(Coordinate(x: x, y: y)) }
  return builder.finish()
}

/// A ring around a centre whose radius changes at random from vertex to vertex: simple, whatever the numbers.
public func star(
  _ random: inout SeededGenerator, at center: (Double, Double), radius: Double, vertices: Int, clockwise: Bool = false
) -> [(Double, Double)] {
  let ring = (0..<vertices).map { index in
    let angle = 2 * Double.pi * Double(index) / Double(vertices)
    let distance = radius * Double.random(in: 0.5...1, using: &random)
    return (center.0 + distance * cos(angle), center.1 + distance * sin(angle))
  }
  return clockwise ? ring.reversed() : ring
}

/// A random valid row: a star, sometimes with a hole, sometimes with a second part beside it.
public func randomRow(_ random: inout SeededGenerator, at center: (Double, Double), radius: Double) -> [Part] {
  let vertices = Int.random(in: 3...60, using: &random)
  // The inner radius of a star of n vertices is at least half of cos(π/n) of the outer one.
  let clockwise = Bool.random(using: &random)
  var parts: [Part] = [[star(&random, at: center, radius: radius, vertices: vertices, clockwise: clockwise)]]
  if vertices > 8 && Bool.random(using: &random) {
    parts[0].append(
      star(&random, at: center, radius: radius * 0.4, vertices: 12, clockwise: Bool.random(using: &random)))
  }
  if Int.random(in: 0..<4, using: &random) == 0 {
    parts.append([star(&random, at: (center.0 + 2.1 * radius, center.1), radius: radius, vertices: 9)])
  }
  return parts
}

/// A division of a square into n × n cells whose corners are moved at random and whose edges are shared polylines with
/// `between` further vertices: no gap, no overlap, every inner edge with two owners.
public func partition(
  _ random: inout SeededGenerator, cells n: Int, side: Double, origin: (Double, Double), between: Int = 3
) -> GeometryColumn {
  let cell = side / Double(n)
  func jitter(_ inner: Bool) -> Double { inner ? cell * Double.random(in: -0.2...0.2, using: &random) : 0 }
  var nodes: [[(Double, Double)]] = []
  for j in 0...n {
    nodes.append(
      (0...n).map { i in
        (origin.0 + Double(i) * cell + jitter(i > 0 && i < n), origin.1 + Double(j) * cell + jitter(j > 0 && j < n))
      })
  }
  func edge(_ a: (Double, Double), _ b: (Double, Double), isBorder: Bool) -> [(Double, Double)] {
    (0...between).map { k in
      let t = Double(k) / Double(between + 1)
      let offset = k == 0 || isBorder ? 0 : Double.random(in: -0.04...0.04, using: &random)
      return (a.0 + t * (b.0 - a.0) - offset * (b.1 - a.1), a.1 + t * (b.1 - a.1) + offset * (b.0 - a.0))
    }
  }
  let across = (0...n).map { j in (0..<n).map { i in edge(nodes[j][i], nodes[j][i + 1], isBorder: j == 0 || j == n) } }
  let up = (0..<n).map { j in (0...n).map { i in edge(nodes[j][i], nodes[j + 1][i], isBorder: i == 0 || i == n) } }
  func backwards(_ edge: [(Double, Double)], from end: (Double, Double)) -> [(Double, Double)] {
    [end] + edge.dropFirst().reversed()
  }
  var rows: [[Part]] = []
  for j in 0..<n {
    for i in 0..<n {
      rows.append([
        [
          across[j][i] + up[j][i + 1] + backwards(across[j + 1][i], from: nodes[j + 1][i + 1])
            + backwards(up[j][i], from: nodes[j + 1][i])
        ]
      ])
    }
  }
  return polygons(rows)
}

// A closed curve that a person might have drawn around a place: an ellipse with ragged edge, bent with the county.

import Foundation
import Geometry

/// A curve star-shaped about its centre, so it never crosses itself: in the plan's own metres the point at angle φ is
///
///     centre + (a cos φ, b sin φ) · scale · (1 + raggedness · noise(φ))
struct NaturalCurve: Sendable {
  let center: Coordinate
  let (a, b): (Double, Double)
  let scale: Double
  let raggedness: Double
  private let noise: LineNoise

  init(key: UInt64, center: Coordinate, a: Double, b: Double, scale: Double = 1, raggedness: Double) {
    self.center = center
    (self.a, self.b) = (a, b)
    self.scale = scale
    self.raggedness = raggedness
    // Down to bays of some sixty metres, however long the curve is.
    var octaves = 1
    while Double(7 << octaves) * 60 < Double.pi * scale * (a + b) { octaves += 1 }
    noise = LineNoise(key: key, knots: 7, octaves: octaves, persistence: 0.58, isClosed: true)
  }

  /// The vertices, open, counter-clockwise, in the frame of the lattice.
  func ring(count: Int, on lattice: Lattice) -> [Coordinate] {
    (0..<count).map { index in
      let turn = Double(index) / Double(count)
      let reach = reach(turn)
      return lattice.warped(
        Coordinate(
          x: center.x + a * reach * cos(2 * Double.pi * turn), y: center.y + b * reach * sin(2 * Double.pi * turn))
      ).rounded
    }
  }

  /// Whether a place of the plan lies inside; within some metres of the curve the vertices decide, and this may err.
  func contains(_ place: Coordinate) -> Bool {
    let (x, y) = ((place.x - center.x) / a, (place.y - center.y) / b)
    let angle = atan2(y, x) / (2 * Double.pi)
    return (x * x + y * y).squareRoot() < reach(angle < 0 ? angle + 1 : angle)
  }

  /// Vertices for a spacing of about eight metres, at least as many as asked for.
  func vertexCount(atLeast least: Int) -> Int { max(least, Int(Double.pi * scale * (a + b) / 8)) }

  private func reach(_ turn: Double) -> Double { scale * (1 + raggedness * noise.at(turn)) }
}

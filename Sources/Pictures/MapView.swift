// How ground becomes page: a rectangle of the page, the ground at its middle, and a scale that people can work with.

import Geometry

struct MapView {
  let rectangle: Rectangle
  private let center: Coordinate
  let metresPerPoint: Double

  /// The largest round scale at which the ground fits into the rectangle with a margin.
  init(of ground: Box, in rectangle: Rectangle) {
    self.rectangle = rectangle
    // What is a point, or a damaged coordinate, still gets a map.
    center = ground.isEmpty ? Coordinate(x: 0, y: 0) : ground.center
    let (width, height) = ground.isEmpty ? (0, 0) : (ground.width, ground.height)
    let needed = max(width / rectangle.width, height / rectangle.height) * 1.05
    metresPerPoint = Self.roundScale(max(needed, 0.5) * Self.pointsPerMetre) / Self.pointsPerMetre
  }

  static let pointsPerMetre = 72 / 0.0254

  /// The number behind 1: in the scale.
  var scale: Int { Int((metresPerPoint * Self.pointsPerMetre).rounded()) }

  /// The smallest round number that is not less.
  private static func roundScale(_ scale: Double) -> Double {
    var power = 1.0
    while power * 10 <= scale { power *= 10 }
    let steps = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10]
    return power * steps.first { $0 * power >= scale * (1 - 1e-9) }!
  }

  /// Where a place of the ground is on the page. Far outside it is held at a distance that renderers can still add to.
  func spot(_ place: Coordinate) -> Spot {
    func held(_ value: Double) -> Double { min(max(value, -100_000), 100_000) }
    return Spot(
      held(rectangle.x + rectangle.width / 2 + (place.x - center.x) / metresPerPoint),
      held(rectangle.y + rectangle.height / 2 - (place.y - center.y) / metresPerPoint))
  }

  /// The ground that can be seen.
  var ground: Box {
    let (x, y) = (rectangle.width / 2 * metresPerPoint, rectangle.height / 2 * metresPerPoint)
    return Box(minX: center.x - x, minY: center.y - y, maxX: center.x + x, maxY: center.y + y)
  }

  /// The outlines of a row; what is smaller than a hairline is left out.
  func outlines(of geometry: GeometryColumn, row: Int) -> [[Spot]] {
    geometry.outlines(ofRow: row, tolerance: 0.12 * metresPerPoint).map { $0.map(spot) }
  }

  /// The outlines of rows as SVG writes paths.
  func path(of geometry: GeometryColumn, rows: some Sequence<Int>) -> String {
    let visible = ground
    var path = ""
    for row in rows where geometry.box(ofRow: row).meets(visible) {
      for outline in outlines(of: geometry, row: row) {
        var last: String?
        for spot in outline {
          let point = "\(number(spot.x)) \(number(spot.y))"
          if point == last { continue }
          path += (last == nil ? "M" : "L") + point
          last = point
        }
        if geometry.kind == .polygon { path += "Z" }
      }
    }
    return path
  }
}

/// The length of ground that a scale bar shows: a round number, at most as long as there is room for.
func scaleBarLength(metresPerPoint: Double, room: Double) -> Double {
  let most = metresPerPoint * room
  var power = 1.0
  while power * 10 <= most { power *= 10 }
  return power * ([5, 2, 1].first { $0 * power <= most } ?? 1)
}

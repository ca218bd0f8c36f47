import Geometry
import TestSupport
import Testing

@Suite struct SeenOutlineTests {
  /// What is left out lies within the tolerance of what is left.
  @Test(arguments: [0.01, 0.5, 5]) func theOutlineStaysWithinTheTolerance(tolerance: Double) {
    var random = SeededGenerator(3)
    let column = polygons([[[star(&random, at: (29_500_000, 4_900_000), radius: 100, vertices: 500)]]])
    let outline = column.outlines(ofRow: 0, tolerance: tolerance)[0]
    #expect(outline.first == outline.last && outline.count <= column.coordinateCount)
    for index in column.coordinates(ofRow: 0) {
      let place = column.coordinate(index)
      let nearest = zip(outline, outline.dropFirst()).map { distance(place, $0, $1) }.min()!
      #expect(nearest <= tolerance + 1e-6)
    }
    if tolerance == 5 { #expect(outline.count < 500) }
  }

  private func distance(_ place: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let along = min(1, max(0, ((place.x - a.x) * dx + (place.y - a.y) * dy) / (dx * dx + dy * dy)))
    return place.distance(to: Coordinate(x: a.x + along * dx, y: a.y + along * dy))
  }

  @Test func ringsTooSmallToSeeAreLeftOut() {
    let column = polygons([[[rectangle(0, 0, 100, 100)], [rectangle(200, 0, 200.01, 0.01)]]])
    #expect(column.outlines(ofRow: 0, tolerance: 1).count == 1)
  }

  @Test func theWidestSpanAvoidsHoles() throws {
    let column = polygons([[[rectangle(0, 0, 100, 100), rectangle(10, 40, 40, 60)]]])
    #expect(column.widestSpan(ofRow: 0, at: 50) == 40...100)
    #expect(column.widestSpan(ofRow: 0, at: 20) == 0...100)
    #expect(column.widestSpan(ofRow: 0, at: 200) == nil)
    #expect(column.innerPoint(ofRow: 0) == Coordinate(x: 70, y: 50))
  }
}

// Where a shared part lies and how wide it is.

import Foundation
import Geometry
import TestSupport
import Testing

@Suite struct OverlapShapeTests {
  @Test func theShapeOfAStrip() async throws {
    let a = try await PreparedColumn(polygons([[[rectangle(29_524_000, 0, 29_525_000, 100)]]]))
    let b = try await PreparedColumn(polygons([[[rectangle(29_524_000, 99.5, 29_525_000, 200)]]]))
    var kernel = OverlapKernel()
    let shape = kernel.shape(0, of: a, 0, of: b)
    #expect(abs(shape.area - 500) < 1e-8)
    #expect(abs(shape.width - 0.5) < 1e-6 && abs(shape.length - 1000) < 1e-3)
    #expect(abs(shape.centroid.x - 29_524_500) < 1e-6 && abs(shape.centroid.y - 99.75) < 1e-6)
    #expect(shape.area == kernel.shape(0, of: a, 0, of: b).area)
  }

  /// Turning a strip turns the place and changes neither of its sides.
  @Test(arguments: 0..<24) func aStripHasTheSameSidesAtAnyAngle(step: Int) async throws {
    let angle = 2 * Double.pi * Double(step) / 24
    let (along, across) = ((cos(angle), sin(angle)), (-sin(angle), cos(angle)))
    func place(_ u: Double, _ v: Double) -> (Double, Double) {
      (29_524_000 + u * along.0 + v * across.0, 4_874_000 + u * along.1 + v * across.1)
    }
    let strip = [place(0, 0), place(400, 0), place(400, 2), place(0, 2)]
    let (center, reach) = (place(200, 1), 1000.0)
    let rows = try await PreparedColumn(
      polygons([
        [[strip]], [[rectangle(center.0 - reach, center.1 - reach, center.0 + reach, center.1 + reach)]],
      ]))
    var kernel = OverlapKernel()
    let shape = kernel.shape(0, of: rows, 1, of: rows)
    #expect(abs(shape.length - 400) < 1e-2 && abs(shape.width - 2) < 1e-4)
    #expect(shape.centroid.distance(to: Coordinate(x: center.0, y: center.1)) < 1e-5)
  }

  /// Whatever is shared: sides whose product is the area, the long one first, and a place in both boxes.
  @Test(arguments: 0..<3) func sidesAndPlace(frame: Int) async throws {
    let (origin, scale) = OverlapAreaTests.frames[frame]
    var random = SeededGenerator(UInt64(frame))
    let rows = (0..<400).map { _ in
      randomRow(&random, at: (origin.0 + scale * .random(in: -1...1, using: &random), origin.1), radius: scale)
    }
    let layer = try await PreparedColumn(polygons(rows))
    var kernel = OverlapKernel()
    for row in 1..<rows.count {
      let shape = kernel.shape(row - 1, of: layer, row, of: layer)
      #expect(abs(shape.area - kernel.area(row - 1, of: layer, row, of: layer).area) <= 2 * shape.error)
      #expect(shape.length >= shape.width && abs(shape.length * shape.width - shape.area) <= 1e-12 * shape.area)
      let window = layer.boxes[row - 1].intersection(layer.boxes[row])
      #expect(window.isEmpty || window.contains(shape.centroid), "row \(row)")
    }
  }

  /// A disc is as long as it is wide: no rectangle is shorter than the square of its area.
  @Test func aDisc() async throws {
    let disc = (0..<90).map { ((cos(Double($0) * .pi / 45)), sin(Double($0) * .pi / 45)) }
    let layer = try await PreparedColumn(polygons([[[disc]], [[rectangle(-2, -2, 2, 2)]]]))
    var kernel = OverlapKernel()
    let shape = kernel.shape(0, of: layer, 1, of: layer)
    #expect(abs(shape.length - shape.width) < 1e-9 && abs(shape.length - Double.pi.squareRoot()) < 1e-2)
  }
}

// Laws of simplification: neighbours keep one edge, areas of a partition add up, rings stay rings, nothing strays.

import Geometry
import TestSupport
import Testing

@Suite struct SimplificationTests {
  private struct Edge: Hashable {
    let ends: Set<[Double]>
    init(_ a: Coordinate, _ b: Coordinate) { ends = [[a.x, a.y], [b.x, b.y]] }
  }

  private func edges(_ column: GeometryColumn) -> [Edge: Int] {
    var counts: [Edge: Int] = [:]
    for ring in 0..<column.ringCount {
      for index in column.coordinates(ofRing: ring).dropLast() {
        counts[Edge(column.coordinate(index), column.coordinate(index + 1)), default: 0] += 1
      }
    }
    return counts
  }

  private func total(_ column: GeometryColumn) -> Double {
    (0..<column.count).reduce(0) { $0 + column.area(ofRow: $1) }
  }

  /// Eight-digit eastings, as in a county.
  private func county(_ random: inout SeededGenerator) -> GeometryColumn {
    partition(&random, cells: 12, side: 1200, origin: (29_524_000, 4_874_000), between: 9)
  }

  @Test(arguments: [0.5, 2, 5, 20] as [Double]) func aPartitionStaysOne(tolerance: Double) {
    var random = SeededGenerator(7)
    let cells = county(&random)
    let simple = Simplifier(cells).simplified(tolerance: tolerance)
    #expect(simple.coordinateCount < cells.coordinateCount)
    #expect(simple.count == cells.count && simple.ringCount == cells.ringCount)
    // Every edge has two owners, but for those of the square: the sum of all areas is the square's.
    let owners = edges(simple)
    #expect(owners.values.allSatisfy { $0 <= 2 })
    let border = owners.filter { $0.value == 1 }.keys
    let sides: [(Double) -> Bool] = [{ $0 == 29_524_000 }, { $0 == 29_525_200 }]
    let isOnBorder = border.allSatisfy { edge in
      edge.ends.allSatisfy { end in
        sides.contains { $0(end[0]) } || end[1] == 4_874_000 || end[1] == 4_875_200
      }
    }
    #expect(isOnBorder)
    #expect(abs(total(simple) - 1200 * 1200) < 1e-6 * 1200)
  }

  @Test func nothingStraysBeyondTheTolerance() {
    var random = SeededGenerator(8)
    let cells = county(&random)
    let simple = Simplifier(cells).simplified(tolerance: 3)
    for ring in 0..<cells.ringCount {
      let kept = simple.coordinates(ofRing: ring)
      for index in cells.coordinates(ofRing: ring) {
        let place = cells.coordinate(index)
        let nearest = kept.dropLast().map { distance(place, simple.coordinate($0), simple.coordinate($0 + 1)) }.min()
        #expect(nearest! <= 3 * (1 + 1e-9))
      }
    }
  }

  @Test func ringsAreClosedAndKeepTheirTurn() {
    var random = SeededGenerator(9)
    let rows = (0..<300).map { randomRow(&random, at: (Double($0 % 20) * 50, Double($0 / 20) * 50), radius: 10) }
    let column = polygons(rows)
    for tolerance in [0.1, 1, 4, 100] {
      let simple = Simplifier(column).simplified(tolerance: tolerance)
      for ring in 0..<simple.ringCount {
        let range = simple.coordinates(ofRing: ring)
        #expect(range.count >= 4 && simple.coordinate(range.lowerBound) == simple.coordinate(range.upperBound - 1))
        #expect((simple.signedArea(ofRing: ring) > 0) == (column.signedArea(ofRing: ring) > 0))
      }
    }
  }

  /// An island and the hole that it fills begin at different vertices and run in different directions.
  @Test func anIslandFillsItsHole() {
    var random = SeededGenerator(10)
    let island = star(&random, at: (50, 50), radius: 20, vertices: 80)
    let turned = Array(island[33...] + island[..<33])
    let simple = Simplifier(polygons([[[rectangle(0, 0, 100, 100), turned.reversed()]], [[island]]])).simplified(
      tolerance: 3)
    #expect(simple.coordinateCount < 150)
    #expect(edges(simple).values.count { $0 == 2 } == simple.coordinates(ofRow: 1).count - 1)
    #expect(abs(total(simple) - 10_000) < 1e-9)
  }

  @Test func linesKeepTheirEndsAndTheirMeetings() {
    var builder = GeometryBuilder(.line)
    for line in [[(0, 0), (5, 0.1), (10, 0)], [(10, 0), (15, 0.1), (20, 0)], [(10, 0), (10, 9)]] {
      builder.appendRing(line.map { Coordinate(x: Double($0.0), y: $0.1) })
      builder.endPart()
      builder.endRow()
    }
    let simple = Simplifier(builder.finish()).simplified(tolerance: 1)
    #expect((0..<3).map { simple.coordinates(ofRow: $0).count } == [2, 2, 2])
    #expect(simple.coordinate(1) == Coordinate(x: 10, y: 0) && simple.coordinate(2) == Coordinate(x: 10, y: 0))
  }

  @Test func withoutToleranceOrShapeNothingChanges() {
    let cells = polygons([[[rectangle(0, 0, 1, 1)]], [], [[rectangle(5, 5, 6, 6)]]])
    #expect(Simplifier(cells).simplified(tolerance: 0).coordinateCount == 10)
    #expect(Simplifier(cells).simplified(tolerance: 50).coordinateCount == 10)
    #expect(Simplifier(cells).simplified(tolerance: 50).isEmpty(row: 1))
    #expect(Simplifier(points([(1, 2), (1, 2)])).simplified(tolerance: 9).count == 2)
  }

  private func distance(_ place: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let along = ((place.x - a.x) * dx + (place.y - a.y) * dy) / (dx * dx + dy * dy)
    let t = min(max(along, 0), 1)
    return place.distance(to: Coordinate(x: a.x + t * dx, y: a.y + t * dy))
  }
}

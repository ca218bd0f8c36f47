// Many points at once: the answers are those of counting every edge in whole numbers, whatever the grids skip.

import Geometry
import TestSupport
import Testing

@Suite struct LocatePointsTests {
  typealias Ring = [(x: Int, y: Int)]

  /// On whole coordinates most points lie on vertices, on edges, or level with them; the rule decides each without rounding.
  @Test(arguments: 0..<24) func theRuleHoldsOnTheLattice(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let rows = (0..<6).map { row in
      switch (row + seed) % 3 {
      case 0: [comb(&random, teeth: 60)]
      case 1: [staircase(&random, steps: 80)]
      default: frame(&random, holes: 40)
      }
    }
    let origin = seed.isMultiple(of: 2) ? 0 : 29_524_000
    let column = polygons(
      rows.map { rings in [rings.map { ring in ring.map { (Double($0.x + origin), Double($0.y)) } }] })
    var places: [(x: Int, y: Int)] = rows.flatMap { $0.flatMap { $0 } }
    for _ in 0..<3000 { places.append((.random(in: -3...300, using: &random), .random(in: -3...300, using: &random))) }
    let points = points(places.map { (Double($0.x + origin), Double($0.y)) })
    let prepared = try await PreparedColumn(column, workers: 2)
    let found = try await locate(points, in: prepared, workers: 2)
    var expected: [Containment] = []
    for (point, place) in places.enumerated() {
      for (polygon, rings) in rows.enumerated() where owns(rings, place) {
        expected.append(Containment(point: point, polygon: polygon))
      }
    }
    #expect(found == expected)
    #expect(expected.count > 500 && Set(expected.map(\.polygon)).count == rows.count)
    #expect(try await locate(points, in: prepared, workers: 1) == found)
  }

  /// Stars with holes and parts beside small squares, in metres far from the origin and in degrees: as one point at a time.
  @Test(arguments: [(29_524_000.0, 4_874_000.0, 500.0), (87.3, 44.01, 0.01), (0, 0, 1e-7), (3e9, 3e9, 1e-6)])
  func asOnePointAtATime(x: Double, y: Double, size: Double) async throws {
    var random = SeededGenerator(7)
    var rows: [[Part]] = []
    for vertices in [4, 97, 400, 3000, 20_000] {
      let place = (x + size * Double.random(in: -1...1, using: &random), y)
      rows.append([
        [
          star(&random, at: place, radius: size, vertices: vertices),
          star(&random, at: place, radius: 0.4 * size, vertices: 300),
        ],
        [star(&random, at: (place.0 + 2.1 * size, y), radius: size, vertices: 200)],
      ])
    }
    let column = polygons(rows)
    var places = (0..<column.coordinateCount).map { column.coordinate($0) }
    for _ in 0..<20_000 {
      places.append(
        Coordinate(
          x: x + size * Double.random(in: -3...5, using: &random),
          y: y + size * Double.random(in: -2...2, using: &random)))
    }
    for index in 0..<column.coordinateCount - 1 {
      let (a, b) = (column.coordinate(index), column.coordinate(index + 1))
      places.append(Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2))
    }
    let prepared = try await PreparedColumn(column)
    let found = try await locate(points(places.map { ($0.x, $0.y) }), in: prepared, workers: 2)
    var expected: [Containment] = []
    for (point, place) in places.enumerated() {
      for polygon in 0..<column.count where prepared.owns(place, row: polygon) {
        expected.append(Containment(point: point, polygon: polygon))
      }
    }
    #expect(found == expected)
    #expect(found.count > 10_000)
  }

  @Test func nothingIsFoundWhereThereIsNothing() async throws {
    let none = try await PreparedColumn(polygons([]))
    #expect(try await locate(points([(0, 0)]), in: none, workers: 2).isEmpty)
    let square = try await PreparedColumn(polygons([[], [[rectangle(0, 0, 1, 1)]]]))
    #expect(try await locate(points([]), in: square, workers: 2).isEmpty)
    var builder = GeometryBuilder(.point)
    builder.endRow()
    builder.appendPoint(Coordinate(x: 0.5, y: 0.5))
    #expect(try await locate(builder.finish(), in: square, workers: 2) == [Containment(point: 1, polygon: 1)])
  }

  /// Long edges side by side, from one end of the box to the other: as many cells reached as there can be.
  private func comb(_ random: inout SeededGenerator, teeth: Int) -> Ring {
    var ring: Ring = [(0, 0)]
    for tooth in 0..<teeth {
      ring.append((200 + .random(in: 0...40, using: &random), 4 * tooth + 1))
      ring.append((.random(in: 1...60, using: &random), 4 * tooth + 3))
    }
    return ring + [(0, 4 * teeth)]
  }

  /// Level and upright edges only.
  private func staircase(_ random: inout SeededGenerator, steps: Int) -> Ring {
    var ring: Ring = [(0, 0)]
    var (x, y) = (0, 0)
    for _ in 0..<steps {
      x += .random(in: 1...3, using: &random)
      ring.append((x, y))
      y += .random(in: 1...3, using: &random)
      ring.append((x, y))
    }
    return ring + [(0, y)]
  }

  /// A square with diamonds cut out of it.
  private func frame(_ random: inout SeededGenerator, holes: Int) -> [Ring] {
    var rings: [Ring] = [[(0, 0), (280, 0), (280, 280), (0, 280)]]
    for hole in 0..<holes {
      let (x, y) = (20 + 36 * (hole % 7), 20 + 40 * (hole / 7))
      let size = Int.random(in: 1...15, using: &random)
      let ring: Ring = [(x - size, y), (x, y + size), (x + size, y), (x, y - size)]
      rings.append(Bool.random(using: &random) ? ring : ring.reversed())
    }
    return rings
  }

  /// The rule by its words, in whole numbers: edges with left ≤ x < right and the point strictly below them are an odd number.
  private func owns(_ rings: [Ring], _ point: (x: Int, y: Int)) -> Bool {
    var count = 0
    for ring in rings {
      for index in ring.indices {
        var (a, b) = (ring[index], ring[(index + 1) % ring.count])
        if a.x > b.x { swap(&a, &b) }
        guard a.x <= point.x && point.x < b.x else { continue }
        if (b.x - a.x) * (point.y - a.y) < (b.y - a.y) * (point.x - a.x) { count += 1 }
      }
    }
    return count % 2 == 1
  }
}

// What of a row is covered: once where it is covered twice, and the same as GEOS says of the geometry.

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct CoverTests {
  private func cover(
    of a: GeometryColumn, by b: GeometryColumn, unsound: UnsoundSides = UnsoundSides(), workers: Int = 2
  ) async throws -> Cover {
    let (left, right) = (try await PreparedColumn(a), try await PreparedColumn(b))
    return try await Overlay.cover(
      of: left, by: right, tree: PackedRTree(right.boxes), unsound: unsound, workers: workers)
  }

  @Test func groundThatIsCoveredTwiceCountsOnce() async throws {
    let fields = polygons([[[rectangle(0, 0, 10, 10)]], [[rectangle(20, 0, 30, 10)]], [[rectangle(40, 0, 50, 10)]]])
    // Over the first: two strips that share one, and one apart. Over the second: three on the same square, one of which
    // overlaps a fourth outside the field. Over the third: nothing.
    let covering = polygons([
      [[rectangle(0, 0, 4, 10)]], [[rectangle(3, 0, 6, 10)]], [[rectangle(8, 0, 12, 10)]],
      [[rectangle(20, 0, 25, 5)]], [[rectangle(20, 0, 25, 5)]], [[rectangle(18, 0, 25, 5)]],
      [[rectangle(15, 0, 19, 5)]],
    ])
    let cover = try await cover(of: fields, by: covering)
    let rows = cover.rows.compactMap { $0 }
    #expect(rows.map(\.claimed) == [90, 75, 0])
    #expect(rows.map(\.doubled) == [10, 50, 0])
    #expect(rows.map(\.covered) == [80, 25, 0])
    #expect(rows.map(\.remainder) == [20, 75, 100])
    #expect(cover.pairs(ofRow: 1).map(\.right) == [3, 4, 5])

    let left = try await cover.remainders(ofRows: [0, 2], fields, covering, workers: 1)
    #expect(left.map { $0.geometry?.area(ofRow: 0) } == [20, 100])
    #expect(left[0].place == Coordinate(x: 7, y: 5))
  }

  /// Layers that lie on themselves up to ten deep, against the geometry that GEOS leaves of each row.
  @Test(arguments: 0..<12) func agreesWithTheGeometryThatIsLeft(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    func layer(_ count: Int, radius: Double) -> GeometryColumn {
      polygons(
        (0..<count).map { _ in
          let center = (
            29_524_000 + Double.random(in: 0...1000, using: &random),
            4_874_000 + Double.random(in: 0...1000, using: &random)
          )
          return randomRow(&random, at: center, radius: radius)
        })
    }
    let (a, b) = (layer(25, radius: 150), layer(10 + 10 * seed, radius: 100))
    let cover = try await cover(of: a, by: b)
    #expect(cover.refused.isEmpty && cover.rows.contains { ($0?.doubled ?? 0) > 1 })
    let left = try await cover.remainders(ofRows: Array(0..<a.count), a, b, workers: 2)
    for (row, remainder) in zip(cover.rows, left) {
      let row = try #require(row)
      let byGEOS = try #require(remainder.geometry).area(ofRow: 0)
      #expect(abs(row.remainder - byGEOS) <= 1e-9 * row.area, "row \(remainder.row)")
      if let place = remainder.place {
        #expect(try await PreparedColumn(remainder.geometry!).owns(place, row: 0))
      }
    }
  }

  /// Rectangles on whole numbers: chains that overlap link by link, several apart on one field. Counting unit squares says
  /// what of each field is covered.
  @Test(arguments: 0..<10) func agreesWithCountingSquares(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    func boxes(_ count: Int, sides: ClosedRange<Int>, _ random: inout SeededGenerator) -> [(
      x: Range<Int>, y: Range<Int>
    )] {
      (0..<count).map { _ in
        let (x, y) = (Int.random(in: 0...40, using: &random), Int.random(in: 0...40, using: &random))
        return (
          x..<x + Int.random(in: sides, using: &random), y..<y + Int.random(in: sides, using: &random)
        )
      }
    }
    func layer(_ boxes: [(x: Range<Int>, y: Range<Int>)]) -> GeometryColumn {
      polygons(
        boxes.map {
          [
            [
              rectangle(
                Double($0.x.lowerBound), Double($0.y.lowerBound), Double($0.x.upperBound), Double($0.y.upperBound))
            ]
          ]
        })
    }
    let (fields, covering) = (boxes(20, sides: 8...20, &random), boxes(60, sides: 1...6, &random))
    let rows = try await cover(of: layer(fields), by: layer(covering)).rows
    for (row, field) in zip(rows, fields) {
      var (once, again) = (0, 0)
      for x in field.x {
        for y in field.y {
          let count = covering.count { $0.x.contains(x) && $0.y.contains(y) }
          once += min(count, 1)
          again += max(count - 1, 0)
        }
      }
      #expect(row?.covered == Double(once) && row?.doubled == Double(again))
    }
  }
  /// A division of the plane covers everything, once.
  @Test func aDivisionLeavesNothing() async throws {
    var random = SeededGenerator(3)
    let cells = partition(&random, cells: 30, side: 3000, origin: (29_524_000, 4_874_000))
    let fields = partition(&random, cells: 21, side: 2000, origin: (29_524_500, 4_874_500))
    for row in try await cover(of: fields, by: cells).rows {
      let row = try #require(row)
      #expect(row.doubled == 0 && abs(row.remainder) <= 1e-11 * row.area)
    }
  }

  @Test func unsoundRowsAreToldAndSumNothing() async throws {
    let fields = polygons([[[rectangle(0, 0, 10, 10)]], [UnsoundRowsTests.bowTie], [[rectangle(90, 90, 99, 99)]]])
    let covering = polygons([[[rectangle(0, 0, 5, 10)]], [UnsoundRowsTests.bowTie]])
    let cover = try await cover(of: fields, by: covering, unsound: UnsoundSides(covered: [1], covering: [1]))
    #expect(cover.rows[0]?.covered == 50 && cover.rows[1] == nil && cover.rows[2]?.remainder == 81)
    #expect(cover.besideUnsound == [0, 1])
  }

  @Test func anyNumberOfWorkersGivesTheSame() async throws {
    var random = SeededGenerator(5)
    let rows = (0..<100).map { _ in
      randomRow(
        &random, at: (Double.random(in: 0...100, using: &random), Double.random(in: 0...100, using: &random)), radius: 5
      )
    }
    let layer = polygons(rows)
    let (one, three) = (
      try await cover(of: layer, by: layer, workers: 1), try await cover(of: layer, by: layer, workers: 3)
    )
    #expect(one.rows.map { $0!.covered.bitPattern } == three.rows.map { $0!.covered.bitPattern })
    #expect(one.rows.allSatisfy { abs($0!.remainder) <= 1e-11 * $0!.area })
  }
}

// Gaps of a coverage, edges that should be shared, and what is neither.

import Geometry
import Overlay
import TestSupport
import Testing

@Suite struct CoverageGapsTests {
  private func gaps(in layer: GeometryColumn, within unit: GeometryColumn? = nil) async throws -> CoverageGaps {
    func indexed(_ column: GeometryColumn) async throws -> IndexedPolygons {
      let prepared = try await PreparedColumn(column)
      return IndexedPolygons(prepared, tree: PackedRTree(prepared.boxes))
    }
    if let unit {
      return try await coverageGaps(
        in: indexed(layer), within: indexed(unit), above: 1e-6, widerThan: 1e-4, workers: 2)
    }
    return try await coverageGaps(in: indexed(layer), above: 1e-6, widerThan: 1e-4, workers: 2)
  }

  @Test func aDivisionHasOnlyItsOutline() async throws {
    var random = SeededGenerator(1)
    let cells = partition(&random, cells: 12, side: 1200, origin: (29_524_000, 4_874_000))
    let edges = try await unsharedEdges(of: PreparedColumn(cells), workers: 2)
    #expect(edges.count == 4 * 12 * 4)
    let rings = coverageRings(of: edges)
    #expect(rings.count == 1 && abs(rings[0].signedArea - 1200 * 1200) < 1e-3)
    #expect(try await gaps(in: cells).gaps.isEmpty)
    let whole = polygons([[[rectangle(29_524_000, 4_874_000, 29_525_200, 4_875_200)]]])
    #expect(try await gaps(in: cells, within: whole).gaps.isEmpty)
    // The division fills itself, edge for edge.
    #expect(try await unsharedEdges(of: PreparedColumn(cells), within: PreparedColumn(cells), workers: 2).isEmpty)
  }

  /// Rows taken out of a division are its gaps; of neighbours that are taken out one gap is left.
  @Test(arguments: 0..<10) func rowsTakenOutAreGaps(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let cells = partition(&random, cells: 9, side: 900, origin: (29_524_000, 4_874_000))
    let missing = [10, 12, 30, 40, 41, 60]
    let layer = cells.gathering((0..<81).filter { !missing.contains($0) })
    let expected = [[10], [12], [30], [40, 41], [60]].map { $0.reduce(0) { $0 + cells.area(ofRow: $1) } }
    let found = try await gaps(in: layer)
    #expect(found.reason == nil)
    #expect(zip(found.gaps.map(\.area).sorted(), expected.sorted()).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(found.gaps.count == expected.count && found.gaps.allSatisfy { $0.rows.count >= 4 })
  }

  /// A row at the outline is a gap only where it is known what should be filled, and however that was drawn.
  @Test func gapsOpenToTheOutsideNeedTheUnit() async throws {
    var random = SeededGenerator(4)
    let cells = partition(&random, cells: 9, side: 900, origin: (0, 0))
    let layer = cells.gathering((0..<81).filter { $0 != 4 && $0 != 40 })
    #expect(try await gaps(in: layer).gaps.count == 1)
    for unit in [cells, polygons([[[rectangle(0, 0, 900, 900)]]]), polygons([[[rectangle(-1, 0, 899.9, 901)]]])] {
      let found = try await gaps(in: layer, within: unit).gaps.filter { $0.width > 2 }
      #expect(found.count == 2)
      let areas = [4, 40].map { cells.area(ofRow: $0) }.sorted()
      #expect(zip(found.map(\.area).sorted(), areas).allSatisfy { abs($0 - $1) < 1e-6 * $1 })
    }
  }

  /// A line drawn twice crosses itself: gaps and overlaps in turn, each found for itself.
  @Test func gapsBetweenEdgesThatCross() async throws {
    let left: Part = [[(0, 0), (10, 0), (11, 5), (9, 10), (10, 15), (10, 20), (0, 20)]]
    let right: Part = [[(10, 0), (20, 0), (20, 20), (10, 20), (10, 15), (11, 10), (9, 5)]]
    let found = try await gaps(in: polygons([[left], [right]]))
    // Above, the left row is drawn in by what the right one is drawn in too: a gap; below, both are drawn out.
    #expect(found.gaps.count == 1 && found.gaps[0].rows == [0, 1])
    let union = 400 + found.gaps[0].area
    #expect(union > 400 && found.gaps[0].place.y > 7.5)
  }

  /// A row dropped into a gap leaves what it does not hold.
  @Test func anIslandInAGap() async throws {
    let ring: Part = [rectangle(0, 0, 30, 30), rectangle(5, 5, 25, 25)]
    for (island, area) in [(rectangle(10, 10, 12, 12), 396.0), (rectangle(4, 10, 12, 12), 386.0)] {
      let found = try await gaps(in: polygons([[ring], [[island]]]))
      #expect(found.gaps.map(\.area) == [area] && found.gaps[0].rows == [0, 1])
    }
    let cut = try await gaps(in: polygons([[ring], [[rectangle(4, 10, 26, 12)]]]))
    #expect(cut.gaps.map(\.area).sorted() == [100, 260])
  }

  /// A lake that the unit leaves out is missed by nobody, also where the layer leaves out more: what is missed lies around it.
  @Test func aLakeInAGap() async throws {
    let layer = polygons([[[rectangle(0, 0, 30, 30), rectangle(5, 5, 25, 25)]]])
    let lake = rectangle(10, 10, 15, 15)
    for (hole, areas) in [(lake, [375.0]), (rectangle(5, 5, 25, 25), [])] {
      let unit = polygons([[[rectangle(0, 0, 30, 30), hole]]])
      #expect(try await gaps(in: layer, within: unit).gaps.map(\.area) == areas)
    }
  }

  /// Where only the unit or only the layer has vertices, rings run along the outline from gap to gap and back.
  @Test func gapsAlongAnOutlineWithOtherVertices() async throws {
    let layer = polygons([[[rectangle(0, 0, 30, 10)]], [[rectangle(32, 0, 60, 10)]], [[rectangle(63, 0, 90, 10)]]])
    let unit = polygons([[[[(0, 0), (45, 0), (90, 0), (90, 5), (90, 10), (0, 10)]]]])
    let found = try await gaps(in: layer, within: unit).gaps.sorted { $0.area < $1.area }
    #expect(found.map(\.area) == [20, 30] && found.map(\.rows) == [[0, 1], [1, 2]])
    #expect(zip(found.map(\.width), [2.0, 3]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test func gapsThatTouchInAPointAreTwo() async throws {
    let ring: Part = [rectangle(0, 0, 30, 30), rectangle(5, 5, 15, 15), rectangle(15, 15, 25, 25)]
    let found = try await gaps(in: polygons([[ring]]))
    #expect(found.gaps.map(\.area) == [100, 100] && found.gaps.allSatisfy { $0.width == 10 })
  }

  @Test func edgesDrawnTwice() async throws {
    // Below an edge with a vertex that the neighbour lacks, above one that lies 2 mm beside the neighbour's.
    let layer = polygons([
      [[[(0, 0), (10, 0), (20, 0), (20, 10), (0, 10)]]], [[[(20, -10), (20, 0), (0, 0), (0, -10)]]],
      [[[(0, 10.002), (20, 10.002), (20, 20), (0, 20)]]], [[[(20, 0), (30, 0), (30, 10), (20, 10)]]],
    ])
    let edges = try await unsharedEdges(of: PreparedColumn(layer), workers: 2)
    let near = try await nearEdges(of: edges, within: 0.01, workers: 2)
    #expect(near.map(\.rows.0) == [0, 0] && near.map(\.rows.1) == [1, 2])
    #expect(near.map(\.length) == [20, 20])
    #expect(near[0].distance == 0 && abs(near[1].distance - 0.002) < 1e-12)
    #expect(try await nearEdges(of: edges, within: 0.001, workers: 1).count == 1)
  }

  /// The rings of a layer's unshared edges wind round a place as often as rows lie there: rows held twice, by neighbours that
  /// are held once, add up with the rest, whichever way their rings run.
  @Test func ringsHoldWhatTheRowsHold() async throws {
    var random = SeededGenerator(2)
    let cells = partition(&random, cells: 6, side: 600, origin: (29_524_000, 4_874_000))
    let backwards = polygons(
      [7, 8, 20].map { row in
        [[cells.coordinates(ofRow: row).dropLast().reversed().map { (cells.coordinate($0).x, cells.coordinate($0).y) }]]
      })
    for again in [cells.gathering([7, 8, 20]), backwards] {
      let layer = GeometryColumn(joining: [cells, again], kind: .polygon)
      let rings = coverageRings(of: try await unsharedEdges(of: PreparedColumn(layer), workers: 2))
      let area = (0..<layer.count).reduce(0) { $0 + layer.area(ofRow: $1) }
      #expect(abs(rings.reduce(0) { $0 + $1.signedArea } - area) < 1e-6)
    }
  }
  /// The same from one worker or many.
  @Test func anyNumberOfWorkersGivesTheSame() async throws {
    var random = SeededGenerator(9)
    let cells = try await PreparedColumn(
      partition(&random, cells: 40, side: 900, origin: (0, 0)).gathering((0..<1600).filter { $0 % 7 > 0 }))
    let (one, three) = (
      try await unsharedEdges(of: cells, workers: 1), try await unsharedEdges(of: cells, workers: 3)
    )
    #expect(one.map(\.start) == three.map(\.start) && one.map(\.row) == three.map(\.row))
    #expect(
      abs(
        coverageRings(of: one).reduce(0) { $0 + $1.signedArea }
          - (0..<cells.geometry.count).reduce(0) { $0 + cells.geometry.area(ofRow: $1) }) < 1e-6)
  }
}

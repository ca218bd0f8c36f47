import Geometry
import TestSupport
import Testing

@Suite struct GeometryColumnTests {
  @Test func levelsOfStarts() {
    let column = polygons([
      [[rectangle(0, 0, 4, 4), rectangle(1, 1, 2, 2)], [rectangle(10, 0, 11, 1)]], [], [[rectangle(0, 0, 1, 1)]],
    ])
    #expect(column.count == 3)
    #expect(column.ringCount == 4)
    #expect(column.parts(ofRow: 0).count == 2)
    #expect(column.rings(ofRow: 0).count == 3)
    #expect(column.isEmpty(row: 1))
    #expect(column.area(ofRow: 0) == 16 - 1 + 1)
    #expect(column.area(ofRow: 1) == 0)
  }

  @Test func ringsAreClosedOnTheWayIn() {
    let column = polygons([[[rectangle(0, 0, 1, 1)]]])
    #expect(column.coordinateCount == 5)
    #expect(column.coordinate(0) == column.coordinate(4))
  }

  @Test func anAbandonedRowLeavesNothing() {
    var builder = GeometryBuilder(.polygon)
    builder.appendRing([Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 0), Coordinate(x: 0, y: 1)])
    builder.endPart()
    builder.endRow()
    builder.appendRing([Coordinate(x: 5, y: 5), Coordinate(x: 6, y: 5), Coordinate(x: 5, y: 6)])
    builder.append(Coordinate(x: 9, y: 9))
    builder.abandonRow()
    builder.endRow()
    let column = builder.finish()
    #expect(column.count == 2)
    #expect(column.coordinateCount == 4)
    #expect(column.isEmpty(row: 1))
  }

  @Test func gatheringKeepsRowsWhole() {
    let column = polygons([[[rectangle(0, 0, 1, 1)]], [], [[rectangle(0, 0, 2, 2)], [rectangle(5, 5, 6, 6)]]])
    let gathered = column.gathering([2, 1, 2])
    #expect((0..<3).map { gathered.area(ofRow: $0) } == [5, 0, 5])
  }

  /// Eight-digit eastings must not cost digits of an area.
  @Test func areasAreTakenAboutTheRing() {
    let far = polygons([[[rectangle(29_524_000, 4_874_000, 29_524_000.5, 4_874_000.25)]]])
    #expect(far.area(ofRow: 0) == 0.125)
  }
}

// Rows that GEOS refuses, or answers wrongly about, are told with its words; the others have their answers all the same.

import Geometry
import TestSupport
import Testing

@testable import Overlay

@Suite struct RefusedRowsTests {
  /// A square, one with a second part of one point, of which GEOS makes no ring, and two squares that overlap each other.
  private static let column = polygons([
    [[rectangle(0, 0, 10, 10)]], [[rectangle(2, 2, 8, 8)], [[(20, 20)]]], [[rectangle(4, 0, 6, 10)]],
    [[rectangle(20, 0, 24, 10)]], [[rectangle(22, 0, 26, 10)]],
  ])

  @Test func thePartIsToldAsInvalid() async throws {
    let invalid = try await invalidRows(of: Self.column, workers: 1)
    #expect(invalid.map(\.row) == [1] && invalid[0].place == Coordinate(x: 2, y: 2), "\(invalid)")
    #expect(invalid.map(\.words.zh) == ["点数不足"] && invalid[0].reason.hasPrefix("point array"))
  }

  @Test func piecesOfTheOthersAreMade() async throws {
    let pairs = [(0, 1), (0, 2), (1, 2)].map { SharedArea(left: $0.0, right: $0.1, area: 1) }
    let made = try await pieces(of: pairs, Self.column, Self.column, workers: 2)
    #expect(made.pairs.map(\.right) == [2] && made.geometry.area(ofRow: 0) == 20)
    #expect(made.failures.map { [$0.pair.left, $0.pair.right] } == [[0, 1], [1, 2]])
    #expect(made.failures.allSatisfy { $0.reason.hasPrefix("GEOS ") })
  }

  @Test func unionsOfTheOthersAreMade() async throws {
    let made = try await unions(of: [[3, 4], [0, 1], [0, 2], [2]], in: Self.column, workers: 2)
    #expect((0..<4).map { made.geometry.area(ofRow: $0) } == [60, 0, 100, 20])
    #expect(made.failures.map(\.row) == [1] && made.geometry.isEmpty(row: 1))
  }

  /// A row that is covered by what cannot be joined has no answer, and its books are not called closed.
  @Test func aCoverThatCannotBeJoined() async throws {
    let fields = polygons([[[rectangle(1, 1, 9, 9)]], [[rectangle(21, 1, 25, 9)]]])
    let (left, right) = (try await PreparedColumn(fields), try await PreparedColumn(Self.column))
    let cover = try await cover(of: left, by: right, tree: PackedRTree(right.boxes), workers: 2)
    #expect(cover.refused.map(\.row) == [0] && cover.rows[0] == nil)
    #expect(cover.rows[1]?.covered == 32 && cover.rows[1]?.doubled == 16)
    let rests = try await cover.remainders(ofRows: [0, 1], fields, Self.column, workers: 1)
    #expect(rests[0].geometry == nil && rests[0].place == nil && rests[0].reason?.hasPrefix("GEOS ") == true)
    #expect(rests[1].geometry?.isEmpty(row: 0) == true && rests[1].reason == nil)
    let books = try await areaLedger(of: cover, left, over: right, slivers: .boundaryPoints, workers: 2)
    #expect(books.rows.map(\.row) == [1] && books.open.isEmpty && books.refused.map(\.row) == [0] && !books.closes)
  }

  /// GEOS may answer about a row that is not sound; where its answer has another area than the sum, it is not believed.
  @Test func anAnswerOfAnotherAreaIsNotBelieved() async throws {
    let column = polygons([[[rectangle(0, 0, 2, 2)], [rectangle(0, 0, 2, 2)]], [[rectangle(0, 0, 2, 1)]]])
    let pair = SharedArea(left: 0, right: 1, area: 4)
    let made = try await pieces(of: [pair], column, column, workers: 1)
    #expect(made.pairs.isEmpty && made.failures.count == 1)
    #expect(made.failures[0].reason.contains("OverlayNG") || made.failures[0].reason.contains("Topology"))
  }

  /// Rows that are no ground for sums are left out on both sides of the books, and the books close.
  @Test func booksBesideUnsoundRowsClose() async throws {
    let fields = polygons([[[rectangle(0, 0, 3, 3)]], [UnsoundRowsTests.bowTie]])
    let covering = polygons([[[rectangle(1, 0, 2, 3)]], [UnsoundRowsTests.unequalBowTie]])
    let (left, right) = (try await PreparedColumn(fields), try await PreparedColumn(covering))
    let unsound = UnsoundSides(covered: [1], covering: [1])
    let cover = try await cover(of: left, by: right, tree: PackedRTree(right.boxes), unsound: unsound, workers: 1)
    let books = try await areaLedger(
      of: cover, left, over: right, slivers: .boundaryPoints, unsound: unsound, workers: 1)
    #expect(books.closes && books.rows.map(\.row) == [0])
    #expect(books.total.shared == 3 && books.total.remainder == 6)
  }

  /// A reason that GEOS should word anew is shown as it is; those that it has are told in Chinese.
  @Test func reasonsInBothLanguages() {
    let place = Coordinate(x: 0, y: 0)
    for (reason, chinese) in [
      ("Self-intersection", "边界自相交"), ("Ring Self-intersection[1 1]", "环自相接"), ("Something else", "Something else"),
    ] {
      let words = InvalidRow(row: 0, reason: reason, place: place).words
      #expect(words.zh == chinese && words.en == reason)
    }
  }
}

// Year on year: rows are known again by their ground, and only what changed is told.

import Geometry
import Registers
import TestSupport
import Testing

@Suite struct YearOnYearTests {
  private func plot(_ key: String, _ squareMetres: Double, _ status: String = "planted") -> YearRow {
    YearRow(key: key, area: Area(squareMetres: squareMetres), kinds: [status])
  }
  private func ground(_ old: Int, _ new: Int, _ squareMetres: Double) -> CommonGround {
    CommonGround(old: old, new: new, area: Area(squareMetres: squareMetres))
  }
  private func told(_ result: YearOnYear) -> [String] {
    result.changes.map { "\($0.kind) \($0.old)>\($0.new)" }
  }

  /// A row of 200 plots, each 1000 m², numbered anew, every line moved by some centimetres: nothing changed.
  @Test func renumberedAndJitteredNothingChanged() {
    var random = SeededGenerator(5)
    let lines = (0...200).map { Double($0) * 10 + Double.random(in: -0.01...0.01, using: &random) }
    let old = (0..<200).map { plot("P\($0)", 1000) }
    let new = (0..<200).map { plot("N\($0 * 7 % 200)", (lines[$0 + 1] - lines[$0]) * 100) }
    var common: [CommonGround] = []
    for row in 0..<200 {
      for other in max(0, row - 1)...min(199, row + 1) {
        let width = min(Double(row + 1) * 10, lines[other + 1]) - max(Double(row) * 10, lines[other])
        if width > 0 { common.append(ground(row, other, width * 100)) }
      }
    }
    let result = YearOnYear(old: old, new: new, ground: common)
    #expect(result.changes.isEmpty && result.unchanged == 200 && result.renumbered == 200)
    #expect(result.oldOfNew == Array(0..<200).map { $0 })
  }

  @Test func everyKindOfChange() {
    let old = [
      plot("a", 1000), plot("b", 1000), plot("c", 1000), plot("d", 1000), plot("e", 1000), plot("f", 1000),
      plot("g", 400),
    ]
    let new = [
      plot("a", 1000),  // as it was
      plot("b", 1300),  // grown
      plot("c", 1000, "withdrawn"),  // another kind
      plot("x", 800),  // new ground
      plot("e1", 600), plot("e2", 400),  // e was split: the larger part goes on
      plot("f", 1400),  // f and g were joined
    ]
    let common = [
      ground(0, 0, 1000), ground(1, 1, 1000), ground(2, 2, 1000), ground(4, 4, 600), ground(4, 5, 400),
      ground(5, 6, 1000), ground(6, 6, 400),
    ]
    let result = YearOnYear(old: old, new: new, ground: common)
    #expect(
      told(result) == [
        "new []>[3]", "gone [3]>[]", "area [1]>[1]", "area [4]>[4]", "area [5]>[6]", "kind [2]>[2]", "cut [4]>[5]",
        "cut [6]>[6]",
      ])
    #expect(result.unchanged == 1 && result.renumbered == 1)
  }

  /// A number given to other ground is another row; where ground is shared only a little, the number decides.
  @Test func groundComesBeforeNumbers() {
    let old = [plot("1", 1000), plot("2", 1000)]
    let swapped = [plot("2", 1000), plot("1", 1000)]
    #expect(YearOnYear(old: old, new: swapped, ground: [ground(0, 0, 1000), ground(1, 1, 1000)]).changes.isEmpty)
    let moved = [plot("1", 1000)]
    let result = YearOnYear(old: [old[0]], new: moved, ground: [ground(0, 0, 300)])
    #expect(result.oldOfNew == [0] && result.changes.isEmpty)
  }

  /// In ground that lies in several rows of one layer, such as zones, a row goes on as one of its kind.
  @Test func zonesOneInTheOther() {
    let old = [plot("Z1", 1000, "over-extracted"), plot("Z2", 900, "prohibited")]
    let new = [plot("Y2", 900, "prohibited"), plot("Y1", 1000, "over-extracted")]
    let common = [ground(0, 0, 900), ground(0, 1, 1000), ground(1, 0, 900), ground(1, 1, 900)]
    let result = YearOnYear(old: old, new: new, ground: common)
    #expect(result.changes.isEmpty && result.oldOfNew == [1, 0])
  }

  /// A zone that is gone is not cut into the one around it, and one under a new approval goes on.
  @Test func zonesThatAreGoneOrApprovedAnew() {
    func zone(_ key: String, _ squareMetres: Double, _ kinds: String...) -> YearRow {
      YearRow(key: key, area: Area(squareMetres: squareMetres), kinds: kinds)
    }
    let old = [
      zone("Z1", 1000, "over-extracted", "1"), zone("Z2", 900, "prohibited", "1"), zone("Z3", 90, "limited", "1"),
    ]
    let new = [zone("Z1", 1000, "over-extracted", "2"), zone("Z2", 900, "prohibited", "2")]
    let common = [
      ground(0, 0, 1000), ground(0, 1, 900), ground(1, 0, 900), ground(1, 1, 900), ground(2, 0, 90), ground(2, 1, 90),
    ]
    let result = YearOnYear(old: old, new: new, ground: common, isNested: true)
    #expect(told(result) == ["gone [2]>[]", "kind [0]>[0]", "kind [1]>[1]"])
    #expect(told(YearOnYear(old: old, new: new, ground: common)).first == "kind [0]>[0]")
  }

  /// Polygons of one size elsewhere, and rows that have no place any more.
  @Test func polygonsThatWereMoved() {
    func field(_ key: String, _ x: Double?, area: Double = 1000) -> YearRow {
      YearRow(
        key: key, area: Area(squareMetres: x == nil ? 0 : area), place: x.map { Coordinate(x: $0, y: 0) }, kinds: [])
    }
    let old = [field("a", 0), field("b", 100), field("c", 200), field("d", 300), field("e", 400)]
    let new = [field("a", 4), field("b", 106), field("c", 212, area: 1300), field("d", nil), field("e", 400)]
    let common = [ground(0, 0, 900), ground(1, 1, 850), ground(2, 2, 1000), ground(4, 4, 1000)]
    let result = YearOnYear(old: old, new: new, ground: common, movedBeyond: 5)
    // What grew to one side is told by its area.
    #expect(told(result) == ["area [2]>[2]", "moved [1]>[1]", "moved [3]>[3]"])
  }

  @Test func wellsAreKnownByTheirPlace() {
    func well(_ key: String, _ x: Double, _ status: String) -> YearRow {
      YearRow(key: key, area: .zero, place: Coordinate(x: x, y: 0), kinds: [status])
    }
    let old = [well("J1", 0, "in-use"), well("J2", 100, "in-use"), well("J3", 200, "in-use")]
    let new = [well("K1", 0.02, "in-use"), well("K2", 100.3, "closed"), well("K4", 900, "in-use")]
    let result = YearOnYear(old: old, new: new, reach: 1, movedBeyond: 5)
    #expect(told(result) == ["new []>[2]", "gone [2]>[]", "kind [1]>[1]"] && result.renumbered == 2)
  }

  /// A well under the same key elsewhere has been moved; one that was only measured anew has not.
  @Test func wellsThatWereMoved() {
    func well(_ key: String, _ x: Double) -> YearRow {
      YearRow(key: key, area: .zero, place: Coordinate(x: x, y: 0), kinds: [])
    }
    let old = [well("J1", 0), well("J2", 100), well("J3", 200)]
    let result = YearOnYear(
      old: old, new: [well("J1", 350), well("J2", 104), well("J3", 200.5)], reach: 1, movedBeyond: 5)
    #expect(told(result) == ["moved [0]>[0]"] && result.unchanged == 2)
    #expect(result.old[0].distance(to: result.new[0]) == 350)
  }

  /// Whatever the ground, every row of both years is accounted for.
  @Test(arguments: 0..<100) func everyRowIsAccountedFor(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let old = (0..<20).map { plot("\($0)", Double.random(in: 1...2000, using: &random)) }
    let new = (0..<25).map { _ in
      plot("\(Int.random(in: 0..<40, using: &random))", Double.random(in: 1...2000, using: &random))
    }
    var common: [CommonGround] = []
    for row in 0..<20 {
      for other in 0..<25 where Int.random(in: 0..<6, using: &random) == 0 {
        let most = min(old[row].area, new[other].area).squareMetres
        common.append(ground(row, other, Double.random(in: 0...1, using: &random) * most))
      }
    }
    let result = YearOnYear(old: old, new: new, ground: common)
    let goOn = result.oldOfNew.compactMap(\.self)
    #expect(Set(goOn).count == goOn.count)
    let begun = result.changes.filter { [.new, .cut].contains($0.kind) && $0.new.count == 1 }
    let ended = result.changes.filter { [.gone, .cut].contains($0.kind) && $0.old.count == 1 }
    for row in new.indices where result.oldOfNew[row] == nil { #expect(begun.contains { $0.new == [row] }) }
    for row in old.indices where !goOn.contains(row) { #expect(ended.contains { $0.old == [row] }) }
  }
}

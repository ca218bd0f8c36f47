// Problems keep their identity over new numbers and moved coordinates.

import Geometry
import Registers
import TestSupport
import Testing

private struct Located {
  let finding: Finding
  let ground: Coordinate?
}

private func identify(_ found: [Located], _ known: [Located]) -> [Int?] {
  match(found.map { $0.finding.trace(ground: $0.ground) }, with: known.map { $0.finding.trace(ground: $0.ground) })
}

@Suite struct ProblemIdentityTests {
  /// Findings of several kinds over a county of 30 km, some at one place, each about rows of its own.
  private func year(_ count: Int, seed: UInt64) -> [Located] {
    var random = SeededGenerator(seed)
    return (0..<count).map { index in
      let at = Coordinate(
        x: 29_500_000 + Double.random(in: 0..<30_000, using: &random),
        y: 4_870_000 + Double.random(in: 0..<30_000, using: &random))
      let kind = index % 3
      return trace(
        ["T01", "W07", "A02"][kind], [kind == 0 ? "plots" : "wells"],
        kind == 0 ? ["P\(index)", "P\(index)b"] : ["J\(index)"],
        at, measure: kind == 0 ? Double.random(in: 0.1..<500, using: &random) : nil,
        field: kind == 2 ? ["许可到期日", "用途"][index % 2] : "")
    }
  }

  private func trace(
    _ code: String, _ layers: [String], _ rows: [String], _ at: Coordinate?, measure: Double? = nil, field: String = ""
  ) -> Located {
    Located(
      finding: Finding(
        code: code, severity: .error, layers: layers, rows: rows, place: at, measure: measure, unit: "m²",
        message: Words(zh: "\(rows[0])：\(field)有误 \(measure ?? 0)", en: "")), ground: at)
  }

  /// The trace a year later: numbered anew, every coordinate moved by up to `jitter`.
  private func later(
    _ old: Located, _ number: Int, jitter: Double, _ random: inout SeededGenerator
  ) -> Located {
    let moved = old.ground.map { at in
      Coordinate(
        x: at.x + Double.random(in: -jitter...jitter, using: &random),
        y: at.y + Double.random(in: -jitter...jitter, using: &random))
    }
    let rows = old.finding.rows.indices.map { "\(number)-\($0)" }
    let field = old.finding.message.zh.split(separator: "：")[1].prefix { !$0.isASCII }.dropLast(2)
    return trace(
      old.finding.code, old.finding.layers, rows, moved,
      measure: old.finding.measure.map { $0 * Double.random(in: 0.9...1.1, using: &random) }, field: String(field))
  }

  @Test(arguments: [0.01, 0.1, 0.3]) func renumberedAndJitteredNothingChanges(jitter: Double) {
    let old = year(5000, seed: 7)
    var random = SeededGenerator(11)
    var order = Array(old.indices)
    order.shuffle(using: &random)
    let new = order.enumerated().map { later(old[$0.element], $0.offset, jitter: jitter, &random) }
    #expect(identify(new, old) == order.map { $0 })
  }

  /// A tenth is elsewhere: exactly that tenth is new, and exactly its number is gone.
  @Test func onlyWhatWasReplacedIsNew() {
    let old = year(5000, seed: 1)
    let other = year(5000, seed: 2)
    var random = SeededGenerator(3)
    let new = old.indices.map { later($0 % 10 == 0 ? other[$0] : old[$0], $0 + 90_000, jitter: 0.01, &random) }
    let result = identify(new, old)
    for index in old.indices { #expect(result[index] == (index % 10 == 0 ? nil : index)) }
  }

  /// Numbers given to other rows must not lead astray: they are worth nothing once they have been seen to change.
  @Test func permutedNumbersAreNotBelieved() {
    let old = (0..<100).map { trace("W07", ["wells"], ["J\($0)"], Coordinate(x: Double($0) * 50, y: 0)) }
    let new = (0..<100).map { trace("W07", ["wells"], ["J\(($0 + 1) % 100)"], Coordinate(x: Double($0) * 50, y: 0.02)) }
    #expect(identify(new, old) == Array(0..<100).map { $0 })
    // One well is gone and one is new, under the number of the one that is gone.
    let replaced = Array(new.dropLast()) + [trace("W07", ["wells"], ["J99"], Coordinate(x: 9000, y: 9000))]
    #expect(identify(replaced, old).last == .some(nil))
  }

  /// Where numbers are kept, a corrected position is no new problem.
  @Test func keptNumbersFindWhatMovedFar() {
    let old = (0..<20).map { trace("W07", ["wells"], ["J\($0)"], Coordinate(x: Double($0) * 50, y: 0)) }
    var new = old
    new[4] = trace("W07", ["wells"], ["J4"], Coordinate(x: 5000, y: 5000))
    #expect(identify(new, old) == Array(0..<20).map { $0 })
  }

  /// Everything moved by 35 cm to the east, wells in twos 60 cm apart: the nearest of the one is the other.
  @Test func aCrowdThatMovedTogetherIsPairedManByMan() {
    let places: [Double] = (0..<20).flatMap { [Double($0) * 10, Double($0) * 10 + 0.6] }
    let old = places.enumerated().map { trace("W07", ["wells"], ["a\($0.offset)"], Coordinate(x: $0.element, y: 0)) }
    let new = places.enumerated().map {
      trace("W07", ["wells"], ["b\($0.offset)"], Coordinate(x: $0.element + 0.35, y: 0))
    }
    #expect(identify(new, old) == Array(0..<40).map { $0 })
  }

  @Test func atOnePlaceTheStatementDecides() {
    let at = Coordinate(x: 1, y: 1)
    let old = [trace("A02", ["wells"], ["J1"], at, field: "用途"), trace("A02", ["wells"], ["J1"], at, field: "许可到期日")]
    let new = [trace("A02", ["wells"], ["9"], at, field: "许可到期日"), trace("A02", ["wells"], ["9"], at, field: "用途")]
    #expect(identify(new, old) == [1, 0])
  }

  @Test func withoutPlaceOnlyKeysAreLeft() {
    let old = [trace("A04", ["permits"], ["甲1"], nil), trace("A04", ["permits"], ["甲2"], nil)]
    let new = [trace("A04", ["permits"], ["甲2"], nil), trace("A04", ["permits"], ["甲3"], nil)]
    #expect(identify(new, old) == [1, nil])
  }

  /// Wells that all were given the middle of their village are no trap for time, and none is paired twice.
  @Test func manyAtOnePlace() {
    let old = (0..<2000).map { trace("W07", ["wells"], ["J\($0)"], Coordinate(x: 0, y: 0)) }
    let new = (0..<2000).map { trace("W07", ["wells"], ["K\($0)"], Coordinate(x: 0, y: 0)) }
    let result = identify(new, old)
    #expect(Set(result.compactMap(\.self)).count == 2000)
  }

  @Test func otherRulesAndOtherLayersAreOtherProblems() {
    let at = Coordinate(x: 1, y: 1)
    let old = [trace("W01", ["wells", "zones"], ["J1", "Z1"], at)]
    #expect(identify([trace("W02", ["wells", "zones"], ["J1", "Z1"], at)], old) == [nil])
    #expect(identify([trace("W01", ["wells"], ["J1"], at)], old) == [nil])
    #expect(identify([], old).isEmpty && identify(old, []) == [nil])
  }
}

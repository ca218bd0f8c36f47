// Rings in any order come back as shells with their holes.

import Geometry
import TestSupport
import Testing

@Suite struct RingNestingTests {
  /// Rings in rings, some deep, drawn at random and listed in any order: those at even depth are shells, the others are
  /// holes of the ring around them. Some touch the ring around them in a corner.
  @Test(arguments: 0..<60) func ringsInRings(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    var made: [(ring: [Coordinate], around: Int?, depth: Int)] = []
    func draw(_ x: Double, _ y: Double, _ side: Double, around: Int?, depth: Int) {
      let number = made.count
      let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
      let turn = Int.random(in: 0...3, using: &random)
      made.append((((corners[turn...] + corners[..<turn]).map { Coordinate(x: $0.0, y: $0.1) }), around, depth))
      guard depth < 4 else { return }
      let half = side / 2
      for (column, row) in [(0.0, 0.0), (0, 1), (1, 0), (1, 1)] where Int.random(in: 0...2, using: &random) > 0 {
        // In its quarter, away from the other quarters; or with its outer corner on that of the ring around it.
        let (left, low) = (x + column * half, y + row * half)
        let margin = half / 8
        let touches = Bool.random(using: &random)
        draw(
          touches && column == 0 ? left : left + margin, touches && row == 0 ? low : low + margin, half - 2 * margin,
          around: number, depth: depth + 1)
      }
    }
    for x in 0..<3 { draw(Double(x) * 2000, 0, 1024, around: nil, depth: 0) }

    let order = made.indices.shuffled(using: &random)
    let parts = partsByNesting(of: order.map { made[$0].ring })
    func number(_ ring: [Coordinate]) -> Int { made.firstIndex { $0.ring == ring }! }
    #expect(parts.reduce(0) { $0 + $1.count } == made.count)
    for part in parts {
      let shell = number(part[0])
      #expect(made[shell].depth.isMultiple(of: 2))
      for hole in part.dropFirst() { #expect(made[number(hole)].around == shell) }
    }
  }

  /// A ring listed twice has no area between: the second is the hole of the first.
  @Test func aRingListedTwice() {
    let ring = rectangle(0, 0, 4, 4).map { Coordinate(x: $0.0, y: $0.1) }
    #expect(partsByNesting(of: [ring, ring]) == [[ring, ring]])
    #expect(partsByNesting(of: []).isEmpty)
  }
}

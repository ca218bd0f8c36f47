import Registers
import TestSupport
import Testing

@Suite struct RollUpTests {
  @Test(arguments: 0..<300) func sharesAddUpAndAreNear(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let weights = (0..<Int.random(in: 1...40, using: &random)).map { _ in
      Bool.random(using: &random) ? 0 : Double.random(in: 0...1e9, using: &random)
    }
    let total = Int64.random(in: 0...1_000_000_000_000, using: &random)
    let shares = largestRemainder(of: total, by: weights)
    #expect(shares.reduce(0, +) == total)
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return }
    for (share, weight) in zip(shares, weights) {
      #expect(abs(Double(share) - Double(total) * weight / sum) < 1.001)
    }
  }

  @Test func equalRemaindersGoToTheFirst() {
    #expect(largestRemainder(of: 10, by: [1, 1, 1]) == [4, 3, 3])
    #expect(largestRemainder(of: 0, by: [1, 1]) == [0, 0])
    #expect(largestRemainder(of: 5, by: []).isEmpty)
    #expect(largestRemainder(of: 5, by: [0, 0]) == [5, 0])
  }

  /// Village → township → city, in square millimetres and in hundredths of a 亩: every level is the sum of the next.
  @Test(arguments: 0..<50) func everyLevelCloses(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let shares = (0..<300).map { row in
      let township = Int.random(in: 0..<5, using: &random)
      let village = Int.random(in: 0..<7, using: &random)
      return AreaShare(
        row: row, category: row % 3 == 0 ? "planted" : "fallow",
        township: RegisterUnit(code: "\(township)", name: "T\(township)"),
        village: RegisterUnit(code: "\(township)\(village)", name: "V"),
        area: Area(squareMetres: Double.random(in: 0...50_000, using: &random)))
    }
    let rollUp = RollUp(shares, city: RegisterUnit(code: "c", name: "C"), categories: ["fallow", "planted"])
    for category in ["fallow", "planted"] {
      let rows = rollUp.rows.filter { $0.category == category }
      let city = rows.first { $0.level == .city }!
      let townships = rows.filter { $0.level == .township }
      #expect(city.area == shares.filter { $0.category == category }.reduce(.zero) { $0 + $1.area })
      #expect(townships.reduce(.zero) { $0 + $1.area } == city.area)
      #expect(townships.reduce(0) { $0 + $1.hundredthsOfMu } == city.hundredthsOfMu)
      for township in townships {
        let villages = rows.filter { $0.level == .village && $0.unit.code.hasPrefix(township.unit.code) }
        #expect(villages.reduce(.zero) { $0 + $1.area } == township.area)
        #expect(villages.reduce(0) { $0 + $1.hundredthsOfMu } == township.hundredthsOfMu)
        #expect(villages.allSatisfy { abs($0.levelledBy) <= 1 })
      }
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300]) func whatIsNoAreaNeverTraps(area: Double) {
    let sum = (0..<10).reduce(Area.zero) { total, _ in total + Area(squareMetres: area) }
    _ = sum.apportioned(by: [1, 2, 3])
    _ = Area(squareMetres: 100).apportioned(by: [area, 1])
    #expect(abs(Area(squareMetres: area).squareMetres) <= 4e12)
  }

  @Test func units() {
    let area = Area(squareMetres: 2000)
    #expect(area.mu == 3 && area.hectares == 0.2)
  }
}

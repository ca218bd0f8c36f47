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
    let shares = randomShares(&random, rows: 300)
    let rollUp = RollUp(of: "plots", in: Register(shares, city: city))
    for category in ["fallow", "planted", "withdrawn"] {
      let rows = rollUp.rows.filter { $0.category == category }
      let own = shares.filter { $0.keys.category == category && $0.keys.role == "plots" }
      let top = rows.first { $0.level == .city }!
      let townships = rows.filter { $0.level == .township }
      #expect(top.area == own.reduce(.zero) { $0 + $1.area })
      #expect(top.rows == Set(own.map(\.row)).count && top.levelledBy == 0)
      #expect(townships.reduce(.zero) { $0 + $1.area } == top.area)
      #expect(townships.reduce(0) { $0 + $1.hundredthsOfMu } == top.hundredthsOfMu)
      for township in townships {
        let villages = rows.filter { $0.level == .village && $0.unit.code.hasPrefix(township.unit.code) }
        #expect(villages.reduce(.zero) { $0 + $1.area } == township.area)
        #expect(villages.reduce(0) { $0 + $1.hundredthsOfMu } == township.hundredthsOfMu)
        #expect(villages.allSatisfy { abs($0.levelledBy) <= 1 })
        for village in villages {
          #expect(village.rows == Set(own.filter { $0.keys.village == village.unit }.map(\.row)).count)
        }
      }
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300]) func whatIsNoAreaNeverTraps(area: Double) {
    let sum = (0..<10).reduce(Area.zero) { total, _ in total + Area(squareMetres: area) }
    _ = sum.apportioned(by: [1, 2, 3])
    _ = Area(squareMetres: 100).apportioned(by: [area, 1])
    #expect(abs(Area(squareMetres: area).squareMetres) <= 4e12)
  }

  /// No ground and no water gets to the ends of the range; damaged coordinates do, and are no reason to end.
  @Test func sumsStopAtTheEndsOfTheRange() {
    let (least, most) = (Area(squareMillimetres: .min), Area(squareMillimetres: .max))
    let one = Area(squareMillimetres: 1)
    #expect(most + one == most && least - one == least && most - least == most && least - most == least)
    #expect(least + most == Area(squareMillimetres: -1) && (least + Area(squareMillimetres: -1)) == least)
    let (little, much, litre) = (Volume(litres: .min), Volume(litres: .max), Volume(litres: 1))
    #expect(much + litre == much && little - litre == little && little + Volume(litres: -1) == little)
    #expect(much - little == much && little - much == little && much - litre + litre == much)
    #expect(Volume(cubicMetres: .nan) == .zero && Volume(cubicMetres: .infinity) == .zero)
    #expect(Volume(cubicMetres: 1e300).cubicMetres == 1e12)
  }

  /// Shares of the largest numbers add up as well: their exact values round to numbers that are none.
  @Test(arguments: [Int64.max, .max - 1, .min, 1 << 62]) func sharesOfTheLargestNumbers(total: Int64) {
    for weights in [[1], [1, 1e-17, 3e-18], [1e-17, 1], [1, 1], [0.3, 0.3, 0.4]] {
      #expect(largestRemainder(of: total, by: weights).reduce(0, &+) == total)
    }
  }

  @Test func units() {
    let area = Area(squareMetres: 2000)
    #expect(area.mu == 3 && area.hectares == 0.2)
  }
}

let city = RegisterUnit(code: "c", name: "C")

/// Rows of two roles with all keys at random, some across a line, some outside every unit.
func randomShares(_ random: inout SeededGenerator, rows: Int) -> [AreaShare] {
  (0..<rows).flatMap { row in
    let isPlot = row % 4 != 0
    let area = Area(squareMetres: Double.random(in: 0...50_000, using: &random))
    var keys = RegisterKeys(
      role: isPlot ? "plots" : "forest",
      category: (isPlot ? ["planted", "withdrawn", "fallow"] : ["road", "shelter"]).randomElement(using: &random)!)
    keys.crop = isPlot ? ["cotton", "wheat", "maize", "—"].randomElement(using: &random)! : "—"
    keys.tenure = ["contracted", "collective", "state"].randomElement(using: &random)!
    let parts = [1, 1, 1, 2, 3].randomElement(using: &random)!
    return area.apportioned(by: (0..<parts).map { _ in Double.random(in: 0...1, using: &random) }).map { part in
      keys.zone = ["prohibited", "limited", "—"].randomElement(using: &random)!
      let (township, village) = (Int.random(in: 0..<5, using: &random), Int.random(in: 0..<7, using: &random))
      let isOutside = Int.random(in: 0..<20, using: &random) == 0
      keys.township = isOutside ? .blank : RegisterUnit(code: "\(township)", name: "T\(township)")
      keys.village = isOutside ? .blank : RegisterUnit(code: "\(township)\(village)", name: "V\(village)")
      return AreaShare(row: row, keys: keys, area: part)
    }
  }
}

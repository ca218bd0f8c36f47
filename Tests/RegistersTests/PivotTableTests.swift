// Random registers, every pair of keys: m² exact, 亩 exact after levelling, and all tables in step with each other.

import Registers
import TestSupport
import Testing

@Suite struct PivotTableTests {
  @Test(arguments: 0..<60) func everyPivotCloses(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let shares = randomShares(&random, rows: Int.random(in: 1...400, using: &random))
    let register = Register(shares, city: city)
    let total = shares.reduce(Area.zero) { $0 + $1.area }
    let hundredths = register.cells.reduce(0) { $0 + $1.hundredthsOfMu }
    for rowKey in RegisterKey.allCases {
      for columnKey in RegisterKey.allCases {
        let table = PivotTable(of: register, rows: rowKey, columns: columnKey)
        let lines = table.lines.filter { !$0.isSubtotal }
        #expect(table.totals.total.area == total && table.totals.total.hundredthsOfMu == hundredths)
        #expect(lines.reduce(.zero) { $0 + $1.total.area } == total)
        #expect(lines.reduce(0) { $0 + $1.total.hundredthsOfMu } == hundredths)
        for column in table.columns.indices {
          #expect(lines.reduce(.zero) { $0 + ($1.sums[column]?.area ?? .zero) } == table.totals.sums[column]!.area)
          #expect(
            lines.reduce(0) { $0 + ($1.sums[column]?.hundredthsOfMu ?? 0) } == table.totals.sums[column]!.hundredthsOfMu
          )
        }
        for line in table.lines {
          #expect(line.sums.reduce(.zero) { $0 + ($1?.area ?? .zero) } == line.total.area)
          #expect(line.sums.reduce(0) { $0 + ($1?.hundredthsOfMu ?? 0) } == line.total.hundredthsOfMu)
        }
      }
    }
  }

  /// A figure is the same wherever it stands, down as across, and as the roll-up has it.
  @Test(arguments: 0..<20) func tablesAgree(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let register = Register(randomShares(&random, rows: 200), city: city)
    let down = PivotTable(of: register, rows: .township, columns: .category) { $0.role == "plots" }
    let across = PivotTable(of: register, rows: .category, columns: .township) { $0.role == "plots" }
    let rollUp = RollUp(of: "plots", in: register)
    for (i, line) in down.lines.enumerated() {
      for (j, category) in down.columns.enumerated() {
        #expect(line.sums[j] == across.lines[j].sums[i])
        let row = rollUp.rows.first {
          $0.level == .township && $0.unit == line.unit && $0.category == category.code
        }
        #expect(row?.hundredthsOfMu == line.sums[j]?.hundredthsOfMu && row?.area == line.sums[j]?.area)
      }
    }
  }

  @Test func villagesStandBelowTheirTownship() {
    var random = SeededGenerator(7)
    let register = Register(randomShares(&random, rows: 300), city: city)
    let table = PivotTable(of: register, rows: .village, columns: .zone)
    var township: RegisterUnit?
    for line in table.lines {
      if line.isSubtotal { township = line.unit } else { #expect(line.unit.code.hasPrefix(township!.code)) }
    }
    #expect(table.lines.first!.isSubtotal && table.lines.last!.unit == .blank && table.columns.last == .blank)
  }

  /// The order in which rows come makes no difference.
  @Test func orderOfRowsIsNothing() {
    var random = SeededGenerator(11)
    let shares = randomShares(&random, rows: 200)
    let (one, other) = (Register(shares, city: city), Register(shares.reversed(), city: city))
    #expect(one.cells.map(\.keys) == other.cells.map(\.keys))
    #expect(one.cells.map(\.hundredthsOfMu) == other.cells.map(\.hundredthsOfMu))
  }
}

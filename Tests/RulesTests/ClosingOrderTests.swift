// 先通水后关停: nobody is cut off before the replacement delivers.

import Geometry
import Rules
import Testing

@Suite struct ClosingOrderTests {
  private static let rules = """
      - {id: close, when: {permit_state: none}, outcome: close, deadline: 2022-11-30, not-before: replacement_on}
      - {id: end, when: {permit_state: valid}, outcome: not-renewed, deadline: permit_end}
      - {id: stay, outcome: reduce}
    """

  private func order(_ wells: [[FactName: FactValue]]) throws -> [ClosingSlot] {
    closingOrder(
      of: try wells.map { values in
        let known = facts(values)
        return (known, try decide(known, Self.rules))
      }, on: testDay)
  }

  private func well(_ replacement: String?, _ day: String?) -> [FactName: FactValue] {
    var values: [FactName: FactValue] = [.permitState: .text("none")]
    values[.replacement] = replacement.map { .text($0) }
    values[.replacementOn] = day.map { .day(Day($0)!) }
    return values
  }

  @Test func theOrder() throws {
    let slots = try order([
      well("水厂", "2022-10-01"), well(nil, nil), well("水厂", "2022-01-01"), well("水厂", nil), well("水厂", "2023-02-01"),
      [.permitState: .text("valid"), .permitEnd: .day(Day("2022-09-15")!)], [.permitState: .text("exempt")],
    ])
    #expect(slots.map(\.index) == [2, 5, 0, 4, 1, 3])  // the last well stays, and is in no order
    guard case .ready(let first) = slots[0].state, case .late(let late) = slots[3].state else {
      return #expect(Bool(false))
    }
    #expect(first == testDay && late == Day("2023-02-01"))
    let reasons = slots.compactMap { if case .blocked(let reason) = $0.state { reason.en } else { nil } }
    #expect(reasons == ["no replacement is named", "its replacement '水厂' has no day of delivery"])
  }
}

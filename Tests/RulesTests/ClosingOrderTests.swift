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

  /// What stands in the way is named: a doubt by its words, another fact by its name, an end of a permit that nobody knows.
  @Test func whatStandsInTheWay() throws {
    let rules = """
        - {id: end, when: {permit_state: valid}, outcome: not-renewed, deadline: permit_end}
        - {id: close, outcome: close, deadline: 2022-11-30, not-before: built_on}
      """
    func reason(_ values: [FactName: FactValue], doubt: Set<FactName> = []) throws -> String? {
      let known = facts(values, doubt: doubt)
      let slots = closingOrder(of: [(known, try decide(known, rules))], on: testDay)
      if case .blocked(let reason)? = slots.first?.state { return reason.en }
      return nil
    }
    #expect(try reason([.permitState: .text("valid")]) == "the end of its permit is not known")
    #expect(try reason([.permitState: .text("none")]) == "\(FactName.builtOn.definition.meaning.en): not known")
    let built: [FactName: FactValue] = [.permitState: .text("none"), .builtOn: .day(Day("2010-01-01")!)]
    #expect(try reason(built, doubt: [.builtOn]) == "in doubt" && reason(built) == nil)
  }

  @Test func whatIsClosedNeedsNoDay() throws {
    let rules = "  - {id: all, when: {use: a}, outcome: close}"
    let wells = try ["closed", "in-use", nil].map { status in
      let known = facts([.use: .text("a"), .status: status.map(FactValue.text)].compactMapValues { $0 })
      return (known, try decide(known, rules))
    }
    #expect(closingOrder(of: wells, on: testDay).map(\.index) == [1, 2])
  }

  /// Of wells that can be closed on the same day the one that is due first, then those without a day, each in the order given.
  @Test func onTheSameDay() throws {
    let rules = """
        - {id: late, when: {use: a}, outcome: close, deadline: 2022-12-31}
        - {id: soon, when: {use: b}, outcome: close, deadline: 2022-11-30}
        - {id: open, when: {use: c}, outcome: close}
      """
    let wells = try ["c", "a", "b", "a", "c", "b"].map { use in
      let known = facts([.use: .text(use)])
      return (known, try decide(known, rules))
    }
    #expect(closingOrder(of: wells, on: testDay).map(\.index) == [2, 5, 1, 3, 0, 4])
  }
}

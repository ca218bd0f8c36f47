// Permits on the day of decision, from a register of permits or from the well's own entry.

import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct PermitTests {
  private func standing(
    number: String? = nil, state: String? = nil, end: String? = nil, register: RoleLayer? = nil
  ) async throws -> PermitStanding {
    let wells = try await roleLayer(
      "wells", points([(0, 0)]), key: "well_id",
      ["well_id": texts("W1"), "permit_no": texts(number), "permit_state": texts(state), "permit_end": days(end)])
    return Permits(of: wells, register: register, on: testDay).standing(ofRow: 0)
  }

  /// Dates decide over words; what contradicts is a doubt.
  @Test(
    arguments: [
      ("valid", "2023-01-01", "valid", true), ("valid", "2022-08-01", "valid", true),
      ("valid", "2022-07-31", "expired", true),
      ("valid", nil, "valid", true), ("expired", "2023-01-01", "expired", false), ("none", "2023-01-01", "none", false),
      (nil, "2023-01-01", "valid", true), (nil, "2020-01-01", "expired", true), ("exempt", nil, "exempt", true),
      (nil, nil, nil, true),
    ] as [(String?, String?, String?, Bool)])
  func theEntryOfTheWell(state: String?, end: String?, expected: String?, certain: Bool) async throws {
    let found = try await standing(state: state, end: end)
    #expect(found.state == expected && (found.doubt == nil) == certain)
  }

  private func register() async throws -> RoleLayer {
    try await roleLayer(
      "permits", nil, key: "permit_no",
      [
        "permit_no": texts("P1", "P2", "P3", "P4", "P5"), "wells": texts("W1、W2", "W1", "W3", nil, "W4"),
        "from": days("2015-01-01", "2020-01-01", nil, nil, "2022-09-01"),
        "to": days("2020-01-01", "2025-01-01", "2026-01-01", "2027-01-01", "2027-09-01"),
        "state": texts("valid", "valid", "cancelled", "valid", "valid"),
      ])
  }

  /// One well with several permits, one permit with several wells, and permits that the entry names.
  @Test func manyToMany() async throws {
    let register = try await register()
    func standing(of well: String, number: String? = nil, state: String? = nil) async throws -> PermitStanding {
      let wells = try await roleLayer(
        "wells", points([(0, 0)]), key: "well_id",
        ["well_id": texts(well), "permit_no": texts(number), "permit_state": texts(state)])
      return Permits(of: wells, register: register, on: testDay).standing(ofRow: 0)
    }
    let one = try await standing(of: "W1")
    #expect(one.state == "valid" && one.end == Day("2025-01-01") && one.numbers == ["P1", "P2"])
    #expect(try await standing(of: "W2").state == "expired")
    #expect(try await standing(of: "W3").state == "none")  // cancelled, whatever its end
    let later = try await standing(of: "W4")  // does not begin before the day of decision
    #expect(later.state == "none" && later.doubt?.en.contains("2022-09-01") == true)
    #expect(try await standing(of: "W9", number: "P4").state == "valid")
    #expect(try await standing(of: "W9").state == "none")
    let claimed = try await standing(of: "W9", number: "P9", state: "valid")
    #expect(claimed.state == "valid" && claimed.doubt != nil)
  }

  /// A permit holds on its last day, and of several that hold the latest says when permission ends.
  @Test func theLastDayAndTheLatestPermit() async throws {
    let register = try await roleLayer(
      "permits", nil, key: "permit_no",
      [
        "permit_no": texts("P1", "P2", "P3"), "wells": texts("W1", "W2", "W2"), "from": days(nil, nil, nil),
        "to": days("2022-08-01", "2026-01-01", "2024-01-01"), "state": texts("valid", "valid", "valid"),
      ])
    let wells = try await roleLayer(
      "wells", points([(0, 0), (0, 0)]), key: "well_id", ["well_id": texts("W1", "W2")])
    let permits = Permits(of: wells, register: register, on: testDay)
    #expect(permits.standing(ofRow: 0).state == "valid")
    #expect(permits.standing(ofRow: 1).end == Day("2026-01-01"))
  }

  /// A word or day that cannot be read says something, and nobody knows what: neither valid nor none.
  @Test func permitsThatCannotBeRead() async throws {
    let register = try await roleLayer(
      "permits", nil, key: "permit_no",
      [
        "permit_no": texts("P1", "P2", "P3"), "wells": texts("W1", "W2", "W3"), "from": days(nil, nil, nil),
        "to": days("2026-01-01", nil, "2026-01-01"), "state": texts(nil, "valid", "cancelled"),
      ], illegible: ["state": [0: "暂扣"], "to": [1: "2026-02-30"], "from": [2: "?"]])
    let wells = try await roleLayer(
      "wells", points([(0, 0), (1, 0), (2, 0)]), key: "well_id", ["well_id": texts("W1", "W2", "W3")])
    let permits = Permits(of: wells, register: register, on: testDay)
    #expect((0..<3).map { permits.standing(ofRow: $0).doubt != nil } == [true, true, false])

    let entries = try await roleLayer(
      "wells", points([(0, 0), (1, 0), (2, 0)]), key: "well_id",
      [
        "well_id": texts("W1", "W2", "W3"), "permit_state": texts(nil, "valid", "exempt"),
        "permit_end": days("2026-01-01", nil, nil),
      ], illegible: ["permit_state": [0: "暂扣"], "permit_end": [1: "2026-02-30", 2: "无固定期限"]])
    let stated = Permits(of: entries, register: nil, on: testDay)
    #expect((0..<3).map { stated.standing(ofRow: $0).state } == ["暂扣", "valid", "exempt"])
    #expect((0..<3).map { stated.standing(ofRow: $0).doubt != nil } == [true, true, false])
  }

  /// A permit for K10-K12, for k20 or for K３０ is somebody's: those wells must not be closed for want of one.
  @Test func permitsOfWellsThatAreNoWells() async throws {
    let register = try await roleLayer(
      "permits", nil, key: "permit_no",
      [
        "permit_no": texts("P1", "P2", "P3"), "wells": texts("K10-K12、X9", "k20，K３０", "K-40"),
        "to": days(nil, nil, nil),
      ])
    let keys = ["K09", "K10", "K11", "K12", "K13", "K20", "K30", "K-40", "X9", "L11"]
    let wells = try await roleLayer(
      "wells", points(keys.indices.map { (Double($0), 0) }), key: "well_id",
      ["well_id": .text(TextValues(keys))])
    let permits = Permits(of: wells, register: register, on: testDay)
    let inDoubt = keys.indices.filter { permits.standing(ofRow: $0).doubt?.en.contains("may be this well") == true }
    #expect(inDoubt.map { keys[$0] } == ["K10", "K11", "K12", "K20", "K30"])
    // The same where the entry says that it has none.
    let denied = try await roleLayer(
      "wells", points([(0, 0), (1, 0)]), key: "well_id",
      ["well_id": texts("K10", "K09"), "permit_state": texts("none", "none")])
    let standings = Permits(of: denied, register: register, on: testDay)
    #expect(standings.standing(ofRow: 0).doubt != nil && standings.standing(ofRow: 1).doubt == nil)
    let findings = try await StrayPermits.findings(
      context([wells, register], by: RuleBook([], calendar: shippedCalendar(), on: testDay)))
    #expect(findings.map(\.rows) == [["P1"], ["P2"], ["P2"]])
  }

  /// A permit that was cancelled is nobody's, and a well closed in an earlier year need not be in the register any more.
  @Test func permitsThatSpeakForNobody() async throws {
    let register = try await roleLayer(
      "permits", nil, key: "permit_no",
      [
        "permit_no": texts("P1", "P2", "P3"), "wells": texts("K010", "K20", "K030"),
        "state": texts("cancelled", nil, nil),
      ])
    let closed = try await roleLayer("closed-wells", points([(9, 9)]), key: "well_id", ["well_id": texts("K20")])
    // K020 may be the well of the permit for K20 all the same.
    let wells = try await roleLayer(
      "wells", points([(0, 0), (1, 0), (2, 0)]), key: "well_id", ["well_id": texts("K10", "K30", "K020")])
    let context = try await context(
      [wells, register, closed], by: RuleBook([], calendar: shippedCalendar(), on: testDay))
    #expect(try await StrayPermits.findings(context).map(\.rows) == [["P3"]])
    let permits = context.wellFacts!.permits
    #expect((0..<3).map { permits.standing(ofRow: $0).doubt == nil } == [true, false, false])
  }

  /// The register says for whom a permit is; a well that names it in its own entry does not have it for that.
  @Test func aPermitOfSomebodyElse() async throws {
    let register = try await roleLayer(
      "permits", nil, key: "permit_no",
      [
        "permit_no": texts("P1", "P2", "P3"), "wells": texts("W1", nil, "W 4"),
        "to": days("2030-01-01", "2030-01-01", "2021-01-01"),
      ])
    let wells = try await roleLayer(
      "wells", points([(0, 0), (1, 0), (2, 0), (3, 0)]), key: "well_id",
      ["well_id": texts("W1", "W2", "W3", "W 4"), "permit_no": texts("P1", "P1", "P2", "P1")])
    let permits = Permits(of: wells, register: register, on: testDay)
    #expect((0..<3).map { permits.standing(ofRow: $0).doubt == nil } == [true, false, true])
    // One that has its own has no other beside it; a number may have a space within.
    #expect(permits.standing(ofRow: 3).state == "expired" && permits.standing(ofRow: 3).doubt == nil)
  }

  /// A permit without an end may hold: that is a doubt, unless another one holds for certain. A cancelled one, or one that has
  /// not begun, holds nothing, whatever else is missing.
  @Test func permitsWithoutAnEnd() async throws {
    let register = try await roleLayer(
      "permits", nil, key: "permit_no",
      [
        "permit_no": texts("P1", "P2", "P3", "P4"), "wells": texts("W1、W2", "W2", "W3", "W4"),
        "from": days(nil, nil, nil, "2023-01-01"), "to": days(nil, "2024-01-01", nil, nil),
        "state": texts("valid", "valid", "cancelled", "valid"),
      ])
    let wells = try await roleLayer(
      "wells", points((0..<6).map { (Double($0), 0) }), key: "well_id",
      [
        "well_id": texts("W1", "W2", "W3", "W4", "W5", "W6"), "permit_state": texts(nil, nil, nil, nil, "exempt", nil),
      ])
    let permits = Permits(of: wells, register: register, on: testDay)
    let standings = (0..<6).map { permits.standing(ofRow: $0) }
    // The last two are not in the register: one says why it needs none.
    #expect(standings.map(\.state) == ["valid", "valid", "none", "none", "exempt", "none"])
    #expect(standings.map { $0.doubt == nil } == [false, true, true, false, true, true])
    #expect(standings.map(\.end) == [nil, Day("2024-01-01"), nil, nil, nil, nil])
  }
}

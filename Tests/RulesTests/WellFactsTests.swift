// Facts of a well, each with its source: from the register, the map, other layers, and from both together.

import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct WellFactsTests {
  private func facts(_ layers: [RoleLayer]) async throws -> [Facts] {
    let set = LayerSet(layers)
    let settings = WellSettings(positionAccuracy: 5, pipeReach: 0)
    let wells = set["wells"]!
    let gather = WellFacts(wells, in: set, settings: settings, on: testDay)
    let locator = try await WellLocator(wells, in: set, settings: settings, workers: 1)
    return (0..<wells.layer.count).map { gather.facts(ofRow: $0, locator.location(ofRow: $0)) }
  }

  /// A square of a hundred metres, and a row without geometry.
  private var groundAndALostRow: GeometryColumn {
    var ground = GeometryBuilder(.polygon)
    ground.appendRow(0, of: polygons([[[rectangle(0, 0, 100, 100)]]]))
    ground.endRow()
    return ground.finish()
  }

  /// One plot may name several wells, one well may serve several plots.
  @Test func plotsThatDependOnAWell() async throws {
    let wells = try await roleLayer(
      "wells", points([(0, 0), (9, 9), (5, 5)]), key: "well_id", ["well_id": texts("A", "B", "C")])
    let plots = try await roleLayer(
      "plots", polygons([[[rectangle(0, 0, 1, 1)]], [[rectangle(2, 0, 3, 1)]], [[rectangle(4, 0, 5, 1)]]]),
      key: "plot_id",
      ["plot_id": texts("1", "2", "3"), "well_id": texts("A", "A、B", nil), "area_mu": numbers(10.5, 4.25, 7)])
    let known = try await facts([wells, plots])
    #expect(known.map { $0.value(.irrigatedPlots) } == [.number(2), .number(1), .number(0)])
    #expect(known.map { $0.value(.irrigatedMu) } == [.number(14.75), .number(4.25), .number(0)])
    // A number with a space within is one name where a well has it.
    let spaced = try await roleLayer("wells", points([(0, 0)]), key: "well_id", ["well_id": texts("B C")])
    let watered = try await roleLayer(
      "plots", polygons([[[rectangle(0, 0, 1, 1)]]]), key: "plot_id",
      ["plot_id": texts("1"), "well_id": texts("B C"), "area_mu": numbers(3)])
    #expect(try await facts([spaced, watered])[0].value(.irrigatedMu) == .number(3))
    // Where no plot names its well, nothing is known, which is not none.
    #expect(try await facts([wells])[0].value(.irrigatedPlots) == nil)
  }

  /// New taking in a zone: a well that is younger than the zone's approval.
  @Test func wellsYoungerThanTheirZone() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (60, 60), (70, 70), (500, 500)]), key: "well_id",
      ["well_id": texts("A", "B", "C", "D"), "built_on": days("2010-01-01", "2020-06-01", nil, "2022-01-01")])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "zone_id",
      [
        "zone_id": texts("Z"), "zone_kind": texts("limited"), "approval": texts("省批〔2019〕1号"),
        "approved_on": days("2019-03-01"),
      ])
    let known = try await facts([wells, zones])
    #expect(known.map { $0.value(.builtAfterZone) } == [.flag(false), .flag(true), nil, nil])
    #expect(known[0].text(.zoneApproval) == "省批〔2019〕1号" && known[3].text(.zoneKind) == "none")
  }

  @Test func groundThatIsHardToRenew() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (102, 50), (200, 50)]), key: "well_id", ["well_id": texts("A", "B", "C")])
    let ground = try await roleLayer(
      "hard-to-renew", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "code", ["code": texts("N1")])
    let known = try await facts([wells, ground])
    #expect(known.map { $0.value(.hardToRenew) } == [.flag(true), .flag(false), .flag(false)])
    #expect(known.map { $0[.hardToRenew].doubt == nil } == [true, false, true])
    #expect(try await facts([wells])[0].value(.hardToRenew) == nil)
  }

  /// A well in no township, and one in another township than it is registered under: what follows from its place, or from its
  /// township, does not decide alone. Near a border nothing is contradicted.
  @Test func placesThatContradictTheRegister() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (150, 50), (103, 50), (900, 50)]), key: "well_id",
      [
        "well_id": texts("A", "B", "C", "D"), "township": texts("甲镇", "甲镇", "甲镇", "甲镇"),
        "use": texts("灌溉", nil, nil, nil),
      ])
    let townships = try await roleLayer(
      "townships", polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]]]), key: "code",
      ["code": texts("1", "2"), "name": texts("甲镇", "乙镇")])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 200, 100)]]]), key: "zone_id",
      ["zone_id": texts("Z"), "zone_kind": texts("prohibited")])
    let known = try await facts([wells, townships, zones])
    #expect(known.map { $0.value(.township) } == Array(repeating: .text("甲镇"), count: 4))
    #expect(known.map { $0[.township].doubt != nil } == [false, true, false, false])
    #expect(known.map { $0.value(.zoneKind) }.last == .text("none"))
    // The one registered elsewhere may be where its register says.
    #expect(known.map { $0[.zoneKind].doubt != nil } == [false, true, false, true])
    #expect(
      known[3][.zoneKind].doubt?.en == "its coordinates lie in none of the townships" && known[0][.use].doubt == nil)
  }

  /// However the register calls a township of the map, rules, lists and folders know it by the map's name; what the map does
  /// not have stays as it is written.
  @Test func townshipsHaveTheNamesOfTheMap() async throws {
    var places = GeometryBuilder(.point)
    for x in [50.0, 50, 50, 103, 50] { places.appendPoint(Coordinate(x: x, y: 50)) }
    for _ in 0..<2 { places.endRow() }
    let wells = try await roleLayer(
      "wells", places.finish(), key: "well_id",
      [
        "well_id": texts("A", "B", "C", "D", "E", "F", "G"),
        "township": texts("甲", "652301001", "甲镇人民政府", "甲", "北庭区", "甲", "新乡"),
      ])
    let townships = try await roleLayer(
      "townships", polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]]]), key: "code",
      ["code": texts("652301001", "652301002"), "name": texts("甲镇", "乙镇")])
    let known = try await facts([wells, townships])
    #expect(known.map { $0.text(.township) } == ["甲镇", "甲镇", "甲镇", "甲镇", "北庭区", "甲镇", "新乡"])
    #expect(known.map { $0[.township].doubt != nil } == [false, false, false, false, true, false, false])
    #expect(known[4][.township].doubt?.en.contains("use a name of that layer") == true)
  }

  /// A row without geometry may be the one that covers a well: where nothing else does, nobody knows.
  @Test func groundThatIsLostLeavesDoubt() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (500, 500)]), key: "well_id", ["well_id": texts("A", "B")])
    for (role, fact) in [("coverage", FactName.covered), ("hard-to-renew", .hardToRenew)] {
      let layer = try await roleLayer(role, groundAndALostRow, key: "code", ["code": texts("N1", "N2")])
      let known = try await facts([wells, layer])
      #expect(known.map { $0.value(fact) } == [.flag(true), .flag(false)])
      #expect(known.map { $0.certain(fact) } == [.flag(true), nil])
      #expect(known[1][fact].doubt?.en.contains("N2") == true)
    }
  }

  /// A zone whose kind nobody can read holds the well: near the edge of another it is as uncertain as far from it.
  @Test func zonesOfNoKindLeaveDoubtNearEdgesToo() async throws {
    let wells = try await roleLayer(
      "wells", points([(97, 50), (50, 50)]), key: "well_id", ["well_id": texts("A", "B")])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 200, 100)]], [[rectangle(100, 0, 200, 100)]]]), key: "zone_id",
      ["zone_id": texts("X", "L"), "zone_kind": texts(nil, "limited")])
    for known in try await facts([wells, zones]) {
      #expect(known.certain(.inProhibited) == nil && known.certain(.inLimited) == nil)
      #expect(known.certain(.inOverExtracted) == nil && known.certain(.zoneKind) == nil)
    }
  }

  /// A zone without geometry may be anywhere, but a well deep in a prohibited zone is in it all the same.
  @Test func whatIsCertainStaysSo() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (500, 500)]), key: "well_id", ["well_id": texts("A", "B")])
    let zones = try await roleLayer(
      "zones", groundAndALostRow, key: "zone_id",
      ["zone_id": texts("P", "L"), "zone_kind": texts("prohibited", "limited")])
    let known = try await facts([wells, zones])
    #expect(known.map { $0.certain(.inProhibited) } == [.flag(true), nil])
    #expect(known.map { $0.certain(.zoneKind) } == [.text("prohibited"), nil])
    #expect(known.map { $0.certain(.inLimited) } == [nil, nil])
  }

  /// What stands in the register and cannot be read is no "nothing": it is shown, and decides nothing.
  @Test func entriesThatCannotBeRead() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (50, 50)]), key: "well_id",
      ["well_id": texts("A", "B"), "fees_paid": flags(nil, true), "exception": texts(nil, "monitoring")],
      illegible: [
        "fees_paid": [0: "大部分", 1: "mended since"], "exception": [0: "施工安全"], "accuracy": [0: "30米"],
        "built_on": [0: "去年"], "exception_end": [1: "明年"],
      ])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 200, 100)]]]), key: "zone_id",
      ["zone_id": texts("Z"), "zone_kind": texts("limited"), "approved_on": days("2019-03-01")])
    let known = try await facts([wells, zones])
    #expect(known[0].value(.feesPaid) == .text("大部分") && known[0].certain(.feesPaid) == nil)
    #expect(known[1].certain(.feesPaid) == .flag(true))
    #expect(known[0].value(.exception) == .text("施工安全") && known[0].certain(.exception) == nil)
    #expect(known[1].value(.exception) == .text("monitoring") && known[1].certain(.exception) == nil)
    #expect(known[0].certain(.zoneKind) == nil && known[1].certain(.zoneKind) == .text("limited"))
    #expect(known[0][.builtAfterZone].doubt != nil && known[0].value(.builtAfterZone) == .text("去年"))
    #expect(known[1][.builtAfterZone].doubt == nil && known[1].value(.builtAfterZone) == nil)
    // A rule that need not know a fact does so only where nothing is said.
    let decision = try decide(
      known[0],
      """
        - {id: a, when: {exception: {is: monitoring, known: true}}, outcome: keep-exception}
        - {id: b, outcome: close}
      """)
    #expect(decision.outcome == .verify && decision.possible == [.close, .keepException])
  }

  /// Two entries of one number that differ decide nothing where they do.
  @Test func oneNumberTwice() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (50, 50), (60, 60)]), key: "well_id",
      [
        "well_id": texts("A", "A", "B"), "emergency_source": flags(true, false, true), "use": texts("生活", "生活", "农灌"),
      ])
    let known = try await facts([wells])
    #expect(known.map { $0.certain(.emergencySource) } == [nil, nil, .flag(true)])
    #expect(known.map { $0.certain(.use) } == [.text("生活"), .text("生活"), .text("农灌")])
  }

  /// What is derived from entries that differ is in doubt like the entries; what a register of permits decides is not.
  @Test func whatIsDerivedFromOneNumberTwice() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (50, 50), (60, 60)]), key: "well_id",
      [
        "well_id": texts("A", "A", "B"), "permit_state": texts("valid", "none", "none"),
        "built_on": days("2001-01-01", "2022-01-01", "2022-01-01"), "exception": texts("monitoring", "monitoring", nil),
        "exception_end": days("2021-01-01", "2025-01-01", nil), "deferral_basis": texts("文", "文", nil),
        "review_on": days("2023-01-01", "2024-01-01", nil),
      ])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "zone_id",
      ["zone_id": texts("Z"), "zone_kind": texts("limited"), "approved_on": days("2019-01-01")])
    let names: [FactName] = [.permitState, .builtAfterZone, .exception, .deferralBasis]
    let known = try await facts([wells, zones])
    for name in names { #expect(known.map { $0[name].doubt == nil } == [false, false, true], "\(name.key)") }
    let permits = try await roleLayer(
      "permits", nil, key: "permit_no",
      ["permit_no": texts("P"), "wells": texts("A"), "state": texts("valid"), "to": days("2030-01-01")])
    let registered = try await facts([wells, zones, permits])
    #expect(registered.map { $0.certain(.permitState) } == [.text("valid"), .text("valid"), .text("none")])
  }

  /// Built before one of the limited zones that hold it, and after the other.
  @Test func youngerThanAnyZoneOfItsKind() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50)]), key: "well_id", ["well_id": texts("A"), "built_on": days("2020-06-01")])
    for order in [["2019-03-01", "2021-01-01"], ["2021-01-01", "2019-03-01"]] {
      let zones = try await roleLayer(
        "zones", polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(0, 0, 100, 100)]]]), key: "zone_id",
        ["zone_id": texts("Y", "Z"), "zone_kind": texts("limited", "limited"), "approved_on": days(order[0], order[1])])
      #expect(try await facts([wells, zones])[0].value(.builtAfterZone) == .flag(true))
    }
  }

  /// An exception ends with its day, and a deferral holds until it was to be reviewed.
  @Test func whatHasEnded() async throws {
    let wells = try await roleLayer(
      "wells", points([(50, 50), (50, 50), (50, 50)]), key: "well_id",
      [
        "well_id": texts("A", "B", "C"), "exception": texts("monitoring", "monitoring", "monitoring"),
        "exception_end": days("2022-07-31", "2022-08-01", nil), "deferral_basis": texts("文", "文", "文"),
        "review_on": days("2022-07-31", "2022-08-01", nil),
      ])
    let known = try await facts([wells])
    #expect(known.map { $0.certain(.exception) } == [.text("none"), .text("monitoring"), .text("monitoring")])
    #expect(known.map { $0.certain(.deferralBasis) } == [nil, .text("文"), .text("文")])
    // A rule that only asks whether there is a document does not decide by one that has lapsed.
    let rules = "  - {id: a, when: {deferral_basis: {known: true}}, outcome: deferred}\n  - {id: b, outcome: close}"
    #expect(try known.map { try decide($0, rules).outcome } == [.verify, .deferred, .deferred])
  }

  /// A unit is known by its code and by its name with or without what stands behind it, but not where another is called so.
  @Test func whatUnitsAreCalled() async throws {
    let squares = polygons((0..<3).map { [[rectangle(Double($0) * 100, 0, Double($0) * 100 + 100, 100)]] })
    let units = RegisteredUnits(
      try await roleLayer(
        "townships", squares, key: "code",
        ["code": texts("652301001000", "652301002000", "652301003"), "name": texts("三工镇", "三工乡", "滨湖镇")]))
    func compare(_ name: String, _ owner: Int, x: Double = 0) -> RegisteredUnits.Answer {
      units.compare(name, with: owner, at: Coordinate(x: Double(owner) * 100 + 50 + x, y: 50), within: 5)
    }
    #expect(compare("三工乡", 0) == .contradicts && compare("三工镇", 0) == .agrees(0) && compare("滨湖", 2) == .agrees(2))
    #expect(compare("652301002", 1) == .agrees(1) && compare("昌吉市滨湖镇", 2) == .unknown)
    // At the border of the one that is named, and at that of another.
    #expect(compare("三工乡", 0, x: 48) == .agrees(1) && compare("滨湖镇", 0, x: 48) == .contradicts)
  }

  /// Every fact says where it comes from, and what is on no layer says so.
  @Test func sources() async throws {
    let wells = try await roleLayer(
      "wells", points([(0, 0)]), key: "well_id", ["well_id": texts("A"), "owner": texts("某村")])
    let known = try await facts([wells])[0]
    #expect(known[.owner].source.en == "well register wells" && known[.zoneKind].source.en == "no layer")
    #expect(known.all.count == FactName.allCases.count && known.all.allSatisfy { !$0.source.zh.isEmpty })
    #expect(Set(FactCatalog.keys).count == FactName.allCases.count)
  }
}

// Checks W06 to W09 and Z01 to Z03: what they find, and what they leave alone.

import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct WellCheckTests {
  private func wells(
    _ places: [(Double, Double)], _ fields: KeyValuePairs<String, AttributeColumn> = [:]
  ) async throws -> RoleLayer {
    let layer = try await roleLayer("wells", points(places), key: "well_id", fields)
    var table = layer.layer.fields
    table.set("well_id", .text(TextValues(places.indices.map { "W\($0 + 1)" })))
    return try await RoleLayer(
      role: "wells", title: Words("wells"), source: "wells",
      layer: Layer(
        name: "wells", frame: nil, geometry: layer.layer.geometry, fields: table, featureIDs: layer.layer.featureIDs),
      keyField: "well_id", workers: 1)
  }

  private func found(_ check: any Check.Type, _ layers: [RoleLayer]) async throws -> [[String]] {
    try await check.findings(try await context(layers, by: try book("order-748"))).map(\.rows)
  }

  @Test func wellsNearEachOther() async throws {
    let layer = try await wells([(0, 0), (100, 0), (3, 4), (102, 0), (2, 0)])
    // W1–W3 are 5 m apart: not less than the limit.
    #expect(try await found(NearbyWells.self, [layer]) == [["W1", "W5"], ["W2", "W4"], ["W3", "W5"]])
  }

  /// Wells that were all given one position are told once, and not as so many pairs of wells.
  @Test func wellsAtOnePosition() async throws {
    let crowd = Array(repeating: (500.0, 500.0), count: 3000)
    let layer = try await wells([(0, 0), (2, 0)] + crowd)
    let findings = try await NearbyWells.findings(try await context([layer], by: try book("order-748")))
    #expect(findings.count == 2 && findings[0].measure == 3000 && findings[0].rows.count == 3000)
    #expect(findings[1].rows == ["W1", "W2"])
  }

  /// A well beside a crowd is told once with the nearest of it.
  @Test func aWellBesideACrowd() async throws {
    let crowd = (0..<12).map { (500.5 + 0.1 * Double($0), 500.5) }
    let layer = try await wells([(499, 500.5), (600, 500)] + crowd)
    let findings = try await NearbyWells.findings(try await context([layer], by: try book("order-748")))
    #expect(findings.map(\.rows.count) == [12, 2] && findings[1].rows == ["W1", "W3"])
    #expect(abs(findings[1].measure! - 1.5) < 1e-9)
  }

  /// What was closed as it had to be is no problem any more, and is counted as done.
  @Test func closedWells() async throws {
    let layer = try await wells([(50, 50), (60, 50)], ["status": texts("closed", "in-use")])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "zone_id",
      ["zone_id": texts("Z"), "zone_kind": texts("prohibited")])
    #expect(try await found(WellsInProhibitedZones.self, [layer, zones]) == [["W2", "Z"]])
    let decided = try await context([layer, zones], by: try book("order-748")).wells
    #expect(decided.map(\.decision.outcome) == [.close, .close] && decided.map(\.isToClose) == [false, true])
  }

  /// Nobody needs a permit or a meter for a well that is closed, unless water of this year says that it is not.
  @Test func closedWellsAreAskedForNothing() async throws {
    let layer = try await wells(
      [(50, 50), (60, 50), (70, 50)],
      [
        "status": texts("closed", "in-use", "closed"), "permit_state": texts("none", "none", "none"),
        "water_used_m3": numbers(0, 10, 10),
      ])
    let far = try await roleLayer(
      "coverage", polygons([[[rectangle(9000, 9000, 9100, 9100)]]]), key: "code", ["code": texts("C")])
    let decided = try await context([layer, far], by: try book("rushan-2022")).wells.map(\.decision.outcome)
    #expect(decided == [.none, .permitAndMeter, .permitAndMeter])
  }

  /// A check that none of the columns it goes by was handed in for looked at nothing, and is not said to have found nothing.
  @Test func checksWithoutTheirColumns() async throws {
    func missing(_ check: any Check.Type, _ fields: KeyValuePairs<String, AttributeColumn>) async throws -> [String] {
      try check.missingFields(in: LayerSet([await wells([(0, 0)], fields)])).flatMap(\.fields)
    }
    #expect(try await missing(MissingMeters.self, [:]) == ["metered", "dual_control"])
    #expect(try await missing(MissingMeters.self, ["metered": flags(true)]).isEmpty)
    #expect(try await missing(PermitFaults.self, [:]) == ["permit_no", "permit_state", "permit_end"])
    #expect(try await missing(PermitFaults.self, ["permit_end": days(nil)]).isEmpty)
    #expect(try await missing(NearbyWells.self, [:]).isEmpty)
  }

  /// Order 748 art. 35 ¶2: what limited zones ask, they ask outside the cases of ¶1.
  @Test func exceptionsInLimitedZones() async throws {
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "zone_id",
      ["zone_id": texts("Z"), "zone_kind": texts("limited")])
    let layer = try await wells(
      [(50, 50), (60, 50), (70, 50)],
      ["exception": texts("monitoring", "monitoring", nil), "exception_basis": texts("批文1号", nil, nil)])
    let decided = try await context([layer, zones], by: try book("order-748")).wells.map(\.decision.outcome)
    #expect(decided == [.keepException, .reduce, .reduce])
  }

  /// What is withdrawn or fallow takes no water, and a well that a plot names twice is one.
  @Test func plotsThatTakeWater() async throws {
    let layer = try await wells([(50, 50), (60, 50)])
    let plots = try await roleLayer(
      "plots", nil, key: "plot_id",
      [
        "plot_id": texts("1", "2", "3", "4"), "status": texts("planted", "withdrawn", "fallow", nil),
        "well_id": texts("W1、W1", "W2", "W1", "W1、W2"), "area_mu": numbers(10, 20, 30, 40),
      ])
    let run = try await context([layer, plots], by: try book("order-748"))
    let facts = try #require(run.wellFacts)
    #expect(run.wells.map { facts.value(of: .irrigatedMu, $0) } == [.number(50), .number(40)])
    #expect(run.wells.map { facts.value(of: .irrigatedPlots, $0) } == [.number(2), .number(1)])
  }

  /// A layer without a row was not handed in: its wells are not outside it.
  @Test func layersWithoutRows() async throws {
    let layer = try await wells([(50, 50)])
    let empty = try await roleLayer("coverage", polygons([]), key: "code", ["code": texts()])
    let known = try await context([layer, empty], by: try book("rushan-2022"))
    #expect(known.wells[0].location.covered == nil && known.layers["coverage"] == nil)
    #expect(known.wells[0].decision.outcome == .verify)
  }

  @Test func permits() async throws {
    let layer = try await wells(
      Array(repeating: (0, 0), count: 7).enumerated().map { (Double($0.offset) * 100, 0) },
      [
        "permit_state": texts("none", "valid", "valid", "expired", "exempt", "none", "expired"),
        "permit_end": days(nil, "2022-09-01", "2023-09-01", "2021-01-01", nil, nil, "2023-01-01"),
        "status": texts(nil, nil, nil, nil, nil, "closed", nil),
      ])
    let context = try await context([layer], by: try book("order-748"))
    let findings = try await PermitFaults.findings(context)
    #expect(findings.map(\.rows) == [["W1"], ["W2"], ["W4"], ["W7"]])
    #expect(findings[1].message.en.contains("2022-09-01") && findings[3].message.en.contains("not certain"))
  }

  @Test func metersAndDevices() async throws {
    let layer = try await wells(
      [(0, 0), (100, 0), (200, 0), (300, 0)],
      [
        "metered": flags(true, false, nil, false), "dual_control": flags(false, false, true, nil),
        "status": texts(nil, nil, nil, "closed"),
      ])
    #expect(try await found(MissingMeters.self, [layer]) == [["W1"], ["W2"]])
  }

  @Test func closedWellsInUseAgain() async throws {
    let layer = try await wells(
      [(0, 0), (100, 0), (200, 0), (300, 0), (400, 0), (500, 0)],
      [
        "status": texts("closed", "closed", "in-use", nil, nil, "in-use"),
        "closed_on": days(nil, "2020-01-01", "2020-01-01", "2023-01-01", nil, nil),
        "water_used_m3": numbers(120, 0, nil, 50, 10, 10),
      ])
    let closed = try await roleLayer(
      "closed-wells", points([(402, 0), (700, 0)]), key: "well_id", ["well_id": texts("A", "B")])
    // W4 closes next year; W5 stands where A was closed.
    #expect(try await found(ReopenedWells.self, [layer, closed]) == [["W1"], ["W3"], ["W5", "A"]])
    // A day of closing that is still to come, or water that it took, is no closing.
    let decided = try await context([layer], by: try book("order-748")).wells
    #expect(decided.map(\.isClosed) == [false, true, false, false, false, false])
    let unread = try await roleLayer(
      "wells", points([(0, 0)]), key: "well_id", ["well_id": texts("W"), "status": texts("closed")],
      illegible: ["water_used_m3": [0: "约1200"]])
    #expect(try await context([unread], by: try book("order-748")).wells[0].isClosed == false)
    let planned = try await wells([(0, 0)], ["status": texts("closed"), "closed_on": days("2023-01-01")])
    #expect(try await found(ReopenedWells.self, [planned]) == [["W1"]])
  }

  /// The number of a well that was closed counts as its place does.
  @Test func numbersOfClosedWells() async throws {
    let layer = try await wells([(0, 0), (100, 0)], ["status": texts("in-use", "closed")])
    let closed = try await roleLayer(
      "closed-wells", points([(900, 0), (900, 50)]), key: "well_id", ["well_id": texts("W1", "W2")])
    #expect(try await found(ReopenedWells.self, [layer, closed]) == [["W1", "W1"]])
  }

  /// 新村村委会 is 新村; what lies near the border contradicts nothing.
  @Test func wellsOutsideTheirVillage() async throws {
    let layer = try await wells(
      [(50, 50), (50, 60), (150, 50), (102, 50), (50, 70), (50, 80)],
      ["village": texts("甲村", "甲村委会", "甲村", "甲", "2", nil)])
    let units = polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]]])
    let villages = try await roleLayer(
      "villages", units, key: "code", ["code": texts("1", "2"), "name": texts("甲村", "乙村")])
    let townships = try await roleLayer(
      "townships", polygons([[[rectangle(0, 0, 200, 100)]]]), key: "code", ["code": texts("9"), "name": texts("镇")])
    let found = try await WellsOutsideUnit.findings(
      try await context([layer, villages, townships], by: try book("order-748")))
    #expect(found.map(\.rows) == [["W3"], ["W5"]] && found[0].message.zh.contains("登记在甲村，坐标却在乙村"))
  }

  private func zones(_ rings: [[(Double, Double)]], kinds: String..., approval: AttributeColumn? = nil) async throws
    -> RoleLayer
  {
    let keys = AttributeColumn.text(TextValues(rings.indices.map { "Z\($0 + 1)" }))
    let kinds = AttributeColumn.text(TextValues(kinds))
    let geometry = polygons(rings.map { [[$0]] })
    guard let approval else {
      return try await roleLayer("zones", geometry, key: "zone_id", ["zone_id": keys, "zone_kind": kinds])
    }
    return try await roleLayer(
      "zones", geometry, key: "zone_id",
      ["zone_id": keys, "zone_kind": kinds, "approval": approval, "approved_on": days("2020-01-01", "2020-01-01", nil)])
  }

  /// Over-extracted 0…100, served 50…150, prohibited 50…70: what is left is 30 m × 100 m.
  @Test func groundThatShouldBeProhibited() async throws {
    let zones = try await zones(
      [rectangle(0, 0, 100, 100), rectangle(50, -10, 70, 110)], kinds: "over-extracted", "prohibited")
    let coverage = try await roleLayer(
      "coverage", polygons([[[rectangle(50, 0, 150, 100)]], [[rectangle(200, 0, 300, 100)]]]), key: "code",
      ["code": texts("C1", "C2")])
    let context = try await context([zones, coverage], by: try book("order-748"))
    let findings = try await ProhibitableGround.findings(context)
    #expect(findings.map(\.rows) == [["Z1", "C1"]] && abs(findings[0].measure! - 3000) < 1e-6)
    let place = try #require(findings[0].place)
    #expect((70...100).contains(place.x))
  }

  @Test func servedGroundThatIsProhibitedIsLeftAlone() async throws {
    let zones = try await zones(
      [rectangle(0, 0, 100, 100), rectangle(0, 0, 100, 100)], kinds: "over-extracted", "prohibited")
    let coverage = try await roleLayer(
      "coverage", polygons([[[rectangle(50, 0, 150, 100)]]]), key: "code", ["code": texts("C1")])
    #expect(try await found(ProhibitableGround.self, [zones, coverage]).isEmpty)
  }

  @Test func zonesWithoutApproval() async throws {
    let zones = try await zones(
      [rectangle(0, 0, 1, 1), rectangle(2, 0, 3, 1), rectangle(4, 0, 5, 1)], kinds: "prohibited", "limited", "limited",
      approval: texts("甲〔2020〕1号", nil, "乙〔2020〕2号"))
    #expect(try await found(UnapprovedZones.self, [zones]) == [["Z2"], ["Z3"]])
  }

  /// Prohibited and limited ground must not be the same; both lie in an over-extracted zone, and may touch.
  @Test func zonesThatConflict() async throws {
    let zones = try await zones(
      [
        rectangle(0, 0, 100, 100), rectangle(90, 0, 200, 100), rectangle(-50, -50, 300, 300),
        rectangle(200, 0, 220, 100),
      ],
      kinds: "prohibited", "limited", "over-extracted", "prohibited")
    #expect(try await found(ConflictingZones.self, [zones]) == [["Z1", "Z2"]])
  }
}

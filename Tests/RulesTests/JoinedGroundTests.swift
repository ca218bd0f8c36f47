// Zones of one kind are one ground: a well beside the line between two of them is as certain as one in their midst.

import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct JoinedGroundTests {
  private func zones(
    _ rings: [[(Double, Double)]], kinds: String?..., approved: AttributeColumn? = nil
  ) async throws -> RoleLayer {
    let keys = AttributeColumn.text(TextValues(rings.indices.map { "Z\($0 + 1)" }))
    return try await roleLayer(
      "zones", polygons(rings.map { [[$0]] }), key: "zone_id",
      ["zone_id": keys, "zone_kind": .text(TextValues(kinds)), "approved_on": approved ?? days(nil, nil)])
  }

  private func decided(_ zones: RoleLayer, _ places: [(Double, Double)], built: AttributeColumn? = nil) async throws
    -> CheckContext
  {
    let wells = try await roleLayer(
      "wells", points(places), key: "well_id",
      [
        "well_id": .text(TextValues(places.indices.map { "W\($0)" })),
        "built_on": built ?? .day(Values(places.map { _ in nil })),
      ])
    return try await context([zones, wells], by: try book("order-748"))
  }

  /// Beside each other, one in the other, one over the other: only the outline of both decides.
  @Test(arguments: [
    [rectangle(0, 0, 500, 1000), rectangle(500, 0, 1000, 1000)],
    [rectangle(0, 0, 1000, 1000), rectangle(500, 400, 700, 600)],
    [rectangle(0, 0, 600, 1000), rectangle(500, 0, 1000, 1000)],
  ]) func linesBetweenZonesOfOneKind(rings: [[(Double, Double)]]) async throws {
    let context = try await decided(
      try await zones(rings, kinds: "prohibited", "prohibited"),
      [(498, 500), (502, 500), (2, 500), (998, 500), (-2, 500)])
    #expect(context.wells.map(\.decision.outcome) == [.close, .close, .verify, .verify, .verify])
    #expect(context.wells.map { $0.location.zoneEdge! } == [-498, -498, -2, -2, 2])
    #expect(try await WellsNearEdge.findings(context).map(\.rows) == [["W2"], ["W3"], ["W4"]])
    let facts = context.wells.map { context.wellFacts!.facts(of: $0) }
    #expect(facts.map { $0[.inProhibited].doubt == nil } == [true, true, false, false, false])
    // Which of the two it is stays open beside their line.
    #expect(facts[0][.zoneID].doubt != nil && facts[0][.zoneKind].doubt == nil)
  }

  /// The same line between zones of two kinds, or of one that cannot be read, decides as before.
  @Test(arguments: ["limited", nil]) func linesBetweenOtherZones(kind: String?) async throws {
    let zones = try await zones(
      [rectangle(0, 0, 500, 1000), rectangle(500, 0, 1000, 1000)], kinds: "prohibited", kind)
    #expect(try await decided(zones, [(498, 500), (502, 500)]).wells.map(\.decision.outcome) == [.verify, .verify])
  }

  /// Zones that do not touch are two grounds still, and a zone whose rings cross joins nothing.
  @Test func zonesApartAndUnsound() async throws {
    let apart = try await zones(
      [rectangle(0, 0, 500, 1000), rectangle(510, 0, 1000, 1000)], kinds: "prohibited", "prohibited")
    #expect(try await decided(apart, [(498, 500), (507, 500)]).wells.map(\.decision.outcome) == [.verify, .verify])
    let crossing = [(500.0, 0.0), (1000, 1000), (1000, 0), (500, 1000)]
    let unsound = try await zones([rectangle(0, 0, 500, 1000), crossing], kinds: "prohibited", "prohibited")
    #expect(try await decided(unsound, [(498, 500), (250, 500)]).wells.map(\.decision.outcome) == [.verify, .close])
  }

  /// Which zone holds the well matters for its age where one was approved before it was built and the other after.
  @Test func ageBesideALineBetweenZones() async throws {
    let rings = [rectangle(0, 0, 500, 1000), rectangle(500, 0, 1000, 1000)]
    let built = days("2020-06-01", "2022-01-01", "2018-01-01")
    let places = [(498.0, 500.0), (498, 500), (498, 500)]
    let zones = try await zones(rings, kinds: "limited", "limited", approved: days("2019-03-01", "2021-01-01"))
    let context = try await decided(zones, places, built: built)
    let facts = context.wells.map { context.wellFacts!.facts(of: $0) }
    #expect(facts.map { $0.certain(.builtAfterZone) } == [nil, .flag(true), .flag(false)])
    #expect(facts.allSatisfy { $0.certain(.zoneKind) == .text("limited") })
  }

  /// What one of two zones says and the other does not is no ground to leave the well its water.
  @Test func zonesOfWhichOneHasNoDay() async throws {
    let rings = [rectangle(0, 0, 500, 1000), rectangle(500, 0, 1000, 1000)]
    let zones = try await zones(rings, kinds: "limited", "limited", approved: days(nil, "2019-03-01"))
    let context = try await decided(
      zones, [(498, 500), (250, 500), (750, 500)], built: days("2020-06-01", "2020-06-01", "2018-01-01"))
    #expect(context.wells.map(\.decision.outcome) == [.verify, .reduce, .reduce])
    // A zone that holds the well for certain and is older than it settles its age, whatever the other says.
    let nested = try await self.zones(
      [rectangle(0, 0, 1000, 1000), rectangle(500, 0, 900, 900)], kinds: "limited", "limited",
      approved: days("2019-03-01", nil))
    let settled = try await decided(nested, [(498, 500)], built: days("2020-06-01"))
    #expect(settled.wellFacts!.facts(of: settled.wells[0]).certain(.builtAfterZone) == .flag(true))
  }

  /// Of two entries of one number only one has a day: which holds nobody knows, and `known` is no answer either.
  @Test func oneNumberTwiceAndOneDay() async throws {
    let zones = try await zones([rectangle(0, 0, 1000, 1000)], kinds: "limited", approved: days("2019-03-01"))
    let wells = try await roleLayer(
      "wells", points([(500, 500), (500, 500)]), key: "well_id",
      ["well_id": texts("A", "A"), "built_on": days(nil, "2022-01-01")])
    let context = try await context([zones, wells], by: try book("order-748"))
    #expect(context.wells.map(\.decision.outcome) == [.verify, .verify])
  }

  /// Served by two offices whose areas adjoin, and on ground that is hard to renew in two parts.
  @Test(arguments: ["coverage", "hard-to-renew"]) func coverageInParts(role: String) async throws {
    let ground = try await roleLayer(
      role, polygons([[[rectangle(0, 0, 500, 1000)]], [[rectangle(500, 0, 1000, 1000)]]]), key: "code",
      ["code": texts("A", "B")])
    let wells = try await roleLayer(
      "wells", points([(499, 500), (1, 500)]), key: "well_id", ["well_id": texts("W0", "W1")])
    let context = try await context([ground, wells], by: try book("order-748"))
    let name: FactName = role == "coverage" ? .covered : .hardToRenew
    #expect(context.wells.map { context.wellFacts!.facts(of: $0).certain(name) } == [.flag(true), nil])
  }
}

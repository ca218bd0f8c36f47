// What one check leaves to another, the other tells; and beside ground that nobody can say the extent of, nothing is told.

import Geometry
import Settings
import TestSupport
import Testing

@testable import Rules

@Suite struct ToldOnceTests {
  private static let bowTie = [(0.0, 0.0), (100, 100), (100, 0), (0, 100)]

  private func plots(_ rings: [[(Double, Double)]], _ fields: KeyValuePairs<String, AttributeColumn>) async throws
    -> RoleLayer
  {
    try await roleLayer("plots", polygons(rings.map { [[$0]] }), key: "plot_id", fields)
  }

  private func context(
    _ layers: [RoleLayer], rules: OverlayRules? = nil, _ settings: CheckSettings = CheckSettings()
  ) async throws -> CheckContext {
    CheckContext(
      layers: LayerSet(layers), wells: [], wellFacts: nil, decisionDate: testDay,
      wellSettings: WellSettings(positionAccuracy: 5, pipeReach: 0), settings: settings,
      rules: try rules ?? shippedOverlayRules(), loading: [], workers: 2, scale: { _ in 1 })
  }

  /// Codes of twelve digits and of nineteen name one village: T01 tells the overlap, and X01 leaves it.
  @Test func villagesOfTwoLengths() async throws {
    let context = try await context([
      plots(
        [rectangle(0, 0, 100, 100), rectangle(90, 0, 200, 100), rectangle(190, 0, 300, 100)],
        [
          "plot_id": texts("a", "b", "c"),
          "village_code": texts("652301001001", "6523010010010000001", "652301001002"),
        ])
    ])
    #expect(try await Overlaps.findings(context).map(\.rows) == [["a", "b"]])
    #expect(try await DoubleClaims.findings(context).map(\.rows) == [["b", "c"]])
  }

  /// Of two villages' plots X01 is asked about the planted ones alone; T01 tells the others.
  @Test func villagesOfOneKindOfGround() async throws {
    let rules = try overlayRules(
      """
      ground: {planted: {role: plots, where: {status: planted}}}
      of-one-village: [{ground: planted, field: village_code}]
      """)
    let context = try await context(
      [
        plots(
          [rectangle(0, 0, 100, 100), rectangle(90, 0, 200, 100), rectangle(190, 0, 300, 100)],
          [
            "plot_id": texts("a", "b", "c"), "status": texts("planted", "planted", "withdrawn"),
            "village_code": texts("652301001001", "652301001002", "652301001003"),
          ])
      ], rules: rules)
    #expect(try await DoubleClaims.findings(context).map(\.rows) == [["a", "b"]])
    #expect(try await Overlaps.findings(context).map(\.rows) == [["b", "c"]])
  }

  /// A job that has X04 told from 2000 m² on has what is smaller told by X01.
  @Test func plantedOnReturnedLand() async throws {
    let layers = [
      try await plots(
        [rectangle(0, 0, 100, 10), rectangle(0, 200, 100, 230)],
        ["plot_id": texts("a", "b"), "status": texts("planted", "planted")]),
      try await roleLayer(
        "forest", polygons([[[rectangle(0, 0, 100, 300)]]]), key: "forest_id",
        ["forest_id": texts("f"), "kind": texts("returned")]),
    ]
    let settings = try CheckSettings(Setting(yaml: "X04: {area: 2000}", file: "job.yaml"))
    let context = try await context(layers, settings)
    #expect(try await ReplantedForest.findings(context).map(\.rows) == [["f", "b"]])
    #expect(try await DoubleClaims.findings(context).map { Set($0.rows) } == [["a", "f"]])
  }

  /// Cropland under forest whose rings cross: how much the forest covers nobody knows yet.
  @Test(arguments: [true, false]) func croplandBesideAnUnsoundRow(isUnsound: Bool) async throws {
    let forest = isUnsound ? Self.bowTie : rectangle(200, 0, 300, 100)
    let context = try await context([
      roleLayer(
        "survey", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "parcel_id",
        ["parcel_id": texts("s"), "class": texts("0101")]),
      plots([rectangle(400, 0, 500, 100)], ["plot_id": texts("p")]),
      roleLayer("forest", polygons([[[forest]]]), key: "forest_id", ["forest_id": texts("f")]),
    ])
    #expect(try await UnclaimedCropland.findings(context).map(\.rows) == (isUnsound ? [] : [["s"]]))
  }

  /// Served ground under a zone whose rings cross, which may be the prohibited one.
  @Test(arguments: ["prohibited", "limited", nil]) func servedGroundBesideAnUnsoundZone(kind: String?) async throws {
    let context = try await context([
      roleLayer(
        "zones", polygons([[[rectangle(0, 0, 100, 100)]], [[Self.bowTie]]]), key: "zone_id",
        ["zone_id": texts("Z1", "Z2"), "zone_kind": texts("over-extracted", kind)]),
      roleLayer("coverage", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "code", ["code": texts("C")]),
    ])
    #expect(try await ProhibitableGround.findings(context).map(\.rows) == (kind == "limited" ? [["Z1", "C"]] : []))
  }

  /// A plot at the line of a village whose outline crosses itself shares ground with its neighbour alone; one that lies for the
  /// larger part in its own village, if for less than half in it, is not elsewhere.
  @Test func plotsOfAVillageThatIsUnsound() async throws {
    let villages = [Self.bowTie, rectangle(100, 0, 200, 100), rectangle(200, 0, 300, 100)]
    let context = try await context([
      roleLayer(
        "villages", polygons(villages.map { [[$0]] }), key: "code",
        ["code": texts("652301001001", "652301001002", "652301001003")]),
      plots(
        [rectangle(90, 10, 101, 20), rectangle(196, 10, 206, 20)],
        ["plot_id": texts("a", "b"), "village_code": texts("652301001001", "652301001002")]),
    ])
    #expect(try await MisnamedVillages.findings(context).map(\.rows) == [["b", "652301001003"]])
  }
}

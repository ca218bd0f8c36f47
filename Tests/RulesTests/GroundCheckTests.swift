// Checks across layers on hand-made ground: what is planted is found with its area, by pair of layers, and nothing else.

import Geometry
import Settings
import TestSupport
import Testing

@testable import Rules

@Suite struct GroundCheckTests {
  /// Rectangles of known area over plots, by pair of layers: told where they are large and wide enough.
  @Test(arguments: 0..<40) func doubleClaimsByPairOfLayers(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let plots = (0..<6).map { rectangle(Double($0) * 200, 0, Double($0) * 200 + 150, 150) }
    func over(_ plot: Int) -> (ring: [(Double, Double)], area: Double, width: Double) {
      let (w, h) = (Double.random(in: 0.1...140, using: &random), Double.random(in: 0.1...140, using: &random))
      let (x, y) = (Double(plot) * 200 - 20, -20.0)
      return (rectangle(x, y, x + 20 + w, y + 20 + h), w * h, min(w, h))
    }
    let (forest, reservoirs) = ((0..<3).map(over), (3..<6).map(over))
    let context = try await groundContext([
      roleLayer(
        "plots", polygons(plots.map { [[$0]] }), key: "plot_id",
        ["plot_id": texts("0", "1", "2", "3", "4", "5"), "status": texts("fallow", nil, "planted", nil, nil, nil)]),
      roleLayer(
        "forest", polygons(forest.map { [[$0.ring]] }), key: "forest_id",
        ["forest_id": texts("f0", "f1", "f2"), "kind": texts("road", "returned", "returned")]),
      roleLayer(
        "reservoirs", polygons(reservoirs.map { [[$0.ring]] }), key: "code", ["code": texts("r0", "r1", "r2")]),
    ])
    let claims = try await DoubleClaims.findings(context)
    let replanted = try await ReplantedForest.findings(context)
    for (plot, planted) in (forest + reservoirs).enumerated() {
      let other = plot < 3 ? "forest" : "reservoirs"
      let found = (plot == 2 ? replanted : claims).filter { $0.layers.contains(other) && $0.rows.contains("\(plot)") }
      #expect(found.count == (planted.area > 66.7 && planted.width > 1 ? 1 : 0))
      if let finding = found.first { #expect(abs(finding.measure! - planted.area) < 1e-9 * planted.area + 1e-9) }
    }
    #expect(claims.allSatisfy { !$0.rows.contains("2") } && replanted.allSatisfy { $0.rows.contains("2") })
    #expect(try await Overlaps.findings(context).allSatisfy { $0.layers != ["plots"] })
  }

  /// Two villages that claim the same ground are X01's, one village that claims it twice is T01's.
  @Test func twoVillages() async throws {
    let context = try await groundContext([
      roleLayer(
        "plots",
        polygons([
          [[rectangle(0, 0, 100, 100)]], [[rectangle(90, 0, 200, 100)]], [[rectangle(190, 0, 300, 100)]],
          [[rectangle(299.5, 0, 400, 100)]],
        ]), key: "plot_id", ["plot_id": texts("a", "b", "c", "d"), "village_code": texts("1", "1", "2", "3")])
    ])
    #expect(try await DoubleClaims.findings(context).map(\.rows) == [["b", "c"]])
    #expect(try await Overlaps.findings(context).map(\.rows) == [["a", "b"], ["c", "d"]])
  }

  /// One and the same boundary in two villages is told by G07, and by X01 where that is off.
  @Test func oneBoundaryInTwoVillages() async throws {
    let plots = try await roleLayer(
      "plots", polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(0, 0, 100, 100)]]]), key: "plot_id",
      ["plot_id": texts("a", "b"), "village_code": texts("1", "2")])
    let context = try await groundContext([plots])
    #expect(try await DoubleClaims.findings(context).isEmpty)
    #expect(try await DuplicateGeometry.findings(context).map(\.rows) == [["a", "b"]])
    let off = try CheckSettings(Setting(yaml: "G07: off", file: "job.yaml"))
    #expect(try await DoubleClaims.findings(groundContext([plots], checks: off)).map(\.rows) == [["a", "b"]])
  }

  @Test func plotsOffCroplandAndTheirTenure() async throws {
    let context = try await groundContext([
      roleLayer(
        "survey",
        polygons([
          [[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]], [[rectangle(200, 0, 300, 100)]],
        ]), key: "parcel_id",
        ["parcel_id": texts("s0", "s1", "s2"), "class": texts("0102", "0301", nil), "tenure": texts("30", "20", "20")]),
      roleLayer(
        "plots",
        polygons([
          [[rectangle(0, 0, 100, 100)]], [[rectangle(50, 0, 102, 100)]], [[rectangle(60, 0, 130, 100)]],
          [[rectangle(210, 0, 250, 100)]],
        ]), key: "plot_id",
        ["plot_id": texts("p0", "p1", "p2", "p3"), "tenure": texts("contracted", "state", nil, "contracted")]),
    ])
    let off = try await PlotsOffCropland.findings(context)
    #expect(off.map(\.rows) == [["p2", "s1"]] && off[0].measure == 3000)
    let tenure = try await ContradictoryTenure.findings(context)
    #expect(tenure.map(\.rows) == [["p1", "s0"], ["p3", "s2"]])
    #expect(tenure.map(\.measure) == [5000, 4000])
  }

  /// Holes of known area in what covers cropland, with plots that overlap each other and forest that fills a part.
  @Test(arguments: 0..<20) func unclaimedCropland(seed: Int) async throws {
    var random = SeededGenerator(UInt64(seed))
    let left = Double.random(in: 1...60, using: &random)
    let context = try await groundContext([
      roleLayer(
        "survey",
        polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]], [[rectangle(200, 0, 300, 100)]]]),
        key: "parcel_id",
        ["parcel_id": texts("s0", "s1", "s2"), "class": texts("0101", "0103", "1006")]),
      roleLayer(
        "plots",
        // Two plots over each other leave a strip of the first parcel; what they share must not pass for cover.
        polygons([[[rectangle(0, 0, 100 - left, 100)]], [[rectangle(0, 0, 100 - left, 80)]]]), key: "plot_id",
        ["plot_id": texts("a", "b")]),
      roleLayer(
        "forest", polygons([[[rectangle(100, 0, 130, 100)]]]), key: "forest_id", ["forest_id": texts("f")]),
    ])
    let found = try await UnclaimedCropland.findings(context)
    let first = found.first { $0.rows == ["s0"] }
    #expect((first != nil) == (left * 100 > 666.7 && left * 100 / (100 + left) > 3))
    if let first { #expect(abs(first.measure! - left * 100) < 1e-6) }
    let second = try #require(found.first { $0.rows == ["s1"] })
    #expect(abs(second.measure! - 7000) < 1e-6 && second.place!.x > 130)
    #expect(!found.contains { $0.rows == ["s2"] })
  }

  @Test func straddlingPlotsWithShares() async throws {
    let context = try await groundContext([
      roleLayer(
        "villages",
        polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]], [[rectangle(0, 100, 200, 200)]]]),
        key: "code",
        ["code": texts("652301001001", "652301001002", "652301002001"), "name": texts("东村", "西村", "北村")]),
      roleLayer(
        "plots",
        polygons([
          [[rectangle(10, 10, 50, 50)]], [[rectangle(80, 10, 101, 50)]], [[rectangle(70, 10, 110, 50)]],
          [[rectangle(20, 80, 60, 120)]],
        ]), key: "plot_id", ["plot_id": texts("in", "sliver", "village", "township")]),
    ])
    let found = try await StraddlingPlots.findings(context)
    #expect(found.map { $0.rows[0] } == ["village", "township"])
    #expect(found[0].message.zh.contains("东村 75.0 %") && found[0].measure == 400)
    #expect(found[1].message.en.contains("township line"))
  }

  @Test func groundInZonesByPlotAndByVillage() async throws {
    let context = try await groundContext([
      roleLayer(
        "zones", polygons([[[rectangle(0, 0, 200, 200)]], [[rectangle(200, 0, 1000, 200)]]]), key: "zone_id",
        ["zone_id": texts("JC", "XC"), "zone_kind": texts("prohibited", "limited")]),
      roleLayer(
        "villages", polygons([[[rectangle(0, 0, 500, 200)]], [[rectangle(500, 0, 1000, 200)]]]), key: "code",
        ["code": texts("v1", "v2"), "name": texts("一村", "二村")]),
      roleLayer(
        "plots",
        polygons([
          [[rectangle(10, 10, 60, 60)]], [[rectangle(70, 10, 120, 60)]], [[rectangle(150, 10, 204, 60)]],
          [[rectangle(300, 10, 350, 60)]], [[rectangle(360, 10, 410, 60)]], [[rectangle(600, 10, 650, 60)]],
        ]), key: "plot_id",
        [
          "plot_id": texts("well", "canal", "unknown", "a", "b", "c"),
          "status": texts("planted", "planted", "planted", "planted", "planted", "fallow"),
          "irrigation": texts("well", "canal", nil, "well", "both", "well"),
        ]),
    ])
    let found = try await GroundInZones.findings(context)
    #expect(found.map(\.rows) == [["well", "JC"], ["unknown", "JC"], ["XC", "v1"]])
    #expect(found[2].measure == 5000)
  }

  /// Without a layer of villages, and outside of all of them, ground in a limited zone is told by the zone.
  @Test func limitedGroundInNoVillage() async throws {
    let plots = try await roleLayer(
      "plots",
      polygons([[[rectangle(0, 0, 100, 50)]], [[rectangle(200, 0, 300, 50)]], [[rectangle(400, 0, 500, 50)]]]),
      key: "plot_id",
      [
        "plot_id": texts("a", "b", "c"), "status": texts("planted", "planted", "planted"),
        "irrigation": texts("well", "well", "well"),
      ])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(-10, -10, 600, 60)]]]), key: "zone_id",
      ["zone_id": texts("XC"), "zone_kind": texts("limited")])
    let villages = try await roleLayer(
      "villages", polygons([[[rectangle(0, 0, 310, 250)]], [[rectangle(310, 0, 350, 250)]]]), key: "code",
      ["code": texts("v1", "v2")])
    let without = try await GroundInZones.findings(groundContext([plots, zones]))
    #expect(without.map(\.rows) == [["XC"]] && without[0].measure == 15_000 && without[0].layers == ["zones"])
    let within = try await GroundInZones.findings(groundContext([plots, zones, villages]))
    #expect(within.map(\.rows) == [["XC", "v1"], ["XC", "—"]] && within.map(\.measure) == [10_000, 5000])
  }

  @Test func waterWithinReach() async throws {
    let context = try await groundContext(
      [
        roleLayer(
          "plots",
          polygons([
            [[rectangle(0, 0, 50, 50)]], [[rectangle(2000, 0, 2050, 50)]], [[rectangle(9000, 0, 9050, 50)]],
            [[rectangle(9100, 0, 9150, 50)]], [[rectangle(0, 100, 50, 150)]],
          ]), key: "plot_id",
          [
            "plot_id": texts("near", "far", "nowhere", "dry", "named"),
            "status": texts("planted", "planted", "planted", "fallow", "planted"),
            "irrigation": texts("well", "well", nil, nil, "well"), "well_id": texts(nil, nil, nil, nil, "J2、J9"),
          ]),
        roleLayer(
          "wells", points([(400, 25), (9000, 25), (9000, 5000)]), key: "well_id",
          ["well_id": texts("J1", "J2", "J3"), "status": texts(nil, "closed", nil)]),
      ])
    let found = try await UnwateredPlots.findings(context)
    #expect(found.map(\.rows) == [["far"], ["named"], ["nowhere"]])
    #expect(abs(found[1].measure! - 8950) < 1)
  }

  /// The distance is from the ground of a plot, however long it is, to the nearest entry under a number that several have.
  @Test func wellsThatAPlotNames() async throws {
    let plots = try await roleLayer(
      "plots", polygons([[[rectangle(0, 0, 7000, 200)]], [[rectangle(0, 1000, 50, 1050)]]]), key: "plot_id",
      [
        "plot_id": texts("long", "twice"), "status": texts("planted", "planted"), "irrigation": texts("well", "well"),
        "well_id": texts("J1", "J2"),
      ])
    for order in [[(20.0, 1020.0), (9000.0, 0.0)], [(9000.0, 0.0), (20.0, 1020.0)]] {
      let wells = try await roleLayer(
        "wells", points([(1750, 100)] + order), key: "well_id", ["well_id": texts("J1", "J2", "J2")])
      #expect(try await UnwateredPlots.findings(groundContext([plots, wells])).isEmpty)
    }
  }

  @Test func retreatInFragments() async throws {
    let fields: KeyValuePairs<String, AttributeColumn> = [
      "code": texts("652301001", "652301002"), "name": texts("甲乡", "乙乡"),
    ]
    let townships = try await roleLayer(
      "townships", polygons([[[rectangle(0, 0, 1000, 1000)]], [[rectangle(1000, 0, 2000, 1000)]]]), key: "code", fields)
    // 乙乡: three plots of 0.6 ha side by side, a ditch between two, are one piece of 1.8 ha; 甲乡: three apart.
    var rows: [[Part]] = (0..<3).map { [[rectangle(Double($0) * 300, 0, Double($0) * 300 + 60, 100)]] }
    rows += [1100.0, 1160, 1230].map { [[rectangle($0, 0, $0 + 60, 100)]] }
    let context = try await groundContext([
      townships,
      roleLayer(
        "plots", polygons(rows), key: "plot_id",
        [
          "plot_id": texts("1", "2", "3", "4", "5", "6"),
          "status": texts("withdrawn", "fallow", "withdrawn", "withdrawn", "fallow", "fallow"),
        ]),
    ])
    let found = try await FragmentedRetreat.findings(context)
    #expect(found.map(\.rows) == [["652301001"]] && found[0].measure == 1)
    #expect(found[0].message.en.contains("3 pieces"))
  }

  @Test func declaredAreas() async throws {
    let context = try await groundContext([
      roleLayer(
        "plots", polygons((0..<4).map { [[rectangle(Double($0) * 200, 0, Double($0) * 200 + 100, 100)]] }),
        key: "plot_id", ["plot_id": texts("exact", "rounded", "more", "none"), "area_mu": numbers(15, 15.2, 16.5, nil)])
    ])
    let found = try await DeclaredAreas.findings(context)
    #expect(found.map(\.rows) == [["more"]] && abs(found[0].measure! - 1000) < 1e-6)
  }

  @Test func registersHandedIn() async throws {
    let context = try await groundContext([
      roleLayer(
        "reported", nil, key: "line",
        [
          "line": texts("1", "2", "3", "4", "5"),
          "unit_code": texts("652301", "652301001000", "652301001001", "652301001002", "652301002"),
          "category": texts("种植", "种植", "种植", "种植", "种植"), "area_mu": numbers(150, 100.1, 60, 40, 50),
        ])
    ])
    let found = try await ReportedRegisters.findings(context)
    #expect(found.map(\.rows) == [["1"], ["2"]] && found.map(\.measure) == [-0.1, 0.1])
  }

  /// A plot whose code names the village next door; one across the line is X06's, a code of no village A05's.
  @Test func plotsUnderAnotherVillage() async throws {
    let context = try await groundContext([
      roleLayer(
        "villages", polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]]]), key: "code",
        ["code": texts("652301001001", "652301001002"), "name": texts("甲村", "乙村")]),
      roleLayer(
        "plots",
        polygons([
          [[rectangle(10, 10, 20, 20)]], [[rectangle(110, 10, 120, 20)]], [[rectangle(94, 30, 104, 40)]],
          [[rectangle(110, 50, 120, 60)]], [[rectangle(110, 70, 120, 80)]], [[rectangle(300, 0, 310, 10)]],
        ]), key: "plot_id",
        [
          "plot_id": texts("right", "wrong", "across", "none", "unknown", "outside"),
          "village_code": texts(
            "6523010010010000001", "652301001001", "652301001001", nil, "652301001009", "652301001001"),
        ]),
    ])
    let found = try await MisnamedVillages.findings(context)
    #expect(found.map(\.rows) == [["wrong", "652301001002"]] && abs(found[0].measure! - 100) < 1e-9)
    #expect(found[0].message.zh.hasPrefix("wrong 登记在甲村（652301001001），图形却在乙村"))
  }

  /// One plot of several wells: the one that no register has and the one that is closed are told, each once.
  @Test func plotsOfWellsThatAreNotThere() async throws {
    let context = try await groundContext([
      roleLayer(
        "wells", points([(0, 0), (5, 5), (9, 9)]), key: "well_id",
        ["well_id": texts("W1", "W2", "W3"), "status": texts("in-use", "closed", nil)]),
      roleLayer(
        "plots", polygons((0..<4).map { [[rectangle(Double($0) * 20, 0, Double($0) * 20 + 10, 10)]] }), key: "plot_id",
        [
          "plot_id": texts("a", "b", "c", "d"), "status": texts("planted", "planted", "planted", "withdrawn"),
          "irrigation": texts("well", "both", "well", "well"), "well_id": texts("W1、W9、W9", "W2, W3", nil, "W9"),
        ]),
    ])
    let found = try await UnregisteredWells.findings(context)
    #expect(found.map(\.rows) == [["a"], ["b", "W2"]])
    #expect(found[0].message.zh.contains("W9") && found[1].message.en.contains("calls closed"))
  }

  /// Checks that have nothing to look at say so, with the fewest layers that they could do with.
  @Test func checksThatLackLayers() throws {
    let rules = try shippedOverlayRules()
    func missing(_ check: any Check.Type, _ roles: String..., reach: Double = 0) -> [String] {
      check.missingRoles(among: Set(roles), in: CheckScope(rules, WellSettings(positionAccuracy: 5, pipeReach: reach)))
    }
    // Pipes say what is covered only where they have a reach.
    #expect(missing(WellsCovered.self, "wells", "pipes") == ["coverage"])
    #expect(missing(WellsCovered.self, "wells", "pipes", reach: 100) == [])
    #expect(missing(PlantedAgain.self, "plots", "survey") == ["agreements"])
    #expect(missing(DoubleClaims.self, "forest") == [] && missing(DoubleClaims.self, "wells") == ["plots"])
    #expect(missing(UnclaimedCropland.self, "plots") == ["survey"] && missing(Spikes.self) == [])
    #expect(missing(UnexplainedChanges.self, "plots", "wells") == ["last-year-plots"])
  }

  /// A line that is missing is not a line of zero: a township without a line whose villages report, one that reports what no
  /// village has, and streets that have no villages at all.
  @Test func linesThatAreMissing() async throws {
    let context = try await groundContext([
      roleLayer(
        "townships", polygons([[[rectangle(0, 0, 10, 10)]]]), key: "code",
        ["code": texts("652301001"), "name": texts("甲镇")]),
      roleLayer(
        "reported", nil, key: "line",
        [
          "line": texts("1", "2", "3", "4", "5", "6"),
          "unit_code": texts("652301", "652301", "652301001001", "652301001", "652301002", "652301001001"),
          "category": texts("种植", "休耕", "种植", "休耕", "休耕", "退减"),
          "area_mu": numbers(60, 70, 60, 30, 40, 5),
        ]),
    ])
    let found = try await ReportedRegisters.findings(context)
    #expect(found.map(\.rows) == [["3"], ["4"], ["6"]] && found.map(\.measure) == [-60, 30, -5])
    #expect(found[0].message.zh.hasPrefix("甲镇没有“种植”一行") && found[0].place != nil)
    #expect(found[1].message.en.contains("the 0 units below it 0.0 mu"))
  }

  /// A village that hands in nothing at any level, while its neighbour does; one without plots need not.
  @Test func villagesThatSayNothing() async throws {
    let context = try await groundContext([
      roleLayer(
        "villages",
        polygons([[[rectangle(0, 0, 10, 10)]], [[rectangle(10, 0, 20, 10)]], [[rectangle(20, 0, 30, 10)]]]),
        key: "code",
        ["code": texts("652301001001", "652301001002", "652301001003"), "name": texts("甲村", "乙村", "丙村")]),
      roleLayer(
        "plots", polygons([[[rectangle(1, 1, 2, 2)]], [[rectangle(12, 1, 13, 2)]]]), key: "plot_id",
        ["plot_id": texts("1", "2")]),
      roleLayer(
        "reported", nil, key: "line",
        [
          "line": texts("1", "2"), "unit_code": texts("652301001", "652301001001"), "category": texts("种植", "种植"),
          "area_mu": numbers(60, 60),
        ]),
    ])
    let found = try await ReportedRegisters.findings(context)
    #expect(found.map(\.rows) == [["652301001002"]] && found[0].message.zh.hasPrefix("乙村有地块"))
  }

  @Test func controlAreas() async throws {
    let context = try await groundContext([
      roleLayer(
        "townships", polygons([[[rectangle(0, 0, 200, 100)]], [[rectangle(200, 0, 400, 100)]]]), key: "code",
        ["code": texts("652301001000", "652301002"), "control_m2": numbers(20_000, 20_033)]),
      roleLayer(
        "villages",
        polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]], [[rectangle(200, 0, 399, 100)]]]),
        key: "code",
        ["code": texts("652301001001", "652301001002", "652301002001"), "control_m2": numbers(10_000, 10_040, nil)]),
    ])
    let found = try await ControlAreas.findings(context)
    #expect(found.map(\.rows) == [["652301001002"], ["652301002"]] && found.map(\.measure) == [40, 100])
  }

  /// A township with an exclave is one township to all that speak of townships.
  @Test func aTownshipInTwoRows() async throws {
    let townships = try await roleLayer(
      "townships", polygons([[[rectangle(0, 0, 1000, 1000)]], [[rectangle(5000, 0, 6000, 1000)]]]), key: "code",
      ["code": texts("652301001", "652301001000")])
    let villages = try await roleLayer(
      "villages", polygons([[[rectangle(0, 0, 1000, 1000)]], [[rectangle(5000, 0, 6000, 1000)]]]), key: "code",
      ["code": texts("652301001001", "652301001002")])
    #expect(try await ControlAreas.findings(groundContext([townships, villages])).isEmpty)
    let plots = try await roleLayer(
      "plots", polygons([0.0, 300, 5000, 5300].map { [[rectangle($0, 0, $0 + 60, 100)]] }), key: "plot_id",
      ["plot_id": texts("1", "2", "3", "4"), "status": texts("withdrawn", "fallow", "withdrawn", "fallow")])
    #expect(try await FragmentedRetreat.findings(groundContext([townships, plots])).map(\.rows) == [["652301001"]])
  }
}

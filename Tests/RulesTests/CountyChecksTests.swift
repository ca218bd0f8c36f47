// Ground beside the county, ground that nobody can prove, ground that rested: F03, X02, X05, X08.

import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct CountyChecksTests {
  private func squares(_ role: String, _ places: [(Double, Double)], side: Double = 10) async throws -> RoleLayer {
    try await roleLayer(
      role, polygons(places.map { [[rectangle($0.0, $0.1, $0.0 + side, $0.1 + side)]] }), key: "id",
      ["id": .text(TextValues(places.indices.map { "\(role)\($0)" }))])
  }

  /// What lies in no township is told by its distance, unless it is near the line, or larger than the county; a layer in the
  /// wrong frame is one fault, which has been told.
  @Test func outsideOfTheCounty() async throws {
    let townships = try await squares("townships", [(0, 0), (1000, 0)], side: 1000)
    let plots = try await squares("plots", [(500, 500), (-5, 500), (-40, 500), (2500, 500), (5000, 0)])
    let zones = try await squares("zones", [(-5000, -5000)], side: 12_000)
    let limit = CheckSettings().value("distance", of: OutsideCounty.self)
    func found(_ loading: [Finding]) async throws -> [Finding] {
      try await OutsideCounty.findings(
        CheckContext(
          layers: LayerSet([townships, plots, zones]), wells: [], wellFacts: nil, decisionDate: testDay,
          wellSettings: WellSettings(positionAccuracy: 5, pipeReach: 0), settings: CheckSettings(), loading: loading,
          workers: 2, scale: { _ in 1 }))
    }
    let told = try await found([])
    let distances = [(2, 30.0), (3, 500), (4, 3000)].filter { $0.1 > limit }
    #expect(told.map(\.rows) == distances.map { ["plots\($0.0)"] } && told.map(\.measure) == distances.map(\.1))
    let unfit = Finding(
      code: UnfitFrames.code, severity: .error, layers: ["plots"], rows: [], place: nil, message: Words("unfit"))
    #expect(try await found([unfit]).isEmpty)
  }

  /// Plots that cannot be joined leave the cropland under them unproven, and that is told: with it nothing is lost in silence.
  @Test func croplandThatCannotBeProven() async throws {
    let survey = try await roleLayer(
      "survey", polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(100, 0, 200, 100)]]]), key: "parcel_id",
      ["parcel_id": texts("s0", "s1"), "class": texts("0101", "0101")])
    let plots = try await roleLayer(
      "plots",
      polygons([
        [[rectangle(0, 0, 60, 100)]], [[rectangle(40, 0, 100, 100)], [[(50, 50)]]], [[rectangle(100, 0, 150, 100)]],
      ]),
      key: "plot_id", ["plot_id": texts("a", "b", "c")])
    let found = try await UnclaimedCropland.findings(groundContext([survey, plots]))
    #expect(found.map(\.rows) == [["s0"], ["s1"]])
    #expect(found[0].measure == nil && found[0].message.en.contains("nothing is proven") && found[0].place != nil)
    #expect(found[1].measure == 5000)
  }

  /// Ground that was withdrawn for good and ground that lay fallow for a year are told apart; what was planted is not told, nor
  /// a strip as wide as lines drawn anew differ.
  @Test func plantedOnGroundThatRested() async throws {
    func plots(_ role: String, _ keys: [String], _ statuses: [String], from x: Double) async throws -> RoleLayer {
      let columns = polygons(
        keys.indices.map { [[rectangle(x + Double($0) * 200, 0, x + Double($0) * 200 + 100, 100)]] })
      let layer = try await roleLayer(
        role, columns, key: "plot_id", ["plot_id": .text(TextValues(keys)), "status": .text(TextValues(statuses))])
      return try await RoleLayer(
        role: role, title: Words(role), source: role, layer: layer.layer, keyField: "plot_id", workers: 1)
    }
    let now = try await plots("plots", ["a", "b", "c", "d"], ["planted", "planted", "planted", "fallow"], from: 0)
    for (shift, expected) in [(50.0, [["a", "w"], ["b", "f"]]), (99.5, [])] {
      let last = try await plots(
        PreviousYear.role("plots"), ["w", "f", "p", "x"], ["withdrawn", "fallow", "planted", "withdrawn"], from: shift)
      var context = try await groundContext([now])
      context.previous = PreviousYear(layers: LayerSet([last]), comparisons: [])
      let found = try await PlantedAgain.findings(context)
      #expect(found.map(\.rows) == expected)
      if expected.isEmpty { continue }
      #expect(found.allSatisfy { $0.measure == 5000 })
      #expect(found[0].message.en.contains("for good") && found[1].message.en.contains("year by year"))
    }
  }

  /// Where a source of water is missing from the map altogether, no distance is made up for it.
  @Test func noSourceOnTheMap() async throws {
    let plots = try await roleLayer(
      "plots", polygons([[[rectangle(0, 0, 50, 50)]]]), key: "plot_id",
      ["plot_id": texts("p"), "status": texts("planted"), "irrigation": texts("well")])
    let wells = try await roleLayer(
      "wells", points([(10, 10)]), key: "well_id", ["well_id": texts("J1"), "status": texts("closed")])
    let found = try await UnwateredPlots.findings(groundContext([plots, wells]))
    #expect(found.map(\.rows) == [["p"]] && found[0].measure == nil && found[0].unit == nil)
    #expect(found[0].message.en.contains("none is on the map"))
  }
}

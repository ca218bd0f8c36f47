// Where wells lie: distance to the deciding edge against the accuracy, one owner on shared edges, pipes and coverage.

import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct WellLocationTests {
  private static let limitedBeside = [
    [[rectangle(0, 0, 1000, 1000)]], [[rectangle(1000, 0, 2000, 1000)]], [[rectangle(-500, -500, 2500, 1500)]],
  ]

  private func zones() async throws -> RoleLayer {
    try await roleLayer(
      "zones", polygons(Self.limitedBeside), key: "zone_id",
      ["zone_id": texts("J1", "X1", "C1"), "zone_kind": texts("prohibited", "limited", "over-extracted")])
  }

  private func wells(_ places: [(Double, Double)], accuracy: AttributeColumn? = nil) async throws -> RoleLayer {
    let ids = AttributeColumn.text(TextValues(places.indices.map { "W\($0)" }))
    return try await roleLayer(
      "wells", points(places), key: "well_id",
      accuracy.map { ["well_id": ids, "accuracy": $0] } ?? ["well_id": ids])
  }

  /// One pipe of a kilometre along the x axis.
  private func pipes() async throws -> RoleLayer {
    var pipe = GeometryBuilder(.line)
    pipe.appendRing([Coordinate(x: 0, y: 0), Coordinate(x: 1000, y: 0)])
    pipe.endPart()
    pipe.endRow()
    return try await roleLayer("pipes", pipe.finish(), key: "code", ["code": texts("A")])
  }

  /// 0, 1, 5 and 20 m from the edge between prohibited and limited ground, on either side, with an accuracy of 5 m: nearer
  /// than 5 m is to be verified, 5 m and more is decided.
  @Test func distanceAgainstAccuracy() async throws {
    let places = [0.0, 1, 5, 20].flatMap { [(1000 - $0, 500.0), (1000 + $0, 500.0)] }
    let context = try await context([try await zones(), try await wells(places)], by: try book("order-748"))
    let outcomes = context.wells.map(\.decision.outcome)
    #expect(outcomes == [.verify, .verify, .verify, .verify, .close, .reduce, .close, .reduce])
    let facts = context.wells.map { context.wellFacts!.facts(of: $0) }
    #expect(facts.map { $0[.zoneKind].doubt == nil } == [false, false, false, false, true, true, true, true])
    #expect(context.wells.map { $0.location.zoneEdge!.magnitude } == [0, 0, 1, 1, 5, 5, 20, 20])
    // Every one lies in some zone: its distance to the edge is negative.
    #expect(context.wells.allSatisfy { $0.location.zoneEdge! <= 0 })
    #expect(
      context.wells[0].decision.open == [.zoneKind] && context.wells[0].decision.possible == [.close, .reduce, .none])
  }

  /// Near the edge of a limited zone a well may be in it or in none: no rule about prohibited zones has a say. Where a zone of
  /// unknown kind is near as well, it can be anything.
  @Test func whatANearEdgeLeavesPossible() async throws {
    let kinds = [["limited", "over-extracted"], ["limited", nil]]
    for kind in kinds {
      let zones = try await roleLayer(
        "zones", polygons([[[rectangle(0, 0, 100, 100)]], [[rectangle(-50, -50, 150, 150)]]]), key: "zone_id",
        ["zone_id": texts("X", "Y"), "zone_kind": .text(TextValues(kind))])
      let context = try await context([zones, try await wells([(98, 50), (152, 50)])], by: try book("order-748"))
      let known = context.wells.map(\.decision)
      #expect(known[0].outcome == .verify)
      if kind[1] != nil {
        #expect(known[0].possible == [.reduce, .none] && known[1].outcome == .none)
        #expect(context.wells[0].location.possibleZoneKinds == [.text("limited"), .text("over-extracted")])
      } else {
        #expect(known[0].possible.contains(.close) && context.wells[0].location.possibleZoneKinds.isEmpty)
      }
    }
  }

  @Test func aWellStatesItsOwnAccuracy() async throws {
    let context = try await context(
      [try await zones(), try await wells([(980, 500), (980, 500)], accuracy: numbers(30, 1))],
      by: try book("order-748"))
    #expect(context.wells.map(\.location.nearEdge) == [true, false])
  }

  /// Each kind has its own doubt: a well 2 m from the edge of the over-extracted zone is certain to be in no stricter one.
  @Test func everyKindHasItsOwnDoubt() async throws {
    let context = try await context(
      [try await zones(), try await wells([(500, -498), (998, 500)])], by: try book("order-748"))
    let facts = context.wells.map { context.wellFacts!.facts(of: $0) }
    #expect(facts[0].value(.inOverExtracted) == .flag(true) && facts[0][.inOverExtracted].doubt != nil)
    #expect(facts[0].value(.inProhibited) == .flag(false) && facts[0][.inProhibited].doubt == nil)
    #expect(facts[1].value(.inOverExtracted) == .flag(true) && facts[1][.inOverExtracted].doubt == nil)
    #expect(facts[1][.inProhibited].doubt != nil && facts[1][.inLimited].doubt != nil)
  }

  @Test func outsideOfAllZonesTheDistanceIsPositive() async throws {
    let context = try await context([try await zones(), try await wells([(-510, 500)])], by: try book("order-748"))
    #expect(context.wells[0].location.zoneEdge == 10)
  }

  /// The strictest zone decides, wherever it stands in its layer.
  @Test func theStrictestZoneComesFirst() async throws {
    let ground = (0..<3).map { _ in [[rectangle(0, 0, 1000, 1000)]] }
    let zones = try await roleLayer(
      "zones", polygons(ground), key: "zone_id",
      ["zone_id": texts("C1", "X1", "J1"), "zone_kind": texts("over-extracted", "limited", "prohibited")])
    let context = try await context([zones, try await wells([(500, 500)])], by: try book("order-748"))
    #expect(context.wells[0].location.zones == [2, 1, 0] && context.wells[0].location.zoneKind == .prohibited)
    #expect(context.wellFacts!.facts(of: context.wells[0]).text(.zoneID) == "J1")
  }

  /// A zone that nobody drew may hold any well, but no zone is stricter than a prohibited one.
  @Test func aZoneWithoutGeometryPutsOthersInDoubt() async throws {
    let zones = try await roleLayer(
      "zones", polygons(Self.limitedBeside + [[]]), key: "zone_id",
      [
        "zone_id": texts("J1", "X1", "C1", "J2"),
        "zone_kind": texts("prohibited", "limited", "over-extracted", "prohibited"),
      ])
    let context = try await context(
      [zones, try await wells([(500, 500), (1500, 500), (-300, 500), (-900, 500)])], by: try book("order-748"))
    #expect(context.wells.map { $0.location.zoneDoubt == nil } == [true, false, false, false])
  }

  /// A zone whose hole lies outside its shell says nothing of the hole, of the shell, or of what is near; wells elsewhere do not
  /// depend on it, and inside a sound prohibited zone nothing does.
  @Test func aZoneThatIsNotValidDecidesNothing() async throws {
    let zones = try await roleLayer(
      "zones",
      polygons([
        [[rectangle(0, 0, 100, 100), rectangle(300, 0, 350, 50)]], [[rectangle(320, 0, 340, 1000)]],
      ]), key: "zone_id",
      ["zone_id": texts("J1", "J2"), "zone_kind": texts("prohibited", "prohibited")])
    let context = try await context(
      [zones, try await wells([(50, 50), (310, 20), (330, 20), (200, 50), (352, 20), (800, 20), (330, 500)])],
      by: try book("order-748"))
    let located = context.wells.map(\.location)
    #expect(located.map(\.zoneKind) == [nil, nil, .prohibited, nil, nil, nil, .prohibited])
    #expect(located.map { $0.zoneDoubt == nil } == [false, false, true, false, false, true, true])
    #expect(context.wells.map(\.decision.outcome) == [.verify, .verify, .close, .verify, .verify, .none, .close])
  }

  /// Of a well with several points nobody knows which it is.
  @Test func aWellWithSeveralPoints() async throws {
    var places = GeometryBuilder(.point)
    for rows in [[(50.0, 50.0), (900, 900)], [(50, 50)]] {
      for (x, y) in rows {
        places.appendRing([Coordinate(x: x, y: y)])
        places.endPart()
      }
      places.endRow()
    }
    let wells = try await roleLayer("wells", places.finish(), key: "well_id", ["well_id": texts("A", "B")])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "zone_id",
      ["zone_id": texts("Z"), "zone_kind": texts("prohibited")])
    let context = try await context([wells, zones], by: try book("order-748"))
    #expect(context.wells.map(\.decision.outcome) == [.verify, .close])
  }

  /// Reach is a distance that is still reached.
  @Test func aWellAtTheEndOfTheReachIsCovered() async throws {
    let pipes = try await pipes()
    let context = try await context(
      [pipes, try await wells([(500, 200), (500, 200.5)])], by: try book("order-748"),
      settings: WellSettings(positionAccuracy: 0, pipeReach: 200))
    #expect(context.wells.map(\.location.covered) == [true, false])
  }

  /// A zone of a kind that cannot be read decides nothing, and leaves no well in it or beside it certain.
  @Test func aZoneOfAnUnknownKindPutsItsWellsInDoubt() async throws {
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 1000, 1000)]], [[rectangle(500, 0, 1500, 1000)]]]), key: "zone_id",
      ["zone_id": texts("X1", "?1"), "zone_kind": texts("limited", "???")])
    let context = try await context(
      [zones, try await wells([(200, 500), (700, 500), (1200, 500), (497, 500), (1503, 500), (1600, 500)])],
      by: try book("order-748"))
    let located = context.wells.map(\.location)
    #expect(located.map(\.zoneKind) == [.limited, .limited, nil, .limited, nil, nil])
    #expect(located.map { $0.zoneDoubt == nil } == [true, false, false, false, false, true])
    #expect(located[1].zoneDoubt!.en.contains("?1"))
  }

  /// What a pipe settles, no coverage that cannot be read puts in doubt.
  @Test func coverageThatIsNotValidBesideAPipe() async throws {
    let pipes = try await pipes()
    let bowTie: [Part] = [[[(0, 0), (1000, 1000), (1000, 0), (0, 1000), (0, 0)]]]
    let coverage = try await roleLayer("coverage", polygons([bowTie]), key: "code", ["code": texts("B")])
    let context = try await context(
      [pipes, coverage, try await wells([(500, 1), (500, 300)])], by: try book("order-748"),
      settings: WellSettings(positionAccuracy: 5, pipeReach: 200))
    let covered = context.wells.map { context.wellFacts!.facts(of: $0)[.covered] }
    #expect(covered[0].certain == .flag(true) && covered[1].certain == nil)
  }

  /// Near the edge of the coverage, and no pipe that would settle it.
  @Test func nearTheEdgeOfTheCoverage() async throws {
    let coverage = try await roleLayer(
      "coverage", polygons([[[rectangle(0, 0, 1000, 1000)]]]), key: "code", ["code": texts("C")])
    let context = try await context(
      [coverage, try await wells([(500, 500), (997, 500), (1003, 500), (1010, 500)])], by: try book("order-748"))
    #expect(context.wells.map(\.location.covered) == [true, true, false, false])
    #expect(context.wells.map { $0.location.coverageDoubt == nil } == [true, false, false, true])
    #expect(context.wells[1].location.coverageDoubt!.zh.contains("3"))
  }

  /// 10,000 wells on corners and shared edges of villages: each in exactly one, and in the same one whatever the order
  /// of villages and of wells.
  @Test func wellsOnSharedEdges() async throws {
    var random = SeededGenerator(5)
    let villages = partition(&random, cells: 30, side: 30_000, origin: (29_500_000, 4_860_000), between: 4)
    let box = villages.bounds
    var places: [(Double, Double)] = []
    while places.count < 10_000 {
      let index = Int.random(in: 0..<villages.coordinateCount - 1, using: &random)
      let (a, b) = (villages.coordinate(index), villages.coordinate(index + 1))
      let t = [0, 0.5, Double.random(in: 0..<1, using: &random)].randomElement(using: &random)!
      let place = (a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
      // The right and upper border of the whole has no owner, by the rule.
      if a.distance(to: b) < 2000 && place.0 < box.maxX && place.1 < box.maxY { places.append(place) }
    }
    let names = (0..<villages.count).map { "V\($0)" }
    func owners(_ order: [Int], _ wellOrder: [Int]) async throws -> [String] {
      let layer = try await roleLayer(
        "villages", villages.gathering(order), key: "code", ["code": .text(TextValues(order.map { names[$0] }))])
      let wells = try await wells(wellOrder.map { places[$0] })
      let locator = try await WellLocator(
        wells, in: LayerSet([layer, wells]), settings: WellSettings(positionAccuracy: 5, pipeReach: 0), workers: 1)
      let located = places.indices.map { locator.location(ofRow: $0) }
      for well in located { #expect(layer.owners(of: well.position!).count == 1) }
      var owners = [String](repeating: "", count: places.count)
      for (well, place) in zip(located, wellOrder) { owners[place] = layer.key(well.village!) }
      return owners
    }
    let first = try await owners(Array(0..<villages.count), Array(places.indices))
    let second = try await owners(
      (0..<villages.count).shuffled(using: &random), places.indices.shuffled(using: &random))
    #expect(first == second)
  }

  @Test func pipesAndCoverage() async throws {
    var builder = GeometryBuilder(.line)
    for y in [0.0, 1000] {
      builder.appendRing([Coordinate(x: 0, y: y), Coordinate(x: 1000, y: y)])
      builder.endPart()
      builder.endRow()
    }
    let pipes = try await roleLayer("pipes", builder.finish(), key: "code", ["code": texts("A", "B")])
    let coverage = try await roleLayer(
      "coverage", polygons([[[rectangle(0, -200, 1000, 50)]]]), key: "code", ["code": texts("C")])
    // In coverage; in reach of B; neither; near the coverage's edge but well in reach; near the reach's end.
    let wells = try await wells([(500, 30), (500, 920), (500, 500), (500, 51), (500, 898)])
    var settings = WellSettings(positionAccuracy: 5, pipeReach: 100)
    settings.detour = 1.5
    let set = LayerSet([pipes, coverage, wells])
    let facts = WellFacts(wells, in: set, settings: settings, on: testDay)
    let located = try await decideWells(
      wells, in: set, facts: facts, by: try book("rushan-2022"), settings: settings, workers: 1)
    let known = located.map { facts.facts(of: $0) }
    #expect(known.map { $0.value(.covered)?.flag } == [true, true, false, true, false])
    #expect(known.map { $0[.covered].doubt == nil } == [true, true, true, true, false])
    #expect(known.map { $0.text(.pipeID) } == ["A", "B", "A", "A", "B"])
    #expect(known[1].value(.pipe) == .number(80) && known[1].value(.connection) == .number(120))
  }
}

// T01 to T04: what neighbours do to each other along their lines is told once, by how wide it is.

import Geometry
import Rules
import Settings
import TestSupport
import Testing

@Suite struct DivisionChecksTests {
  private func layer(_ role: String, _ rows: [[Part]]) async throws -> RoleLayer {
    try await RoleLayer(
      role: role, title: Words(role), source: role,
      layer: Layer(
        name: role, frame: nil, geometry: polygons(rows), fields: FieldTable(),
        featureIDs: (0..<rows.count).map { Int64($0) }), keyField: "id", workers: 1)
  }

  /// The findings of family T as `code layer rows measure`, measures to hundredths.
  private func findings(_ layers: [(String, [[Part]])], _ yaml: String = "{}") async throws -> [String] {
    var set: [RoleLayer] = []
    for (role, rows) in layers { set.append(try await layer(role, rows)) }
    let context = CheckContext(
      layers: LayerSet(set), wells: [], wellFacts: nil, decisionDate: Day("2022-03-14")!,
      wellSettings: WellSettings(positionAccuracy: 5, pipeReach: 0),
      settings: try CheckSettings(Setting(yaml: yaml, file: "job.yaml")), loading: [], workers: 2, scale: { _ in 1 })
    return try await Checks.findings(context).filter { $0.code.hasPrefix("T") }.map { finding in
      let rows = finding.rows.map { $0.replacing("fid ", with: "") }.joined(separator: " ")
      return "\(finding.code) \(finding.layers[0]) \(rows): \(finding.measure!.toHundredths)"
    }
  }

  private let villages = [[[rectangle(0, 0, 100, 50)]], [[rectangle(0, 50, 100, 100)]]]

  /// Two parcels, the second drawn from `start` on; the first with what `vertices` its eastern side has besides.
  private func parcels(from start: Double, _ vertices: [(Double, Double)] = []) -> [[Part]] {
    [[[[(0, 0), (50, 0)] + vertices + [(50, 100), (0, 100)]]], [[rectangle(start, 0, 100, 100)]]]
  }

  @Test func everyWidthHasItsCheck() async throws {
    for (start, expected) in [
      (50.0, []), (52, ["T02 survey 0 1: 200.0"]), (50.04, ["T03 survey 0 1: 0.04"]), (49.96, ["T03 survey 0 1: 0.04"]),
      (48, ["T01 survey 0 1: 200.0"]), (50.00002, ["T04 survey 0 1: 100.0"]),
    ] {
      #expect(try await findings([("villages", villages), ("survey", parcels(from: start))]) == expected, "\(start)")
    }
    let vertex = try await findings([("survey", parcels(from: 50, [(50, 30)]))])
    #expect(vertex == ["T04 survey 0 1: 100.0"])
  }

  /// Plots may leave ground between them, so a thread of it is told as a line drawn twice.
  @Test func layersThatMayHaveGaps() async throws {
    #expect(try await findings([("plots", parcels(from: 52))]).isEmpty)
    #expect(try await findings([("plots", parcels(from: 50.04))]) == ["T04 plots 0 1: 100.0"])
    #expect(try await findings([("plots", parcels(from: 50.04))], "T04: {distance: 0.03}").isEmpty)
  }

  /// Ground at the outline is missed only by those who know what should be covered.
  @Test func gapsOpenToTheOutside() async throws {
    let short: [[Part]] = [[[rectangle(0, 0, 50, 100)]], [[rectangle(50, 0, 97, 100)]]]
    #expect(try await findings([("survey", short)]).isEmpty)
    #expect(try await findings([("villages", villages), ("survey", short)]) == ["T02 survey 1: 300.0"])
    let townships: [[Part]] = [[[rectangle(0, 0, 100, 120)]]]
    #expect(try await findings([("townships", townships), ("villages", villages)]) == ["T02 villages 1: 2000.0"])
  }

  /// Holes by intention: a reservoir that has a layer of its own, and what is larger than the job calls a gap.
  @Test func intendedHoles() async throws {
    let ring: [[Part]] = [[[rectangle(0, 0, 100, 100), rectangle(20, 20, 60, 60)]]]
    let told = ["T02 survey 0: 1600.0"]
    #expect(try await findings([("survey", ring)]) == told)
    for (reservoir, expected) in [(rectangle(19, 19, 61, 61), []), (rectangle(20, 20, 60, 50), told)] {
      #expect(try await findings([("survey", ring), ("reservoirs", [[[reservoir]]])]) == expected)
    }
    #expect(try await findings([("survey", ring)], "T02: {hole: 1500}").isEmpty)
  }

  /// Beside a hole that is meant to be one, and that nobody tells, a line drawn twice is told all the same.
  @Test func linesBesideIntendedHoles() async throws {
    let rows: [[Part]] = [
      [[[(0, 0), (50, 0), (50, 40), (40, 40), (40, 80), (50, 80), (50, 100), (0, 100)]]],
      [[[(50, 0), (100, 0), (100, 100), (50, 100), (50, 90), (50, 80), (60, 80), (60, 40), (50, 40), (50, 20)]]],
    ]
    #expect(try await findings([("survey", rows)]) == ["T02 survey 0 1: 800.0"])
    #expect(try await findings([("survey", rows)], "T02: {hole: 700}") == ["T04 survey 0 1: 60.0"])
  }

  @Test func rowsThatAreThreads() async throws {
    let rows: [[Part]] = [[[rectangle(0, 0, 50, 100)]], [[rectangle(50, 0, 50.05, 100)]]]
    #expect(try await findings([("plots", rows)]).first == "T03 plots 1: 0.05")
    #expect(try await findings([("plots", rows)], "T03: {width: 0.04}").isEmpty)
  }
}

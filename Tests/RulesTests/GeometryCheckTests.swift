// G03–G07 and G09: what a single geometry may look like.

import Geometry
import Profiles
import Settings
import TestSupport
import Testing

@testable import Rules

@Suite struct GeometryCheckTests {
  private let profile: LayerProfile

  init() throws {
    profile = try LayerProfile(
      Setting(
        yaml: """
          role: plots
          geometry: polygon
          key: id
          single-part: true
          minimum-area: {by: kind, of: {big: 50}}
          fields: {id: {}, kind: {}}
          """, file: "f"))
  }

  private func context(_ rows: [[Part]], role: String = "plots", kinds: [String?] = []) async throws -> CheckContext {
    let kinds = kinds.isEmpty ? rows.map { _ in nil } : kinds
    let layer = try await roleLayer(
      role, polygons(rows), key: "id",
      [
        "id": .text(TextValues(rows.indices.map { String($0) })), "kind": .text(TextValues(kinds)),
        "zone_kind": .text(TextValues(kinds)),
      ], profile: profile)
    return try await RulesTests.context([layer], by: book())
  }

  @Test func multipartRows() async throws {
    let found = try await MultipartRows.findings(
      context([[[rectangle(0, 0, 9, 9)]], [[rectangle(0, 0, 1, 1)], [rectangle(3, 0, 4, 1)]]]))
    #expect(found.map(\.rows) == [["1"]] && found[0].measure == 2)
  }

  @Test func minimumAreaOfTheClass() async throws {
    let square: [Part] = [[rectangle(0, 0, 7, 7)]]
    let found = try await SmallAreas.findings(
      context([square, square, square, [[rectangle(0, 0, 8, 8)]]], kinds: ["big", "small", nil, "big"]))
    #expect(found.map(\.rows) == [["0"]] && found[0].measure == 49)
  }

  /// One finding for all rows with one boundary; and T01 does not tell them again.
  @Test func duplicates() async throws {
    let square: [Part] = [[rectangle(0, 0, 7, 7)]]
    let rows = [square, [[rectangle(10, 0, 17, 7)]], square, [[rectangle(0, 0, 7, 7).reversed()]]]
    let found = try await DuplicateGeometry.findings(context(rows))
    #expect(found.map(\.rows) == [["0", "2", "3"]])
    #expect(try await Overlaps.findings(context(rows)).isEmpty)
  }

  @Test func zonesOfDifferentKindsMayBeOfOneExtent() async throws {
    let square: [Part] = [[rectangle(0, 0, 7, 7)]]
    #expect(try await DuplicateGeometry.findings(context([square, square], role: "zones", kinds: ["a", "b"])).isEmpty)
    #expect(
      try await DuplicateGeometry.findings(context([square, square], role: "zones", kinds: ["a", "a"])).count == 1)
  }

  @Test func spikesAndNearVertices() async throws {
    let spike: Part = [[(0, 0), (50, 0), (50.5, -30), (51, 0), (100, 0), (100, 100), (0, 100)]]
    let near: Part = [[(0, 0), (50, 0), (50.0005, 0), (100, 0), (100, 100), (0, 100)]]
    let context = try await context([[spike], [near]])
    #expect(try await Spikes.findings(context).map(\.rows) == [["0"]])
    #expect(try await Spikes.findings(context)[0].place == Coordinate(x: 50.5, y: -30))
    #expect(try await RepeatedVertices.findings(context).map(\.rows) == [["1"]])
  }

  /// Rings that cross turn back in all ways; G01 has told them.
  @Test func crossingRingsAreNotSpikesAsWell() async throws {
    let context = try await context([[[[(0, 0), (100, 1), (0, 1), (100, 0)]]]])
    #expect(try await Spikes.findings(context).isEmpty)
    #expect(try await InvalidGeometry.findings(context).count == 1)
  }

  @Test func holesAlongTheirShell() async throws {
    let context = try await context([[[rectangle(0, 0, 9, 9), rectangle(1, 1, 2, 2)]]])
    #expect(try await RingDirections.findings(context).map(\.severity) == [.note])
  }
}

// R03 and R04: what changed without a record, and books that do not close.

import Geometry
import Overlay
import Registers
import TestSupport
import Testing

@testable import Rules

@Suite struct YearAndBookChecksTests {
  private func row(_ key: String, _ squareMetres: Double, _ status: String, _ crop: String) -> YearRow {
    YearRow(key: key, area: Area(squareMetres: squareMetres), kinds: [status, crop])
  }

  /// Last year's plots a to f and this year's: one as it was but for its crop, one grown, one of another status, one gone, one
  /// new, one split in two.
  private func changed(records: RoleLayer? = nil) async throws -> CheckContext {
    func squares(_ keys: [String], at y: Double) async throws -> RoleLayer {
      try await roleLayer(
        "plots",
        polygons(keys.indices.map { [[rectangle(Double($0) * 10, y, Double($0) * 10 + 5, y + 5)]] }), key: "plot_id",
        ["plot_id": .text(TextValues(keys))])
    }
    let old = [
      row("a", 1000, "planted", "棉花"), row("b", 1000, "planted", "棉花"), row("c", 1000, "planted", "棉花"),
      row("d", 700, "planted", "棉花"), row("e", 1000, "planted", "棉花"),
    ]
    let new = [
      row("a", 1000, "planted", "小麦"), row("b", 1300, "planted", "棉花"), row("c", 1000, "fallow", "小麦"),
      row("n", 800, "planted", "棉花"), row("e1", 600, "planted", "棉花"), row("e2", 400, "planted", "棉花"),
    ]
    let common = [(0, 0, 1000.0), (1, 1, 1000), (2, 2, 1000), (4, 4, 600), (4, 5, 400)].map {
      CommonGround(old: $0.0, new: $0.1, area: Area(squareMetres: $0.2))
    }
    let (now, last) = (try await squares(new.map(\.key), at: 0), try await squares(old.map(\.key), at: 100))
    let previous = try await RoleLayer(
      role: PreviousYear.role("plots"), title: Words("last year"), source: "last", layer: last.layer,
      keyField: "plot_id", workers: 1)
    var context = try await groundContext([now] + [records].compactMap(\.self))
    context.previous = PreviousYear(
      layers: LayerSet([previous]),
      comparisons: [
        LayerComparison(
          role: "plots", fields: ["status", "crop"], result: YearOnYear(old: old, new: new, ground: common))
      ])
    return context
  }

  /// Every change is told once with its rows, its place and how much ground it is about; crops may change freely.
  @Test func everyChangeWithoutARecord() async throws {
    let found = try await UnexplainedChanges.findings(changed())
    let told = found.map { "\($0.rows.joined(separator: "<")) \($0.measure!)" }.sorted()
    #expect(told == ["b<b 300.0", "c<c 1000.0", "d 700.0", "e1<e 400.0", "e2<e 400.0", "n 800.0"])
    let plots = PreviousYear.role("plots")
    for finding in found {
      switch finding.rows[0] {
      case "n": #expect(finding.layers == ["plots"] && finding.message.en.contains("new this year"))
      case "d": #expect(finding.layers == [plots] && finding.place?.y == 102.5)
      default: #expect(finding.layers == ["plots", plots] && finding.place?.y == 2.5)
      }
    }
    let kind = try #require(found.first { $0.rows[0] == "c" })
    #expect(kind.message.en.contains("status: planted → fallow") && !kind.message.en.contains("crop"))
    let area = try #require(found.first { $0.rows[0] == "b" })
    #expect(area.message.zh.contains("1.5 亩变为 1.95 亩"))
  }

  /// A record explains by a key of either year, for its layer or for any; one of another layer, of other rows or without a
  /// reason explains nothing.
  @Test func recordsExplain() async throws {
    let records = try await roleLayer(
      "change-records", nil, key: "record",
      [
        "record": texts("1", "2", "3", "4", "5", "6"), "key": texts("b", nil, "n", "c", "e1", "e2"),
        "previous_key": texts(nil, "d", nil, nil, "a", "e"),
        "layer": texts("plots", nil, "forest", "plots", nil, nil),
        "reason": texts("扩边", "征收", "开荒", nil, "合并", nil), "document": texts(nil, nil, nil, "文", nil, nil),
      ])
    let found = try await UnexplainedChanges.findings(changed(records: records))
    // The record of e1 says that it was a, that of e2 says nothing.
    #expect(found.map(\.rows).sorted { $0[0] < $1[0] } == [["e1", "e"], ["e2", "e"], ["n"]])
  }

  /// A well that left the prohibited zone by its coordinates alone is told, with the zones that it left and came to.
  @Test func wellsThatWereMoved() async throws {
    func wells(_ role: String, _ places: [(Double, Double)]) async throws -> RoleLayer {
      try await roleLayer(role, points(places), key: "well_id", ["well_id": texts("J1", "J2")])
    }
    let now = try await wells("wells", [(250, 50), (80, 50)])
    let last = try await wells(PreviousYear.role("wells"), [(50, 50), (20, 50)])
    let zones = try await roleLayer(
      "zones", polygons([[[rectangle(0, 0, 100, 100)]]]), key: "zone_id",
      ["zone_id": texts("Z"), "zone_kind": texts("prohibited")])
    func rows(_ layer: RoleLayer) -> [YearRow] {
      (0..<2).map { YearRow(key: layer.key($0), area: .zero, place: layer.place($0), kinds: []) }
    }
    var context = try await groundContext([now, zones])
    context.previous = PreviousYear(
      layers: LayerSet([last]),
      comparisons: [
        LayerComparison(
          role: "wells", fields: [], result: YearOnYear(old: rows(last), new: rows(now), reach: 1, movedBeyond: 5))
      ])
    let found = try await UnexplainedChanges.findings(context)
    #expect(found.map(\.rows) == [["J1", "J1"], ["J2", "J2"]] && found.map(\.measure) == [200, 60])
    #expect(found[0].message.en.contains("by 200.0 m, from 'prohibited' to 'no zone'") && found[0].unit == "m")
    #expect(found[1].message.zh.contains("移动了 60.0 米，没有变更记录"))
  }

  /// Fields over a survey of three parcels, one of which is lost on the way, and one that GEOS cannot join.
  @Test func booksThatDoNotClose() async throws {
    let fields = try await roleLayer(
      "plots", polygons([[[rectangle(0, 0, 20, 10)]], [[rectangle(31, 1, 39, 9)]], [[rectangle(60, 0, 70, 10)]]]),
      key: "plot_id", ["plot_id": texts("p", "q", "r")])
    let survey = try await roleLayer(
      "survey",
      polygons([
        [[rectangle(0, 0, 10, 10)]], [[rectangle(10, 0, 20, 10)]], [[rectangle(60, 0, 70, 10)]],
        [[rectangle(30, 0, 40, 10)]], [[rectangle(32, 2, 38, 8)], [[(50, 50)]]],
      ]), key: "parcel", ["parcel": texts("1", "2", "3", "4", "5")])
    let (left, right) = (fields.prepared!, survey.prepared!)
    func found(losing lost: Int?) async throws -> [Finding] {
      var pairs = try await sharedAreas(left, right, tree: survey.tree, workers: 1)
      if let lost { pairs.removeAll { $0.right == lost } }
      let cover = try await cover(of: left, by: right, tree: survey.tree, pairs: pairs, workers: 1)
      let ledger = try await areaLedger(of: cover, left, over: right, slivers: .boundaryPoints, workers: 1)
      var context = try await groundContext([fields, survey])
      context.books = [LayerBook(role: "plots", over: "survey", ledger: ledger)]
      return try await OpenBooks.findings(context)
    }
    let refused = try await found(losing: nil)
    #expect(refused.map(\.rows) == [["q"]] && refused[0].message.en.contains("GEOS"))
    let both = try await found(losing: 1)
    #expect(both.map(\.rows) == [["p"], ["q"]] && both[0].place == Coordinate(x: 10, y: 5))
    #expect(both.allSatisfy { $0.layers == ["plots", "survey"] && $0.severity == .error })
  }
}

// What of a run is written: a folder for each township that together are the whole, and outputs that say less of places.

import Formats
import Foundation
import Geodesy
import Geometry
import Pipeline
import Rules
import SampleLayers
import TestSupport
import Testing

@Suite struct OutputTests {
  private let folder: TemporaryFolder
  private let run: Run

  init() async throws {
    folder = try TemporaryFolder()
    let job = try Job(readingFrom: SampleLayers.folder + "/sample-county/job.yaml", shipped: SampleLayers.folder)
    run = try await Run.check(job, workers: 2)
  }

  private func lines(_ name: String) throws -> [Substring] {
    try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\r\n").dropFirst().map { $0 }
  }

  /// No well and no finding is in two townships' lists, or in none.
  @Test func townshipsTogetherAreTheWhole() async throws {
    var options = OutputOptions(language: .zh)
    options.byTownship = true
    try await run.write(to: folder.file("out"), options, workers: 2)
    let townships = try FileManager.default.contentsOfDirectory(atPath: folder.file("out/townships"))
    #expect(townships.sorted() == ["中山路街道", "宁边路街道", "庙尔沟乡", "建国路街道", "滨湖镇"].sorted())
    for list in ["wells.csv", "findings.csv"] {
      let parts = try townships.flatMap { try lines("out/townships/\($0)/\(list)") }
      #expect(parts.sorted() == (try lines("out/\(list)")).sorted(), "\(list)")
    }
    // The lines of villages and townships are those of the whole, levelled within it; the city's stay there.
    let areas = try townships.flatMap { try lines("out/townships/\($0)/rollup.csv") }
    #expect(areas.sorted() == (try lines("out/rollup.csv")).filter { !$0.contains(",县（市）,") }.sorted())
    let page = try String(contentsOfFile: folder.file("out/townships/中山路街道/closing.html"), encoding: .utf8)
    #expect(page.contains("中山路街道机电井处置清单") && page.contains("关停信息明细（9 眼）"))
    // The workbook of areas holds the township's own ground and waterworks, and no other's.
    var sheets = ReadOptions()
    sheets.tableAllowed = true
    sheets.pointsFromTables = false
    func sheet(_ name: String) throws -> FieldTable {
      try readLayer(
        VectorSource(path: folder.file("out/townships/中山路街道/rollup.xlsx"), layer: name), options: sheets
      ).layer.fields
    }
    let waterworks = try sheet("供水设施")
    #expect((0..<2).map { waterworks.text("乡镇（街道）", $0) } == ["中山路街道", "合计"])
    #expect(waterworks.text("渠道长（公里）", 0) == waterworks.text("渠道长（公里）", 1))
    let codes = try sheet("地块 村×状态")["代码"]!
    #expect((0..<codes.count).compactMap { codes.text($0) }.allSatisfy { $0.hasPrefix("652301002") })
  }

  /// Without coordinates there is no map, no coordinate in any list, and none that an earlier run left behind.
  @Test func withoutCoordinates() async throws {
    try await run.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
    _ = try folder.write("mine", to: "out/notes.txt")
    var options = OutputOptions(language: .zh)
    options.disclosure = .none
    try await run.write(to: folder.file("out"), options, workers: 2)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("out")).sorted()
    #expect(
      names == [
        "explain.jsonl", "findings.csv", "findings.xlsx", "manifest.json", "notes.txt", "rollup.csv", "rollup.xlsx",
        "run.json", "wells.csv", "wells.xlsx",
      ])
    for name in names where !name.hasSuffix(".xlsx") {
      let text = try String(contentsOfFile: folder.file("out/\(name)"), encoding: .utf8)
      for well in run.wells {
        let x = String(Int(well.location.position!.x))
        #expect(!text.contains(x), "\(name) has \(x)")
        // From distances to known edges and pipes the place could be computed.
        for distance in [well.location.zoneEdge, well.location.pipeDistance].compactMap({ $0.map(abs) })
        where ["wells.csv", "explain.jsonl"].contains(name) && distance.remainder(dividingBy: 10) != 0 {
          let metres = "\(distance.toHundredths)"
          #expect(!text.contains(metres), "\(name) has \(metres)")
        }
      }
    }
  }

  @Test func roundedCoordinates() async throws {
    var options = OutputOptions(language: .en)
    options.disclosure = .rounded(metres: 100)
    try await run.write(to: folder.file("out"), options, workers: 2)
    #expect(!FileManager.default.fileExists(atPath: folder.file("out/packet.gpkg")))
    let places = try lines("out/wells.csv").map { $0.split(separator: ",", omittingEmptySubsequences: false).suffix(2) }
    for (place, well) in zip(places, run.wells) {
      let (x, y) = (Double(place.first!)!, Double(place.last!)!)
      #expect(x.remainder(dividingBy: 100) == 0 && y.remainder(dividingBy: 100) == 0)
      #expect(well.location.position!.distance(to: Coordinate(x: x, y: y)) < 71)
    }
  }

  /// Whoever reads rounded distances in a folder comes to the decisions of the run, and finds no exact distance in words either.
  @Test(arguments: [Disclosure.none, .rounded(metres: 100)])
  func roundedDistancesDecideTheSame(disclosure: Disclosure) async throws {
    _ = try folder.write(
      """
      name: reach
      title: 接管
      basis: 文
      rules:
        - {id: near, when: {pipe_m: {at-most: 130}}, outcome: close}
        - {id: next, when: {pipe_m: {below: 150}}, outcome: not-renewed}
        - {id: cheap, when: {connect_m: {below: 333}}, outcome: reduce}
        - {id: inside, when: {zone_edge_m: {below: -17.5}}, outcome: permit-and-meter}
        - {id: others, outcome: none}
      """, to: "reach.yaml")
    let county = SampleLayers.folder + "/sample-county/"
    let text = try String(contentsOfFile: county + "job.yaml", encoding: .utf8)
      .replacing("rules: [changji-2022]", with: "rules: [reach.yaml]").replacing("source: ", with: "source: \(county)")
    let job = try Job(readingFrom: try folder.write(text, to: "job.yaml"), shipped: SampleLayers.folder)
    let run = try await Run.check(job, workers: 2)
    var options = OutputOptions(language: .en)
    options.disclosure = disclosure
    try await run.write(to: folder.file("out"), options, workers: 2)
    let explained = try await Explanations(inFolder: folder.file("out")).wells(workers: 2)
    #expect(explained.map(\.decision.outcome) == run.wells.map(\.decision.outcome))
    #expect(explained.map(\.decision.rule) == run.wells.map(\.decision.rule))
    #expect(Set(explained.map(\.decision.outcome)).count >= 4)
    for fact in explained.flatMap(\.facts.all) {
      let words = fact.doubt.map { "\($0.zh) \($0.en)" } ?? ""
      #expect(words.firstMatch(of: /[0-9]\.[0-9]+ (米|m\b)/) == nil, "\(words)")
    }
  }

  /// GeoJSON is written here and the packet by GDAL: GDAL reads the same rows from both.
  @Test func geoJSONSaysWhatThePacketSays() async throws {
    try await run.write(to: folder.file("out"), OutputOptions(language: .zh), workers: 2)
    for name in ["wells", "findings"] {
      let text = try readLayer(VectorSource(path: folder.file("out/\(name).geojson"), layer: nil)).layer
      let packed = try readLayer(VectorSource(path: folder.file("out/packet.gpkg"), layer: name)).layer
      #expect(text.count == packed.count && text.count > 0)
      #expect(text.frame?.isSame(as: .wgs84) == true)
      let degrees = try packed.transformed(to: .wgs84).layer.geometry!
      for row in 0..<text.count {
        for field in packed.fields.names where text.fields[field] != nil || packed.fields[field]!.text(row) != nil {
          #expect(text.fields[field]?.text(row) == packed.fields[field]!.text(row), "\(name) \(field) \(row)")
        }
        #expect(text.geometry!.isEmpty(row: row) == degrees.isEmpty(row: row))
        guard !degrees.isEmpty(row: row) else { continue }
        let a = text.geometry!.coordinate(text.geometry!.coordinates(ofRow: row).lowerBound)
        let b = degrees.coordinate(degrees.coordinates(ofRow: row).lowerBound)
        #expect(abs(a.x - b.x) <= 1e-9 && abs(a.y - b.y) <= 1e-9)
      }
    }
  }
}

// The pictures of a run: every township once with all its wells, whatever layers the job has and whatever they are called.

import Foundation
import Geometry
import Pictures
import Pipeline
import Rules
import SampleLayers
import TestSupport
import Testing

@Suite struct PicturesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func bundled() async throws -> Run {
    try await Run.check(
      try Job(readingFrom: AnnualCheckTests.jobPath, shipped: SampleLayers.folder), workers: 2)
  }

  private func pages(_ run: Run, _ language: Language = .zh) async throws -> [String: DrawnPage] {
    let files = try await run.pictures([.svg], in: language, workers: 2)
    #expect(Set(files.map { $0.name.lowercased() }).count == files.count)
    return Dictionary(
      uniqueKeysWithValues: try files.map { ($0.name, try #require(DrawnPage($0.data), "\($0.name)")) })
  }

  @Test func everyTownshipOnceWithItsWells() async throws {
    let run = try await bundled()
    let pages = try await pages(run)
    let maps = pages.filter { $0.key.hasPrefix("township-") }
    #expect(maps.count == 5 && pages.count == 5 + 3)
    #expect(maps.values.reduce(0) { $0 + $1.signs } == run.wells.count)
    for name in ["滨湖镇", "庙尔沟乡", "建国路街道", "中山路街道", "宁边路街道"] {
      #expect(maps.values.count { $0.title.contains(name) } == 1)
    }
    for well in run.wells {
      // Beside its sign and in the list.
      let times = maps.values.reduce(0) { sum, page in sum + page.texts.count { $0 == well.id } }
      #expect(times == (well.decision.outcome == .close ? 2 : 0), "\(well.id)")
    }
  }

  @Test func theSameBytesWhateverTheWorkers() async throws {
    let run = try await bundled()
    let forms: [PictureForm] = [.svg, .png, .pdf]
    let (one, two) = (
      try await run.pictures(forms, in: .zh, workers: 1), try await run.pictures(forms, in: .zh, workers: 2)
    )
    #expect(one.map(\.name) == two.map(\.name))
    for (a, b) in zip(one, two) { #expect(a.data == b.data, "\(a.name)") }
  }

  @Test func picturesAreInTheManifest() async throws {
    let run = try await bundled()
    let pictures = try await run.pictures([.svg], in: .en, workers: 2)
    for _ in 0..<2 {
      try await run.write(to: folder.file("out"), OutputOptions(language: .en), pictures: pictures, workers: 2)
    }
    let manifest = try String(contentsOfFile: folder.file("out/manifest.json"), encoding: .utf8)
    for picture in pictures {
      #expect(try folder.bytes(of: folder.file("out/pictures/\(picture.name)")) == Array(picture.data))
      #expect(manifest.contains("\"pictures/\(picture.name)\""))
    }
  }

  private func run(_ layers: String, rules: String = "[changji-2022]") async throws -> Run {
    let job = """
      county: {code: "652301", name: "<b>县</b> & 市"}
      year: 2022
      decision-date: 2022-03-14
      frame: EPSG:4517
      rules: \(rules)
      layers:

      """
    let path = try folder.write(job + layers, to: "job.yaml")
    return try await Run.check(try Job(readingFrom: path, shipped: SampleLayers.folder), workers: 2)
  }

  private func square(_ properties: String, west: Double) -> String {
    let ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { "[\(west + 0.01 * $0.0),\(44 + 0.01 * $0.1)]" }
    return
      #"{"type":"Feature","properties":{\#(properties)},"#
      + #""geometry":{"type":"Polygon","coordinates":[[\#(ring.joined(separator: ","))]]}}"#
  }

  private func collection(_ features: String...) -> String {
    #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
  }

  @Test func withoutTownshipsTheCountyIsOneMap() async throws {
    _ = try folder.write(collection(square(#""zone_id":"Z1","zone_kind":"禁采区""#, west: 87.29)), to: "z.geojson")
    _ = try folder.write("well_id,township,经度,纬度\nA,滨湖镇,87.295,44.005\nB,滨湖镇,87.4,44.005\n", to: "w.csv")
    let pages = try await pages(
      try await run("  - {role: zones, source: z.geojson}\n  - {role: wells, source: w.csv}\n"))
    #expect(pages.keys.sorted() == ["county-652301.svg", "wells.svg"])
    let map = try #require(pages["county-652301.svg"])
    #expect(map.signs == 2 && map.title.contains("<b>县</b> & 市") && !map.elements.contains("b"))
  }

  /// What was closed is done: it has a sign and a line of its own, and is not among those to close.
  @Test func closedWellsHaveTheirOwnSign() async throws {
    _ = try folder.write(collection(square(#""zone_id":"Z1","zone_kind":"禁采区""#, west: 87.29)), to: "z.geojson")
    _ = try folder.write(
      "well_id,township,现状,经度,纬度\nA,滨湖镇,在用,87.295,44.005\nB,滨湖镇,已关停,87.296,44.005\n", to: "w.csv")
    let pages = try await pages(
      try await run("  - {role: zones, source: z.geojson}\n  - {role: wells, source: w.csv}\n", rules: "[order-748]"))
    let map = try #require(pages["county-652301.svg"])
    #expect(map.signs == 2 && map.texts.contains("已关停 1 眼") && map.texts.contains("应关停的机电井：1 眼"))
    #expect(map.texts.contains("A") && !map.texts.contains("B"))
  }

  /// Wells alone, and one without coordinates: it is told under the map.
  @Test func wellsWithoutZonesOrPlaces() async throws {
    _ = try folder.write("well_id,经度,纬度\nA,87.295,44.005\nB,,\n", to: "w.csv")
    let pages = try await pages(try await run("  - {role: wells, source: w.csv}\n", rules: "[]"), .en)
    let map = try #require(pages["county-652301.svg"])
    #expect(map.signs == 1 && map.texts.contains { $0.contains("without usable coordinates") && $0.contains("B") })
  }

  /// Townships with hostile and equal names, one without wells; a well outside all of them; a well by its register.
  @Test func townshipsOfAnyName() async throws {
    let names = [("<script>", "../x"), ("a&b", "A"), ("a&b", "a")]
    let features = names.enumerated().map { index, name in
      square(#""code":"\#(name.1)","name":"\#(name.0)""#, west: 87.2 + 0.01 * Double(index))
    }
    _ = try folder.write(collection(features[0], features[1], features[2]), to: "t.geojson")
    _ = try folder.write(
      "well_id,township,经度,纬度\nA,a&b,87.205,44.005\n<i>,a&b,87.215,44.005\nC,a&b,87.5,44.005\nD,<script>,,\n",
      to: "w.csv")
    let pages = try await pages(
      try await run("  - {role: townships, source: t.geojson}\n  - {role: wells, source: w.csv}\n"))
    #expect(
      pages.keys.sorted() == [
        "county-652301.svg", "township-A.svg", "township-___x.svg", "township-a-2.svg", "wells.svg",
      ])
    #expect(pages["township-___x.svg"]?.signs == 1 && pages["township-A.svg"]?.signs == 1)
    #expect(pages["township-a-2.svg"]?.signs == 0 && pages["county-652301.svg"]?.signs == 1)
    #expect(try #require(pages["township-___x.svg"]).texts.contains { $0.contains("未上图") && $0.contains("D") })
    // A is registered under the one and lies in the other.
    for name in ["township-___x.svg", "township-A.svg"] {
      #expect(try #require(pages[name]).texts.contains { $0.contains("本图按位置列井") })
    }
    for page in pages.values { #expect(page.elements.isDisjoint(with: ["script", "i", "b"])) }
  }
}

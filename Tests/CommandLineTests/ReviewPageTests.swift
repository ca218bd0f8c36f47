// review.html as a file: whole in itself, harmless whatever stands in the registers, and left out where Leaflet is missing.

import Foundation
import SampleLayers
import TestSupport
import Testing

@Suite struct ReviewPageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Data: Decodable {
    struct Column: Decodable { let rows: String }
    struct List: Decodable {
      let count: Int
      let columns: [String: Column]
    }
    struct Layer: Decodable {
      let role: String
      let rows, vertices, verticesOfSource: Int
    }
    struct Scale: Decodable { let tolerance: Double }
    let wells, findings: List
    let layers: [Layer]
    let scale: Scale
  }

  private func page(_ arguments: String...) throws -> String {
    let result = try Program.run(
      Program.path, ["check", "--out", folder.file("out"), "--quiet"] + arguments, ["LC_ALL": "C"])
    try #require(result.code == 0, "\(result.errors)")
    return try String(contentsOfFile: folder.file("out/review.html"), encoding: .utf8)
  }

  private func data(of page: String) throws -> Data {
    let json = try #require(page.firstMatch(of: #/<script type="application\/json" id="data">(.*)<\/script>/#)).1
    return try JSONDecoder().decode(Data.self, from: Foundation.Data(json.utf8))
  }

  @Test func theBundledCounty() throws {
    let page = try page(SampleLayers.folder + "/sample-county/job.yaml")
    let data = try data(of: page)
    #expect(data.wells.count == 420 && data.findings.count > 700)
    #expect(data.wells.columns["deadline"]?.rows.count == 420)
    #expect(data.layers.map(\.role).suffix(4) == ["zones", "villages", "townships", "pipes"])
    #expect(data.scale.tolerance == 0 && data.layers.allSatisfy { $0.vertices == $0.verticesOfSource })
    #expect(String(page.prefix(40)).hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-CN\">"))
  }

  /// The policy of the page forbids all loading; beyond that, none of our own lines asks for any. What looks like it in
  /// Leaflet's script is text that is never made an element.
  @Test func nothingIsLoaded() throws {
    let page = try page(SampleLayers.folder + "/sample-county/job.yaml")
    let hasPolicy = page.contains(
      "content=\"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\"")
    #expect(hasPolicy)
    let own = page.split(separator: "<script>\n").enumerated().filter { $0.offset != 1 }.map { String($0.element) }
    #expect(own.count == 2)
    for piece in own {
      let loads = piece.firstMatch(
        of: #/(src|href)\s*=|url\(|@import|https?:\/\/|innerHTML|insertAdjacentHTML|document\.write/#)
      #expect(loads == nil)
    }
    let asksForSources = page.contains("sourceMappingURL")
    #expect(!asksForSources)
  }

  @Test func hostileNamesStayText() throws {
    let job = try folder.hostileCounty()
    let page = try page(job)
    #expect(try data(of: page).wells.count == 4)
    // Those of the page itself: one for the data, one for Leaflet, one for its own script.
    #expect(page.matches(of: #/<\/script/#).count == 3 && page.matches(of: #/<script/#).count == 3)
    let isHarmless = !page.contains("<img") && page.contains("\\u003cimg")
    #expect(isHarmless)
  }

  @Test func withoutLeafletTheRunGoesOn() throws {
    let job = SampleLayers.folder + "/sample-county/job.yaml"
    let result = try Program.taohe(
      "check", job, "--out", folder.file("out"), "--lang", "en", in: ["TAOHE_LEAFLET": folder.file("none")])
    #expect(result.code == 0 && result.output.contains("· review.html: the map library Leaflet is not on this machine"))
    #expect(result.output.contains("libjs-leaflet") && result.output.contains("TAOHE_LEAFLET"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("out"))
    #expect(names.contains("run.json") && !names.contains("review.html"))
  }

  @Test func leafletFromAnotherFolder() throws {
    try FileManager.default.createDirectory(atPath: folder.file("map"), withIntermediateDirectories: true)
    _ = try folder.write("/* </script> */\n//# sourceMappingURL=x\n", to: "map/leaflet.js")
    _ = try folder.write("a { background: url(images/a.png) }", to: "map/leaflet.css")
    let job = SampleLayers.folder + "/sample-county/job.yaml"
    let result = try Program.taohe(
      "check", job, "--out", folder.file("out"), "--quiet", in: ["TAOHE_LEAFLET": folder.file("map")])
    #expect(result.code == 0)
    let page = try String(contentsOfFile: folder.file("out/review.html"), encoding: .utf8)
    #expect(page.contains("/* <\\/script> */") && page.contains("background: none") && !page.contains("sourceMapping"))
    let manifest = try String(contentsOfFile: folder.file("out/manifest.json"), encoding: .utf8)
    #expect(manifest.contains("\"leaflet/leaflet.js\"") && manifest.contains("\"review.html\""))
  }
}

extension TemporaryFolder {
  /// A county whose register wants to be more than text; gives the path of its job.
  func hostileCounty() throws -> String {
    let rows = [
      "</script><script>console.log('a')</script>,29524000,4874000,<b>甲</b>",
      "<img src=x onerror=console.log('b')>,29524100,4874000,%%DATA%%", "=cmd|' /C calc'!A0,29524200,4874000,\u{2028}乙",
      "<!--,29524300,4874000,\"\\u003cscript>\"\"&amp;\"",
    ]
    _ = try write("井编号,X,Y,乡镇\n" + rows.joined(separator: "\n") + "\n", to: "wells.csv")
    return try write(
      """
      county: {code: "652301", name: "<script>console.log('c')</script>"}
      year: 2022
      decision-date: 2022-03-14
      frame: EPSG:4517
      rules: [changji-2022]
      layers:
        - {role: wells, source: wells.csv, frame: EPSG:4517}
      """, to: "job.yaml")
  }
}

// The books of an overlay as files and totals, and the geometry of what is left, from the command line.

import Formats
import Foundation
import Geometry
import TestSupport
import Testing

@Suite struct LedgerTests {
  private let folder: TemporaryFolder

  /// Two fields of 100 m² and a bow tie; over the first a strip of 30 m², over the second two that share 10 of their 50 m².
  init() throws {
    folder = try TemporaryFolder()
    func file(_ name: String, _ rings: [String]) throws {
      let features = rings.enumerated().map {
        #"{"type":"Feature","id":\#($0 + 1),"properties":{},"geometry":{"type":"Polygon","coordinates":[[\#($1)]]}}"#
      }
      _ = try folder.write(
        #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#, to: name)
    }
    func box(_ x0: Int, _ x1: Int) -> String { "[\(x0),0],[\(x1),0],[\(x1),10],[\(x0),10],[\(x0),0]" }
    try file("left.geojson", [box(0, 10), box(20, 30), "[40,0],[50,10],[50,0],[40,10],[40,0]"])
    try file("right.geojson", [box(7, 15), box(20, 23), box(22, 24)])
  }

  private func overlay(_ options: String...) throws -> Program.Result {
    try Program.run(
      Program.path,
      ["overlay", folder.file("left.geojson"), folder.file("right.geojson"), "--measure", "planar", "--json"] + options)
  }

  @Test func everyRowIsAccountedFor() throws {
    let result = try overlay("--ledger", folder.file("l.csv"))
    try #require(result.code == 0, "\(result.errors)")
    let lines = try String(contentsOfFile: folder.file("l.csv"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 4 && lines[0] == "left_fid,area,shared,slivers,doubled,remainder,difference,state")
    #expect(lines[1].hasPrefix("1,100.0,30.0,0.0,0.0,70.0,") && lines[1].hasSuffix(",closed"))
    #expect(lines[2].hasPrefix("2,100.0,50.0,0.0,10.0,60.0,") && lines[2].hasSuffix(",closed"))
    #expect(lines[3] == "3,,,,,,,invalid")
    struct Report: Decodable {
      struct Totals: Decodable {
        let rows, invalid, open: Int; let area, shared, doubled, remainder: Double; let closes: Bool
      }
      let ledger: Totals
    }
    let totals = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)).ledger
    #expect(totals.rows == 2 && totals.invalid == 1 && totals.open == 0 && totals.closes)
    #expect([totals.area, totals.shared, totals.doubled, totals.remainder] == [200, 80, 10, 130])
  }

  @Test func differenceAndUnionCarryTheirRows() throws {
    let result = try overlay("--difference", folder.file("d.gpkg"), "--union", folder.file("u.gpkg"))
    try #require(result.code == 0, "\(result.errors)")
    func rows(_ name: String) throws -> [String] {
      let layer = try readLayer(VectorSource(folder.file(name))).layer
      return (0..<layer.count).map { row in
        let ids = ["left_fid", "right_fid"].map { layer.fields.text($0, row) ?? "–" }.joined(separator: " ")
        return "\(ids) \(Int(layer.geometry!.area(ofRow: row).rounded()))"
      }
    }
    #expect(try rows("d.gpkg") == ["1 – 70", "2 – 60"])
    #expect(try rows("u.gpkg") == ["1 1 30", "2 2 30", "2 3 20", "1 – 70", "2 – 60", "– 1 50"])
  }

  @Test func booksNeedTwoLayers() throws {
    let result = try Program.taohe("overlay", folder.file("left.geojson"), "--self", "--ledger", folder.file("l.csv"))
    #expect(result.code == 10)
  }
}

// Several programs at one store and one folder of results: two of ours in the same moment, a GIS that is reading, a disk that
// runs full.

import Formats
import Foundation
import Geometry
import TestSupport
import Testing

@Suite(.serialized) struct SharedStoreTests {
  private let folder: TemporaryFolder
  private let county: SmallCounty

  init() throws {
    folder = try TemporaryFolder()
    county = try SmallCounty(in: folder)
  }

  private func importing(_ source: String, as role: String) -> [String] {
    [
      "import", county.file(source), "--as", role, "--job", county.job(accuracy: 5), "--date", "2022-03-14", "--author",
      "test",
    ]
  }

  /// Starts two programs in the same moment and waits for both.
  private func runTogether(_ one: [String], _ other: [String]) throws {
    let processes = try [county.start(one), county.start(other)]
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }

  private func check(_ out: String) -> [String] {
    ["check", county.job(accuracy: 5)] + county.checkOptions.map { $0 == county.results ? out : $0 }
  }

  @Test func twoImportsAtOnceAreBothThere() throws {
    for _ in 0..<3 {
      try? FileManager.default.removeItem(atPath: county.store)
      try runTogether(importing("plots.gpkg|plots", as: "plots"), importing("zones.shp", as: "zones"))
      let store = try Store(opening: county.store)
      #expect(try store.read("plots")?.count == 100 && store.read("zones")?.count == 3)
      #expect(try store.read("taohe_sources")?.count == 2)
      try store.close()
    }
  }

  /// Both are the same run, so the results are those of one run alone, whoever came last.
  @Test func twoChecksIntoOneFolderLeaveOneRun() throws {
    try county.run(check(county.file("alone")))
    try FileManager.default.removeItem(atPath: county.store)
    for _ in 0..<3 { try runTogether(check(county.results), check(county.results)) }
    let names = try FileManager.default.contentsOfDirectory(atPath: county.file("alone")).sorted()
    #expect(try FileManager.default.contentsOfDirectory(atPath: county.results).sorted() == names)
    for name in names {
      let (own, alone) = (county.results + "/\(name)", county.file("alone/\(name)"))
      #expect(FileManager.default.contentsEqual(atPath: own, andPath: alone), "\(name)")
    }
  }

  /// QGIS turns a GeoPackage to a write-ahead log and reads on while others write.
  @Test(.enabled(if: SQLiteShell.isInstalled)) func aReaderWithAWriteAheadLogIsNoObstacle() throws {
    try county.run(importing("plots.gpkg|plots", as: "plots"))
    let reader = try SQLiteShell(county.store)
    try reader.run("PRAGMA journal_mode = WAL; BEGIN; SELECT count(*) FROM plots;")
    try county.run(importing("zones.shp", as: "zones"))
    try county.run(check(county.results))
    try reader.run("COMMIT;")
    let store = try Store(opening: county.store)
    #expect(try store.read("plots")?.count == 100 && store.read("zones")?.count == 3)
    #expect(store.layerNames.contains("taohe_problems"))
    try store.close()
  }

  /// A limit on the size of files stands for a full disk.
  @Test func aFullDiskLeavesTheEarlierResults() throws {
    try county.run(check(county.results))
    try county.save()
    let refused = try Program.run(
      "/bin/bash",
      ["-c", "trap '' XFSZ; ulimit -f 400; exec \"$0\" \"$@\"", Program.path] + check(county.results) + [
        "--workers", "2",
      ],
      ["LC_ALL": "C"])
    #expect(refused.code == 20 && refused.errors.contains("cannot be written"), "\(refused.errors)")
    let difference = try Program.run("/usr/bin/diff", ["-rq", county.file("saved-results"), county.results])
    #expect(difference.code == 0, "\(difference.output)")
    let left = try FileManager.default.contentsOfDirectory(atPath: county.path)
    #expect(left.allSatisfy { !$0.hasPrefix(".") }, "\(left)")
  }
}

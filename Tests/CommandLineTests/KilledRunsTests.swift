// Programs that are killed (SIGKILL) at moments spread over the whole length of their runs: 4 by default, as many as
// TAOHE_KILLS says. Afterwards the store is the one before or the one after, the folder of results is the earlier run or the
// new one, and the next run needs no cleaning by hand.

import Formats
import Foundation
import Geometry
import TestSupport
import Testing

@Suite(.serialized) struct KilledRunsTests {
  private let folder: TemporaryFolder
  private let county: SmallCounty

  init() throws {
    folder = try TemporaryFolder()
    county = try SmallCounty(in: folder)
  }

  /// Visible files by name and hash.
  private typealias Files = [String: Int]

  private func files() throws -> Files {
    let names = try FileManager.default.subpathsOfDirectory(atPath: county.results).filter { !$0.contains("/.") }
    return try Dictionary(
      uniqueKeysWithValues: names.filter { !$0.hasPrefix(".") }.map { name in
        (name, try Data(contentsOf: URL(fileURLWithPath: "\(county.results)/\(name)")).hashValue)
      })
  }

  private func hidden() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: county.path).filter { $0.hasPrefix(".") || $0.contains("/.") }
  }

  @Test func check() throws {
    try county.check(accuracy: 5)
    try county.save()
    let (store, old) = (try county.storeContents(), try files())
    let whole = try county.timed { try county.check(accuracy: 200) }
    let (newStore, new) = (try county.storeContents(), try files())
    #expect(store != newStore && old != new)
    for (number, moment) in Kills.moments(over: whole).enumerated() {
      try county.restore()
      try county.kill(["check", county.job(accuracy: 200)] + county.checkOptions, after: moment)
      let present = try county.storeContents()
      #expect(present == store || present == newStore)
      let there = try files()
      // No half-written file under a final name, whatever the moment.
      for (name, hash) in there { #expect(hash == old[name] || hash == new[name], "\(name)") }
      if there["manifest.json"] != nil { #expect(there == old || there == new) }
      try county.run(["wells", county.results, "--quiet"])
      let settled = try files()
      #expect(settled == old || settled == new)
      // The next run needs no cleaning; seen after every third, because it takes as long as the one that was killed.
      if number % 3 == 0 {
        try county.check(accuracy: 200)
        #expect(try files() == new)
        #expect(try county.storeContents() == newStore)
        #expect(try hidden().isEmpty)
      }
    }
  }

  @Test func track() throws {
    try county.check(accuracy: 5)
    try county.save()
    let store = try county.storeContents()
    let change = [
      "track", county.job(accuracy: 5), "W01-0001", "--set", "confirmed", "--date", "2022-03-14", "--author", "test",
    ]
    let whole = try county.timed { try county.run(change) }
    let after = try county.storeContents()
    #expect(store != after)
    for moment in Kills.moments(over: whole) {
      try county.restore()
      try county.kill(change, after: moment)
      let present = try county.storeContents()
      #expect(present == store || present == after)
      if present == store { try county.run(change) }
      #expect(try county.storeContents() == after)
      #expect(try hidden().isEmpty && !FileManager.default.fileExists(atPath: county.store + "-journal"))
    }
  }

  /// The store itself is made by the import that is killed: it is there as a whole, or not there.
  @Test func firstImport() throws {
    let change = [
      "import", county.file("plots.gpkg|plots"), "--as", "plots", "--job", county.job(accuracy: 5), "--date",
      "2022-03-14", "--author", "test",
    ]
    let whole = try county.timed { try county.run(change) }
    let after = try county.storeContents()
    for moment in Kills.moments(over: whole) {
      try FileManager.default.removeItem(atPath: county.store)
      try county.kill(change, after: moment)
      if FileManager.default.fileExists(atPath: county.store) {
        let present = try county.storeContents()
        #expect(present.isEmpty || present == after)
      }
      try county.run(change)
      #expect(try county.storeContents() == after)
      #expect(try hidden().isEmpty)
    }
  }
}

extension KilledRunsTests {
  /// As a kill leaves it between making the store and its first table. GDAL does not open such a one for reading.
  @Test func aStoreWithoutTablesIsAnEmptyStore() throws {
    let change = [
      "import", county.file("plots.gpkg|plots"), "--as", "plots", "--job", county.job(accuracy: 5), "--date",
      "2022-03-14", "--author", "test",
    ]
    try county.run(change)
    let whole = try county.storeContents()
    try FileManager.default.removeItem(atPath: county.store)
    try Store(opening: county.store, creating: true).close()
    try county.run(change)
    #expect(try county.storeContents() == whole)
  }
}

enum Kills {
  /// One at random in each of as many equal parts of a run as there are to be kills, or of a share of them.
  static func moments(over whole: Double, share: Int = 1) -> [Double] {
    let count = max(1, (ProcessInfo.processInfo.environment["TAOHE_KILLS"].flatMap { Int($0) } ?? 4) / share)
    var random = SeededGenerator(7)
    return (0..<count).map { whole * (Double($0) + Double.random(in: 0...1, using: &random)) / Double(count) }
  }
}

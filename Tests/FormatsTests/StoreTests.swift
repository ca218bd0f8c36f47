// The store of a job: changes whole or not at all, one writer at a time. SQLite's own program looks at the same file.

import Formats
import Foundation
import Geometry
import TestSupport
import Testing

@Suite(.serialized) struct StoreTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("county.gpkg") }

  init() throws { folder = try TemporaryFolder() }

  /// `count` squares of one metre in a row, with a name and a number.
  private func squares(_ count: Int, named name: String) -> Layer {
    var fields = FieldTable()
    fields.set("名称", .text(TextValues((0..<count).map { $0 == 1 ? nil : "\(name)\($0)" })))
    fields.set("number", .integer(Values((0..<count).map { Int64($0) })))
    fields.set("served", .flag(Values((0..<count).map { $0 % 2 == 0 })))
    fields.set("since", .day(Values((0..<count).map { Int32($0) })))
    let rows = (0..<count).map { index in
      let (x, y) = (29_500_000 + Double(index), 4_880_000.0)
      return [[[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]]] as [Part]
    }
    return Layer(
      name: name, frame: Frame(definition: "EPSG:4517", name: "CGCS2000 / 3-degree GK 29", isGeographic: false),
      geometry: polygons(rows), fields: fields, featureIDs: (0..<count).map { Int64($0) })
  }

  private func table(_ values: [String]) -> Layer {
    var fields = FieldTable()
    fields.set("x", .text(TextValues(values)))
    fields.set("y", .text(TextValues(values)))
    return Layer(name: "log", frame: nil, geometry: nil, fields: fields, featureIDs: values.indices.map { Int64($0) })
  }

  private func put(_ layer: Layer, as name: String) throws {
    var store = try Store(opening: path, creating: true)
    try store.transaction { try $0.replace(name, with: layer) }
    try store.close()
  }

  private func rows(of name: String) throws -> Int {
    try readLayer(VectorSource(path: path, layer: name)).layer.count
  }

  @Test func whatGoesInComesOut() throws {
    let layer = squares(5, named: "plots")
    var store = try Store(opening: path, creating: true)
    #expect(store.layerNames == [])
    try store.transaction { inner in
      try inner.replace("plots", with: layer)
      try inner.replace("taohe_log", with: table(["1", "2"]))
      #expect(try inner.read("plots")?.count == 5)
    }
    #expect(store.layerNames.sorted() == ["plots", "taohe_log"])
    let read = try #require(try store.read("plots"))
    #expect(read.fields.names == layer.fields.names)
    #expect(read.featureIDs == [1, 2, 3, 4, 5])
    #expect(read.frame?.definition == "EPSG:4517")
    for (name, column) in layer.fields.all {
      #expect((0..<5).allSatisfy { read.fields.text(name, $0) == column.text($0) })
    }
    #expect(read.geometry?.bounds == layer.geometry?.bounds)
    // A table stays one, even where its columns are called x and y.
    #expect(try store.read("taohe_log")?.geometry == nil)
    #expect(try store.read("absent") == nil)
    try store.close()
    #expect(try rows(of: "plots") == 5)
  }

  @Test func replacingAndRemoving() throws {
    try put(squares(5, named: "plots"), as: "plots")
    try put(squares(3, named: "plots"), as: "plots")
    #expect(try rows(of: "plots") == 3)
    var store = try Store(opening: path)
    try store.transaction { try $0.remove("plots") }
    #expect(store.layerNames == [])
    try store.close()
  }

  @Test func aFailureLeavesTheBytesAsTheyWere() throws {
    struct Refusal: Error {}
    try put(squares(50, named: "plots"), as: "plots")
    let before = try folder.bytes(of: path)
    for step in 0..<3 {
      var store = try Store(opening: path)
      #expect(throws: Refusal.self) {
        try store.transaction { inner in
          if step > 0 { try inner.replace("zones", with: squares(20_000, named: "zones")) }
          if step > 1 { try inner.replace("plots", with: squares(2, named: "plots")) }
          throw Refusal()
        }
      }
      #expect(store.layerNames == ["plots"])
      #expect(try store.read("plots")?.count == 50)
      try store.close()
      #expect(try folder.bytes(of: path) == before)
      #expect(try folder.contents() == ["county.gpkg"])
    }
  }

  /// Everything that GDAL puts off to its closing is in the transaction: a process that dies after the commit has lost
  /// nothing, one that dies before it nothing either.
  @Test func closingAddsNothingToTheCommit() throws {
    var store = try Store(opening: path, creating: true)
    try store.transaction { inner in
      try inner.replace("plots", with: squares(50, named: "plots"))
      try inner.replace("taohe_log", with: table(["1"]))
    }
    let committed = try folder.bytes(of: path)
    try store.close()
    #expect(try folder.bytes(of: path) == committed)
    #expect(try folder.contents() == ["county.gpkg"])
  }

  @Test(.enabled(if: SQLiteShell.isInstalled)) func theSecondWriterIsTold() throws {
    try put(squares(5, named: "plots"), as: "plots")
    let before = try folder.bytes(of: path)
    let other = try SQLiteShell(path)
    try other.run("BEGIN IMMEDIATE;")
    let began = ContinuousClock.now
    let fault = try #require(
      #expect(throws: InputFault.self) { try put(squares(7, named: "plots"), as: "plots") })
    #expect(fault.message(in: .en).contains("another program is writing"))
    #expect(fault.place == path)
    #expect((4...30).contains((ContinuousClock.now - began) / .seconds(1)))
    #expect(try folder.bytes(of: path) == before)
    // Reading goes on, and once the lock is gone writing does too.
    #expect(try rows(of: "plots") == 5)
    try other.run("ROLLBACK;")
    try put(squares(7, named: "plots"), as: "plots")
    #expect(try rows(of: "plots") == 7)
    other.kill()
  }

  @Test func tablesThatAnotherMadeAreSeen() throws {
    var early = try Store(opening: path, creating: true)
    try put(squares(5, named: "plots"), as: "plots")
    try early.transaction { inner in
      #expect(inner.layerNames == ["plots"])
      try inner.replace("plots", with: squares(6, named: "plots"))
    }
    try early.close()
    #expect(try rows(of: "plots") == 6)
  }

  @Test func whatCannotBeAStoreIsSaid() throws {
    func message(_ path: String, creating: Bool = true) throws -> String {
      try #require(#expect(throws: InputFault.self) { _ = try Store(opening: path, creating: creating) })
        .message(in: .en)
    }
    #expect(try message(folder.file("absent.gpkg"), creating: false).contains("there is no store"))
    #expect(try message(folder.file("no/such/folder.gpkg")).contains("the folder does not exist"))
    #expect(try message(folder.write("no database\n", to: "text.gpkg")).contains("is no GeoPackage"))
    #expect(try message(folder.write("a,b\n1,2\n", to: "table.csv")).contains("is no GeoPackage"))
  }

  /// A process that was killed leaves a journal beside the store; whoever opens it next, even only to read, undoes what it
  /// describes.
  @Test(.enabled(if: SQLiteShell.isInstalled)) func aHotJournalIsUndone() throws {
    try put(squares(2000, named: "plots"), as: "plots")
    let other = try SQLiteShell(path)
    // A cache of few pages writes changes to the file before the commit.
    try other.run("PRAGMA cache_size = 2; BEGIN; DELETE FROM gpkg_contents; CREATE TABLE copy AS SELECT * FROM plots;")
    other.kill()
    #expect(try folder.contents().contains("county.gpkg-journal"))
    let read = try readLayer(VectorSource(path: path, layer: "plots"))
    #expect((0..<2000).allSatisfy { read.layer.fields["number"]?.number($0) == Double($0) })
  }
}

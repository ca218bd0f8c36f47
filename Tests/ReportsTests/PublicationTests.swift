// Runs published over earlier ones, stopped after every number of steps: a folder in the place of a file stops a publication
// where a kill would.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Reports

@Suite struct PublicationTests {
  private let folder: TemporaryFolder
  private var results: String { folder.file("results") }

  init() throws { folder = try TemporaryFolder() }

  private func publish(_ files: [String: String]) throws {
    let staged = try StagedFolder(for: results)
    for (name, text) in files { try staged.write(Data(text.utf8), to: name) }
    let hashes = try staged.withFolder { folder in
      try staged.fileNames.map { try FileHash(of: "\(folder)/\($0)", named: $0) }
    }
    let manifest = Manifest(versions: ["taohe": "0"], tolerances: [:], ruleSets: [], inputs: [], outputs: hashes)
    try staged.write(try canonicalJSON(manifest), to: Manifest.fileName)
    try staged.publish()
  }

  /// Every file that is not hidden; the manifest by what it lists.
  private func visible() throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try filesInside(results) where !name.contains("/.") && !name.hasPrefix(".") {
      found[name] =
        name == Manifest.fileName
        ? Manifest.outputs(listedIn: "\(results)/\(name)").joined(separator: ",")
        : try String(contentsOfFile: "\(results)/\(name)", encoding: .utf8)
    }
    return found
  }

  private static let old = ["a.txt": "old", "b.txt": "old", "map.txt": "old"]
  private static let new = ["a.txt": "new", "b.txt": "new", "sub/c.txt": "new"]

  /// What an earlier run wrote and the new one does not goes with its folders; what is not of a run stays.
  @Test func foldersOfEarlierOutputsGoToo() throws {
    try publish(["a.txt": "old", "maps/north/1.svg": "old", "maps/2.svg": "old", "lists/1.csv": "old"])
    try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(results)/lists/mine.txt"))
    try publish(["a.txt": "new"])
    #expect(!FileManager.default.fileExists(atPath: "\(results)/maps"))
    #expect(try visible() == ["a.txt": "new", "lists/mine.txt": "mine", Manifest.fileName: "a.txt"])
  }

  /// A list of outputs that another program wrote may name folders; they are none of ours, and stay.
  @Test func foldersAreNoOutputs() throws {
    try FileManager.default.createDirectory(atPath: "\(results)/photos", withIntermediateDirectories: true)
    _ = try folder.write("mine", to: "results/photos/1.jpg")
    let listed = ["photos", "", ".", "photos/"].map { #"{"bytes": 0, "name": "\#($0)", "sha256": ""}"# }
    _ = try folder.write(
      #"{"inputs": [], "outputs": [\#(listed.joined(separator: ","))], "ruleSets": [], "tolerances": {}, "versions": {}}"#,
      to: "results/\(Manifest.fileName)")
    try publish(Self.new)
    #expect(try visible()["photos/1.jpg"] == "mine")
  }

  @Test(arguments: ["a.txt", "b.txt", "sub/c.txt"]) func stoppedAt(_ name: String) throws {
    try publish(Self.old)
    _ = try folder.write("mine", to: "results/own.txt")
    let place = "\(results)/\(name)"
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.createDirectory(atPath: place + "/block", withIntermediateDirectories: true)
    #expect(throws: InputFault.self) { try publish(Self.new) }
    // It is no whole run, and says so.
    #expect(try visible()[Manifest.fileName] == nil)
    try FileManager.default.removeItem(atPath: place)
    try StagedFolder.settle(results)
    let whole = Self.new.merging(["own.txt": "mine", "manifest.json": "a.txt,b.txt,sub/c.txt"]) { $1 }
    #expect(try visible() == whole)
    #expect(try FileManager.default.contentsOfDirectory(atPath: results).allSatisfy { !$0.hasPrefix(".") })
    try StagedFolder.settle(results)
    #expect(try visible() == whole)
  }

  /// The run after a broken publication ends that one first, so that nothing of it is left.
  @Test func theNextRunGoesOn() throws {
    try publish(Self.old)
    try FileManager.default.createDirectory(atPath: results + "/sub/c.txt/block", withIntermediateDirectories: true)
    #expect(throws: InputFault.self) { try publish(Self.new) }
    try FileManager.default.removeItem(atPath: results + "/sub/c.txt")
    try publish(Self.old)
    #expect(try visible() == Self.old.merging(["manifest.json": "a.txt,b.txt,map.txt"]) { $1 })
  }

  @Test func leftoversOfTheDeadGoAndThoseOfTheLivingStay() throws {
    let living = try StagedFolder(for: results)
    try living.write(Data("x".utf8), to: "x.txt")
    let dead = folder.file(".results.999999.1.partial")
    try FileManager.default.createDirectory(atPath: dead, withIntermediateDirectories: true)
    let another = try StagedFolder(for: results)
    #expect(!FileManager.default.fileExists(atPath: dead))
    try living.withFolder { #expect(FileManager.default.fileExists(atPath: "\($0)/x.txt")) }
    try another.write(Data("y".utf8), to: "y.txt")
    try another.publish()
    try living.publish()
    #expect(try visible() == ["x.txt": "x", "y.txt": "y"])
  }

  @Test func whatIsAbandonedTakesItsFoldersWithIt() throws {
    do {
      let staged = try StagedFolder(for: folder.file("deep/er/results"))
      try staged.write(Data("x".utf8), to: "x.txt")
    }
    #expect(try folder.contents().isEmpty)
  }
}

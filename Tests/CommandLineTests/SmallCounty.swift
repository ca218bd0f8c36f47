// A county of a hundred plots with a store, for tests that run the program many times.

import Formats
import Foundation
import Geometry
import TestSupport
import Testing

struct SmallCounty {
  let path: String
  var results: String { file("results") }
  var store: String { file("county.gpkg") }
  /// The same day and author, so that the same run leaves the same store.
  var checkOptions: [String] { ["--out", results, "--quiet", "--date", "2022-03-14", "--author", "test"] }

  init(in folder: TemporaryFolder) throws {
    path = folder.file("county")
    let made = try Program.taohe("sample", path, "--plots", "100", "--wells", "100", "--quiet")
    try #require(made.code == 0, "\(made.errors)")
    let job = try String(contentsOfFile: file("job.yaml"), encoding: .utf8)
    for accuracy in [5, 200] {
      let text = "store: county.gpkg\n" + job.replacing("position-accuracy: 5", with: "position-accuracy: \(accuracy)")
      try Data(text.utf8).write(to: URL(fileURLWithPath: self.job(accuracy: accuracy)))
    }
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// A job whose wells are less sure the larger the accuracy is: other findings, other outputs.
  func job(accuracy: Int) -> String { file("job-\(accuracy).yaml") }

  func check(accuracy: Int) throws { try run(["check", job(accuracy: accuracy)] + checkOptions) }

  /// A run of the program that must go well.
  func run(_ arguments: [String]) throws {
    let result = try Program.run(Program.path, arguments, ["LC_ALL": "C"])
    try #require(result.code == 0, "\(result.errors)")
  }

  func timed(_ work: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try work()
    return (ContinuousClock.now - began) / .seconds(1)
  }

  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  func kill(_ arguments: [String], after seconds: Double) throws {
    let process = try start(arguments)
    Thread.sleep(forTimeInterval: seconds)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  // MARK: Before and after

  private static let kept = ["county.gpkg", "results"]

  func save() throws { try copy("", to: "saved-") }

  /// The store and the results as they were saved; nothing else that belongs to them.
  func restore() throws { try copy("saved-", to: "") }

  private func copy(_ prefix: String, to other: String) throws {
    for name in Self.kept {
      let copied = try Program.run(
        "/bin/sh",
        ["-c", "rm -rf \"$1\" \"$1-journal\" && cp -r \"$0\" \"$1\"", file(prefix + name), file(other + name)])
      try #require(copied.code == 0, "\(copied.errors)")
    }
  }

  /// Every table with every value, without the times at which GDAL wrote it. Empty for a store that holds nothing yet.
  func storeContents() throws -> [String] {
    let store = try Store(opening: store)
    var lines: [String] = []
    for name in store.layerNames.sorted() {
      guard let layer = try store.read(name) else { continue }
      let names = layer.fields.names
      lines.append("\(name): \(names)")
      for row in 0..<layer.count {
        let values = names.map { layer.fields.text($0, row) ?? "-" }.joined(separator: "|")
        lines.append("\(values) \(layer.geometry?.wkb(ofRow: row)?.hashValue ?? 0)")
      }
    }
    try store.close()
    return lines
  }
}

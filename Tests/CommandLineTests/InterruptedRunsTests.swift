// Ctrl-C and kill at moments spread over the whole length of a run: the program ends within a second by the signal, and
// everything beside it is as it was.

import Foundation
import SampleLayers
import TestSupport
import Testing

@Suite struct InterruptedRunsTests {
  private let folder: TemporaryFolder
  private let county: SmallCounty

  init() throws {
    folder = try TemporaryFolder()
    county = try SmallCounty(in: folder)
    try county.check(accuracy: 5)
    try county.save()
  }

  private func arguments(_ command: String) -> [String] {
    switch command {
    case "check": ["check", county.job(accuracy: 200)] + county.checkOptions
    case "import":
      [
        "import", county.file("plots.gpkg|plots"), "--as", "plots", "--job", county.job(accuracy: 5), "--author",
        "test", "--date", "2022-03-14",
      ]
    case "overlay":
      [
        "overlay", SampleLayers.folder + "/sample-county/plots.gpkg|plots",
        SampleLayers.folder + "/sample-county/survey.gpkg|DLTB", "--pieces", county.file("pieces.gpkg"), "--quiet",
      ]
    case "wells": ["wells", county.results, "--form", "order", "--out", county.file("wells-order.html")]
    default: ["export", county.results, "plots", "--out", county.file("plots.shp")]
    }
  }

  /// Everything in the folder by name; a file that may be either, the store, by its contents.
  private func state() throws -> [String: Int] {
    let contents = try county.storeContents().hashValue
    let names = try FileManager.default.subpathsOfDirectory(atPath: county.path)
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        let data = name == "county.gpkg" ? nil : FileManager.default.contents(atPath: county.file(name))
        return (name, data?.hashValue ?? contents)
      })
  }

  @Test func atAnyMoment() throws {
    for command in ["check", "import", "overlay", "wells", "export"] {
      try county.restore()
      try interrupt(command)
    }
  }

  private func interrupt(_ command: String) throws {
    let before = try state()
    let whole = try county.timed { try county.run(arguments(command)) }
    let after = try state()
    #expect(before != after)
    for (number, moment) in Kills.moments(over: whole, share: 2).enumerated() {
      for name in after.keys where before[name] == nil {
        try? FileManager.default.removeItem(atPath: county.file(name))
      }
      try county.restore()
      let signal = number.isMultiple(of: 2) ? SIGINT : SIGTERM
      let process = try county.start(arguments(command))
      Thread.sleep(forTimeInterval: moment)
      let began = ContinuousClock.now
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      // A second, and what a loaded machine needs to notice.
      #expect(seconds < 1.3, "\(command) took \(seconds) s to end")
      if process.terminationReason == .uncaughtSignal {
        #expect(process.terminationStatus == signal)
      } else {
        #expect(process.terminationStatus == 0)
      }
      let state = try state()
      // What was done before the signal came stays done: of the store, then of the folder.
      for (name, hash) in state { #expect(hash == before[name] || hash == after[name], "\(name)") }
      #expect(state.keys.sorted() == before.keys.sorted() || state.keys.sorted() == after.keys.sorted())
    }
    for name in after.keys where before[name] == nil { try? FileManager.default.removeItem(atPath: county.file(name)) }
  }
}

// taohe check: the annual check of one county and year.

import ArgumentParser
import Foundation
import Geometry
import Pictures
import Pipeline
import Reports
import Rules
import SampleLayers

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "The annual check of one county and year.")

  @Argument(help: "The job file.")
  var job: String

  @Option(help: "The folder for the results.")
  var out: String

  @Option(help: "End with 1 or 2 where there are findings of this severity or above: warning or error.")
  var failOn: FailLevel?

  @Flag(help: "Write how long each step took into run.json, which is then never the same twice.")
  var timings = false

  @Option(help: "Also draw maps of the townships and charts, in these forms: svg,png,pdf or some of them.")
  var pictures: PictureForms?

  @OptionGroup var common: CommonOptions

  enum FailLevel: String, ExpressibleByArgument, CaseIterable { case warning, error }

  func run() async throws {
    let job = try Job(readingFrom: job, shipped: SampleLayers.folder)
    let run = try await Run.check(job, workers: common.workerCount) { common.log($0) }
    var drawn: [PictureFile] = []
    if let pictures {
      common.log(Words(zh: "绘制图件", en: "drawing pictures"))
      drawn = try await run.pictures(pictures.forms, in: common.fileLanguage, workers: common.workerCount)
    }
    try run.write(to: out, language: common.fileLanguage, timed: timings, pictures: drawn)
    if common.json {
      try printJSON(CheckVerdict(run, folder: out))
    } else if !common.quiet {
      print(run.summary(in: common.language, folder: out), terminator: "")
    }
    let worst = run.findings.map(\.severity).max()
    switch (failOn, worst) {
    case (.warning?, .warning?): throw ExitCode(ExitStatus.findingsOfWarning.rawValue)
    case (_?, .error?): throw ExitCode(ExitStatus.findingsOfError.rawValue)
    default: break
    }
  }
}

/// Forms of pictures as they are typed: `svg,pdf`.
struct PictureForms: ExpressibleByArgument {
  let forms: [PictureForm]

  init?(argument: String) {
    let given = argument.split(separator: ",").map { PictureForm(rawValue: $0.trimmingSpaces().lowercased()) }
    guard !given.isEmpty, !given.contains(nil) else { return nil }
    forms = PictureForm.allCases.filter(given.contains)
  }
}

/// What `--json` prints: the verdict; the lists are in the folder.
private struct CheckVerdict: Encodable {
  let out: String
  let findings: [String: Int]
  let outcomes: [String: Int]
  let closing: ClosingTable
  let steps: [StepTime]

  init(_ run: Run, folder: String) {
    out = folder
    findings = Dictionary(grouping: run.findings, by: \.severity.rawValue).mapValues(\.count)
    outcomes = Dictionary(grouping: run.wells, by: \.decision.outcome.rawValue).mapValues(\.count)
    closing = run.closingTable
    steps = run.steps
  }
}

func printJSON(_ value: some Encodable) throws { FileHandle.standardOutput.write(try canonicalJSON(value)) }

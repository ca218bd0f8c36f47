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
    commandName: "check", abstract: say("对一个县一个年度做套核检查。", "The annual check of one county and year."))

  @Argument(help: .say("作业文件。", "The job file."))
  var job: String

  @Option(help: .say("存放结果的文件夹。", "The folder for the results."))
  var out: String

  @Flag(
    help: .say(
      "把各步用时写入 run.json（此文件就不再每次相同）。",
      "Write how long each step took into run.json, which is then never the same twice."))
  var timings = false

  @Option(
    help: .say(
      "另绘各乡镇图和统计图，格式为 svg、png、pdf 中的一种或几种，如 svg,pdf。",
      "Also draw maps of the townships and charts, in these forms: svg,png,pdf or some of them."))
  var pictures: PictureForms?

  @Option(
    help: .say(
      "另为每个乡镇建一个文件夹，放该乡镇自己的清单。", "Also a folder for every township, with its own lists.", valueName: "township"))
  var by: Division?

  @Option(
    help: .say(
      "结果中位置的精细程度：exact 为原样，none 为不写坐标，数字为按这么多米取整。",
      "How exactly outputs say where things are: exact, none, or a number of metres to round to.",
      valueName: "exact|none|metres"))
  var coordinates: CoordinateOption = CoordinateOption(disclosure: .exact)

  @OptionGroup var failure: FailOn
  @OptionGroup var log: LogOptions
  @OptionGroup var common: CommonOptions

  enum Division: String, ExpressibleByArgument, CaseIterable { case township }

  struct CoordinateOption: ExpressibleByArgument {
    let disclosure: Disclosure

    init(disclosure: Disclosure) { self.disclosure = disclosure }

    init?(argument: String) {
      switch argument {
      case "exact": disclosure = .exact
      case "none": disclosure = .none
      default:
        guard let metres = Double(argument), (0.001...1_000_000).contains(metres) else { return nil }
        disclosure = .rounded(metres: metres)
      }
    }
    var defaultValueDescription: String { "exact" }
  }

  private var outputOptions: OutputOptions {
    var options = OutputOptions(language: common.fileLanguage)
    options.timed = timings
    options.disclosure = coordinates.disclosure
    options.byTownship = by == .township
    return options
  }

  func validate() throws {
    if out.isEmpty { throw ValidationError(say("--out 要给出文件夹", "--out needs a folder")) }
    if pictures != nil && coordinates.disclosure != .exact {
      throw ValidationError(
        say(
          "--pictures 会画出位置，与 --coordinates 不能同用，请去掉其中一个",
          "--pictures shows where things are; leave it out, or --coordinates exact"))
    }
  }

  private func drawn(_ run: Run, _ bar: ProgressBar) async throws -> [PictureFile] {
    guard let pictures else { return [] }
    let title = Words(zh: "绘制图件", en: "drawing pictures")
    bar.tell(RunStep(number: Run.stepCount + 1, count: Run.stepCount + 1, title: title))
    return try await run.pictures(pictures.forms, in: common.fileLanguage, workers: common.workerCount)
  }

  func run() async throws {
    let job = try Job(readingFrom: job, shipped: SampleLayers.folder)
    try checkHoldsNoInput(out, of: job)
    try StagedFolder.check(out)
    let options = outputOptions
    let run = try await ProgressBar(common).during { bar in
      var run = try await Run.check(job, workers: common.workerCount) { bar.tell($0) }
      let title = Words(zh: "写出结果", en: "writing results")
      bar.tell(RunStep(number: Run.stepCount + 1, count: Run.stepCount + 1, title: title))
      try await run.publish(
        to: out, options, pictures: try await drawn(run, bar), on: log.day, by: log.author ?? "taohe check",
        workers: common.workerCount)
      return run
    }
    if common.json {
      try printJSON(CheckVerdict(run, folder: out))
    } else if !common.quiet {
      print(run.summary(in: common.language, folder: out), terminator: "")
    }
    try failure.leave(at: run.findings.map(\.severity).max())
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
    findings = run.findings.counts(by: \.severity.rawValue)
    outcomes = run.wells.counts(by: \.decision.outcome.rawValue)
    closing = run.closingTable
    steps = run.steps
  }
}

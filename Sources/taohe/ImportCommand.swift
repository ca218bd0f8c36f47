// taohe import: files of an office into the store of a job, whole or not at all.

import ArgumentParser
import Foundation
import Geodesy
import Geometry
import Pipeline
import SampleLayers

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Put files into the job's store as one layer, in one transaction.")

  @Argument(help: "Vector files or tables; path|layer names one layer. Several become one layer.")
  var files: [String]

  @Option(name: .customLong("as"), help: "The role of the layer, such as plots or wells.")
  var role: String

  @Option(help: "The job file; its store: says where to.")
  var job: String

  @Flag(help: "Show what would happen, and change nothing.")
  var dryRun = false

  @Flag(help: "Put the rows behind those that the role has, not in their place.")
  var append = false

  @Flag(help: "Import nothing where a finding is an error.")
  var strict = false

  @Flag(help: "Make invalid polygons valid; every change of area is told.")
  var repair = false

  @Option(help: "A profile other than that of the role, as a job names it.")
  var profile: String?

  @Option(
    name: .customLong("field"), help: ArgumentHelp("The column of a field; may be repeated.", valueName: "field=column")
  )
  var fields: [Assignment] = []

  @Option(
    name: .customLong("value"),
    help: ArgumentHelp("One value of a field for all rows; may be repeated.", valueName: "field=value"))
  var values: [Assignment] = []

  @Option(help: "The frame of the files, whatever they say of it.")
  var frame: String?

  @Option(help: "The frame of files that do not say theirs, such as EPSG:4517.")
  var assume: String?

  @Option(help: "north-east where x is north and y is east, as survey texts have it.")
  var axes: AxisOrder?

  @Option(help: "The column of x (east, longitude) of a table of points.")
  var x: String?

  @Option(help: "The column of y (north, latitude) of a table of points.")
  var y: String?

  @Option(help: "Who imports, for the store's log; the user by default.")
  var author: String?

  @Option(help: "When, for the store's log; now by default.")
  var date: String?

  @OptionGroup var common: CommonOptions

  enum AxisOrder: String, ExpressibleByArgument, CaseIterable {
    case eastNorth = "east-north"
    case northEast = "north-east"
  }

  struct Assignment: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
      guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
      name = String(argument[..<sign])
      value = String(argument[argument.index(after: sign)...])
    }
  }

  func validate() throws {
    if (x == nil) != (y == nil) { throw ValidationError("--x and --y go together") }
    if let date, Day(String(date.prefix(10))) == nil {
      throw ValidationError("--date must begin with a day such as 2022-11-30")
    }
  }

  private var options: ImportOptions {
    get throws {
      var options = ImportOptions(role: role)
      options.profile = profile
      options.fields = fields.map { ($0.name, $0.value) }
      options.values = values.map { ($0.name, $0.value) }
      options.frame = try frame.map { try frameOption($0, "--frame") }
      options.assumedFrame = try assume.map { try frameOption($0, "--assume") }
      options.isRepaired = repair
      options.swapsAxes = axes == .northEast
      if let x, let y { options.coordinateFields = (x, y) }
      options.appends = append
      return options
    }
  }

  func run() async throws {
    let options = try options
    let job = try Job(readingFrom: job, shipped: SampleLayers.folder)
    let (made, outcome) = try await ProgressBar(common).during { bar in
      let made = try await LayerImport(
        of: files, options, into: job, shipped: SampleLayers.folder, workers: common.workerCount
      ) { bar.tell($0) }
      if dryRun || (strict && made.hasErrors) { return (made, LayerImport.Outcome?.none) }
      bar.tell(
        RunStep(number: 3, count: 3, title: Words(zh: "写入作业库", en: "writing to the store"), rows: made.rows))
      let now = Date().formatted(.iso8601)
      return (made, try made.write(author: author ?? ProcessInfo.processInfo.userName, date: date ?? now))
    }
    let report = ImportReport(made, outcome: outcome, in: common.language)
    if common.json {
      try printJSON(report)
    } else if !common.quiet {
      print(report.text(in: common.language), terminator: "")
    }
    if strict && made.hasErrors {
      throw InputFault(
        at: files.joined(separator: ", "),
        Words(zh: "有错误级问题，按 --strict 没有导入", en: "there are findings of error level, so --strict imported nothing"),
        remedy: Words(
          zh: "改正上面列出的问题；或去掉 --strict，问题会随图层记入作业库",
          en: "correct what is listed above, or leave out --strict: the findings are then kept with the layer"))
    }
  }
}

/// A frame as it is typed.
func frameOption(_ text: String, _ option: String) throws -> Frame {
  do {
    return try Frame(text)
  } catch {
    throw ValidationError("\(option) \(text): \(error.message)")
  }
}

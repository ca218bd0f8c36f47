// taohe import: files of an office into the store of a job, whole or not at all.

import ArgumentParser
import Foundation
import Geodesy
import Geometry
import Pipeline
import SampleLayers

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: say("把文件作为一个图层导入作业库，要么全部导入，要么什么都不改。", "Put files into the job's store as one layer, in one transaction."))

  @Argument(
    help: .say(
      "矢量文件或表格；“路径|图层”指定其中一层。几个文件合成一个图层。",
      "Vector files or tables; path|layer names one layer. Several become one layer."))
  var files: [String]

  @Option(name: .customLong("as"), help: .say("图层的角色，如 plots、wells。", "The role of the layer, such as plots or wells."))
  var role: String

  @Option(help: .say("作业文件；导入到其中 store: 所写的库。", "The job file; its store: says where to."))
  var job: String

  @Flag(help: .say("只显示会发生什么，不做改动。", "Show what would happen, and change nothing."))
  var dryRun = false

  @Flag(help: .say("追加在该角色已有的行之后，而不是替换。", "Put the rows behind those that the role has, not in their place."))
  var append = false

  @Flag(help: .say("有错误级问题时不导入。", "Import nothing where a finding is an error."))
  var strict = false

  @Flag(help: .say("修复无效的面，逐一说明面积变化。", "Make invalid polygons valid; every change of area is told."))
  var repair = false

  @Option(help: .say("不用该角色的模板，另用此模板，写法同作业文件。", "A profile other than that of the role, as a job names it."))
  var profile: String?

  @Option(
    name: .customLong("field"),
    help: .say("某字段对应哪一列；可以写多次。", "The column of a field; may be repeated.", valueName: "field=column")
  )
  var fields: [Assignment] = []

  @Option(
    name: .customLong("value"),
    help: .say("所有行的某字段都取此值；可以写多次。", "One value of a field for all rows; may be repeated.", valueName: "field=value"))
  var values: [Assignment] = []

  @Option(help: .say("文件的坐标系，不管文件里怎么写。", "The frame of the files, whatever they say of it."))
  var frame: String?

  @Option(help: .say("没有写明坐标系的文件所用的坐标系，如 EPSG:4517。", "The frame of files that do not say theirs, such as EPSG:4517."))
  var assume: String?

  @Option(
    help: .say(
      "x 为北、y 为东（测绘成果的写法）时写 north-east。", "north-east where x is north and y is east, as survey texts have it."))
  var axes: AxisOrder?

  @Option(help: .say("点位表中 x（东、经度）所在的列。", "The column of x (east, longitude) of a table of points."))
  var x: String?

  @Option(help: .say("点位表中 y（北、纬度）所在的列。", "The column of y (north, latitude) of a table of points."))
  var y: String?

  @Option(help: .say("导入人，记入作业库的日志；默认为当前用户。", "Who imports, for the store's log; the user by default."))
  var author: String?

  @Option(help: .say("导入时间，记入作业库的日志；默认为现在。", "When, for the store's log; now by default."))
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
    if (x == nil) != (y == nil) { throw ValidationError(say("--x 和 --y 要一起给出", "--x and --y go together")) }
    if let date, Day(String(date.prefix(10))) == nil {
      throw ValidationError(say("--date 要以日期开头，如 2022-11-30", "--date must begin with a day such as 2022-11-30"))
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
    throw ValidationError(
      say("\(option) 的坐标系“\(text)”不能识别：\(error.message)", "\(option) \(text): \(error.message)"))
  }
}

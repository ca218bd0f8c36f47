// taohe sample: a made-up county of any size.

import ArgumentParser
import Formats
import Foundation
import Geodesy
import Geometry
import Overlay
import Pipeline
import Reports
import SampleCounty
import SampleLayers

/// The versions that a result depends on.
let versionText = "taohe \(taoheVersion) (GDAL \(gdalVersion), GEOS \(geosVersion), PROJ \(projVersion))"

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: say(
      "生成一个虚构的县及其作业文件；参数相同，结果逐字节相同。", "Write a made-up county with its job file: the same bytes for the same arguments."
    ))

  @Argument(help: .say("要新建的文件夹。", "The folder to make."))
  var folder: String

  @Option(help: .say("地块数。", "Number of plots."))
  var plots = 2000

  @Option(help: .say("机井数；默认为地块数的五分之一，至少 420。", "Number of wells; a fifth of the plots by default, at least 420."))
  var wells: Int?

  @Option(help: .say("随机种子；种子不同，县也不同。", "Another seed, another county."))
  var seed: UInt64 = 1

  @Flag(help: .say("埋入错误，并把埋了什么写入 faults.json。", "Plant faults, and write what they are to faults.json."))
  var faults = false

  @OptionGroup var common: CommonOptions

  private struct Report: Encodable {
    let folder: String
    let plots: Int
    let seed: UInt64
    let faults: Bool
  }

  func validate() throws {
    if !(100...20_000_000).contains(plots) {
      throw ValidationError(say("--plots 要在 100 到 20000000 之间", "--plots must be between 100 and 20000000"))
    }
    if let wells, !(100...20_000_000).contains(wells) {
      throw ValidationError(say("--wells 要在 100 到 20000000 之间", "--wells must be between 100 and 20000000"))
    }
  }

  func run() throws {
    var options = SampleOptions()
    options.plots = plots
    options.seed = seed
    options.faults = faults
    options.wells = wells
    let staged = try StagedFolder(for: folder)
    try staged.withFolder { place in
      try writeSampleCounty(options, into: place)
      let job = SampleLayers.folder + "/sample-county/job.yaml"
      try FileManager.default.copyItem(atPath: job, toPath: place + "/job.yaml")
      try checkReplacesNothing(in: place, job: job)
    }
    try staged.publish()
    if common.json { return try printJSON(Report(folder: folder, plots: plots, seed: seed, faults: faults)) }
    common.log(Words(zh: "已写入 \(folder)", en: "written to \(folder)"))
  }

  /// The files of a county are named as those of every office are: only an earlier sample may be replaced.
  private func checkReplacesNothing(in place: String, job: String) throws {
    let files = FileManager.default
    if files.contentsEqual(atPath: job, andPath: folder + "/job.yaml") { return }
    let names = try files.contentsOfDirectory(atPath: place).sorted()
    guard let first = names.first(where: { files.fileExists(atPath: "\(folder)/\($0)") }) else { return }
    throw InputFault(
      at: folder,
      Words(zh: "已有同名文件（如 \(first)），会被样例覆盖", en: "has files such as \(first) that the sample would replace"),
      remedy: Words(zh: "请另给一个空文件夹", en: "give another folder, an empty one"))
  }
}

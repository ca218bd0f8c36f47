// taohe export: a layer of a check, filtered, in another format and frame.

import ArgumentParser
import Foundation
import Geometry
import Pipeline
import Reports
import SampleLayers

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: say("导出结果中的一个图层，可筛选、换格式、换坐标系。", "A layer of a check, filtered, in another format and frame."),
    discussion: say(
      """
      图层是 packet.gpkg 中的一层：wells、findings、plots、zones 等。格式由 --out 的扩展名定：gpkg、shp、geojson、fgb、xlsx、\
      csv，或 txt（报盘坐标）。shapefile 的字段名被截短时，旁边另附一份对照表。
      """,
      """
      LAYER is a layer of packet.gpkg: wells, findings, plots, zones … The ending of --out says the format: gpkg, shp, geojson, \
      fgb, xlsx, csv, or txt for 报盘坐标. A shapefile whose names were shortened gets a list of them beside it.
      """))

  @Argument(help: .say("check 写出的结果文件夹。", "The folder of a check."))
  var folder: String

  @Argument(help: .say("图层。", "The layer."))
  var layer: String

  @Option(help: .say("要写的文件。", "The file to write."))
  var out: String

  @Option(
    help: .say(
      "只要取这些值的行，如 outcome=close,verify。", "Only rows with these values, such as outcome=close,verify.",
      valueName: "field=value,…"))
  var `where`: [String] = []

  @Option(help: .say("不写某个字段。", "Leave a field out."))
  var drop: [String] = []

  @Option(
    help: .say(
      "写出时的坐标系，如 EPSG:4490；GeoJSON 一律为 WGS 84。",
      "The frame to write in, such as EPSG:4490; GeoJSON is always in WGS 84."))
  var frame: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    for text in `where` where !text.contains("=") {
      throw ValidationError(say("“\(text)”不是“字段=值”的形式", "'\(text)' is not of the form FIELD=VALUE"))
    }
  }

  private struct Report: Encodable {
    let rows: Int
    let written: Int
    let withoutPlace: [Int64]
    let files: [String]
  }

  func run() async throws {
    var request = ExportRequest(layer: layer, to: URL(fileURLWithPath: out).lastPathComponent)
    request.filters = `where`.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts[1].split(separator: ",").map(String.init))
    }
    request.dropped = drop
    request.frame = frame
    try checkOutside(folder, out)
    let export = try await Export(
      request, fromFolder: folder, shipped: SampleLayers.folder, workers: common.workerCount)
    let files = try staged(out) { stage, _ in try export.write(into: stage, language: common.fileLanguage) }
    for (field, value) in export.unknownValues {
      printError(
        common.language.say("注意：没有一行的“\(field)”是“\(value)”", "note: no row has the \(field) '\(value)'"))
    }
    if common.json {
      let (all, written) = export.rows
      return try printJSON(Report(rows: all, written: written, withoutPlace: export.lost, files: files))
    }
    if !export.lost.isEmpty {
      let list = export.lost.prefix(5).map(String.init).joined(separator: ", ") + (export.lost.count > 5 ? " …" : "")
      common.log(
        Words(
          zh: "\(export.lost.count) 行（fid \(list)）在目标坐标系中没有位置，写出时没有图形",
          en:
            "\(export.lost.count) rows (fid \(list)) have no place in the frame asked for and are written without geometry"
        ))
    }
    common.log(
      Words(
        zh: "\(export.rows.all) 行中写出 \(export.rows.kept) 行：\(files.joined(separator: ", "))",
        en: "\(export.rows.kept) of \(export.rows.all) rows written: \(files.joined(separator: ", "))"))
  }
}

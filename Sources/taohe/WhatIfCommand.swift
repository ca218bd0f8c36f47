// taohe what-if: which wells change their outcome if a pipe were built, or a zone line moved.

import ArgumentParser
import Foundation
import Geometry
import Pipeline
import Reports
import Rules
import SampleLayers

struct WhatIfCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: say(
      "换一个图层后哪些井的处置会变：规划管线、调整后的分区界线。",
      "Which wells change outcome with another layer: a planned pipe, a moved zone line."),
    discussion: say(
      "图层写成“角色=文件”，如 pipes=规划管线.geojson、zones=新分区.shp|zones。",
      "A layer is ROLE=FILE, such as pipes=planned.geojson or zones=zones-new.shp|zones."))

  @Argument(help: .say("作业文件。", "The job file."))
  var job: String

  @Option(help: .say("在该角色原有图层之外再加一层。", "A layer beside those of its role.", valueName: "role=file"))
  var add: [String] = []

  @Option(help: .say("用此图层替换该角色原有的图层。", "A layer in place of those of its role.", valueName: "role=file"))
  var replace: [String] = []

  @Option(help: .say("把处置改变的井写入此文件：.csv 或 .xlsx。", "Write the wells that change to this file: .csv or .xlsx."))
  var out: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if add.isEmpty && replace.isEmpty {
      throw ValidationError(
        say("要用“--add 角色=文件”或“--replace 角色=文件”给出图层", "give a layer with --add ROLE=FILE or --replace ROLE=FILE"))
    }
    if let out { _ = try SheetFormat(out, among: [.csv, .xlsx]) }
    for text in add + replace where Self.layer(text, replaces: false) == nil {
      throw ValidationError(say("“\(text)”不是“角色=文件”的形式", "'\(text)' is not of the form ROLE=FILE"))
    }
  }

  private static func layer(_ text: String, replaces: Bool) -> TrialLayer? {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex, text.index(after: equals) < text.endIndex
    else { return nil }
    return TrialLayer(
      role: String(text[..<equals]), source: String(text[text.index(after: equals)...]), replaces: replaces)
  }

  private struct Entry: Encodable {
    let wellId, from, to: String
    let fromDeadline, toDeadline, toResponsible, toRule: String?

    init(_ change: WhatIf.Change) {
      let (before, after) = (change.before.decision, change.after.decision)
      wellId = change.before.id
      from = before.outcome.rawValue
      to = after.outcome.rawValue
      fromDeadline = before.deadline?.description
      toDeadline = after.deadline?.description
      toResponsible = after.responsible
      toRule = after.rule
    }
  }

  func run() async throws {
    let job = try Job(readingFrom: job, shipped: SampleLayers.folder)
    if let out { try checkOutputs([out], readFrom: [], files: job.inputPaths) }
    let layers =
      add.compactMap { Self.layer($0, replaces: false) } + replace.compactMap { Self.layer($0, replaces: true) }
    let result = try await WhatIf(job, trying: layers, shipped: SampleLayers.folder, workers: common.workerCount)
    if let out {
      let sheet = Sheet(
        title: common.fileLanguage.say("处置改变的机井", "Wells decided otherwise"), subtitle: "", lead: [],
        sections: [result.list(in: common.fileLanguage)])
      try write(sheet, on: job.decisionDate, in: common.fileLanguage, to: out)
    }
    warn(of: result.doubts)
    if common.json { return try printJSON(result.changes.map(Entry.init)) }
    if common.quiet { return }
    let count = result.changes.count
    let closed =
      result.closed == 0
      ? nil : Words(zh: "（另有 \(result.closed) 眼已关停）", en: " (\(result.closed) more are closed already)")
    print(
      common.language.say(
        "\(result.wells) 眼井中 \(count) 眼的处置会改变\(closed?.zh ?? "")",
        "\(count) of \(result.wells) wells would be decided otherwise\(closed?.en ?? "")"))
    if count > 0 { print("\n" + result.summary(in: common.language).text, terminator: "") }
  }

  private func warn(of doubts: [Finding]) {
    for doubt in doubts.prefix(Self.doubtsShown) {
      printError(common.language.say("所试图层：\(doubt.message.zh)", "the tried layer: \(doubt.message.en)"))
    }
    let more = doubts.count - Self.doubtsShown
    if more > 0 { printError(common.language.say("所试图层还有 \(more) 处问题", "the tried layer has \(more) more faults")) }
  }

  private static let doubtsShown = 5
}

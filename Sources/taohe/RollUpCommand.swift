// taohe rollup: the areas of a run, or of a job, by any two keys of the register.

public import ArgumentParser
import Foundation
import Geometry
import Pipeline
import Registers
import Reports
import SampleLayers

struct RollUpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollup",
    abstract: say(
      "按任意两项汇总面积：村、乡镇、作物、权属、分区等。", "Areas by any two keys: village, township, crop, tenure, zone and others."),
    discussion: say(
      """
      以亩计的数只在最细一级分组中调平一次，各表都由此相加：行、列、合计都闭合，各表之间也一致。以平方米计的数是精确的。可用的项：\
      \(RegisterKey.allCases.map(\.rawValue).joined(separator: "、"))；status 为地块类别，forest-type 为人工林类型。
      """,
      """
      Figures in 亩 are levelled once, in the finest cells, and every table is sums of them: lines, columns and totals close, \
      and all tables agree. In m² they are exact. Keys: \(RegisterKey.allCases.map(\.rawValue).joined(separator: ", ")); \
      status is the category of plots, forest-type that of forest.
      """))

  @Argument(
    help: .say(
      "check 写出的结果文件夹；或作业文件（.yaml），现算。", "The folder of a check, or a job file (.yaml), which is then added up."))
  var source: String

  @Option(help: .say("表中各行按什么分。", "What stands in the lines."))
  var rows: Key = Key(key: .township)

  @Option(help: .say("表中各列按什么分。", "What stands in the columns."))
  var columns: Key = Key(key: .category)

  @Option(help: .say("只算此图层：plots 或 forest。", "Only this layer: plots or forest."))
  var role: String?

  @Option(help: .say("mu 为亩（经调平），m2 为平方米（精确）。", "mu (levelled) or m2 (exact)."))
  var unit: AreaUnit = .mu

  @Option(
    help: .say(
      "改为把表写入此文件：.csv、.xlsx，或可打印的网页 .html。",
      "Write the table to this file instead: .csv, .xlsx, or .html, a page to print."))
  var out: String?

  @OptionGroup var common: CommonOptions

  /// A key, or a word that means the category of one role.
  struct Key: ExpressibleByArgument {
    let key: RegisterKey
    var role: String?

    init(key: RegisterKey) { self.key = key }

    init?(argument: String) {
      switch argument {
      case "status": (key, role) = (.category, "plots")
      case "forest-type": (key, role) = (.category, "forest")
      default:
        guard let key = RegisterKey(rawValue: argument) else { return nil }
        self.key = key
      }
    }
    var defaultValueDescription: String { key.rawValue }
    static var allValueStrings: [String] { RegisterKey.allCases.map(\.rawValue) + ["status", "forest-type"] }
  }

  func validate() throws {
    if let a = rows.role, let b = columns.role, a != b {
      throw ValidationError(say("没有一块地既有地块类别又有人工林类型", "no ground has both a status and a forest type"))
    }
    if let out { _ = try SheetFormat(out) }
  }

  func run() async throws {
    let book = try await book()
    let role = role ?? rows.role ?? columns.role
    if let role, !book.roles.contains(role) {
      throw ValidationError(
        say(
          "--role 可取 \(book.roles.joined(separator: "、"))，没有“\(role)”",
          "--role takes \(book.roles.joined(separator: ", ")), not '\(role)'"))
    }
    let table = book.table(rows: rows.key, columns: columns.key, role: role)
    let language = out == nil ? common.language : common.fileLanguage
    let shown = book.terminalTable(table, unit, in: language)
    let title = "\(rows.key.title[language]) × \(columns.key.title[language])"
    let layer = role.map { book.title(of: RegisterUnit(code: $0, name: $0), .role)[language] }
    let sheet = Sheet(
      title: language.say("\(book.county)\(book.year)年度面积汇总", "Areas of \(book.county), \(book.year)"),
      subtitle: [title, layer].compactMap(\.self).joined(separator: language.say("，", ", ")), lead: [],
      sections: [Sheet.Section(language.say("面积（\(unit.title.zh)）", "Areas (\(unit.title.en))"), shown)])
    if let out {
      try write(sheet, on: book.decisionDate, in: language, to: out)
    }
    if common.json {
      try printJSON(RollUpReport(table, role: role))
    } else if out == nil {
      print(sheet.text, terminator: "")
    }
  }

  private func book() async throws -> RegisterBook {
    guard source.hasSuffix(".yaml") || source.hasSuffix(".yml") else {
      if let out { try checkOutside(source, out) }
      return try RegisterBook(inFolder: source)
    }
    let job = try Job(readingFrom: source, shipped: SampleLayers.folder)
    if let out { try checkOutputs([out], readFrom: [], files: job.inputPaths) }
    return try await ProgressBar(common).during { bar in
      try await RegisterBook(of: job, workers: common.workerCount) { bar.tell($0) }
    }
  }
}

extension AreaUnit: ExpressibleByArgument {}

/// What `--json` prints.
private struct RollUpReport: Encodable {
  struct Figure: Encodable {
    let m2: Double
    let mu: Double
    let levelledMu: Double

    init(_ sum: PivotSum) {
      m2 = sum.area.squareMetres
      mu = Double(sum.hundredthsOfMu) / 100
      levelledMu = Double(sum.levelledBy) / 100
    }

    private init(m2: Double, mu: Double, levelledMu: Double) {
      (self.m2, self.mu, self.levelledMu) = (m2, mu, levelledMu)
    }

    /// Of two units of one code.
    static func + (one: Figure, other: Figure) -> Figure {
      Figure(
        m2: one.m2 + other.m2, mu: (one.mu + other.mu).toHundredths,
        levelledMu: (one.levelledMu + other.levelledMu).toHundredths)
    }
  }
  struct Line: Encodable {
    let code: String
    let name: String
    let isSubtotal: Bool
    let sums: [String: Figure]
    let total: Figure
  }
  let rows: String
  let columns: String
  let role: String?
  let lines: [Line]
  let totals: [String: Figure]
  let total: Figure

  init(_ table: PivotTable, role: String?) {
    func sums(_ line: PivotTable.Line) -> [String: Figure] {
      Dictionary(
        zip(table.columns, line.sums).compactMap { unit, sum in sum.map { (unit.code, Figure($0)) } }
      ) { $0 + $1 }
    }
    rows = table.rowKey.rawValue
    columns = table.columnKey.rawValue
    self.role = role
    lines = table.lines.map {
      Line(code: $0.unit.code, name: $0.unit.name, isSubtotal: $0.isSubtotal, sums: sums($0), total: Figure($0.total))
    }
    totals = sums(table.totals)
    total = Figure(table.totals.total)
  }
}

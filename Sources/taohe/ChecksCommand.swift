// taohe checks: what is checked, and what a job may set.

import ArgumentParser
import Geometry
import Reports
import Rules

struct ChecksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "checks", abstract: say("列出所有检查项。", "List the checks."))

  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let code: String
    let severity: String
    let title: String
    let source: String
    let thresholds: [ThresholdEntry]
  }

  private struct ThresholdEntry: Encodable {
    let name: String
    let `default`: Double
    let unit: String
    let reason: String
  }

  func run() throws {
    let entries = Checks.all.map { check in
      Entry(
        code: check.code, severity: check.severity.rawValue, title: check.title[common.language],
        source: check.source[common.language],
        thresholds: check.thresholds.map {
          ThresholdEntry(
            name: $0.name, default: $0.standard, unit: $0.unit, reason: $0.reason[common.language])
        })
    }
    if common.json { return try printJSON(entries) }
    let headings = [
      Words(zh: "检查项", en: "check"), Words(zh: "级别", en: "severity"), Words(zh: "内容", en: "finds"),
      Words(zh: "出处（参考）", en: "asked for by"),
    ]
    let rows = zip(entries, Checks.all).map { [$0.code, $1.severity.title[common.language], $0.title, $0.source] }
    print(TerminalTable(headings: headings.map { $0[common.language] }, rows: rows).text)

    let thresholdHeadings = [
      Words(zh: "作业文件 checks:", en: "in the job, checks:"), Words(zh: "默认值", en: "default"), Words(""),
      Words(zh: "默认值的理由", en: "why that default"),
    ]
    let thresholdRows = entries.flatMap { entry in
      entry.thresholds.map {
        [
          "\(entry.code): {\($0.name): …}", decimalText(Int64(($0.default * 1e4).rounded()), places: 4), $0.unit,
          $0.reason,
        ]
      }
    }
    print(
      TerminalTable(headings: thresholdHeadings.map { $0[common.language] }, rows: thresholdRows, numeric: [1]).text,
      terminator: "")
  }
}

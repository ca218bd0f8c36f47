// taohe checks: what is checked.

import ArgumentParser
import Geometry
import Reports
import Rules

struct ChecksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "checks", abstract: "List the checks.")

  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let code: String
    let severity: String
    let title: String
    let source: String
  }

  func run() throws {
    let entries = Checks.all.map { check in
      Entry(
        code: check.code, severity: check.severity.rawValue, title: check.title[common.language],
        source: check.source[common.language])
    }
    if common.json { return try printJSON(entries) }
    let headings = [
      Words(zh: "检查项", en: "check"), Words(zh: "级别", en: "severity"), Words(zh: "内容", en: "finds"),
      Words(zh: "依据", en: "asked for by"),
    ]
    let rows = zip(entries, Checks.all).map { [$0.code, $1.severity.title[common.language], $0.title, $0.source] }
    print(TerminalTable(headings: headings.map { $0[common.language] }, rows: rows).text, terminator: "")
  }
}

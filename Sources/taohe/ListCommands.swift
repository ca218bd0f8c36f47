// taohe checks and taohe rules lint: what is checked, and whether a rule table is sound.

import ArgumentParser
import Foundation
import Geometry
import Pipeline
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

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Work on rule tables.", subcommands: [LintCommand.self])
}

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "lint", abstract: "Look for mistakes in a rule table.")

  @Argument(help: "The rule table.")
  var file: String

  @Option(help: "The day on which the table should apply, such as 2022-03-14; today by default.")
  var on: String?

  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let place: String
    let message: String
  }

  func run() throws {
    let today = Day(daysSince1970: Int32(Date().timeIntervalSince1970 / 86_400))
    guard let day = on.map({ Day($0) }) ?? today else { throw ValidationError("--on must be a day such as 2022-03-14") }
    let table = try readRuleTable(at: file)
    let remarks = table.lint(on: day)
    if common.json {
      return try printJSON(remarks.map { Entry(place: $0.place, message: $0.message[common.language]) })
    }
    for remark in remarks { print("\(remark.place): \(remark.message[common.language])") }
    let count = Words(
      zh: "\(table.rules.count) 条规则，\(remarks.count) 处问题", en: "\(table.rules.count) rules, \(remarks.count) remarks")
    print(count[common.language])
  }
}

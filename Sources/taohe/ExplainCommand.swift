// taohe explain: one well, the facts, the rule that hit, the rules that did not and why, and what would change it.

import ArgumentParser
import Foundation
import Geometry
import Pipeline
import Reports
import Rules

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: say("说明一眼井：事实、命中的规则、未命中的规则及其原因。", "One well: facts, the rule that hit, the rules that did not and why."))

  @Argument(help: .say("check 写出的结果文件夹。", "The folder of a check."))
  var folder: String

  @Argument(help: .say("井的编号。", "The number of the well."))
  var well: String

  @Option(help: .say("改为写成可打印的网页（HTML），存入此文件。", "Write a page to print (HTML) to this file instead."))
  var page: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    if let page { try checkOutside(folder, page) }
    let explanations = try Explanations(inFolder: folder)
    let wells = try explanations.wells(numbered: well)
    if wells.count > 1 {
      printError(
        common.language.say(
          "注意：有 \(wells.count) 眼井编号为“\(well)”，逐一列出",
          "note: \(wells.count) wells have the number '\(well)'; all are shown"))
    }
    func sheet(_ language: Language) -> Sheet { Sheet(joining: wells.map { $0.sheet(of: explanations, in: language) }) }
    if let page { try writeWhole(sheet(common.fileLanguage).page(in: common.fileLanguage), to: page) }
    if common.json {
      let reports = wells.map { ExplanationReport($0, explanations.book, language: common.language) }
      if reports.count == 1 { try printJSON(reports[0]) } else { try printJSON(reports) }
    } else if page == nil {
      print(sheet(common.language).text, terminator: "")
    }
  }
}

/// What `--json` prints.
private struct ExplanationReport: Encodable {
  struct FactEntry: Encodable {
    let name: String
    let value: FactValue?
    let source: String
    let doubt: String?
  }
  struct RulingEntry: Encodable {
    let rule: String
    let outcome: String
    let possible: [String]
    let deadline: String?
    let review: String?
    let mode: String?
    let unit: String
    let responsible: String
    let basis: String
    let verify: [String]
    let notVerified: [String]
  }
  struct TrialEntry: Encodable {
    let rule: String
    let result: String
    let conditions: [String]
    let clause: String?
  }
  struct CounterfactualEntry: Encodable {
    let fact: String
    let condition: String
    let outcome: String
    let deadline: String?
    let responsible: String?
    let rule: String?
  }
  let wellId: String
  let outcome: String
  let deadline: String?
  let unit: String?
  let responsible: String?
  let rule: String?
  let basis: String?
  let verify: [String]
  let rulings: [RulingEntry]
  let facts: [FactEntry]
  let trials: [TrialEntry]
  let counterfactuals: [CounterfactualEntry]

  init(_ well: ExplainedWell, _ book: RuleBook, language: Language) {
    let decision = well.decision
    wellId = well.id
    outcome = decision.outcome.rawValue
    deadline = decision.deadline?.description
    unit = decision.unit
    responsible = decision.responsible
    rule = decision.rule
    basis = decision.basis
    verify = decision.open.map(\.key)
    rulings = decision.rulings.map { ruling in
      RulingEntry(
        rule: ruling.rule, outcome: ruling.outcome.rawValue, possible: ruling.possible.map(\.rawValue),
        deadline: ruling.deadline?.description, review: ruling.review?.description, mode: ruling.mode,
        unit: ruling.unit,
        responsible: ruling.responsible, basis: ruling.basis, verify: ruling.open.map(\.key),
        notVerified: ruling.caveats.map { $0[language] })
    }
    facts = well.facts.all.map {
      FactEntry(name: $0.name.key, value: $0.value, source: $0.source[language], doubt: $0.doubt?[language])
    }
    trials = book.trials(well.facts).map {
      TrialEntry(
        rule: "\($0.table.name)/\($0.rule.id)", result: $0.result.key,
        conditions: $0.conditions.map { $0.words[language] },
        clause: $0.rule.clause?.filled(with: well.facts))
    }
    counterfactuals = book.counterfactuals(well.facts).map {
      CounterfactualEntry(
        fact: $0.fact.key, condition: $0.condition[language], outcome: $0.decision.outcome.rawValue,
        deadline: $0.decision.deadline?.description, responsible: $0.decision.responsible, rule: $0.decision.rule)
    }
  }
}

extension RuleTrial {
  /// The conditions that made the result.
  fileprivate var conditions: [Condition] {
    switch result {
    case .missed(let failed): failed
    case .open(let unknown), .notAsked(let unknown): unknown
    case .hit, .late, .notInForce: rule.conditions
    }
  }
}

extension RuleTrial.Result {
  fileprivate var key: String {
    switch self {
    case .hit: "hit"
    case .late: "late"
    case .notAsked: "not-asked"
    case .missed: "missed"
    case .open: "open"
    case .notInForce: "not-in-force"
    }
  }
}

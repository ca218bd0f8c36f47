// taohe explain: one well, the facts, the rule that hit, the rules that did not and why.

import ArgumentParser
import Geometry
import Pipeline
import Reports
import Rules

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "One well: facts, the rule that hit, the rules that did not and why.")

  @Argument(help: "The folder of a check.")
  var folder: String

  @Argument(help: "The number of the well.")
  var well: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let explanation = try Explanations(inFolder: folder).explanation(of: well, in: folder)
    if common.json {
      try printJSON(ExplanationReport(explanation, language: common.language))
    } else {
      print(text(explanation), terminator: "")
    }
  }

  private func text(_ explanation: Explanation) -> String {
    let language = common.language
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let decision = explanation.decision
    var text = say("机井 ", "well ") + explanation.well + ": " + decision.outcome.title[language]
    if let deadline = decision.deadline { text += say("，期限 ", " by ") + deadline.description }
    if let unit = decision.unit { text += say("，列入 ", ", listed under ") + unit }
    if let responsible = decision.responsible { text += say("，责任单位 ", ", responsible ") + responsible }
    if let basis = decision.basis { text += "\n" + say("依据 ", "basis ") + basis }
    if !decision.open.isEmpty { text += "\n" + say("待核 ", "to be verified ") + decision.open.joined(separator: ", ") }
    text += "\n\n"
    let titles = Dictionary(uniqueKeysWithValues: FactCatalog.facts.map { ($0.name, $0.meaning) })
    text +=
      TerminalTable(
        headings: [say("事实", "fact"), say("含义", "meaning"), say("值", "value"), say("来源", "source")],
        rows: explanation.facts.facts.map { fact in
          [
            fact.name, titles[fact.name]?[language] ?? "", fact.value?.description ?? "—",
            fact.source[language] + (fact.doubt.map { say("；存疑：", "; in doubt: ") + $0[language] } ?? ""),
          ]
        }
      ).text
    text += "\n"
    text +=
      TerminalTable(
        headings: [say("规则", "rule"), say("结果", "result"), say("条件", "conditions"), say("条款", "clause")],
        rows: explanation.trials.map { trial in
          let outcome = trial.outcome
          return [
            "\(trial.table.name)/\(trial.rule.id)", outcome.title[language], outcome.conditions, trial.rule.clause.text,
          ]
        }
      ).text
    return text
  }
}

extension RuleTrial {
  /// The result in words, with the conditions that made it.
  fileprivate var outcome: (key: String, title: Words, conditions: String) {
    switch result {
    case .hit: ("hit", Words(zh: "命中", en: "hit"), rule.conditions.map(\.description).joined(separator: "; "))
    case .missed(let failed):
      ("missed", Words(zh: "不符", en: "missed"), failed.map(\.description).joined(separator: "; "))
    case .open(let unknown): ("open", Words(zh: "待定", en: "open"), unknown.map(\.description).joined(separator: "; "))
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
  struct TrialEntry: Encodable {
    let rule: String
    let result: String
    let conditions: String
    let clause: String
  }
  let wellId: String
  let outcome: String
  let deadline: String?
  let unit: String?
  let responsible: String?
  let rule: String?
  let basis: String?
  let verify: [String]
  let facts: [FactEntry]
  let trials: [TrialEntry]

  init(_ explanation: Explanation, language: Language) {
    let decision = explanation.decision
    wellId = explanation.well
    outcome = decision.outcome.rawValue
    deadline = decision.deadline?.description
    unit = decision.unit
    responsible = decision.responsible
    rule = decision.rule
    basis = decision.basis
    verify = decision.open
    facts = explanation.facts.facts.map {
      FactEntry(name: $0.name, value: $0.value, source: $0.source[language], doubt: $0.doubt?[language])
    }
    trials = explanation.trials.map {
      TrialEntry(
        rule: "\($0.table.name)/\($0.rule.id)", result: $0.outcome.key, conditions: $0.outcome.conditions,
        clause: $0.rule.clause.text)
    }
  }
}

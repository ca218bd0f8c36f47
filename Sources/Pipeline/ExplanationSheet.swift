// Why a well is decided as it is, as a sheet: what follows for it, every fact with its source, every rule with what hit or
// failed, and what would change the decision.

public import Geometry
public import Reports
import Rules

extension ExplainedWell {
  public func sheet(of run: Explanations, in language: Language) -> Sheet {
    return Sheet(
      title: language.say("机井 ", "Well ") + id,
      subtitle: language.say(
        "\(run.county)\(run.year)年度套核，判定日 \(run.book.decisionDate.written(in: .zh))",
        "\(run.county), annual check of \(run.year), decided as of \(run.book.decisionDate)"),
      lead: lead(of: run, in: language),
      sections: [
        rulingSection(in: language), factSection(in: language), trialSection(run.book, in: language),
        counterfactualSection(run.book, in: language),
      ].compactMap(\.self))
  }

  private func lead(of run: Explanations, in language: Language) -> [(label: String, text: String)] {
    var lead = [(label: language.say("处置", "outcome"), text: decision.outcome.title[language])]
    func add(_ zh: String, _ en: String, _ text: String?) { if let text { lead.append((language.say(zh, en), text)) } }
    if decision.outcome == .verify && decision.possible != [.verify] {
      add("可能为", "may be", decision.possible.map { $0.title[language] }.joined(separator: language.listSeparator))
    }
    if facts.isOfClosedWell && decision.outcome == .none {
      add("说明", "note", language.say("登记为已关停，许可、计量等要求不再适用", "closed by its register: nothing more is asked of it"))
    }
    add("方式", "how", decision.mode)
    add("期限", "deadline", decision.deadline?.description)
    add("复核", "review on", decision.review?.description)
    add("任务单位", "listed under", decision.unit)
    add("责任单位", "responsible", decision.responsible)
    add("依据", "basis", decision.basis)
    if !decision.open.isEmpty {
      add(
        "待核", "to be verified",
        decision.open.map { $0.definition.meaning[language] }.joined(separator: language.listSeparator))
    }
    let table = run.book.tables.first { decision.rule == $0.name || decision.rule?.hasPrefix($0.name + "/") == true }
    for caveat in decision.caveats + (table?.unverified ?? []) { add("未核实", "not verified", caveat[language]) }
    if let slot = closingOrder(of: [(facts, decision)], on: run.book.decisionDate).first {
      add("关停时序", "can be closed", slot.state.words[language])
    }
    if let place {
      add(
        "坐标", "place",
        language.say(
          "东 \(place.x.toHundredths)，北 \(place.y.toHundredths)（\(run.frame)）",
          "easting \(place.x.toHundredths), northing \(place.y.toHundredths) (\(run.frame))"))
    }
    return lead
  }

  /// All rulings, where several rules speak about the well.
  private func rulingSection(in language: Language) -> Sheet.Section? {
    guard decision.rulings.count > 1 else { return nil }
    return Sheet.Section(
      language.say("适用的各项规则（最严者为准）", "All rules that apply (the strictest decides)"),
      TerminalTable(
        headings: [
          language.say("规则", "rule"), language.say("处置", "outcome"), language.say("期限", "deadline"),
          language.say("依据", "basis"),
        ],
        rows: decision.rulings.map {
          [$0.rule, $0.outcome.title[language], $0.deadline?.description ?? "", $0.basis]
        }))
  }

  private func factSection(in language: Language) -> Sheet.Section {
    let known = facts.all.filter { $0.value != nil || $0.doubt != nil }
    let missing = facts.all.filter { $0.value == nil && $0.doubt == nil }.map { $0.name.definition.meaning[language] }
    return Sheet.Section(
      language.say("事实与来源", "Facts and where they come from"),
      TerminalTable(
        headings: [language.say("事实", "fact"), language.say("值", "value"), language.say("来源", "source")],
        rows: known.map { fact in
          [
            fact.name.definition.meaning[language],
            fact.value.map { fact.name.definition.title(of: $0)[language] } ?? "—",
            fact.source[language] + (fact.doubt.map { language.say("；存疑：", "; in doubt: ") + $0[language] } ?? ""),
          ]
        }),
      note: missing.isEmpty
        ? nil : language.say("没有资料：", "Nothing is known of: ") + missing.joined(separator: language.listSeparator))
  }

  private func trialSection(_ book: RuleBook, in language: Language) -> Sheet.Section {
    func actual(_ condition: Condition) -> String {
      let fact = facts[condition.fact]
      let value = fact.value.map { condition.fact.definition.title(of: $0)[language] } ?? language.say("未知", "unknown")
      return condition.words[language] + language.say("（登记为：", " (is: ") + value + language.say("）", ")")
    }
    return Sheet.Section(
      language.say("规则逐条", "Rule by rule"),
      TerminalTable(
        headings: [
          language.say("规则", "rule"), language.say("结果", "result"), language.say("条件", "conditions"),
          language.say("条款", "clause"),
        ],
        rows: book.trials(facts).map { trial in
          let shown =
            switch trial.result {
            case .missed(let failed): failed.map(actual)
            case .open(let unknown), .notAsked(let unknown): unknown.map(actual)
            case .hit, .late, .notInForce: trial.rule.conditions.map { $0.words[language] }
            }
          return [
            "\(trial.table.name)/\(trial.rule.id)", trial.result.title[language],
            shown.joined(separator: language.say("；", "; ")),
            trial.rule.clause?.filled(with: facts) ?? "",
          ]
        }))
  }

  private func counterfactualSection(_ book: RuleBook, in language: Language) -> Sheet.Section? {
    let found = book.counterfactuals(facts)
    guard !found.isEmpty else { return nil }
    return Sheet.Section(
      language.say("若某项事实不同", "Had a fact been otherwise"),
      TerminalTable(
        headings: [
          language.say("若", "if"), language.say("则", "then"), language.say("期限", "deadline"),
          language.say("责任单位", "responsible"), language.say("规则", "rule"),
        ],
        rows: found.map { other in
          [
            other.condition[language],
            other.decision.outcome.title[language], other.decision.deadline?.description ?? "",
            other.decision.responsible ?? "", other.decision.rule ?? "",
          ]
        }),
      note: language.say("每次只改变一项事实，其余不变。", "One fact is changed at a time, all others stay."))
  }
}

extension RuleTrial.Result {
  var title: Words {
    switch self {
    case .hit: Words(zh: "命中", en: "hit")
    case .late: Words(zh: "符合，已由前面的规则决定", en: "late")
    case .notAsked: Words(zh: "未定，已由前面的规则决定", en: "open, and late")
    case .missed: Words(zh: "不符", en: "missed")
    case .open: Words(zh: "待定", en: "open")
    case .notInForce: Words(zh: "判定日不在有效期", en: "not in force")
    }
  }
}

extension ClosingSlot.State {
  var words: Words {
    switch self {
    case .ready(let from): Words(zh: "\(from) 起可关停", en: "from \(from)")
    case .late(let from): Words(zh: "\(from) 起方可关停，晚于期限", en: "only from \(from), after its deadline")
    case .blocked(let reason): Words(zh: "暂不能安排：\(reason.zh)", en: "not yet: \(reason.en)")
    }
  }
}

// The forms of well lists, one table each.

public import Geometry
public import Reports
import Rules

/// A form in which wells are listed.
public enum WellForm: String, Sendable, CaseIterable {
  /// Well by well.
  case list
  /// As a closing plan has it: unit by unit, then the detailed list (昌市政办发〔2022〕7号 三（三） and 附件2).
  case plan
  /// As a list of problems that are ticked off one by one (乳政办发〔2022〕3号 四（四）).
  case problems
  /// In the order in which wells can be closed, the blocked ones with their reasons (先通水后关停).
  case order
}

/// Wells to be listed, in one language.
public struct WellForms {
  private let wells: [ExplainedWell]
  /// From which closing can be scheduled.
  private let today: Day
  private let language: Language
  private let openQuestions: [Words]

  public init(_ wells: [ExplainedWell], on today: Day, hasRegister: Bool, hasRules: Bool, in language: Language) {
    self.wells = wells
    self.today = today
    self.language = language
    openQuestions = Pipeline.openQuestions(
      of: wells.map { ($0.decision, $0.isClosed) }, on: today, hasRegister: hasRegister, hasRules: hasRules)
  }

  public func sections(_ form: WellForm) -> [Sheet.Section] {
    switch form {
    case .list: [list]
    case .plan: [plan, detail]
    case .problems: [problems]
    case .order: order
    }
  }

  private struct Column<Row> {
    let title: String
    let text: (Row) -> String?
  }

  private func column<Row>(_ zh: String, _ en: String, _ text: @escaping (Row) -> String?) -> Column<Row> {
    Column(title: language.say(zh, en), text: text)
  }
  private func column(_ zh: String, _ en: String, _ fact: FactName) -> Column<ExplainedWell> {
    column(zh, en) { $0.facts.text(fact) }
  }

  private var list: Sheet.Section {
    section(
      "机井", "Wells", wells,
      [
        column("井编号", "well") { $0.id }, column("乡镇（街道）", "township", .township), column("用途", "use", .use),
        column("处置", "outcome") { $0.decision.outcome.title[language] },
        column("期限", "deadline") { $0.decision.deadline?.description },
        column("责任单位", "responsible") { $0.decision.responsible }, column("依据", "basis") { $0.decision.basis },
      ])
  }

  /// Unit by unit in the order of the clauses: how many wells, of which uses, by when, under whom.
  private var plan: Sheet.Section {
    let closing = wells.filter { $0.decision.endsTaking }
    let units = ClosingUnit.all(of: closing, \.decision)
    func row(_ number: Int, _ unit: ClosingUnit<ExplainedWell>) -> [String] {
      let deadlines = unit.wells.map { $0.decision.deadline?.description ?? language.say("无期限", "no deadline") }
      let outcomes = unit.wells.map { $0.decision.outcome.title[language] }
      return [
        String(number), unit.name, String(unit.wells.count), counted(unit.wells.map { $0.facts.text(.use) ?? "—" }),
        counted(deadlines), counted(outcomes), String(unit.wells.count(where: \.isClosed)), unit.responsible,
      ]
    }
    let rows = units.enumerated().map { row($0.offset + 1, $0.element) }
    let total = [
      "", language.say("合计", "total"), String(closing.count), "", "", "", String(closing.count(where: \.isClosed)), "",
    ]
    let headings = [
      language.say("序号", "no."), language.say("单位", "unit"), language.say("眼数", "wells"),
      language.say("其中用途", "of which, by use"),
      language.say("期限", "deadline"), language.say("处置", "outcome"), language.say("其中已关停", "closed already"),
      language.say("责任单位", "responsible"),
    ]
    return Sheet.Section(
      EndOfTaking(of: closing.map(\.decision)).tasks[language],
      TerminalTable(headings: headings, rows: rows + [total], numeric: [0, 2, 6], hasTotal: true),
      note: openQuestions.isEmpty ? nil : openQuestions.map { $0[language] }.joined(separator: language.say("；", "; ")))
  }

  /// `生活 2，农灌 3`.
  private func counted(_ values: [String]) -> String {
    let groups = values.counts { $0 }.sorted { $0.key < $1.key }
    return groups.map { "\($0.key) \($0.value)" }.joined(separator: language.say("，", ", "))
  }

  private var detail: Sheet.Section {
    section(
      "关停信息明细", "The wells to close in detail", wells.filter { $0.decision.endsTaking },
      [
        column("单位", "unit") { $0.decision.unit }, column("井编号", "well") { $0.id },
        column("村（社区）", "village", .village), column("用途", "use", .use), column("产权单位", "owner", .owner),
        column("许可证号", "permit", .permitNumbers), column("期限", "deadline") { $0.decision.deadline?.description },
        column("替代水源", "replacement", .replacement), column("通水日期", "delivers on", .replacementOn),
        column("现状", "present state") { well in
          well.facts[.status].value.map { FactName.status.definition.title(of: $0)[language] }
        },
        column("条款", "clause") { $0.decision.basis },
      ])
  }

  /// Of a well to verify, what nobody knows yet.
  private func required(of decision: Decision) -> String {
    let open = decision.open.map(\.definition.meaning[language]).joined(separator: language.listSeparator)
    let what = decision.mode ?? decision.outcome.title[language]
    return decision.outcome == .verify && !open.isEmpty ? language.say("\(what)：\(open)", "\(what): \(open)") : what
  }

  /// Every well that somebody has to do something about, with columns left free to tick off.
  private var problems: Sheet.Section {
    section(
      "机电井问题整改清单", "List of problems", wells.filter { $0.decision.outcome != .none && !$0.isClosed },
      [
        column("井编号", "well") { $0.id }, column("用水户", "user", .owner), column("乡镇（街道）", "township", .township),
        column("村（社区）", "village", .village),
        column("问题与整改要求", "what is to be done") { required(of: $0.decision) },
        column("整改时限", "by") { $0.decision.deadline?.description },
        column("责任单位", "responsible") { $0.decision.responsible }, column("整改情况", "done") { _ in nil },
        column("销号日期", "ticked off on") { _ in nil },
      ])
  }

  private var order: [Sheet.Section] {
    let slots = closingOrder(of: wells.map { ($0.facts, $0.decision) }, on: today)
    let waits = slots.contains { wells[$0.index].decision.notBefore == .replacementOn }
    func table(_ zh: String, _ en: String, _ slots: [ClosingSlot]) -> Sheet.Section {
      section(
        zh, en, slots,
        [
          column("井编号", "well") { wells[$0.index].id },
          column("任务单位", "listed under") { wells[$0.index].decision.unit },
          column("期限", "deadline") { wells[$0.index].decision.deadline?.description },
          column("替代水源", "replacement") { wells[$0.index].facts.text(.replacement) },
          column("关停时序", "can be closed") { slot in
            let isOverdue = slot.state.isBlocked && wells[slot.index].decision.deadline.map { $0 < today } == true
            return slot.state.words[language] + (isOverdue ? language.say("；期限已过", "; its day has passed") : "")
          },
        ])
    }
    return [
      table(
        waits ? "可安排关停（先通水后关停）" : "可安排关停", "Wells that can be closed, in order", slots.filter { !$0.state.isBlocked }),
      table("暂不能安排", "Wells that cannot be scheduled yet", slots.filter { $0.state.isBlocked }),
    ] + closedAlready
  }

  /// Of the wells to close; none where the register calls none closed.
  private var closedAlready: [Sheet.Section] {
    let closed = wells.filter { $0.decision.endsTaking && $0.isClosed }
    if closed.isEmpty { return [] }
    return [
      section(
        "已关停", "Closed already", closed,
        [
          column("井编号", "well") { $0.id }, column("任务单位", "listed under") { $0.decision.unit },
          column("期限", "deadline") { $0.decision.deadline?.description },
          column("关停日期", "closed on", .closedOn),
        ])
    ]
  }

  private func section<Row>(_ zh: String, _ en: String, _ rows: [Row], _ columns: [Column<Row>]) -> Sheet.Section {
    Sheet.Section(
      language.say(zh, en) + language.say("（\(rows.count) 眼）", " (\(rows.count))"),
      TerminalTable(
        headings: [language.say("序号", "no.")] + columns.map(\.title),
        rows: rows.enumerated().map { index, row in [String(index + 1)] + columns.map { $0.text(row) ?? "" } },
        numeric: [0]))
  }
}

extension ClosingSlot.State {
  fileprivate var isBlocked: Bool { if case .blocked = self { true } else { false } }
}

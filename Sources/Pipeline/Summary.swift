// What a person sees on the terminal at the end of a check.

public import Geometry
import Registers
import Reports
import Rules

extension Run {
  public func summary(in language: Language, folder: String) -> String {
    var text = language.say(
      "\(job.county.name) \(job.year) 年度套核（判定日 \(job.decisionDate)）\n",
      "Annual check of \(job.county.name), \(job.year) (decided as of \(job.decisionDate))\n")
    for note in notes { text += "  · \(note.source): \(note.note[language])\n" }
    text += "\n" + layerTable(in: language)
    if !wells.isEmpty { text += "\n" + closingText(in: language) }
    if !areas.isEmpty { text += "\n" + areaTable(in: language) }
    if previous != nil { text += "\n" + changeSummary(in: language).text }
    if let retreat = retreatTable(in: language) { text += "\n" + retreat.text }
    if water != nil { text += "\n" + waterText(in: language) }
    text += "\n" + booksText(in: language) + "\n" + findingText(in: language)
    if let tracking { text += "\n" + trackingText(tracking, in: language) }
    text += "\n" + language.say("结果在 \(folder)\n", "Results are in \(folder)\n")
    return text
  }

  private func layerTable(in language: Language) -> String {
    let heading = [Words(zh: "图层", en: "layer"), Words(zh: "来源", en: "source"), Words(zh: "行数", en: "rows")]
    return TerminalTable(
      headings: heading.map { $0[language] },
      rows: loaded.map { [$0.layer.title[language], $0.layer.source, String($0.layer.layer.count)] }, numeric: [2]
    ).text
  }

  private func trackingText(_ tracking: RunTracking, in language: Language) -> String {
    let tally = tracking.tally
    let open = tracking.states.filter { $0.key.isOpen }.values.reduce(0, +)
    var text =
      language.say(
        "问题清单：待办 \(open) 条；本次新增 \(tally.new)，仍在 \(tally.stayed)，已消除并销号 \(tally.closed)，重新出现 \(tally.reopened)",
        "Problem list: \(open) open; \(tally.new) new, \(tally.stayed) still there, \(tally.closed) gone and closed, \(tally.reopened) came back"
      )
    if tally.notLookedAt > 0 {
      text += language.say("，未检查 \(tally.notLookedAt)", ", \(tally.notLookedAt) not looked for")
    }
    return text + "\n"
  }

  private func closingText(in language: Language) -> String {
    let table = closingTable
    var text = language.say(
      "禁采区内机电井 \(table.inProhibitedZones) 眼：封存备用 \(table.keptReady) 眼，限期关停 \(table.toClose) 眼",
      "\(table.inProhibitedZones) wells in the prohibited zone: \(table.keptReady) kept ready, \(table.toClose) to close"
    )
    if table.closed > 0 {
      text += language.say("（其中已关停 \(table.closed) 眼）", " (\(table.closed) of them closed already)")
    }
    if table.toVerify > 0 { text += language.say("，待核 \(table.toVerify) 眼", ", \(table.toVerify) to verify") }
    let rest = table.inProhibitedZones - table.keptReady - table.toClose - table.toVerify
    if rest > 0 { text += language.say("，其他处置 \(rest) 眼", ", \(rest) otherwise") }
    text += "\n"
    let others = wells.counts(by: \.decision.outcome)
      .filter { ![.close, .closeAndKeepReady].contains($0.key) }.sorted { $0.key.rank < $1.key.rank }
    text += language.say("全部机电井 ", "Of all wells: ") + "\(wells.count)" + language.say(" 眼，其中", ";")
    text +=
      others.map { " \($0.key.title[language]) \($0.value)" }.joined(separator: language.say("，", ",")) + "\n\n"
    guard !table.rows.isEmpty else { return text }
    let none = language.say("无期限", "no deadline")
    let sums = table.deadlines.indices.map { column in table.rows.reduce(0) { $0 + $1.counts[column] } }
    return text
      + TerminalTable(
        headings: [language.say("单位", "unit")] + table.deadlines.map { $0 ?? none } + [
          language.say("合计", "total"), language.say("责任单位", "responsible"),
        ],
        rows: table.rows.map { row in
          [row.unit] + row.counts.map { $0 == 0 ? "" : String($0) } + [String(row.total), row.responsible]
        } + [[language.say("合计", "total")] + sums.map(String.init) + [String(sums.reduce(0, +)), ""]],
        numeric: Set(1...table.deadlines.count + 1), hasTotal: true
      ).text
  }

  private func areaTable(in language: Language) -> String {
    let heading = [
      Words(zh: "面积汇总", en: "areas"), Words(zh: "类别", en: "category"), Words(zh: "图斑数", en: "rows"),
      Words(zh: "亩", en: "mu"),
      Words(zh: "公顷", en: "hectares"),
    ]
    let rows = areas.flatMap { entry in
      entry.rollUp.rows.filter { $0.level == .city }.map { row in
        [
          title(of: entry)[language], categoryTitle(row.category, of: entry)[language], String(row.rows),
          decimalText(row.hundredthsOfMu, places: 2),
          decimalText(Int64((row.area.hectares * 100).rounded()), places: 2),
        ]
      }
    }
    return TerminalTable(headings: heading.map { $0[language] }, rows: rows, numeric: [2, 3, 4]).text
  }
}

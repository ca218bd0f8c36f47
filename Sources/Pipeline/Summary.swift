// What a person sees on the terminal at the end of a check.

public import Geometry
import Registers
import Reports
import Rules

extension Run {
  public func summary(in language: Language, folder: String) -> String {
    var text = language.say(
      "\(job.county.name)\(job.year)年度套核（判定日 \(job.decisionDate)）\n",
      "Annual check of \(job.county.name), \(job.year) (decided as of \(job.decisionDate))\n")
    for note in notes { text += "  · " + note.source + language.say("：", ": ") + note.note[language] + "\n" }
    text += "\n" + layerTable(in: language)
    if !wells.isEmpty { text += "\n" + closingText(in: language) }
    if !areas.isEmpty { text += "\n" + areaTable(in: language) }
    if previous != nil { text += "\n" + changeSummary(in: language).text }
    if let retreat = retreatTable(in: language) { text += "\n" + retreat.text }
    if let waterworks = waterworksTable(in: language) { text += "\n" + waterworks.text }
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
    var text = ""
    for (title, wells) in closingGroups {
      let counts = OutcomeCount.all(of: wells).map { "\($0.outcome.title[language]) \($0.text(in: language))" }
        .joined(separator: language.say("，", ", "))
      text += language.say(
        "\(title.zh) \(wells.count) 眼\(counts.isEmpty ? "" : "：")\(counts)\n",
        "\(title.en): \(wells.count)\(counts.isEmpty ? "" : "; ")\(counts)\n")
    }
    for words in openQuestions(of: wells) { text += language.say("注意：\(words.zh)\n", "Mind: \(words.en)\n") }
    text += "\n"
    return table.rows.isEmpty ? text : text + tasks(table, in: language).text
  }

  /// The closing table with a column for every day, or, where permits end on many days, with the first and the last.
  private func tasks(_ table: ClosingTable, in language: Language) -> TerminalTable {
    let none = language.say("无期限", "no deadline")
    let isWide = table.deadlines.count > Self.mostDays
    func days(_ counts: [Int]) -> [String] {
      guard isWide else { return counts.map { $0 == 0 ? "" : String($0) } }
      let own = zip(table.deadlines, counts).compactMap { $1 > 0 ? $0 : nil }
      return own.isEmpty ? [none, ""] : [own.first!, own.last!]
    }
    let sums = table.deadlines.indices.map { column in table.rows.reduce(0) { $0 + $1.counts[column] } }
    let headings =
      isWide
      ? [language.say("最早期限", "first day"), language.say("最迟期限", "last day")] : table.deadlines.map { $0 ?? none }
    return TerminalTable(
      headings: [EndOfTaking(of: wells.lazy.map(\.decision)).tasks[language]] + headings + [
        language.say("合计", "total"), language.say("责任单位", "responsible"),
      ],
      rows: table.rows.map { row in [row.unit] + days(row.counts) + [String(row.total), row.responsible] }
        + [[language.say("合计", "total")] + days(sums) + [String(sums.reduce(0, +)), ""]],
      numeric: isWide ? [3] : Set(1...headings.count + 1), hasTotal: true)
  }

  private static let mostDays = 6

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

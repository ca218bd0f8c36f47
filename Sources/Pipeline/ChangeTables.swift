// What changed since last year, as lists and on the terminal.

import Geometry
import Profiles
import Registers
import Reports
import Rules

/// How many rows of a layer changed, and how.
struct ChangeCounts: Encodable {
  let role: String
  let rowsLastYear, rows: Int
  let new, gone, area, kind, cut, moved: Int
  let unchanged, renumbered: Int

  init(_ comparison: LayerComparison) {
    let result = comparison.result
    let counts = result.changes.counts(by: \.kind)
    role = comparison.role
    rowsLastYear = result.old.count
    rows = result.new.count
    new = counts[.new] ?? 0
    gone = counts[.gone] ?? 0
    area = counts[.area] ?? 0
    kind = counts[.kind] ?? 0
    cut = counts[.cut] ?? 0
    moved = counts[.moved] ?? 0
    unchanged = result.unchanged
    renumbered = result.renumbered
  }
}

extension Run {
  var changeCounts: [ChangeCounts]? { previous.map { $0.comparisons.map(ChangeCounts.init) } }

  private static let changeHeadings = [
    Words(zh: "图层", en: "layer"), Words(zh: "变化", en: "change"), Words(zh: "去年编号", en: "key last year"),
    Words(zh: "今年编号", en: "key this year"), Words(zh: "字段", en: "field"), Words(zh: "去年的值", en: "last year"),
    Words(zh: "今年的值", en: "this year"), Words(zh: "去年面积（平方米）", en: "area last year (m²)"),
    Words(zh: "今年面积（平方米）", en: "area this year (m²)"), Words(zh: "增减（亩）", en: "difference (mu)"),
  ]

  /// One line a change, a change of several fields one line a field.
  private func changeLines(_ comparison: LayerComparison, _ language: Language) -> [[String?]] {
    let result = comparison.result
    let profile = profile(ofRole: comparison.role)
    return result.changes.flatMap { change -> [[String?]] in
      let keys = { (rows: [YearRow], chosen: [Int]) in chosen.map { rows[$0].key }.joined(separator: "; ") }
      let before = change.old.reduce(Area.zero) { $0 + result.old[$1].area }
      let after = change.new.reduce(Area.zero) { $0 + result.new[$1].area }
      let head: [String?] = [
        layers[comparison.role]?.title[language] ?? comparison.role, change.kind.title[language],
        keys(result.old, change.old), keys(result.new, change.new),
      ]
      let squareMetres = { (area: Area) in area == .zero ? nil : decimalText(area.squareMillimetres, places: 6) }
      // Of ground cut anew the row is told, not what its neighbours gained.
      let difference =
        change.kind == .cut || (before == .zero && after == .zero)
        ? nil : decimalText(Int64(((after - before).mu * 100).rounded()), places: 2)
      let areas = [squareMetres(before), squareMetres(after), difference]
      if change.kind == .moved {
        let ends = (result.old[change.old[0]].place, result.new[change.new[0]].place)
        return [head + [language.say("坐标", "place"), place(ends.0), place(ends.1)] + areas]
      }
      guard change.kind == .kind else { return [head + [nil, nil, nil] + areas] }
      return change.fields.map { field in
        let name = comparison.fields[field]
        let title = profile?.fields.first { $0.name == name }?.title ?? Words(name)
        let value = { (text: String?) in text.map { profile?.title(ofValue: $0, field: name)[language] ?? $0 } }
        return head + [
          title[language], value(result.old[change.old[0]].kinds[field]), value(result.new[change.new[0]].kinds[field]),
        ] + areas
      }
    }
  }

  /// As far as outputs may say where things are.
  private func place(_ coordinate: Coordinate?) -> String? {
    disclosure.shown(coordinate).map { "\($0.x.toHundredths) \($0.y.toHundredths)" }
  }

  func changesTable(in language: Language) -> CSVTable {
    CSVTable(
      headings: Self.changeHeadings,
      rows: previous?.comparisons.flatMap { changeLines($0, language) } ?? [])
  }

  /// Rows that go on under another key: what records of changes and other offices still call by the old one.
  func keysTable(in language: Language) -> CSVTable {
    CSVTable(
      headings: [Self.changeHeadings[0], Self.changeHeadings[2], Self.changeHeadings[3]],
      rows: previous?.comparisons.flatMap { comparison -> [[String?]] in
        let title = layers[comparison.role]?.title[language] ?? comparison.role
        let result = comparison.result
        return zip(result.oldOfNew, result.new).compactMap { before, row in
          guard let before, result.old[before].key != row.key else { return nil }
          return [title, result.old[before].key, row.key]
        }
      } ?? [])
  }

  /// A sheet a layer, the counts before them.
  func changesSheets(in language: Language) -> [WorkbookSheet] {
    let counts = changeSummary(in: language)
    let totals = WorkbookSheet(language.say("变化合计", "Totals"), counts)
    let lists = previous?.comparisons.map { comparison in
      var sheet = WorkbookSheet(
        layers[comparison.role]?.title[language] ?? comparison.role, headings: Self.changeHeadings.map { $0[language] })
      for line in changeLines(comparison, language) {
        sheet.append(
          line.enumerated().map { column, text in
            guard let text else { return .empty }
            return column >= 7 ? Double(text).map { .number($0, decimals: 2) } ?? .text(text) : .text(text)
          })
      }
      return sheet
    }
    return [totals] + (lists ?? [])
  }

  func changeSummary(in language: Language) -> TerminalTable {
    let kinds = RowChange.Kind.allCases
    let headings =
      [Words(zh: "较上年", en: "since last year"), Words(zh: "去年", en: "last year"), Words(zh: "今年", en: "this year")]
      + kinds.map(\.title) + [Words(zh: "未变", en: "unchanged"), Words(zh: "改号", en: "renumbered")]
    return TerminalTable(
      headings: headings.map { $0[language] },
      rows: changeCounts?.map { counts in
        [layers[counts.role]?.title[language] ?? counts.role]
          + [
            counts.rowsLastYear, counts.rows, counts.new, counts.gone, counts.area, counts.kind, counts.cut,
            counts.moved, counts.unchanged, counts.renumbered,
          ].map(String.init)
      } ?? [], numeric: Set(1...10))
  }
}

extension RowChange.Kind {
  var title: Words {
    switch self {
    case .new: Words(zh: "新增", en: "new")
    case .gone: Words(zh: "消失", en: "gone")
    case .area: Words(zh: "面积变化", en: "other area")
    case .kind: Words(zh: "属性变化", en: "other kind")
    case .cut: Words(zh: "重新划分", en: "cut anew")
    case .moved: Words(zh: "位置变化", en: "moved")
    }
  }
}

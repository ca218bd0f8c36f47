// Wells of a finished run: filtered, and grouped with subtotals.

public import Geometry
public import Reports
import Rules

/// What a well can be filtered, grouped and sorted by.
public enum WellKey: String, Sendable, CaseIterable {
  case zone, kind = "zone-kind", township, village, outcome, deadline, unit, responsible, use, rule

  public var title: Words {
    switch self {
    case .zone: Words(zh: "分区", en: "zone")
    case .kind: Words(zh: "分区类型", en: "zone kind")
    case .township: Words(zh: "乡镇（街道）", en: "township")
    case .village: Words(zh: "村", en: "village")
    case .outcome: Words(zh: "处置", en: "outcome")
    case .deadline: Words(zh: "期限", en: "deadline")
    case .unit: Words(zh: "任务单位", en: "listed under")
    case .responsible: Words(zh: "责任单位", en: "responsible")
    case .use: Words(zh: "用途", en: "use")
    case .rule: Words(zh: "规则", en: "rule")
    }
  }

  /// The value that filters and programs use; `nil` where the well has none.
  public func value(_ well: ExplainedWell) -> String? {
    switch self {
    case .zone: well.facts.text(.zoneID)
    case .kind: well.facts.text(.zoneKind)
    case .township: well.facts.text(.township)
    case .village: well.facts.text(.village)
    case .outcome: well.decision.outcome.rawValue
    case .deadline: well.decision.deadline?.description
    case .unit: well.decision.unit
    case .responsible: well.decision.responsible
    case .use: well.facts.text(.use)
    case .rule: well.decision.rule
    }
  }

  /// Whether a filter for a value takes the well. Zones lie one in the other: a well is in all that hold it, although the
  /// strictest decides.
  public func holds(_ value: String, _ well: ExplainedWell) -> Bool {
    switch self {
    case .zone:
      (well.facts.text(.zoneIDs) ?? "").split(separator: "、").contains { $0 == value } || self.value(well) == value
    case .kind:
      switch ZoneKind(spoken: value) {
      case .prohibited: well.facts.value(.inProhibited) == .flag(true)
      case .limited: well.facts.value(.inLimited) == .flag(true)
      case .overExtracted: well.facts.value(.inOverExtracted) == .flag(true)
      case nil: self.value(well) == value
      }
    case .outcome: well.decision.outcome == Outcome(spoken: value)
    default: self.value(well) == value
    }
  }

  /// A value as people read it.
  func title(of value: String?) -> Words {
    guard let value else { return Words("—") }
    return switch self {
    case .outcome: Outcome(rawValue: value)?.title ?? Words(value)
    case .kind: FactName.zoneKind.definition.title(of: .text(value))
    default: Words(value)
    }
  }

  /// Outcomes by strictness, everything else by its text; what is missing comes last.
  fileprivate func precedes(_ a: String?, _ b: String?) -> Bool {
    if self == .outcome, let a = a.flatMap({ Outcome(rawValue: $0) }), let b = b.flatMap({ Outcome(rawValue: $0) }) {
      return a.rank < b.rank
    }
    return switch (a, b) {
    case (let a?, let b?): keyPrecedes(a, b)
    case (_?, nil): true
    case (nil, _): false
    }
  }
}

extension [ExplainedWell] {
  /// The wells that have one of the values for every key.
  public func filtered(by filters: [WellKey: [String]], due day: Day? = nil) -> [ExplainedWell] {
    filter { well in
      filters.allSatisfy { key, values in values.contains { key.holds($0, well) } }
        && (day.map { day in well.decision.deadline.map { $0 <= day } ?? false } ?? true)
    }
  }

  /// Counts by the keys, a subtotal for each value of all keys but the last, and the total.
  public func grouped(by keys: [WellKey], in language: Language) -> TerminalTable {
    let subtotal = language.say("小计", "subtotal")
    var rows: [[String]] = []
    func add(_ wells: [ExplainedWell], _ keys: ArraySlice<WellKey>, _ path: [String]) {
      guard let key = keys.first else {
        rows.append(path + [String(wells.count)])
        return
      }
      let groups = Dictionary(grouping: wells) { key.value($0) }.sorted { key.precedes($0.key, $1.key) }
      for (value, own) in groups {
        add(own, keys.dropFirst(), path + [key.title(of: value)[language]])
        if keys.count > 1 {
          let blank = Array<String>(repeating: "", count: keys.count - 2)
          rows.append(path + [key.title(of: value)[language], subtotal] + blank + [String(own.count)])
        }
      }
    }
    add(self, keys[...], [])
    let blank = Array<String>(repeating: "", count: keys.count - 1)
    rows.append([language.say("合计", "total")] + blank + [String(count)])
    return TerminalTable(
      headings: keys.map { $0.title[language] } + [language.say("眼数", "wells")], rows: rows,
      numeric: [keys.count], hasTotal: true)
  }
}

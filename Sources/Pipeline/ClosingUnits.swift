// Wells to close, unit by unit in the order of the document's clauses, and what such a list leaves open.

import Geometry
import Rules

/// Wells that one unit has to close under one office.
struct ClosingUnit<Element> {
  let name: String
  let responsible: String
  let wells: [Element]

  /// In the order of the first clause that decides about one of them.
  static func all(of wells: [Element], _ decision: (Element) -> Decision) -> [ClosingUnit] {
    let groups = Dictionary(grouping: wells) { well in
      [decision(well).unit ?? "—", decision(well).responsible ?? "—"]
    }
    let units = groups.map { key, own in
      let clause = Set(own.compactMap { decision($0).basis }).map(\.withPlainNumbers).min(by: keyPrecedes) ?? ""
      return (key: [clause] + key, unit: ClosingUnit(name: key[0], responsible: key[1], wells: own))
    }
    return units.sorted { one, other in
      for (a, b) in zip(one.key, other.key) where a != b { return keyPrecedes(a, b) }
      return false
    }.map(\.unit)
  }
}

/// What lists of wells are called that are to take no more water: after closing where that is all that happens to them, so that a
/// total is not taken for the wells whose outcome is 关停.
enum EndOfTaking {
  case closing, several

  init(of decisions: some Sequence<Decision>) {
    self = decisions.allSatisfy { !$0.endsTaking || $0.outcome == .close } ? .closing : .several
  }

  /// By unit.
  var tasks: Words {
    switch self {
    case .closing: Words(zh: "关停任务（分单位）", en: "to be closed, by unit")
    case .several: Words(zh: "停止取水任务（分单位）", en: "to take no more, by unit")
    }
  }
  var list: Words {
    switch self {
    case .closing: Words(zh: "关停清单", en: "To close")
    case .several: Words(zh: "停止取水清单", en: "To take no more")
    }
  }
}

extension String {
  /// 三（十二）3 as 3（12）3: the characters of the Chinese numbers stand in no order.
  var withPlainNumbers: String {
    var plain = ""
    var number: (tens: Int?, ones: Int?)?
    func written(_ number: (tens: Int?, ones: Int?)) -> String { String((number.tens ?? 0) * 10 + (number.ones ?? 0)) }
    for character in self {
      if character == "十" {
        number = (number?.ones ?? 1, nil)
      } else if let digit = Self.digits.firstIndex(of: character) {
        number = (number?.tens, digit + 1)
      } else {
        if let number { plain += written(number) }
        number = nil
        plain.append(character)
      }
    }
    return plain + (number.map(written) ?? "")
  }

  private static let digits = Array("一二三四五六七八九")
}

/// Why a list of wells to close is not the whole answer: what is printed and signed must not say "none" where nobody has judged.
///
/// - Parameters:
///   - hasRegister: whether wells were handed in at all.
///   - hasRules: whether a rule table applies on the day of decision.
func openQuestions(
  of wells: [(decision: Decision, isClosed: Bool)], on day: Day, hasRegister: Bool, hasRules: Bool
) -> [Words] {
  guard hasRegister else {
    return [Words(zh: "未提交机电井登记表，未作判定", en: "No register of wells was handed in, so nothing was judged")]
  }
  guard hasRules else {
    return [
      Words(
        zh: "判定日没有有效的规则表，机电井未作判定", en: "No rule table applies on the day of decision, so no well was judged")
    ]
  }
  var questions: [Words] = []
  let open = wells.count { $0.decision.outcome == .verify && !$0.isClosed }
  if open > 0 {
    questions.append(
      Words(
        zh: "另有 \(open) 眼待核，经核实也可能须关停，未计入关停眼数",
        en: "\(open) more are to be verified and may have to be closed too; they are not counted"))
  }
  let overdue = wells.filter { well in
    well.decision.endsTaking && !well.isClosed && well.decision.deadline.map { $0 < day } == true
  }
  if !overdue.isEmpty {
    questions.append(
      EndOfTaking(of: overdue.map(\.decision)) == .closing
        ? Words(zh: "其中逾期未关停 \(overdue.count) 眼", en: "\(overdue.count) are past their day and not closed")
        : Words(
          zh: "其中逾期未停止取水 \(overdue.count) 眼", en: "\(overdue.count) are past their day and still take water"))
  }
  return questions
}

extension Run {
  /// Whether wells were handed in.
  var hasRegister: Bool { layers["wells"] != nil }
  /// Whether "no well is to be closed" would be an answer.
  var hasJudgedWells: Bool { hasRegister && !job.ruleBook.tables.isEmpty }

  func openQuestions(of wells: [Well]) -> [Words] {
    Pipeline.openQuestions(
      of: wells.map { ($0.decision, $0.isClosed) }, on: job.decisionDate, hasRegister: hasRegister,
      hasRules: !job.ruleBook.tables.isEmpty)
  }
}

extension Run {
  /// The wells that summaries count: those in prohibited zones, where there are zones, and all.
  var closingGroups: [(title: Words, wells: [Well])] {
    let all = (Words(zh: "全部机电井", en: "all wells"), wells)
    if layers["zones"] == nil { return [all] }
    return [
      (Words(zh: "禁采区内机电井", en: "wells in prohibited zones"), wells.filter { $0.location.zoneKind == .prohibited }),
      all,
    ]
  }
}

/// How many wells have an outcome, and how many of those that are to be closed are closed.
struct OutcomeCount {
  let outcome: Outcome
  let count, closed: Int

  /// The outcomes of wells, the strictest first; together they are all of them.
  static func all(of wells: [Well]) -> [OutcomeCount] {
    Outcome.allCases.compactMap { outcome in
      let own = wells.filter { $0.decision.outcome == outcome }
      let closed = own.count { $0.decision.endsTaking && $0.isClosed }
      return own.isEmpty ? nil : OutcomeCount(outcome: outcome, count: own.count, closed: closed)
    }
  }

  /// `25（其中已关停 3）`.
  func text(in language: Language) -> String {
    "\(count)" + (closed > 0 ? language.say("（其中已关停 \(closed)）", " (\(closed) closed already)") : "")
  }
}

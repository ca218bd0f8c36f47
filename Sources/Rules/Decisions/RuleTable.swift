// A county's rules as data: who must do what by when under which clause. Rules are tried in order; the first that hits decides.

public import Geometry
import Settings

/// What a rule decides about a well. Raw values are the ones of the outputs.
public enum Outcome: String, Sendable, CaseIterable {
  // From the strictest to none: where several tables apply, the first in this order wins.
  case close
  case convertToMonitoring = "convert-to-monitoring"
  case closeAndKeepReady = "close-and-keep-ready"
  case notRenewed = "not-renewed"
  /// A fact is missing or in doubt: somebody must go and look.
  case verify
  case reduce
  case permitAndMeter = "permit-and-meter"
  case deferred
  case keepException = "keep-exception"
  case none

  public var title: Words {
    switch self {
    case .close: Words(zh: "关停", en: "close")
    case .convertToMonitoring: Words(zh: "改建监测井", en: "convert to monitoring")
    case .closeAndKeepReady: Words(zh: "封存备用", en: "close and keep ready")
    case .notRenewed: Words(zh: "到期不续", en: "not renewed")
    case .verify: Words(zh: "待核", en: "verify")
    case .reduce: Words(zh: "限量递减", en: "reduce")
    case .permitAndMeter: Words(zh: "办证计量", en: "permit and meter")
    case .deferred: Words(zh: "暂不列入", en: "deferred")
    case .keepException: Words(zh: "例外保留", en: "keep as exception")
    case .none: Words(zh: "无适用规则", en: "no rule applies")
    }
  }
  /// The place in the order of strictness, 0 the strictest.
  public var rank: Int { Self.allCases.firstIndex(of: self)! }
}

public struct Rule: Sendable {
  public enum Deadline: Sendable {
    case day(Day)
    case permitEnd
  }

  public let id: String
  public let conditions: [Condition]
  public let outcome: Outcome
  public let deadline: Deadline?
  /// Under whom the well is listed, and who must act.
  public let unit: Template
  public let responsible: Template
  public let clause: Template
  public let place: String
}

public struct RuleTable: Sendable {
  public let name: String
  public let title: Words
  /// The document that the table states.
  public let basis: String
  /// The days on which the table applies, both included.
  public let validFrom: Day?
  public let validTo: Day?
  public let rules: [Rule]
  /// The table as it was written.
  public let text: String

  /// Reads a table. Throws ``InputFault`` with the line of what is wrong: a misspelt key, a fact that does not exist, a
  /// value that the fact cannot have, a rule without outcome.
  public init(yaml text: String, file: String) throws {
    let setting = try Setting(yaml: text, file: file)
    _ = try setting.entries(known: ["name", "title", "basis", "valid", "rules"])
    self.text = text
    name = try setting.required("name").text()
    let title = try setting.required("title")
    _ = try title.entries(known: ["zh", "en"])
    self.title = Words(zh: try title.required("zh").text(), en: try title.required("en").text())
    basis = try setting.required("basis").text()
    let valid = setting["valid"]
    _ = try valid?.entries(known: ["from", "to"])
    validFrom = try valid?["from"]?.day()
    validTo = try valid?["to"]?.day()
    rules = try setting.required("rules").list().map(Self.rule)
    var seen: Set<String> = []
    for rule in rules where !seen.insert(rule.id).inserted {
      throw InputFault(
        at: rule.place, Words(zh: "规则编号“\(rule.id)”重复", en: "the rule id '\(rule.id)' is used twice"),
        remedy: Words(zh: "每条规则用自己的编号", en: "give each rule an id of its own"))
    }
  }

  private static func rule(_ setting: Setting) throws -> Rule {
    _ = try setting.entries(known: ["id", "when", "outcome", "deadline", "unit", "responsible", "clause"])
    let conditions = try setting["when"]?.entries(known: FactCatalog.names) ?? []
    let unit = try setting["unit"].map(Template.init) ?? Template(fact: "township")
    let deadline = try setting["deadline"].map { value -> Rule.Deadline in
      try value.text() == "permit-end" ? .permitEnd : .day(try value.day())
    }
    return Rule(
      id: try setting.required("id").text(), conditions: try conditions.map { try Condition(fact: $0.key, $0.value) },
      outcome: try setting.required("outcome").choice(Outcome.self), deadline: deadline, unit: unit,
      responsible: try setting["responsible"].map(Template.init) ?? unit,
      clause: try setting["clause"].map(Template.init) ?? .empty,
      place: setting.place)
  }

  public func isValid(on day: Day) -> Bool {
    (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
  }
}

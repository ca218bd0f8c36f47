// One rule: the conditions under which it hits, and what then follows for the well.

public import Geometry
import Settings

public struct Rule: Sendable {
  /// When a day lies: stated, a fact, or so many days after a fact.
  public enum When: Sendable, Equatable {
    case day(Day)
    case fact(FactName)
    case after(FactName, days: Int, working: Bool)
  }

  public let id: String
  /// Within a group the first rule that hits decides; of several groups each gives its ruling.
  public let group: String
  public let conditions: [Condition]
  public let outcome: Outcome
  /// How it is done, in the words of the county.
  public let mode: Template?
  public let deadline: When?
  /// When the ruling must be looked at again.
  public let review: When?
  /// The fact that must have come before anything is closed: 先通水后关停 waits for the replacement.
  public let notBefore: FactName?
  /// Under whom the well is listed, and who must act.
  public let unit: Template
  public let responsible: Template
  public let clause: Template?
  public let validity: Validity
  /// What could not be verified about the rule.
  public let unverified: Words?
  public let place: String

  static let keys = [
    "id", "group", "when", "outcome", "mode", "deadline", "review", "not-before", "unit", "responsible", "clause",
    "valid", "unverified",
  ]
  /// What a table can state once for all of its rules.
  static let defaultKeys = keys.filter { !["id", "when", "outcome"].contains($0) }

  /// Reads a rule; mistakes go to `faults`, all of them.
  init?(_ setting: Setting, defaults: Setting?, faults: inout [InputFault]) {
    func attempt<T>(_ read: () throws -> T) -> T? {
      do { return try read() } catch { faults.append(error as? InputFault ?? setting.wrong(Words("\(error)"))) }
      return nil
    }
    func own(_ key: String) -> Setting? { setting[key] ?? defaults?[key] }
    func template(_ key: String) -> Template? { own(key).flatMap { value in attempt { try Template(value) } } }
    func when(_ key: String) -> When? { own(key).flatMap { value in attempt { try Self.when(value) } } }

    let known = faults.count
    _ = attempt { try setting.entries(known: Self.keys) }
    let tested = attempt { try setting["when"]?.entries(known: FactCatalog.keys) } ?? []
    conditions = (tested ?? []).compactMap { entry in attempt { try Condition(FactCatalog[entry.key]!, entry.value) } }
    let id = attempt { try setting.required("id").text() }
    let outcome = attempt { try setting.required("outcome").choice(Outcome.self) }
    group = attempt { try own("group")?.text() ?? "" } ?? ""
    mode = template("mode")
    deadline = when("deadline")
    review = when("review")
    notBefore = own("not-before").flatMap { value in attempt { try Self.day(value) } }
    unit = template("unit") ?? Template(fact: .township)
    responsible = template("responsible") ?? unit
    clause = template("clause")
    validity = attempt { try Validity(own("valid")) } ?? Validity()
    unverified = own("unverified").flatMap { value in attempt { try value.words() } }
    place = setting.place
    guard let id, let outcome, faults.count == known else { return nil }
    self.id = id
    self.outcome = outcome
  }

  /// A day, the name of a fact that is one, or `{days: 10, after: replacement_on}`, `{work-days: 5, after: exception_end}`.
  private static func when(_ setting: Setting) throws -> When {
    guard setting.isMapping else {
      if FactCatalog[try setting.text()] != nil { return .fact(try day(setting)) }
      guard let day = Day(try setting.text()) else {
        throw setting.wrong(
          Words(
            zh: "应为日期，如 2022-11-30，或日期类事实，如 permit_end",
            en: "expected a day such as 2022-11-30, or a fact that is a day, such as permit_end"))
      }
      return .day(day)
    }
    _ = try setting.entries(known: ["days", "work-days", "after"])
    let working = setting["work-days"] != nil
    let count = try setting.required(working ? "work-days" : "days")
    guard (0...3660).contains(try count.integer()), setting["days"] == nil || !working else {
      throw count.wrong(Words(zh: "应为 0 到 3660 天，且只写一种", en: "expected 0 to 3660, and one kind of days"))
    }
    return .after(try day(setting.required("after")), days: try count.integer(), working: working)
  }

  private static func day(_ setting: Setting) throws -> FactName {
    let days = FactName.allCases.filter { $0.definition.kind == .day }
    guard let fact = FactCatalog[try setting.text()], days.contains(fact) else {
      throw setting.unknownValue(try setting.text(), among: days.map(\.key))
    }
    return fact
  }

  /// The facts that its ruling needs, for conditions and for texts.
  var facts: Set<FactName> {
    var names = Set(conditions.flatMap { [$0.fact] + $0.tests.compactMap(\.otherFact) })
    for template in [mode, unit, responsible, clause] { names.formUnion(template?.facts ?? []) }
    for when in [deadline, review] {
      switch when {
      case .fact(let name)?, .after(let name, _, _)?: names.insert(name)
      case .day?, nil: break
      }
    }
    if let notBefore { names.insert(notBefore) }
    return names
  }
}

/// The days on which something applies, both included.
public struct Validity: Sendable, CustomStringConvertible {
  public var from: Day?
  public var to: Day?

  init() {}

  /// `{from: 2022-03-14, to: 2023-11-30}`, each of them optional.
  init(_ setting: Setting?) throws {
    _ = try setting?.entries(known: ["from", "to"])
    from = try setting?["from"]?.day()
    to = try setting?["to"]?.day()
  }

  public func holds(on day: Day) -> Bool { (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true) }
  public var description: String { "\(from?.description ?? "…")–\(to?.description ?? "…")" }
}

extension Condition.Test {
  /// The fact that this test compares with.
  var otherFact: FactName? {
    switch self {
    case .before(let operand), .after(let operand), .atMost(let operand), .atLeast(let operand), .below(let operand),
      .above(let operand):
      if case .fact(let name) = operand { name } else { nil }
    case .oneOf, .noneOf, .has, .known: nil
    }
  }
}

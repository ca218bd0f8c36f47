// From facts and tables to one decision: the first hit of every group, the strictest of all groups, and all of them shown.

public import Geometry

/// The tables that apply on the day of decision, and the calendar that counts their days.
public struct RuleBook: Sendable {
  public let tables: [RuleTable]
  public let calendar: WorkCalendar
  public let decisionDate: Day
  private let groups: [Group]
  /// The facts that any rule needs, and those that tell closed wells, in the order of the catalogue.
  let facts: [FactName]

  /// Tables and rules that do not apply on the day are left out.
  public init(_ tables: [RuleTable], calendar: WorkCalendar, on day: Day) {
    self.tables = tables.filter { $0.validity.holds(on: day) }
    self.calendar = calendar
    decisionDate = day
    groups = self.tables.flatMap { table in
      table.groups.map { group in
        Group(table, table.rules.filter { $0.group == group && $0.validity.holds(on: day) })
      }
    }
    let needed = Set(groups.flatMap { $0.rules.flatMap(\.facts) } + (groups.isEmpty ? [] : Facts.ofClosing))
    facts = FactName.allCases.filter(needed.contains)
  }

  /// A class, because every worker tries every rule on every well: copies of its fields would be counted by all of them.
  private final class Group: Sendable {
    let table: RuleTable
    let rules: [Rule]

    init(_ table: RuleTable, _ rules: [Rule]) {
      self.table = table
      self.rules = rules
    }
  }

  public func decide(_ facts: Facts) -> Decision {
    var rulings = groups.compactMap { ruling(by: $0, facts) }
    // Of a well that is closed only what may have ended it is left to tell: nobody needs a permit for it.
    if facts.isOfClosedWell { rulings.removeAll { !$0.mayEndTaking } }
    guard rulings.count > 1 else { return Decision(rulings: rulings) }
    // A ruling that is open counts as the strictest that it may turn out to be: what might be a closing must not hide
    // behind a certain reduction. Among equals the certain one, then the one that is due first, then the order of the tables.
    let ordered = rulings.enumerated().sorted { a, b in
      (a.element.strictness, a.element.outcome == .verify ? 1 : 0, a.element.urgency, a.offset)
        < (b.element.strictness, b.element.outcome == .verify ? 1 : 0, b.element.urgency, b.offset)
    }
    return Decision(rulings: ordered.map(\.element))
  }

  /// The first rule that hits decides. Rules before it that might hit, were their facts known, make the ruling open.
  private func ruling(by group: Group, _ facts: Facts) -> Ruling? {
    var possible: [Int] = []
    var open: [FactName] = []
    var isDecided = false
    for index in group.rules.indices {
      guard let unknown = unknownFacts(group.rules[index].conditions, facts) else { continue }
      possible.append(index)
      isDecided = unknown.isEmpty
      if isDecided { break }
      for name in unknown where !open.contains(name) { open.append(name) }
    }
    guard let first = possible.first else { return nil }
    if open.isEmpty { return Ruling(group.rules[first], of: group.table, facts, calendar) }
    return Ruling(open: open, of: group.table, among: possible.map { group.rules[$0] }, orNone: !isDecided, facts)
  }

  /// The facts that leave the conditions open; none where all are met, `nil` where one is failed.
  private func unknownFacts(_ conditions: [Condition], _ facts: Facts) -> [FactName]? {
    var unknown: [FactName] = []
    for index in conditions.indices {
      switch conditions[index].answer(for: facts) {
      case .failed: return nil
      case .unknown: unknown += conditions[index].openFacts(facts)
      case .met: break
      }
    }
    return unknown
  }
}

/// What one group of rules says about a well.
public struct Ruling: Sendable {
  public let outcome: Outcome
  /// What it can turn out to be, the strictest first; the outcome alone where it is certain.
  public let possible: [Outcome]
  public let mode: String?
  public let deadline: Day?
  public let review: Day?
  /// The fact that must have come before anything is closed.
  public let notBefore: FactName?
  /// Under whom the well is listed.
  public let unit: String
  public let responsible: String
  /// `table/rule`, or the table alone where several of its rules are possible.
  public let rule: String
  /// Document and clause.
  public let basis: String
  /// What must be verified: for ``Outcome/verify`` to decide at all, else to know the day.
  public let open: [FactName]
  /// What could not be verified about the rule, or the count of its days.
  public let caveats: [Words]

  var strictness: Int { possible[0].rank }
  fileprivate var mayEndTaking: Bool {
    possible.contains { [.close, .convertToMonitoring, .notRenewed, .closeAndKeepReady].contains($0) }
  }
  /// Earlier deadlines first; what has none comes last.
  var urgency: Int32 { deadline?.daysSince1970 ?? .max }

  fileprivate init(_ rule: Rule, of table: RuleTable, _ facts: Facts, _ calendar: WorkCalendar) {
    var open: [FactName] = []
    var caveats = [rule.unverified].compactMap(\.self)
    func day(_ when: Rule.When?) -> Day? {
      switch when {
      case nil: return nil
      case .day(let day): return day
      case .fact(let name), .after(let name, _, _):
        guard let event = facts.certain(name)?.day else {
          if !open.contains(name) { open.append(name) }
          return nil
        }
        guard case .after(_, let days, let working)? = when else { return event }
        guard working else { return event.adding(days: days) }
        let last = calendar.day(days, workDaysAfter: event)
        let years = calendar.unknownYears(from: event, to: last).map(String.init).joined(separator: ", ")
        if !years.isEmpty {
          caveats.append(
            Words(
              zh: "\(years) 年节假日安排未提供，工作日只按周末推算",
              en: "the holidays of \(years) are not given; work days are counted by weekends alone"))
        }
        return last
      }
    }
    outcome = rule.outcome
    possible = [rule.outcome]
    deadline = day(rule.deadline)
    review = day(rule.review)
    mode = rule.mode?.filled(with: facts)
    notBefore = rule.notBefore
    unit = rule.unit.filled(with: facts)
    responsible = rule.responsible.filled(with: facts)
    self.rule = "\(table.name)/\(rule.id)"
    basis = table.basis(of: rule, facts)
    self.open = open
    self.caveats = caveats
  }

  /// - Parameter orNone: whether it may turn out that no rule says anything.
  fileprivate init(open: [FactName], of table: RuleTable, among rules: [Rule], orNone: Bool, _ facts: Facts) {
    let first = rules[0]
    outcome = .verify
    possible = Set(rules.map(\.outcome) + (orNone ? [.none] : [])).sorted { $0.rank < $1.rank }
    (mode, deadline, review, notBefore) = (nil, nil, nil, nil)
    unit = first.unit.filled(with: facts)
    responsible = first.responsible.filled(with: facts)
    // While several rules are possible none of them can be named, least of all the clause of another township.
    let bases = rules.map { table.basis(of: $0, facts) }
    rule = rules.count == 1 ? "\(table.name)/\(first.id)" : table.name
    basis = bases.allSatisfy { $0 == bases[0] } ? bases[0] : table.basis
    self.open = open
    caveats = rules.compactMap(\.unverified)
  }
}

extension RuleTable {
  fileprivate func basis(of rule: Rule, _ facts: Facts) -> String {
    guard let clause = rule.clause?.filled(with: facts), !clause.isEmpty else { return basis }
    return "\(basis) \(clause)"
  }
}

/// What happens to a well, and why.
public struct Decision: Sendable {
  /// The rulings of all groups that say something, the strictest first: it decides, the others are shown.
  public let rulings: [Ruling]

  private var ruling: Ruling? { rulings.first }

  /// ``Outcome/none`` where no rule says anything about the well.
  public var outcome: Outcome { ruling?.outcome ?? .none }
  public var possible: [Outcome] { ruling?.possible ?? [.none] }
  public var mode: String? { ruling?.mode }
  public var deadline: Day? { ruling?.deadline }
  public var review: Day? { ruling?.review }
  public var notBefore: FactName? { ruling?.notBefore }
  public var unit: String? { ruling?.unit }
  public var responsible: String? { ruling?.responsible }
  public var rule: String? { ruling?.rule }
  public var open: [FactName] { ruling?.open ?? [] }
  public var caveats: [Words] { ruling?.caveats ?? [] }

  /// Whether taking ends, at once or at a day, so that somebody has to plan it. A source that is kept ready without a day
  /// stands as it is.
  public var endsTaking: Bool {
    switch outcome {
    case .close, .convertToMonitoring, .notRenewed: true
    case .closeAndKeepReady: deadline != nil
    case .verify, .reduce, .permitAndMeter, .deferred, .keepException, .none: false
    }
  }

  /// The bases of all rulings that come to the same outcome.
  public var basis: String? {
    guard let ruling else { return nil }
    guard rulings.count > 1 else { return ruling.basis }
    return rulings.filter { $0.outcome == ruling.outcome }.map(\.basis).joined(separator: "; ")
  }
}

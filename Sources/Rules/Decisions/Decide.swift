// From facts and tables to one decision: the first hit of every group, the strictest of all groups, and all of them shown.

public import Geometry

/// The tables that apply on the day of decision, and the calendar that counts their days.
public struct RuleBook: Sendable {
  public let tables: [RuleTable]
  public let calendar: WorkCalendar
  public let decisionDate: Day
  private let groups: [(table: RuleTable, rules: [Rule])]
  /// The facts that any rule needs.
  let facts: Set<FactName>

  /// Tables and rules that do not apply on the day are left out.
  public init(_ tables: [RuleTable], calendar: WorkCalendar, on day: Day) {
    self.tables = tables.filter { $0.validity.holds(on: day) }
    self.calendar = calendar
    decisionDate = day
    groups = self.tables.flatMap { table in
      table.groups.map { group in
        (table, table.rules.filter { $0.group == group && $0.validity.holds(on: day) })
      }
    }
    facts = Set(groups.flatMap { $0.rules.flatMap(\.facts) })
  }

  public func decide(_ facts: Facts) -> Decision {
    let rulings = groups.compactMap { ruling($0.rules, of: $0.table, facts) }
    // A ruling that is open counts as the strictest that it may turn out to be: what might be a closing must not hide
    // behind a certain reduction. Among equals the certain one, then the order of the tables.
    let ordered = rulings.enumerated().sorted { a, b in
      (a.element.strictness, a.element.outcome == .verify ? 1 : 0, a.offset)
        < (b.element.strictness, b.element.outcome == .verify ? 1 : 0, b.offset)
    }
    return Decision(rulings: ordered.map(\.element))
  }

  /// The first rule that hits decides. Rules before it that might hit, were their facts known, make the ruling open.
  private func ruling(_ rules: [Rule], of table: RuleTable, _ facts: Facts) -> Ruling? {
    var possible: [Rule] = []
    var open: [FactName] = []
    func ended(by rules: [Rule], _ open: [FactName], certain: Bool) -> Ruling? {
      guard let first = rules.first else { return nil }
      return open.isEmpty
        ? Ruling(first, of: table, facts, calendar)
        : Ruling(open: open, of: table, among: rules, orNone: !certain, facts)
    }
    for rule in rules {
      var unknown: [FactName] = []
      var failed = false
      for condition in rule.conditions {
        switch condition.answer(for: facts) {
        case .failed: failed = true
        case .unknown: unknown.append(condition.fact)
        case .met: break
        }
        if failed { break }
      }
      if failed { continue }
      possible.append(rule)
      if unknown.isEmpty { return ended(by: possible, open, certain: true) }
      for name in unknown where !open.contains(name) { open.append(name) }
    }
    return ended(by: possible, open, certain: false)
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
  /// `table/rule`.
  public let rule: String
  /// Document and clause.
  public let basis: String
  /// What must be verified: for ``Outcome/verify`` to decide at all, else to know the day.
  public let open: [FactName]
  /// What could not be verified about the rule, or the count of its days.
  public let caveats: [Words]

  var strictness: Int { possible[0].rank }

  fileprivate init(_ rule: Rule, of table: RuleTable, _ facts: Facts, _ calendar: WorkCalendar) {
    var open: [FactName] = []
    var caveats = [rule.unverified].compactMap(\.self)
    func day(_ when: Rule.When?) -> Day? {
      switch when {
      case nil: return nil
      case .day(let day): return day
      case .fact(let name), .after(let name, _, _):
        guard let event = facts.certain(name)?.day else {
          open.append(name)
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
    rule = "\(table.name)/\(first.id)"
    basis = table.basis(of: first, facts)
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

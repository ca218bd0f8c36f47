// The states of a problem on its way from being found to being ticked off (问题清单、逐一销号), and which may follow which.

public import Geometry

/// Raw values are what stores and scripts say.
public enum ProblemState: String, Sendable, SpokenChoice {
  /// A run of the check found it; nobody has looked yet.
  case found
  /// Somebody looked, and it is a problem.
  case confirmed
  /// Somebody looked, and it is none, for a reason that is on record.
  case dismissed
  /// A unit and a person are to put it right by a day.
  case inRectification = "in-rectification"
  /// Put right according to whoever looked at it again; to be ticked off.
  case rechecked = "re-checked"
  /// Ticked off (销号): by a person after re-checking, or by a run that does not find it any more.
  case closed
  /// It was closed, and a run found it again.
  case reopened

  public var title: Words {
    switch self {
    case .found: Words(zh: "待确认", en: "found")
    case .confirmed: Words(zh: "已确认", en: "confirmed")
    case .dismissed: Words(zh: "不属问题", en: "dismissed")
    case .inRectification: Words(zh: "整改中", en: "in rectification")
    case .rechecked: Words(zh: "已复核", en: "re-checked")
    case .closed: Words(zh: "已销号", en: "closed")
    case .reopened: Words(zh: "重新出现", en: "reopened")
    }
  }

  /// The states that a person may give to a problem in this one. Found, closed without re-checking, and reopened are for
  /// runs to say: a list must not tick off what was never looked at again.
  public var next: [ProblemState] {
    switch self {
    case .found: [.confirmed, .dismissed, .inRectification]
    case .confirmed: [.inRectification, .dismissed]
    case .dismissed: [.confirmed]
    case .inRectification: [.inRectification, .rechecked, .dismissed]
    case .rechecked: [.closed, .inRectification]
    case .closed: [.confirmed]
    case .reopened: [.confirmed, .dismissed, .inRectification]
    }
  }

  /// Whether somebody still has to do something.
  public var isOpen: Bool { self != .closed && self != .dismissed }

  /// A state as people type it into a cell.
  public init?(typed text: String) { self.init(spoken: text.trimmingSpaces().lowercased()) }
}

/// Who is to put a problem right, and by when.
public struct Assignment: Sendable, Hashable {
  public var unit: String?
  public var person: String?
  public var due: Day?

  public init(unit: String? = nil, person: String? = nil, due: Day? = nil) {
    self.unit = unit
    self.person = person
    self.due = due
  }
}

/// What a person asks for: a state with what goes with it. What is `nil` stays as it is.
public struct ProblemRequest: Sendable {
  public var state: ProblemState
  public var assignment: Assignment
  public var reason: String?

  public init(_ state: ProblemState, _ assignment: Assignment = Assignment(), reason: String? = nil) {
    self.state = state
    self.assignment = assignment
    self.reason = reason
  }
}

/// Why a request is refused, and which part of it is at fault.
public struct ProblemRefusal: Error, Sendable {
  public enum Part: String, Sendable { case state, unit, person, due, reason, date }
  public let part: Part
  public let problem: Words
  public let remedy: Words
}

extension Problem {
  /// What is missing in a request, or not allowed; `nil` where it may be carried out.
  func refusal(of request: ProblemRequest) -> ProblemRefusal? {
    guard state.next.contains(request.state) else { return wrongTurn(request.state) }
    switch request.state {
    case .dismissed where request.reason == nil:
      return ProblemRefusal(
        part: .reason, problem: Words(zh: "\(id) 判为不属问题须写理由", en: "\(id) cannot be dismissed without a reason"),
        remedy: Words(zh: "写明理由（--reason）", en: "give the reason (--reason)"))
    case .inRectification:
      for (part, isMissing) in [
        (ProblemRefusal.Part.unit, (request.assignment.unit ?? assignment.unit) == nil),
        (.person, (request.assignment.person ?? assignment.person) == nil),
        (.due, (request.assignment.due ?? assignment.due) == nil),
      ] where isMissing {
        return ProblemRefusal(
          part: part,
          problem: Words(
            zh: "\(id) 转入整改须有责任单位、责任人和期限，缺\(part.title.zh)",
            en: "\(id) goes to rectification with a unit, a person and a day; there is no \(part.title.en)"),
          remedy: Words(zh: "补上\(part.title.zh)（--\(part.rawValue)）", en: "give it (--\(part.rawValue))"))
      }
      return nil
    default: return nil
    }
  }

  private func wrongTurn(_ wanted: ProblemState) -> ProblemRefusal {
    func list(_ language: Language) -> String {
      state.next.map { language == .zh ? "\($0.title.zh)（\($0.rawValue)）" : $0.rawValue }
        .joined(separator: language.listSeparator)
    }
    return ProblemRefusal(
      part: .state,
      problem: Words(
        zh: "\(id) 现为“\(state.title.zh)”，不能改为“\(wanted.title.zh)”",
        en: "\(id) is \(state.title.en) and cannot become \(wanted.title.en)"),
      remedy: Words(zh: "可以改为：\(list(.zh))", en: "it can become: \(list(.en))"))
  }
}

extension ProblemRefusal.Part {
  public var title: Words {
    switch self {
    case .state: Words(zh: "状态", en: "state")
    case .unit: Words(zh: "责任单位", en: "unit")
    case .person: Words(zh: "责任人", en: "person")
    case .due: Words(zh: "整改期限", en: "due date")
    case .reason: Words(zh: "理由", en: "reason")
    case .date: Words(zh: "日期", en: "day")
    }
  }
}

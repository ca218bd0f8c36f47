// The order in which wells are closed under 先通水后关停: nobody is cut off before the replacement delivers.

public import Geometry

/// When the closing of one well can be scheduled.
public struct ClosingSlot: Sendable {
  public enum State: Sendable {
    /// From this day on.
    case ready(from: Day)
    /// From this day on, which is after the deadline: somebody must speed up the one or put off the other.
    case late(from: Day)
    /// Not yet; why.
    case blocked(Words)
  }
  /// Its place in the list of wells that was asked about.
  public let index: Int
  public let state: State
}

/// The wells that are to take no more water, in the order in which they can be closed: by the first possible day, then by
/// deadline, then in the order given; at the end those that are blocked.
public func closingOrder(of wells: [(facts: Facts, decision: Decision)], on today: Day) -> [ClosingSlot] {
  let slots = wells.enumerated().compactMap { index, well in
    slot(well.facts, well.decision, on: today).map { ClosingSlot(index: index, state: $0) }
  }
  return slots.sorted { a, b in
    let (first, second) = (a.state.sortKey, b.state.sortKey)
    if first != second { return first < second }
    let due = (wells[a.index].decision.deadline, wells[b.index].decision.deadline)
    return switch due {
    case (let one?, let two?) where one != two: one < two
    case (_?, nil): true
    case (nil, _?): false
    default: a.index < b.index
    }
  }
}

private func slot(_ facts: Facts, _ decision: Decision, on today: Day) -> ClosingSlot.State? {
  // A well that its register says is closed needs no day.
  guard decision.endsTaking, !facts.isOfClosedWell else { return nil }
  if facts.text(.status) == WellStatus.closed.rawValue,
    let doubt = Facts.ofClosing.lazy.compactMap({ facts[$0].doubt }).first
  {
    return .blocked(Words(zh: "登记为已关停，但\(doubt.zh)，待核", en: "called closed, but to be verified: \(doubt.en)"))
  }
  var from = today
  if decision.outcome == .notRenewed {
    guard let end = decision.deadline else {
      return .blocked(Words(zh: "许可到期日不明", en: "the end of its permit is not known"))
    }
    from = max(from, end)
  }
  if let wanted = decision.notBefore {
    let fact = facts[wanted]
    guard let day = fact.certain?.day else {
      if let doubt = fact.doubt { return .blocked(doubt) }
      guard wanted == .replacementOn else {
        return .blocked(
          Words(zh: "\(wanted.definition.meaning.zh)未填", en: "\(wanted.definition.meaning.en): not known"))
      }
      return switch facts.text(.replacement) {
      case let source?:
        .blocked(Words(zh: "替代水源“\(source)”未定通水日期", en: "its replacement '\(source)' has no day of delivery"))
      case nil: .blocked(Words(zh: "未落实替代水源", en: "no replacement is named"))
      }
    }
    from = max(from, day)
  }
  if let deadline = decision.deadline, decision.outcome != .notRenewed, from > deadline { return .late(from: from) }
  return .ready(from: from)
}

extension ClosingSlot.State {
  /// Days of those that have one, then the rest.
  fileprivate var sortKey: Int32 {
    switch self {
    case .ready(let from), .late(let from): from.daysSince1970
    case .blocked: .max
    }
  }
}

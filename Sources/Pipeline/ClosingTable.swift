// The table that the water bureau asks for: wells to close by unit and deadline, as the county's document has it.

import Geometry
import Rules

/// Wells that are to take no more water, under one unit.
public struct ClosingRow: Sendable, Codable {
  public let unit: String
  public let responsible: String
  /// Wells by deadline, in the order of ``ClosingTable/deadlines``.
  public let counts: [Int]
  public var total: Int { counts.reduce(0, +) }
}

public struct ClosingTable: Sendable, Codable {
  /// `nil` stands for wells without a deadline.
  public let deadlines: [String?]
  public let rows: [ClosingRow]
  // From here on of the wells in prohibited zones; the rows have every well whose taking ends.
  public let inProhibitedZones: Int
  public let keptReady: Int
  public let toClose: Int
  /// Of those to close.
  public let closed: Int
  public let toVerify: Int

  init(_ wells: [Well]) {
    let closing = wells.filter(\.decision.endsTaking)
    let days = Set(closing.map(\.decision.deadline)).sorted { a, b in
      switch (a, b) {
      case (let a?, let b?): a < b
      case (_?, nil): true
      case (nil, _): false
      }
    }
    deadlines = days.map { $0?.description }
    rows = ClosingUnit.all(of: closing, \.decision).map { unit in
      let counts = unit.wells.reduce(into: [:]) { $0[$1.decision.deadline, default: 0] += 1 }
      return ClosingRow(unit: unit.name, responsible: unit.responsible, counts: days.map { counts[$0] ?? 0 })
    }
    let inZones = wells.filter { $0.location.zoneKind == .prohibited }
    inProhibitedZones = inZones.count
    keptReady = inZones.count { $0.decision.outcome == .closeAndKeepReady }
    toClose = inZones.count { $0.decision.outcome == .close }
    closed = inZones.count { $0.decision.outcome == .close && $0.isClosed }
    toVerify = inZones.count { $0.decision.outcome == .verify }
  }
}

extension Run {
  public var closingTable: ClosingTable { ClosingTable(wells) }
}

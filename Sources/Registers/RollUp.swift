// Areas from village to township to city, by category: lines of the register for the offices of each level.

/// The levels of a register, from the top.
public enum RegisterLevel: String, Sendable, CaseIterable { case city, township, village }

/// One line of a roll-up.
public struct RegisterRow: Sendable {
  public let level: RegisterLevel
  public let unit: RegisterUnit
  public let category: String
  /// Rows of the source with ground in the unit. A row across a line counts in both villages, once in the city.
  public let rows: Int
  public let area: Area
  /// Hundredths of a 亩, levelled: the villages of a township add up to it, the townships to the city.
  public let hundredthsOfMu: Int64
  /// How far levelling moved the figure from plain rounding, in hundredths of a 亩.
  public var levelledBy: Int64 { hundredthsOfMu - area.plainHundredthsOfMu }
}

public struct RollUp: Sendable {
  /// By category: the city first, then each township followed by its villages, all by code.
  public private(set) var rows: [RegisterRow]

  /// The lines of one township and its villages, as they are: levelled within the whole.
  public func keeping(township name: String) -> RollUp {
    var part = self
    var isOwn = false
    part.rows = rows.filter { row in
      if row.level != .village { isOwn = row.level == .township && row.unit.name == name }
      return isOwn
    }
    return part
  }

  /// The lines of one role; a category without ground has none.
  public init(of role: String, in register: Register) {
    var lines: [Place: Line] = [:]
    for cell in register.cells where cell.keys.role == role {
      for place in Place.all(of: cell.keys) {
        lines[place, default: Line()].area += cell.area
        lines[place]!.hundredthsOfMu += cell.hundredthsOfMu
      }
    }
    for share in register.shares where share.keys.role == role {
      for place in Place.all(of: share.keys) { lines[place]!.count(share.row) }
    }
    rows = lines.sorted { $0.key < $1.key }.map { place, line in
      let (level, unit): (RegisterLevel, RegisterUnit) =
        place.village.map { (.village, $0) } ?? place.township.map { (.township, $0) } ?? (.city, register.city)
      return RegisterRow(
        level: level, unit: unit, category: place.category, rows: line.rows, area: line.area,
        hundredthsOfMu: line.hundredthsOfMu)
    }
  }
}

/// Where a line stands: the city has no township, a township no village.
private struct Place: Hashable, Comparable {
  let category: String
  let township: RegisterUnit?
  let village: RegisterUnit?

  static func all(of keys: RegisterKeys) -> [Place] {
    [
      Place(category: keys.category, township: nil, village: nil),
      Place(category: keys.category, township: keys.township, village: nil),
      Place(category: keys.category, township: keys.township, village: keys.village),
    ]
  }

  static func < (a: Place, b: Place) -> Bool {
    if a.category != b.category { return a.category < b.category }
    if a.township != b.township { return isBefore(a.township, b.township) }
    return isBefore(a.village, b.village)
  }
  private static func isBefore(_ a: RegisterUnit?, _ b: RegisterUnit?) -> Bool {
    guard let b else { return false }
    return a.map { $0 < b } ?? true
  }
}

private struct Line {
  var area = Area.zero
  var hundredthsOfMu: Int64 = 0
  private(set) var rows = 0
  private var last = -1

  /// The shares of a row come one behind the other, so a row is new where it is not the last one.
  mutating func count(_ row: Int) {
    if row != last { rows += 1 }
    last = row
  }
}

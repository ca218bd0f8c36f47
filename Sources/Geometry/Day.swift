// Calendar days without time zones: deadlines and permits are days, not instants.

/// A day of the Gregorian calendar, written `2022-11-30`.
public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let daysSince1970: Int32

  public init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

  /// `nil` where there is no such day, or outside the years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    // Counts from 1 March, so that the leap day is the last of its year (Hinnant, "chrono-compatible low-level date algorithms").
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSince1970 = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `2022-11-30`, `2022/11/30`, `2022.11.30`, `20221130` or `2022年11月30日`, alone or with a time behind it
  /// (`2022-11-30T08:00`, `2022/11/30 0:00:00`). Anything else is no day: a range must not pass for its beginning.
  public init?(_ text: String) {
    if let plain = Self(plain: text.utf8Span.span) {
      self = plain
      return
    }
    let day = text.trimmingSpaces().split(maxSplits: 1) { $0 == "T" || $0 == " " }
    guard let date = day.first, day.count == 1 || day[1].allSatisfy({ $0.isNumber || ":.+Z".contains($0) }) else {
      return nil
    }
    var parts = date.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }.map(String.init)
    if date.hasSuffix("日"), parts.count == 3 { parts[2].removeLast() }
    if parts.count == 1, date.utf8.count == 8 {
      parts = [String(date.prefix(4)), String(date.dropFirst(4).prefix(2)), String(date.suffix(2))]
    }
    let numbers = parts.compactMap { $0.allSatisfy(\.isASCII) ? Int($0) : nil }
    guard numbers.count == 3, parts[0].count == 4 else { return nil }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// The form that files have by the hundred thousand, `2022-11-30` and nothing else, without taking the text apart.
  private init?(plain text: Span<UInt8>) {
    guard text.count == 10 else { return nil }
    var parts = (0, 0, 0)
    for place in text.indices {
      let byte = text[place]
      switch (place, byte) {
      case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")): continue
      case (0..<4, 0x30...0x39): parts.0 = 10 * parts.0 + Int(byte - 0x30)
      case (5..<7, 0x30...0x39): parts.1 = 10 * parts.1 + Int(byte - 0x30)
      case (8..<10, 0x30...0x39): parts.2 = 10 * parts.2 + Int(byte - 0x30)
      default: return nil
      }
    }
    self.init(year: parts.0, month: parts.1, day: parts.2)
  }

  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(daysSince1970) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
  }

  public var description: String {
    let (year, month, day) = components
    return
      "\(String(repeating: "0", count: max(0, 4 - String(year).count)))\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// So many days later. A file may hold any day: what is beyond the last one that can be said is that one.
  public func adding(days: Int) -> Day { Day(daysSince1970: Int32(clamping: Int(daysSince1970) + days)) }

  public var year: Int { components.year }
  /// 1 Monday to 7 Sunday (ISO 8601); 1970-01-01 was a Thursday.
  public var weekday: Int { (((Int(daysSince1970) + 3) % 7) + 7) % 7 + 1 }

  public static func < (a: Day, b: Day) -> Bool { a.daysSince1970 < b.daysSince1970 }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

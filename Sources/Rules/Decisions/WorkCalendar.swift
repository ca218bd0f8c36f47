// Work days: weekdays without the public holidays, and the weekend days that are worked in their place.
//
// The holidays of a year are known from the State Council's notice of the year before; they are data, a file that an
// office replaces each autumn.

public import Geometry
import Settings

public struct WorkCalendar: Sendable {
  private var daysOff: Set<Day> = []
  private var daysWorked: Set<Day> = []
  /// The years whose holidays are known.
  public private(set) var years: Set<Int> = []
  /// The calendar as it was written.
  public let text: String

  /// Weekends only, no year known.
  public init() { text = "" }

  /// Reads `years: {2022: {off: [2022-01-01/2022-01-03, …], worked: [2022-01-29, …]}}`. Throws ``InputFault`` with the
  /// line of what is wrong: a day of another year, a range that ends before it begins.
  public init(yaml text: String, file: String) throws {
    let setting = try Setting(yaml: text, file: file)
    _ = try setting.entries(known: ["title", "years"])
    self.text = text
    for (key, _, entry) in try setting.required("years").entries() {
      guard let year = Int(key) else { throw entry.wrong(Words(zh: "“\(key)”不是年份", en: "'\(key)' is no year")) }
      _ = try entry.entries(known: ["off", "worked"])
      years.insert(year)
      for item in try entry["off"]?.list() ?? [] { daysOff.formUnion(try Self.days(item, in: year)) }
      for item in try entry["worked"]?.list() ?? [] { daysWorked.formUnion(try Self.days(item, in: year)) }
    }
  }

  /// A day, or `first/last`.
  private static func days(_ setting: Setting, in year: Int) throws -> [Day] {
    let ends = try setting.text().split(separator: "/").map { Day(String($0)) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
      throw setting.wrong(
        Words(zh: "应为日期或起止日期，如 2022-05-01/2022-05-04", en: "expected a day, or a range such as 2022-05-01/2022-05-04"))
    }
    guard first.year == year, last.year == year else {
      throw setting.wrong(Words(zh: "不在 \(year) 年内", en: "is not in \(year)"))
    }
    return (first.daysSince1970...last.daysSince1970).map { Day(daysSince1970: $0) }
  }

  public func isWorkDay(_ day: Day) -> Bool {
    daysWorked.contains(day) || day.weekday <= 5 && !daysOff.contains(day)
  }

  /// The day that is so many work days after a day, which itself does not count (民法典 第二百零一条: a period counts from
  /// the next day).
  public func day(_ count: Int, workDaysAfter start: Day) -> Day {
    var day = start
    var left = count
    while left > 0 {
      let next = day.adding(days: 1)
      if next == day { break }  // the last day that can be said
      day = next
      if isWorkDay(day) { left -= 1 }
    }
    return day
  }

  /// The number of work days from one day to another, both included.
  public func workDays(from first: Day, to last: Day) -> Int {
    guard first <= last else { return 0 }
    return (first.daysSince1970...last.daysSince1970).count { isWorkDay(Day(daysSince1970: $0)) }
  }

  /// The years from one day to another whose holidays are not known.
  public func unknownYears(from first: Day, to last: Day) -> [Int] {
    first <= last ? (first.year...last.year).filter { !years.contains($0) } : []
  }
}

import Geometry
import Rules
import Testing

@Suite struct WorkCalendarTests {
  /// 第十四师昆玉市's notice counts itself: 2025-09-04 to 09-17 are 10 work days.
  @Test func theNoticeOfKunyu() throws {
    #expect(try shippedCalendar().workDays(from: Day("2025-09-04")!, to: Day("2025-09-17")!) == 10)
  }

  @Test(arguments: [
    ("2022-10-07", false), ("2022-10-08", true), ("2022-10-09", true), ("2022-10-10", true), ("2022-10-15", false),
    ("2024-02-18", true), ("2024-02-17", false), ("2025-05-05", false), ("2025-05-06", true), ("2026-02-28", true),
  ]) func holidaysAndWorkedWeekends(day: String, works: Bool) throws {
    #expect(try shippedCalendar().isWorkDay(Day(day)!) == works)
  }

  /// 国务院令第748号 第五十二条: filed within five work days after the end; the day itself does not count.
  @Test func workDaysAfterADay() throws {
    let calendar = try shippedCalendar()
    #expect(calendar.day(5, workDaysAfter: Day("2022-08-05")!) == Day("2022-08-12"))
    #expect(calendar.day(0, workDaysAfter: Day("2022-08-05")!) == Day("2022-08-05"))
    #expect(calendar.day(1, workDaysAfter: Day("2025-09-30")!) == Day("2025-10-09"))
  }

  /// Every year has between 245 and 252 work days, and every worked day is a Saturday or Sunday.
  @Test func theYearsAreWhole() throws {
    let calendar = try shippedCalendar()
    #expect(calendar.years == [2021, 2022, 2023, 2024, 2025, 2026])
    for year in calendar.years {
      let days = calendar.workDays(from: Day(year: year, month: 1, day: 1)!, to: Day(year: year, month: 12, day: 31)!)
      #expect((245...252).contains(days), "\(year): \(days)")
    }
    #expect(calendar.unknownYears(from: Day("2026-12-30")!, to: Day("2027-01-05")!) == [2027])
  }

  @Test(arguments: [
    "years: {2022: {off: [2023-01-01]}}", "years: {2022: {off: [2022-05-04/2022-05-01]}}", "years: {abc: {}}",
    "years: {2022: {of: []}}", "years: {2022: {worked: [soon]}}",
  ]) func mistakesAreTold(text: String) {
    let fault = #expect(throws: InputFault.self) { _ = try WorkCalendar(yaml: text, file: "c.yaml") }
    #expect(fault?.place.hasPrefix("c.yaml:1") == true)
  }
}

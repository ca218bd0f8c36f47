import Geometry
import Testing

@Suite struct DayTests {
  @Test func everyDayOfFourHundredYearsRoundTrips() throws {
    for number in Int32(-30_000)...116_097 {
      let day = Day(daysSince1970: number)
      let (year, month, dayOfMonth) = day.components
      #expect(try #require(Day(year: year, month: month, day: dayOfMonth)).daysSince1970 == number)
    }
    #expect(Day(daysSince1970: 0).description == "1970-01-01")
    #expect(Day(year: 2022, month: 11, day: 30)?.daysSince1970 == 19326)
  }

  @Test(arguments: [
    "2022-11-30", "2022/11/30", "2022.11.30", "20221130", "2022年11月30日", " 2022-11-30 ", "2022-11-30T08:00:00Z",
    "2022/11/30 0:00:00",
  ]) func forms(text: String) {
    #expect(Day(text)?.description == "2022-11-30")
  }

  @Test(arguments: [
    "", "2022-02-29", "2022-13-01", "2022-00-10", "30.11.", "明天", "22.11.30", "2017-05-01至2022-04-30",
    "2022-11-30 or so",
    "2022-11",
  ]) func noDays(text: String) {
    #expect(Day(text) == nil)
  }
}

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Pictures

@Suite struct StackedBarsTests {
  private func chart(bars: Int) -> StackedBars {
    StackedBars(
      title: "T", subtitle: "S", unit: Words("u"),
      parts: [
        .init(Words("a"), Texture(ground: "#fff", ink: "#000", .dots(gap: 4))),
        .init(Words("b"), Texture(ground: "#000", ink: "#000", .crossed(gap: 4))),
      ], bars: (0..<bars).map { .init("unit\($0)", [Int64($0) * 100, 50]) }, places: 2, source: "rollup.csv")
  }

  private func texts(_ pages: [Page]) throws -> [String] {
    try pages.flatMap { try #require(DrawnPage(Data($0.svg.utf8))).texts }
  }

  /// Every unit has its bar and its row, and the totals stand once at the end.
  @Test(arguments: [0, 1, 5, 40, 300]) func everyUnitIsOnAPage(bars: Int) throws {
    let facts = PictureFacts(language: .en, day: Day(year: 2022, month: 3, day: 14)!)
    let chart = chart(bars: bars)
    let all = try texts(chart.pages(onOnePage: false, facts))
    for bar in 0..<bars { #expect(all.count { $0 == "unit\(bar)" } == 2) }
    let sum = (0..<bars).reduce(0) { $0 + $1 }
    #expect(all.contains("\(sum).00") || bars < 2)
    let single = chart.pages(onOnePage: true, facts)
    #expect(single.count == 1)
    let shown = try texts(single).count { $0.hasPrefix("unit") && $0 != "unit" } / 2
    #expect(try texts(single).contains { $0.contains("\(bars - shown) more units") } == (shown < bars))
    #expect(try chart.file(.pdf, facts).starts(with: Array("%PDF-".utf8)))
  }
}

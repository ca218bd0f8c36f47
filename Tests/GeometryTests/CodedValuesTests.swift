// Distinct values once, rows as numbers: nothing is lost, joined or changed on the way.

import Geometry
import TestSupport
import Testing

@Suite struct CodedValuesTests {
  @Test func rowsAreWhatWentIn() {
    var random = SeededGenerator(7)
    for _ in 0..<200 {
      let rows = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        Bool.random(using: &random) ? String(Int.random(in: 0...9, using: &random)) : nil
      }
      let coded = CodedValues(rows)
      #expect(rows.indices.map { coded[$0] } == rows)
      #expect(Set(coded.values).count == coded.values.count)
      #expect(Set(coded.values) == Set(rows.compactMap(\.self)))
      let chosen = rows.indices.filter { _ in Bool.random(using: &random) }.shuffled(using: &random)
      let some = coded.gathering(chosen)
      #expect(chosen.indices.map { some[$0] } == chosen.map { rows[$0] })
    }
  }

  /// Swift takes both for one text; a list must give back the bytes that came in.
  @Test func canonicallyEquivalentTextsStayApart() {
    let (compatibility, plain) = ("\u{F914}", "\u{6A02}")  // 樂
    #expect(compatibility == plain)
    let rows = [compatibility, plain, nil, compatibility]
    let coded = CodedValues(rows)
    #expect(coded.values.count == 2)
    #expect(rows.indices.map { coded[$0].map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
  }

  @Test func aColumnWithoutValuesHasNone() {
    let coded = CodedValues<String>([nil, nil])
    #expect(coded.isEmpty)
    #expect(coded[1] == nil)
    #expect(coded.gathering([1, 0])[0] == nil)
  }
}

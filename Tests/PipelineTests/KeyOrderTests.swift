// The order of keys: total, the same for everybody, and the one that people expect of numbers.

import Geometry
import TestSupport
import Testing

@testable import Pipeline

@Suite struct KeyOrderTests {
  @Test func numbersCountAsNumbers() {
    let keys = ["W10", "W9", "W09", "W9a", "W", "JD-2-11", "JD-2-2", "井10", "井9", "W18446744073709551617", "W3"]
    #expect(
      keys.sorted(by: keyPrecedes)
        == ["JD-2-2", "JD-2-11", "W", "W3", "W9", "W09", "W9a", "W10", "W18446744073709551617", "井9", "井10"])
  }

  /// Of two different texts exactly one precedes, and the sorted order does not depend on where one began.
  @Test func aTotalOrder() {
    var random = SeededGenerator(20)
    let letters = Array("0019Aa-井十").map(String.init) + ["e\u{301}", "\u{E9}", "\u{F914}", "\u{6A02}"]
    for _ in 0..<2_000 {
      let texts = (0..<6).map { _ in
        (0..<Int.random(in: 0...4, using: &random)).map { _ in letters.randomElement(using: &random)! }.joined()
      }
      for one in texts {
        for other in texts {
          let isSame = one.utf8.elementsEqual(other.utf8)
          #expect([keyPrecedes(one, other), keyPrecedes(other, one)].filter(\.self).count == (isSame ? 0 : 1))
        }
      }
      let sorted = texts.sorted(by: keyPrecedes).map { Array($0.utf8) }
      #expect(texts.shuffled(using: &random).sorted(by: keyPrecedes).map { Array($0.utf8) } == sorted)
    }
  }

  /// 三（三）10 stands behind 三（三）2, and 四 before 五 and behind 三, which is not the order of their characters.
  @Test func clausesInTheOrderOfTheDocument() {
    let clauses = ["一", "三（一）", "三（三）2", "三（三）10", "三（十）", "三（十二）", "三（二十一）", "四", "五（九）", "十"]
    var random = SeededGenerator(7)
    let sorted = clauses.shuffled(using: &random).sorted { keyPrecedes($0.withPlainNumbers, $1.withPlainNumbers) }
    #expect(sorted == clauses)
    #expect("第二十一条、十七".withPlainNumbers == "第21条、17")
  }

  @Test func rowsWithoutKeyComeLastAndEqualOnesStay() {
    let column = AttributeColumn.text(TextValues(["b", nil, "a", "b", nil, "a"]))
    #expect(column.rowsInKeyOrder() == [2, 5, 0, 3, 1, 4])
    #expect(AttributeColumn.integer(Values([9, 9, 10, nil])).rowsInKeyOrder() == nil)
    #expect(AttributeColumn.integer(Values([10, 9])).rowsInKeyOrder() == [1, 0])
  }
}

// Pages as SVG: well-formed whatever the names, and texts that are broken but never lost.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Pictures

@Suite struct PageTests {
  @Test(arguments: ["<script>alert(1)</script>", "a & b", "\"quoted\" 'so'", "]]>", "滨湖镇", "\u{1}\u{8}", "tab\there"])
  func namesAreTextWhateverTheySay(name: String) throws {
    var page = Page(.portrait, title: name, language: "zh-CN")
    page.text(name, at: Spot(1, 1), size: 9)
    page.add("g", ["class": name]) { $0.text(name, at: Spot(1, 1), size: 9, fill: name) }
    let drawn = try #require(DrawnPage(Data(page.svg.utf8)))
    let expected = name.replacing("\t", with: " ").map { $0.isASCII && $0 < " " ? "\u{FFFD}" : $0 }
    #expect(drawn.texts == [String(expected), String(expected)] && drawn.title == String(expected))
    #expect(drawn.elements == ["svg", "title", "rect", "text", "g"])
  }

  /// Code points that Unicode has set aside: cairo refuses a page for one of them. A literal cannot hold them.
  @Test(arguments: [0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE] as [UInt32]) func whatIsNoCharacterIsDrawnAsOneThatIs(code: UInt32)
    throws
  {
    let name = "a\(Character(Unicode.Scalar(code)!))b"
    var page = Page(.portrait, title: name, language: "zh-CN")
    page.text(name, at: Spot(9, 9), size: 9)
    #expect(try #require(DrawnPage(Data(page.svg.utf8))).texts == ["a\u{FFFD}b"])
    #expect(try page.png().count > 100)
    #expect(try pdf(of: [page], title: name, day: Day("2022-03-14")!).count > 100)
  }

  /// A mark combined with `<` makes another character of it to Swift, and none to a reader of XML.
  @Test(arguments: ["<\u{301}b", "&\u{301}c", "\"\u{301}"]) func marksHideNothing(name: String) throws {
    var page = Page(.portrait, title: name, language: "zh-CN")
    page.add("g", ["class": name]) { $0.text(name, at: Spot(1, 1), size: 9) }
    #expect(try #require(DrawnPage(Data(page.svg.utf8))).texts == [name])
  }

  @Test func numbersHaveTwoDecimalsAtMost() {
    #expect(
      [0, 1, -1.5, 2.004, 3.999, -0.001, 0.05, 1e300, .nan].map { number($0) } == [
        "0", "1", "-1.5", "2", "4", "0", "0.05", "0", "0",
      ])
  }

  @Test(arguments: [
    "昌市政办发〔2022〕7号 三（三）4；国务院令第748号 第二十九条", "close and keep ready until the replacement delivers",
    "Averyveryveryverylongwordthatnolinecanhold", "", "混合 text 与汉字，都在。",
  ]) func aTextIsBrokenButNotLost(text: String) {
    for width in [20.0, 60, 300] {
      let lines = wrapped(text, size: 8, width: width)
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      // Closing punctuation may stand beyond the end of a line rather than begin the next.
      #expect(lines.allSatisfy { textWidth($0, size: 8) <= width + 8 })
    }
  }

  @Test func fileNamesAreSafe() {
    #expect(fileName("township-../../etc/passwd") == "township-______etc_passwd")
    #expect(fileName("滨湖镇 (新)") == "滨湖镇__新_")
    #expect(fileName(String(repeating: "镇", count: 500)).utf8.count <= 96)
  }
}

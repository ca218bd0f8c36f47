// Names that would be commands to a spreadsheet or a terminal.

import Geometry
import Testing

@testable import Reports

@Suite struct HarmlessTextTests {
  @Test(arguments: ["=cmd|'/c calc'!A1", "+SUM(1)", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1", "\u{FF1D}1+1"])
  func formulasAreTexts(_ name: String) {
    #expect(harmlessInSpreadsheets(name) == "'" + name)
    let table = CSVTable(headings: [Words("name")], rows: [[name]])
    #expect(table.text(in: .en).contains("'" + String(name.prefix(2))))
  }

  @Test(arguments: ["-1.5", "+3", "-2e-7", "", "JD0001", "王=李", "87°18′"]) func othersStay(_ text: String) {
    #expect(harmlessInSpreadsheets(text) == text)
  }

  /// A quotation mark is one to a reader of CSV, and `<` begins an element, whatever mark is combined with them.
  @Test func marksHideNothing() {
    #expect(CSVText.cell("a\"\u{301},=1") == Array("\"a\"\"\u{301},=1\"".utf8))
    #expect(
      harmlessInMarkup("<\u{301}i&\u{301}\"\u{301}'\u{301}") == "&lt;\u{301}i&amp;\u{301}&quot;\u{301}&#39;\u{301}")
    #expect(harmlessInMarkup("a\u{1}b\tc\u{B}") == "a\u{FFFD}b\tc\u{FFFD}")
  }

  @Test func aNameWritesNoRowIntoATable() {
    let long = String(repeating: "x", count: 100_000)
    let text = TerminalTable(headings: ["unit", "n"], rows: [["a\r\ntotal  7", "1"], [long, "2"]], numeric: [1]).text
    let lines = text.split(separator: "\n")
    #expect(lines.count == 4 && lines[2].hasPrefix("a total  7") && lines[3].hasPrefix(long))
    // The rows beside a long one stay short.
    #expect(lines.dropLast().allSatisfy { $0.utf8.count < 1000 })
  }

  @Test func noEscapeReachesATerminal() {
    let shown = harmlessOnTerminals("a\u{1B}[2Jb\u{7}\u{202E}c\u{9B}31m\r\0d\n\t甲")
    #expect(shown == "a\u{FFFD}[2Jb\u{FFFD}\u{FFFD}c\u{FFFD}31m\u{FFFD}\u{FFFD}d\n\t甲")
    #expect(harmlessOnTerminals("机井 JD0001\n") == "机井 JD0001\n")
  }
}

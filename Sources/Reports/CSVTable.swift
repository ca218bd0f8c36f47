// Lists as CSV that office programs open correctly: UTF-8 with a byte-order mark, RFC 4180 quoting and line ends.

public import Geometry

/// A list: headings in two languages, rows of cells; an absent cell is empty.
public struct CSVTable: Sendable {
  public let headings: [Words]
  public let rows: [[String?]]

  public init(headings: [Words], rows: [[String?]]) {
    self.headings = headings
    self.rows = rows
  }

  public func text(in language: Language) -> String {
    var text = "\u{FEFF}"
    text += line(headings.map { $0[language] })
    for row in rows { text += line(row) }
    return text
  }

  private func line(_ cells: [String?]) -> String { cells.map { quoted($0 ?? "") }.joined(separator: ",") + "\r\n" }

  private func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

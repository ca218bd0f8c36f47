// Tables for a terminal, where a Chinese character is two columns wide.

/// Lines up cells under headings. Columns of numbers are set right.
public struct TerminalTable: Sendable {
  public let headings: [String]
  public let rows: [[String]]
  /// Columns whose cells are set right.
  public let numeric: Set<Int>
  /// Whether the last row is a total, set off by a line.
  public let hasTotal: Bool

  public init(headings: [String], rows: [[String]], numeric: Set<Int> = [], hasTotal: Bool = false) {
    self.headings = headings
    self.rows = rows
    self.numeric = numeric
    self.hasTotal = hasTotal
  }

  /// A cell wider than this is shown whole, but the cells below it are not filled up to its width.
  private static let widthLimit = 200

  public var text: String {
    let rows = rows.map { $0.map(Self.oneLine) }
    let widths = headings.indices.map { column in
      min(([headings[column]] + rows.map { $0[column] }).map(displayWidth).max() ?? 0, Self.widthLimit)
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
    var lines = [line(headings, widths), rule]
    for (index, row) in rows.enumerated() {
      if hasTotal && index == rows.count - 1 { lines.append(rule) }
      lines.append(line(row, widths))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line break in a cell would begin a row of its own, and a name could write one into the table.
  private static func oneLine(_ cell: String) -> String {
    guard cell.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" || $0 == "\t" }) else { return cell }
    return String(cell.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: max(0, widths[column] - displayWidth(cell)))
      text += (column == 0 ? "" : "  ") + (numeric.contains(column) ? padding + cell : cell + padding)
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// The columns that a text takes on a terminal: two for East Asian wide and full-width characters (Unicode UAX #11).
public func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { width, scalar in
    switch scalar.value {
    case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: width
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      width + 2
    default: width + 1
    }
  }
}

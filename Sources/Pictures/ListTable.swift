// A table on a page: columns as wide as their texts, cells that wrap, rows that are never cut in two.

import Reports

/// Rows laid out for a width; ``draw(_:at:on:)`` draws any run of them under the headings.
struct ListTable {
  static let textSize = 8.5
  private static let lineHeight = 10.5
  private static let gap = 9.0

  private let headings: [String]
  private let numeric: Set<Int>
  private let rows: [[[String]]]
  private let widths: [Double]
  private let width: Double

  init(_ table: TerminalTable, width: Double) {
    self.width = width
    headings = table.headings
    numeric = table.numeric
    let natural = table.headings.indices.map { column in
      1 + ([table.headings[column]] + table.rows.map { $0[column] }).map { textWidth($0, size: Self.textSize) }.max()!
    }
    let widths = Self.shared(natural, width: width - Self.gap * Double(natural.count - 1))
    self.widths = widths
    rows = table.rows.map { cells in
      cells.enumerated().map { column, cell in wrapped(cell, size: Self.textSize, width: widths[column]) }
    }
  }

  /// Narrow columns get what they need; the wide ones share the rest equally. What nobody needs is shared by all.
  private static func shared(_ natural: [Double], width: Double) -> [Double] {
    var widths = natural
    var open = Array(natural.indices)
    var rest = width
    while !open.isEmpty {
      let share = max(20, rest / Double(open.count))
      let content = open.filter { natural[$0] <= share }
      if content.isEmpty {
        for column in open { widths[column] = share }
        break
      }
      for column in content { rest -= natural[column] }
      open.removeAll { content.contains($0) }
      if open.isEmpty { widths = widths.map { $0 + rest / Double(natural.count) } }
    }
    return widths
  }

  var count: Int { rows.count }
  static let headHeight = 16.0

  func height(ofRow row: Int) -> Double { Double(rows[row].map(\.count).max() ?? 1) * Self.lineHeight + 4 }
  func height(of rows: Range<Int>) -> Double { rows.reduce(Self.headHeight) { $0 + height(ofRow: $1) } }

  /// How many rows from `first` on fit under headings into a height.
  func rows(from first: Int, fitting height: Double) -> Range<Int> {
    var end = first
    var used = Self.headHeight
    while end < count, used + self.height(ofRow: end) <= height {
      used += self.height(ofRow: end)
      end += 1
    }
    return first..<end
  }

  func draw(_ range: Range<Int>, at corner: Spot, on page: inout Page) {
    var y = corner.y
    func line(_ width: String, _ page: inout Page) {
      page.add(
        "path",
        ["d": "M\(number(corner.x)) \(number(y))h\(number(self.width))", "stroke": "#111", "stroke-width": width])
    }
    line("1", &page)
    draw(headings.map { [$0] }, at: Spot(corner.x, y), bold: true, on: &page)
    y += Self.headHeight
    line("0.6", &page)
    for row in range {
      draw(rows[row], at: Spot(corner.x, y), bold: false, on: &page)
      y += height(ofRow: row)
      line(row == range.upperBound - 1 ? "1" : "0.25", &page)
    }
  }

  private func draw(_ cells: [[String]], at corner: Spot, bold: Bool, on page: inout Page) {
    var x = corner.x
    for (column, lines) in cells.enumerated() {
      for (index, text) in lines.enumerated() where !text.isEmpty {
        let base = corner.y + (bold ? 11.5 : 9.8) + Double(index) * Self.lineHeight
        let isRight = numeric.contains(column)
        page.text(
          text, at: Spot(isRight ? x + widths[column] : x, base), size: Self.textSize, bold: bold,
          anchor: isRight ? .end : .start)
      }
      x += widths[column] + Self.gap
    }
  }
}

// One page of stacked bars: legend, bars over an axis of round numbers, and the table of the numbers. All pages of a chart
// have one scale, so that bars can be compared across them.

import Geometry
import Reports

struct BarPage {
  private static let textSize = 9.0
  private static let axisHeight = 32.0
  private static let legendRow = 16.0
  private static let swatch = 22.0
  private static let leastPitch = 14.0

  private let chart: StackedBars
  private let frame: SheetFrame
  private let legend: [(part: Int, x: Double, row: Int)]
  private let plot: Rectangle
  private let axisStep: Double
  private let axisEnd: Double
  private let pitch: Double
  private let table: ListTable
  /// How many bars a page has.
  let capacity: Int

  init(_ chart: StackedBars, _ frame: SheetFrame) {
    self.chart = chart
    self.frame = frame
    let content = frame.content
    var legend: [(part: Int, x: Double, row: Int)] = []
    var (x, row) = (0.0, 0)
    for (index, part) in chart.parts.enumerated() {
      let needed = Self.swatch + 6 + textWidth(part.title[frame.language], size: Self.textSize) + 14
      if x + needed > content.width, x > 0 { (x, row) = (0, row + 1) }
      legend.append((index, x, row))
      x += needed
    }
    self.legend = legend
    let legendHeight = Double(row + 1) * Self.legendRow + 8
    let labelWidth = min(
      content.width * 0.3, chart.bars.map { textWidth($0.label, size: Self.textSize) }.max() ?? 0)
    let totals = chart.bars.map(\.total)
    let totalWidth = totals.map { textWidth(chart.text($0), size: Self.textSize) * 1.1 }.max() ?? 0
    let table = ListTable(chart.table(in: frame.language), width: content.width)
    let room = content.height - legendHeight - Self.axisHeight
    // The total is a row of the last page, and a line below tells of bars that are left out.
    let tallest = (0..<table.count).map { table.height(ofRow: $0) }.max() ?? 0
    let fixed = ListTable.headHeight + tallest + 20
    capacity = max(1, Int((room - fixed) / (Self.leastPitch + tallest)))
    let shown = Double(max(1, min(capacity, chart.bars.count)))
    pitch = min(44, max(Self.leastPitch, (room - fixed) / shown - tallest))
    plot = Rectangle(
      content.x + labelWidth + 8, content.y + legendHeight, content.width - labelWidth - totalWidth - 16,
      shown * pitch)
    axisEnd = max(Double(totals.max() ?? 0) / chart.power, 1)
    axisStep = Self.roundStep(axisEnd / 5, whole: chart.places == 0)
    self.table = table
  }

  /// 1, 2 or 5 times a power of ten, not less than asked.
  private static func roundStep(_ least: Double, whole: Bool) -> Double {
    var power = 1.0
    while power * 10 <= least { power *= 10 }
    while power > least, !whole { power /= 10 }
    return power * [1, 2, 5, 10].first { $0 * power >= least }!
  }

  func page(_ range: Range<Int>, number: Int, of count: Int, onOnePage: Bool) -> Page {
    let language = frame.language
    let content = frame.content
    return frame.page(chart.title, number: number, of: count) { page in
      drawLegend(on: &page)
      let bottom = plot.y + Double(range.count) * pitch
      drawAxis(bottom: bottom, on: &page)
      for (place, index) in range.enumerated() {
        draw(chart.bars[index], top: plot.y + Double(place) * pitch, on: &page)
      }
      // The total comes behind the last bar.
      let isLast = range.upperBound == chart.bars.count
      let rows = range.lowerBound..<range.upperBound + (isLast ? 1 : 0)
      table.draw(rows, at: Spot(content.x, bottom + Self.axisHeight), on: &page)
      if onOnePage, !isLast {
        let rest = chart.bars.count - range.upperBound
        let words = Words(
          zh: "此处列不下，另有 \(rest) 个单位，全部见 \(chart.source)。",
          en: "There is no room here for \(rest) more units; all are in \(chart.source).")
        page.text(words[language], at: Spot(content.x, content.bottom - 2), size: Self.textSize, bold: true)
      }
    }
  }

  private func drawLegend(on page: inout Page) {
    let content = frame.content
    for (index, x, row) in legend {
      let part = chart.parts[index]
      let box = Rectangle(content.x + x, content.y + Double(row) * Self.legendRow, Self.swatch, 10)
      fill(box, part.texture, on: &page)
      page.text(part.title[frame.language], at: Spot(box.right + 6, box.y + 8.5), size: Self.textSize)
    }
  }

  private func x(_ value: Double) -> Double { plot.x + value / axisEnd * plot.width }

  private func drawAxis(bottom: Double, on page: inout Page) {
    var value = 0.0
    while value <= axisEnd * (1 + 1e-9) {
      let x = number(x(value))
      page.add(
        "path",
        [
          "d": "M\(x) \(number(plot.y - 2))V\(number(bottom + 3))", "stroke": value == 0 ? "#111" : "#bbb",
          "stroke-width": value == 0 ? "1" : "0.4",
        ])
      page.text(number(value), at: Spot(self.x(value), bottom + 13), size: 8, anchor: .middle, fill: "#333")
      value += axisStep
    }
    page.text(
      chart.unit[frame.language], at: Spot(plot.x - 8, bottom + 13), size: 8, anchor: .end, fill: "#333")
  }

  private func draw(_ bar: StackedBars.Bar, top: Double, on page: inout Page) {
    let height = pitch * 0.68
    let y = top + (pitch - height) / 2
    let base = y + height / 2 + 3.2
    let label = wrapped(bar.label, size: Self.textSize, width: plot.x - frame.content.x - 6)
    // A name too long for its place loses its end here; the table has it whole.
    page.text(
      label[0] + (label.count > 1 ? "…" : ""), at: Spot(plot.x - 8, base), size: Self.textSize, anchor: .end)
    var sum: Int64 = 0
    for (part, value) in zip(chart.parts, bar.values) where value > 0 {
      let (from, to) = (x(Double(sum) / chart.power), x(Double(sum + value) / chart.power))
      let box = Rectangle(from, y, to - from, height)
      fill(box, part.texture, on: &page)
      let text = chart.text(value)
      let width = textWidth(text, size: 8)
      if width + 3 <= box.width {
        // White beneath, so that no hatching runs through the digits.
        let middle = (from + to) / 2
        page.add(
          "rect",
          [
            "x": number(middle - width / 2 - 0.5), "y": number(base - 7.2), "width": number(width + 1),
            "height": "8.6", "fill": "#fff", "fill-opacity": "0.9",
          ])
        page.text(text, at: Spot(middle, base - 0.2), size: 8, anchor: .middle)
      }
      sum += value
    }
    page.text(
      chart.text(sum), at: Spot(x(Double(sum) / chart.power) + 5, base), size: Self.textSize, bold: true)
  }

  private func fill(_ box: Rectangle, _ texture: Texture, on page: inout Page) {
    texture.fill(box.path, within: box, on: &page)
    page.add("path", ["d": box.path, "fill": "none", "stroke": "#222", "stroke-width": "0.6"])
  }
}

extension StackedBars {
  fileprivate var power: Double { (0..<places).reduce(1) { power, _ in power * 10 } }
  fileprivate func text(_ value: Int64) -> String {
    places == 0 ? String(value) : decimalText(value, places: places)
  }

  /// Every number, with a row of totals at the end.
  fileprivate func table(in language: Language) -> TerminalTable {
    func row(_ label: String, _ values: [Int64]) -> [String] {
      [label] + values.map { $0 == 0 ? "" : text($0) } + [text(values.reduce(0, +))]
    }
    let sums = parts.indices.map { part in bars.reduce(0) { $0 + $1.values[part] } }
    let total = Words(zh: "合计", en: "total")[language]
    return TerminalTable(
      headings: [Words(zh: "单位", en: "unit")[language]] + parts.map { $0.title[language] } + [total],
      rows: bars.map { row($0.label, $0.values) } + [row(total, sums)], numeric: Set(1...parts.count + 1))
  }
}

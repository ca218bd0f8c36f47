// A map laid out on pages of one size: what the list and the notes leave is the map's, and what has no room is told.

import Geometry

struct MapPage {
  private static let listTitleHeight = 19.0
  private static let noteSize = 7.5
  private static let noteHeight = 10.0
  private static let gap = 8.0

  private let sheet: MapSheet
  private let frame: SheetFrame
  private let language: Language
  private let legend: MapLegend
  private let table: ListTable
  /// The rows of the list on the first page.
  private let rows: Range<Int>
  private let labels: MapLabels
  private let notes: [String]
  let view: MapView

  init(_ sheet: MapSheet, _ size: PageSize, _ language: Language) {
    self.sheet = sheet
    self.language = language
    frame = SheetFrame(size, title: sheet.title, subtitle: sheet.subtitle, language)
    let content = frame.content
    table = ListTable(sheet.list.table, width: content.width)
    let share = size == .portrait ? 0.42 : 0.34
    rows = table.rows(from: 0, fitting: content.height * share)
    // Which names have room depends on the map, whose size depends on the lines that tell which had none.
    var reserved = 0
    while true {
      let below = Self.below(table, rows, notes: reserved)
      let legend = MapLegend(sheet, width: content.width, language)
      // A title of many lines takes the room from the foot of the page, not from the map.
      let height = max(120, content.height - below - legend.height - Self.gap)
      let map = Rectangle(content.x, content.y, content.width, height)
      let view = MapView(of: sheet.extent, in: map)
      let labels = MapLabels(sheet, view)
      let notes = (sheet.notes + labels.missed(in: language)).flatMap {
        wrapped($0, size: Self.noteSize, width: content.width)
      }
      if notes.count <= reserved || reserved > 40 {
        (self.legend, self.view, self.labels, self.notes) = (legend, view, labels, notes)
        return
      }
      reserved = notes.count
    }
  }

  /// The height of list and notes.
  private static func below(_ table: ListTable, _ rows: Range<Int>, notes: Int) -> Double {
    let list = table.count == 0 ? 0 : table.height(of: rows)
    let more = rows.count < table.count ? noteHeight + 4 : 0
    return gap + listTitleHeight + list + more + Double(notes) * noteHeight + (notes > 0 ? 4 : 0)
  }

  func pages(onOnePage: Bool) -> [Page] {
    var ranges = [rows]
    if !onOnePage {
      while let last = ranges.last, last.upperBound < table.count {
        let next = table.rows(from: last.upperBound, fitting: frame.content.height - Self.listTitleHeight)
        // A row taller than a page is drawn nevertheless.
        ranges.append(next.isEmpty ? last.upperBound..<last.upperBound + 1 : next)
      }
    }
    return ranges.enumerated().map { index, range in
      frame.page(sheet.title, number: index + 1, of: ranges.count) { page in
        if index == 0 { drawFirst(onOnePage: onOnePage, on: &page) } else { drawFurther(range, on: &page) }
      }
    }
  }

  private func drawFirst(onOnePage: Bool, on page: inout Page) {
    let content = frame.content
    drawMap(sheet, view, labels, on: &page)
    var y = view.rectangle.bottom
    legend.draw(at: Spot(content.x, y), view, on: &page)
    y += legend.height + Self.gap
    drawListTitle("", at: y, on: &page)
    y += Self.listTitleHeight
    if table.count > 0 {
      table.draw(rows, at: Spot(content.x, y), on: &page)
      y += table.height(of: rows)
    }
    if rows.count < table.count {
      let (rest, source) = (table.count - rows.count, sheet.list.source)
      let words =
        onOnePage
        ? Words(
          zh: "此处列不下，另有 \(rest) 行，全部见 \(source)。",
          en: "There is no room here for \(rest) more rows; all are in \(source).")
        : Words(zh: "另有 \(rest) 行，见下页。", en: "\(rest) more rows on the next page.")
      page.text(words[language], at: Spot(content.x, y + 10), size: 8.5, bold: true)
      y += Self.noteHeight + 4
    }
    y += 4
    for note in notes {
      page.text(note, at: Spot(content.x, y + 7), size: Self.noteSize, fill: "#333")
      y += Self.noteHeight
    }
  }

  private func drawFurther(_ range: Range<Int>, on page: inout Page) {
    let content = frame.content
    drawListTitle(Words(zh: "（续）", en: " (continued)")[language], at: content.y, on: &page)
    table.draw(range, at: Spot(content.x, content.y + Self.listTitleHeight), on: &page)
  }

  private func drawListTitle(_ suffix: String, at y: Double, on page: inout Page) {
    page.text(sheet.list.title[language] + suffix, at: Spot(frame.content.x, y + 12), size: 11, bold: true)
  }
}

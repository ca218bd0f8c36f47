// What every page has: margins, a title, a foot with the number of the page.

import Geometry

struct SheetFrame {
  static let margin = 34.0
  private static let titleSize = 17.0
  private static let subtitleSize = 9.0

  let size: PageSize
  let language: Language
  private let titles: [String]
  private let subtitles: [String]

  init(_ size: PageSize, title: String, subtitle: String, _ language: Language) {
    self.size = size
    self.language = language
    let width = size.width - 2 * Self.margin
    titles = wrapped(title, size: Self.titleSize, width: width)
    subtitles = wrapped(subtitle, size: Self.subtitleSize, width: width)
  }

  /// What title and foot leave.
  var content: Rectangle {
    let head = Double(titles.count) * 21 + Double(subtitles.count) * 12 + 9
    return Rectangle(
      Self.margin, Self.margin + head, size.width - 2 * Self.margin, size.height - 2 * Self.margin - head - 4)
  }

  /// A page with title and foot, for `draw` to fill.
  func page(_ title: String, number: Int, of count: Int, _ draw: (inout Page) -> Void) -> Page {
    var page = Page(size, title: title, language: language.say("zh-CN", "en"))
    var y = Self.margin
    for line in titles {
      page.text(line, at: Spot(size.width / 2, y + 15), size: Self.titleSize, bold: true, anchor: .middle)
      y += 21
    }
    for line in subtitles {
      page.text(line, at: Spot(size.width / 2, y + 9), size: Self.subtitleSize, anchor: .middle, fill: "#333")
      y += 12
    }
    draw(&page)
    if count > 1 {
      let words = Words(zh: "第 \(number) 页，共 \(count) 页", en: "page \(number) of \(count)")
      page.text(
        words[language], at: Spot(size.width - Self.margin, size.height - Self.margin + 14), size: 8, anchor: .end,
        fill: "#333")
    }
    return page
  }
}

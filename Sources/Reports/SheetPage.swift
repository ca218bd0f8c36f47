// A sheet as one HTML file that opens without a network and prints on A4, readable in black and white.

public import Geometry

extension Sheet {
  public func page(in language: Language) -> String {
    var body = "<h1>\(harmlessInMarkup(title))</h1>\n<p class=\"from\">\(harmlessInMarkup(subtitle))</p>\n"
    if !lead.isEmpty {
      let lines = lead.map { "<dt>\(harmlessInMarkup($0.label))</dt><dd>\(harmlessInMarkup($0.text))</dd>\n" }
      body += "<dl>\n\(lines.joined())</dl>\n"
    }
    for section in sections {
      // So many columns would be crowded on an upright page.
      let isWide = section.table.headings.count > 8 && !section.table.rows.isEmpty
      body += "<section\(isWide ? " class=\"wide\"" : "")>\n<h2>\(harmlessInMarkup(section.title))</h2>\n"
      if !section.table.rows.isEmpty { body += section.table.html }
      if let note = section.note { body += "<p>\(harmlessInMarkup(note))</p>\n" }
      body += "</section>\n"
    }
    return """
      <!DOCTYPE html>
      <html lang="\(language.say("zh-CN", "en"))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(harmlessInMarkup(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  private static let style = """
    @page { size: A4; margin: 18mm 16mm }
    @page wide { size: A4 landscape }
    section.wide { page: wide }
    body { font: 15px/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif;
      color: #111; max-width: 190mm; margin: 2rem auto; padding: 0 1rem }
    h1 { font-size: 1.5rem; margin: 0 }
    h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; break-after: avoid }
    .from { color: #555; margin: .2rem 0 1.2rem }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; margin: 0;
      border: 1.5px solid #111; padding: .8rem 1rem }
    dt { color: #555 } dd { margin: 0; overflow-wrap: anywhere }
    dl > dd:first-of-type { font-weight: 700 }
    table { border-collapse: collapse; width: 100%; font-size: .86rem }
    th { text-align: left; border-bottom: 1.5px solid #111; white-space: nowrap }
    th, td { padding: .25rem .5rem .25rem 0; vertical-align: top; overflow-wrap: break-word }
    td { border-bottom: 1px solid #ccc } tr { break-inside: avoid } thead { display: table-header-group }
    .n { text-align: right } .n, .k { white-space: nowrap } tr.total td { border-top: 1.5px solid #111; font-weight: 700 }
    @media print { body { margin: 0; padding: 0; font-size: 10.5pt; max-width: none } }
    """
}

extension TerminalTable {
  fileprivate var html: String {
    func row(_ cells: [String], _ tag: String) -> String {
      cells.enumerated().map { column, cell in
        let style = numeric.contains(column) ? " class=\"n\"" : cell.isOneToken ? " class=\"k\"" : ""
        return "<\(tag)\(style)>\(harmlessInMarkup(cell))</\(tag)>"
      }.joined()
    }
    var html = "<table>\n<thead><tr>\(row(headings, "th"))</tr></thead>\n<tbody>\n"
    for (index, cells) in rows.enumerated() {
      html += "<tr\(hasTotal && index == rows.count - 1 ? " class=\"total\"" : "")>\(row(cells, "td"))</tr>\n"
    }
    return html + "</tbody>\n</table>\n"
  }
}

extension String {
  /// A number of a well or a day: to be broken at no hyphen.
  fileprivate var isOneToken: Bool { utf8.count <= 14 && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}

// A sheet for people: a title, a few lines of facts, tables under headings. The same sheet is text on a terminal and a page
// to print.

public struct Sheet: Sendable {
  public struct Section: Sendable {
    public let title: String
    public let table: TerminalTable
    /// A sentence under the table.
    public let note: String?

    public init(_ title: String, _ table: TerminalTable, note: String? = nil) {
      self.title = title
      self.table = table
      self.note = note
    }
  }
  public let title: String
  /// Where the sheet comes from.
  public let subtitle: String
  /// What matters most, as label and text.
  public let lead: [(label: String, text: String)]
  public let sections: [Section]

  public init(title: String, subtitle: String, lead: [(label: String, text: String)], sections: [Section]) {
    self.title = title
    self.subtitle = subtitle
    self.lead = lead
    self.sections = sections
  }

  /// Several sheets one behind the other, under the title of the first; the lead of each of the others is a section.
  public init(joining sheets: [Sheet]) {
    let others = sheets.dropFirst().flatMap { sheet in
      [
        Section(
          sheet.title, TerminalTable(headings: ["", ""], rows: sheet.lead.map { [$0.label, $0.text] }, numeric: []))
      ] + sheet.sections
    }
    self.init(
      title: sheets[0].title, subtitle: sheets[0].subtitle, lead: sheets[0].lead,
      sections: sheets[0].sections + others)
  }

  /// For a terminal.
  public var text: String {
    var text = title + "\n" + subtitle + (lead.isEmpty ? "\n" : "\n\n")
    let width = lead.map { displayWidth($0.label) }.max() ?? 0
    for (label, line) in lead {
      text += label + String(repeating: " ", count: width - displayWidth(label) + 2) + line + "\n"
    }
    for section in sections {
      text += "\n\(section.title)\n\n"
      if !section.table.rows.isEmpty { text += section.table.text }
      if let note = section.note { text += note + "\n" }
    }
    return text
  }
}

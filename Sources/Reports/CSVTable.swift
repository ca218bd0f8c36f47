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
    var text = CSVText(headings: headings.map { $0[language] })
    for row in rows {
      for cell in row { text.append(CSVText.cell(cell ?? "")) }
      text.endRow()
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

/// A list as it grows, cell by cell.
public struct CSVText: GrowingText {
  var bytes: [UInt8] = Array("\u{FEFF}".utf8)
  let file: GrowingFile?
  private var isAtStart = true

  init(headings: [String], in file: GrowingFile? = nil) {
    self.file = file
    for heading in headings { append(Self.cell(heading)) }
    endRow()
  }

  /// Writes a list into a file as it grows.
  public static func write(
    to path: String, headings: [String], _ body: (inout CSVText) throws -> Void
  ) throws {
    try GrowingFile.write(to: path) { file in
      var text = CSVText(headings: headings, in: file)
      try body(&text)
      text.flush()
    }
  }

  /// A text as it stands in the list.
  public static func cell(_ text: String) -> [UInt8] {
    let text = harmlessInSpreadsheets(text)
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      return Array(text.utf8)
    }
    // By bytes: a mark combined with it makes another character of a quotation mark, which a reader sees all the same.
    var quoted: [UInt8] = [0x22]
    for byte in text.utf8 { quoted += byte == 0x22 ? [0x22, 0x22] : [byte] }
    return quoted + [0x22]
  }

  /// - Parameter cell: of ``cell(_:)``.
  public mutating func append(_ cell: [UInt8]) {
    if !isAtStart { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: cell)
    isAtStart = false
  }

  public mutating func endRow() {
    bytes.append(0x0D)
    bytes.append(0x0A)
    isAtStart = true
    spill()
  }
}

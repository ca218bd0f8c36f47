// Lists as XLSX that office programs open as they are meant: codes are text, the head stays in sight, columns are as wide as
// what is in them. Written by libxlsxwriter; GDAL's own XLSX driver knows values only.

import CXLSXWriter
import Foundation
public import Geometry

/// One sheet of a workbook: a table under its headings, or free lines for a cover.
public struct WorkbookSheet: Sendable {
  public enum Cell: Sendable, Equatable {
    case empty
    /// Always a text, whatever it looks like: 00123 keeps its zeros, and =1+1 is no formula.
    case text(String)
    case number(Double, decimals: Int)
  }
  /// How a row is shown.
  public enum RowStyle: Sendable { case plain, subtotal, title }

  public let name: String
  public let headings: [String]
  private var stored: [(cells: [Cell], style: RowStyle)] = []
  /// A long list is not held cell by cell; its rows are made as they are written.
  private var long: (count: Int, row: @Sendable (Int) -> [Cell])?
  /// Columns whose cells offer a list to choose from; other values can be typed.
  public var choices: [Int: [String]] = [:]

  /// - Parameter headings: none for a cover, whose first column then holds labels.
  public init(_ name: String, headings: [String]) {
    self.name = name
    self.headings = headings
  }

  /// A list of many rows.
  public init(_ name: String, headings: [String], count: Int, row: @escaping @Sendable (Int) -> [Cell]) {
    self.init(name, headings: headings)
    long = (count, row)
  }

  public mutating func append(_ cells: [Cell], _ style: RowStyle = .plain) { stored.append((cells, style)) }

  public var count: Int { stored.count + (long?.count ?? 0) }
  /// Stored rows, then those that are made.
  public func row(_ index: Int) -> (cells: [Cell], style: RowStyle) {
    index < stored.count ? stored[index] : (long!.row(index - stored.count), .plain)
  }
}

public struct Workbook: Sendable {
  public var title: String
  /// Of the file's properties: the day that the lists are of, so that the same lists are the same bytes on any day.
  public var day: Day
  public var sheets: [WorkbookSheet]

  public init(title: String, day: Day, sheets: [WorkbookSheet]) {
    self.title = title
    self.day = day
    self.sheets = sheets
  }

  /// XLSX has this many rows and no more; longer lists go on in further sheets.
  private static let rowLimit = 1_000_000
  private static let columnLimit = 16_384
  /// Units of UTF-16 that a cell takes.
  private static let textLimit = 32_767

  /// - Throws: ``InputFault`` where the file cannot be written, or a sheet has more columns than XLSX takes.
  public func write(to path: String) throws {
    for sheet in sheets where sheet.headings.count > Self.columnLimit {
      throw InputFault(
        at: "\(path)|\(sheet.name)",
        Words(
          zh: "有 \(sheet.headings.count) 列，XLSX 最多 \(Self.columnLimit) 列",
          en: "has \(sheet.headings.count) columns; XLSX takes \(Self.columnLimit)"),
        remedy: Words(zh: "改用 .csv，或核对列的来源", en: "write .csv instead, or look where so many columns come from"))
    }
    // A row at a time: a list held cell by cell would be most of the memory of a run.
    let folder = path.folderOfPath
    let book = unsafe (folder.isEmpty ? "." : folder).withCString { folder in
      var options = unsafe lxw_workbook_options()
      unsafe options.constant_memory = UInt8(LXW_TRUE.rawValue)
      // Where the workbook goes there is room for it; the folder for temporary files may be a small one.
      unsafe options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return unsafe workbook_new_opt(path, &options)
    }
    guard let book = unsafe book else { throw Self.fault(path, "workbook_new") }
    unsafe setProperties(of: book)
    let styles = unsafe Styles(book)
    var used: Set<String> = []
    var refused: String?
    for sheet in sheets {
      for first in stride(from: 0, to: max(sheet.count, 1), by: Self.rowLimit) {
        let rows = first..<min(first + Self.rowLimit, sheet.count)
        if unsafe !write(sheet, rows, into: book, styles, &used) { refused = refused ?? sheet.name }
      }
    }
    // The library writes rows aside as they come, and does not look whether they were.
    let isFull = Self.isFull(folder.isEmpty ? "." : folder)
    let code = unsafe workbook_close(book)  // frees the workbook, whatever it returns
    guard code == LXW_NO_ERROR else { throw Self.fault(path, unsafe String(cString: lxw_strerror(code))) }
    if let refused { throw Self.fault(path, "workbook_add_worksheet: \(refused)") }
    if isFull { throw Self.fault(path, unsafe String(cString: strerror(ENOSPC))) }
  }

  /// Whether next to nothing is left on the disk that holds a folder.
  private static func isFull(_ folder: String) -> Bool {
    var disk = statvfs()
    guard unsafe statvfs(folder, &disk) == 0 else { return false }
    return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 1 << 16
  }

  private static func fault(_ path: String, _ reason: String) -> InputFault {
    InputFault(
      at: path, Words(zh: "不能写出（\(reason)）", en: "cannot be written (\(reason))"),
      remedy: Words(zh: "检查磁盘空间和文件夹权限", en: "check free space and the folder's permissions"))
  }

  private func setProperties(of book: UnsafeMutablePointer<lxw_workbook>) {
    var properties = unsafe lxw_doc_properties()
    unsafe properties.created = Int(day.daysSince1970) * 86_400
    unsafe Self.written(title).withCString { title in
      unsafe properties.title = UnsafeMutablePointer(mutating: title)
      unsafe workbook_set_properties(book, &properties)
    }
  }

  /// False where the library refuses the sheet.
  private func write(
    _ sheet: WorkbookSheet, _ rows: Range<Int>, into book: UnsafeMutablePointer<lxw_workbook>, _ styles: Styles,
    _ used: inout Set<String>
  ) -> Bool {
    let name = sheet.uniqueName(besides: &used)
    guard let page = unsafe workbook_add_worksheet(book, name) else { return false }
    let widths = sheet.widths
    for (column, width) in widths.enumerated() {
      unsafe worksheet_set_column(page, UInt16(column), UInt16(column), width, nil)
    }
    var line: UInt32 = 0
    if !sheet.headings.isEmpty {
      for (column, heading) in sheet.headings.enumerated() {
        unsafe worksheet_write_string(page, 0, UInt16(column), Self.written(heading), styles.heading)
      }
      unsafe worksheet_freeze_panes(page, 1, 0)
      unsafe worksheet_repeat_rows(page, 0, 0)
      unsafe worksheet_autofilter(page, 0, 0, UInt32(max(rows.count, 1)), UInt16(sheet.headings.count - 1))
      line = 1
    }
    for row in rows {
      let (cells, style) = sheet.row(row)
      for (column, cell) in cells.enumerated() { unsafe write(cell, style, page, line, UInt16(column), styles) }
      let height = style == .title ? 1 : Self.lines(of: cells, in: widths)
      if height > 1 { unsafe worksheet_set_row(page, line, 15 * Double(height), nil) }
      line += 1
    }
    for (column, choices) in sheet.choices.sorted(by: { $0.key < $1.key }) {
      unsafe offer(choices, column: UInt16(column), rows: line, page)
    }
    unsafe worksheet_set_landscape(page)
    unsafe worksheet_set_paper(page, 9)  // A4
    // One page wide, where that can still be read; a wider list goes on to the right, its first column on every page.
    if widths.reduce(0, +) <= 300 {
      unsafe worksheet_fit_to_pages(page, 1, 0)
    } else {
      unsafe worksheet_repeat_columns(page, 0, 0)
    }
    return true
  }

  /// Characters of the list of a drop-down, with a comma between two choices; a longer one is left out.
  private static let choicesLimit = 255

  private func offer(
    _ choices: [String], column: UInt16, rows: UInt32, _ page: UnsafeMutablePointer<lxw_worksheet>
  ) {
    guard !choices.isEmpty, rows > 1, choices.joined(separator: ",").count <= Self.choicesLimit else { return }
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe choices.map { unsafe strdup(Self.written($0)) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    unsafe pointers.withUnsafeMutableBufferPointer { list in
      var validation = unsafe lxw_data_validation()
      unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      unsafe validation.value_list = list.baseAddress
      unsafe validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
      _ = unsafe worksheet_data_validation_range(page, 1, column, rows - 1, column, &validation)
    }
  }

  /// How many lines the longest cell takes: not every program works it out when it opens the file.
  private static func lines(of cells: [WorkbookSheet.Cell], in widths: [Double]) -> Int {
    zip(cells, widths).reduce(1) { most, pair in
      // A character is never wider than it has bytes.
      guard case .text(let text) = pair.0, Double(text.utf8.count) >= pair.1 - 1 else { return most }
      return max(most, min((displayWidth(text) + Int(pair.1) - 2) / max(Int(pair.1) - 1, 1), 20))
    }
  }

  /// A text as the library has to be given it. It escapes control characters, `_x0001_` for the first of them (ECMA-376 part 1,
  /// ST_Xstring), but neither what looks like such an escape nor what XML cannot hold.
  private static func written(_ text: String) -> String {
    var text = text
    // Few texts have either, and there are millions of cells.
    if text.utf8.contains(UInt8(ascii: "_")) { text.replace(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_") }
    func isNone(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{FFFE}" || scalar == "\u{FFFF}" }
    if text.utf8.contains(0xEF), text.unicodeScalars.contains(where: isNone) {
      text = String(String.UnicodeScalarView(text.unicodeScalars.map { isNone($0) ? "\u{FFFD}" : $0 }))
    }
    return kept(text)
  }

  /// As much of a text as a cell takes.
  private static func kept(_ text: String) -> String {
    guard text.utf8.count > textLimit, text.utf16.count > textLimit else { return text }
    var (kept, length) = ("", 0)
    for scalar in text.unicodeScalars {
      length += scalar.value > 0xFFFF ? 2 : 1
      if length >= textLimit { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + "…"
  }

  private func write(
    _ cell: WorkbookSheet.Cell, _ style: WorkbookSheet.RowStyle, _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ line: UInt32, _ column: UInt16, _ styles: Styles
  ) {
    switch cell {
    case .empty:
      if style == .subtotal { unsafe worksheet_write_blank(page, line, column, styles.text(style)) }
    case .text(let text):
      // Not passed as it is: that would copy every text.
      unsafe Self.written(text).withCString { text in
        _ = unsafe worksheet_write_string(page, line, column, text, styles.text(style))
      }
    case .number(let number, let decimals):
      unsafe worksheet_write_number(page, line, column, number, styles.number(style, decimals))
    }
  }
}

/// The formats of a workbook; libxlsxwriter owns them.
@safe private struct Styles {
  let heading: UnsafeMutablePointer<lxw_format>
  private let plain, subtotal, title: UnsafeMutablePointer<lxw_format>
  private let numbers: [[UnsafeMutablePointer<lxw_format>]]

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    func make(bold: Bool = false, number: String = "@", _ adjust: (UnsafeMutablePointer<lxw_format>) -> Void = { _ in })
      -> UnsafeMutablePointer<lxw_format>
    {
      let format = unsafe workbook_add_format(book)!
      if bold { unsafe format_set_bold(format) }
      unsafe format_set_num_format(format, number)
      unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      unsafe adjust(format)
      return unsafe format
    }
    unsafe heading = make(bold: true) { format in
      unsafe format_set_bottom(format, UInt8(LXW_BORDER_MEDIUM.rawValue))
      unsafe format_set_bg_color(format, 0xE8EEF4)
      unsafe format_set_text_wrap(format)
    }
    // What is longer than its column goes on in further lines of the cell.
    unsafe plain = make { unsafe format_set_text_wrap($0) }
    unsafe subtotal = make(bold: true) { unsafe format_set_top($0, UInt8(LXW_BORDER_THIN.rawValue)) }
    unsafe title = make(bold: true) { unsafe format_set_font_size($0, 16) }
    unsafe numbers = [false, true].map { isSubtotal in
      unsafe (0...6).map { decimals in
        let pattern = decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
        return unsafe make(bold: isSubtotal, number: pattern) { format in
          if isSubtotal { unsafe format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue)) }
        }
      }
    }
  }

  func text(_ style: WorkbookSheet.RowStyle) -> UnsafeMutablePointer<lxw_format> {
    switch style {
    case .plain: unsafe plain
    case .subtotal: unsafe subtotal
    case .title: unsafe title
    }
  }

  func number(_ style: WorkbookSheet.RowStyle, _ decimals: Int) -> UnsafeMutablePointer<lxw_format> {
    unsafe numbers[style == .subtotal ? 1 : 0][min(max(decimals, 0), 6)]
  }
}

extension WorkbookSheet {
  /// At most 31 characters, without those that XLSX forbids, and not used before.
  fileprivate func uniqueName(besides used: inout Set<String>) -> String {
    // By scalars, as the library looks at it: a mark may stand on a character that is forbidden.
    let forbidden = Set("[]:*?/\\'".unicodeScalars)
    var allowed = String(
      String.UnicodeScalarView(
        withCharactersOfXMLAlone(name).unicodeScalars.map { forbidden.contains($0) ? " " : $0 }))
    // A remark in brackets goes whole.
    if allowed.unicodeScalars.count > 31, let bracket = allowed.lastIndex(where: { "(（".contains($0) }),
      bracket > allowed.startIndex
    {
      allowed = String(allowed[..<bracket]).trimmingSpaces()
    }
    var number = 1
    while true {
      let end = number == 1 ? "" : " \(number)"
      let candidate = String(allowed.unicodeScalars.prefix(31 - end.count)) + end
      if used.insert(candidate.lowercased()).inserted { return candidate }
      number += 1
    }
  }

  /// In characters of the default font, from what the first rows hold: between 6 and 44.
  fileprivate var widths: [Double] {
    let rows = (0..<min(count, 2000)).map(row)
    let columns = max(headings.count, rows.map(\.cells.count).max() ?? 0)
    return (0..<columns).map { column in
      var width = column < headings.count ? displayWidth(headings[column]) + 3 : 0
      // A title runs over into the cells beside it.
      for row in rows where row.style != .title && column < row.cells.count {
        switch row.cells[column] {
        case .empty: break
        case .text(let text): width = max(width, displayWidth(text) + 2)
        case .number(let number, let decimals): width = max(width, digits(of: number) + decimals + 4)
        }
      }
      return Double(min(max(width, 6), 44))
    }
  }
}

/// Digits before the decimal point.
private func digits(of number: Double) -> Int {
  number.magnitude < 1e15 ? String(Int(number.magnitude)).count : 18
}

// Tables as files: what the ending of a name says, and nothing that it does not say.

import ArgumentParser
import Foundation
import Geometry
import Reports

/// The files that a table can become.
enum SheetFormat: String, CaseIterable {
  case csv, xlsx, html

  /// - Throws: `ValidationError` for an ending that promises something else.
  init(_ path: String, among formats: [SheetFormat] = allCases) throws {
    guard let format = SheetFormat(rawValue: (path as NSString).pathExtension.lowercased()), formats.contains(format)
    else {
      throw ValidationError(
        say(
          "--out 要以 \(formats.map { ".\($0)" }.joined(separator: "、")) 结尾，而“\(path)”不是",
          "--out ends in \(formats.map { ".\($0)" }.joined(separator: ", ")), not as '\(path)' does"))
    }
    self = format
  }
}

/// Writes a sheet whole, or not at all.
///
/// - Parameter day: of which the sheet is.
func write(_ sheet: Sheet, on day: Day, in language: Language, to path: String) throws {
  switch try SheetFormat(path) {
  case .csv:
    // One mark of byte order, at the beginning of the file.
    let sections = sheet.sections.map { $0.csv(in: language) }
    let rest = sections.dropFirst().map { String($0.drop { $0 == "\u{FEFF}" }) }
    try writeWhole((sections.prefix(1) + rest).joined(separator: "\r\n"), to: path)
  case .xlsx: try staged(path) { try sheet.workbook(on: day).write(to: "\($0)/\($1)") }
  case .html: try writeWhole(sheet.page(in: language), to: path)
  }
}

extension Sheet.Section {
  fileprivate func csv(in language: Language) -> String {
    CSVTable(headings: table.headings.map { Words($0) }, rows: table.rows + (note.map { [[$0]] } ?? [])).text(
      in: language)
  }
}

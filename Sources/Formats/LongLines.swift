// Lines of a CSV list with more cells than its headings, mostly because a comma within a text was not put in quotation marks. To a
// reader the cells behind the last heading are nothing, and those before them stand under the wrong ones.

import Geometry

/// What is told of the lines, by number from 1, that have more cells than the first one; `nil` where none has.
func longLines(in bytes: [UInt8]) -> Words? {
  let separator = separator(of: bytes)
  var cellsOfHeadings: Int?
  var (line, start, cells) = (1, 1, 1)
  var isQuoted = false
  // Whether anything but blanks stands in a cell beyond the headings.
  var isLong = false
  var long: [Int] = []
  func endLine() {
    if cellsOfHeadings == nil { cellsOfHeadings = cells } else if isLong { long.append(start) }
    (cells, isLong) = (1, false)
  }
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case UInt8(ascii: "\""): isQuoted.toggle()
    case separator where !isQuoted: cells += 1
    case UInt8(ascii: "\r") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n"): break
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      line += 1
      if !isQuoted {
        endLine()
        start = line
      }
    case UInt8(ascii: " "), UInt8(ascii: "\t"): break
    default: if let headings = cellsOfHeadings, cells > headings { isLong = true }
    }
  }
  endLine()
  guard !long.isEmpty else { return nil }
  let shown = long.prefix(10).map(String.init).joined(separator: ", ") + (long.count > 10 ? ", …" : "")
  return Words(
    zh: "\(long.count) 行（第 \(shown) 行）的单元格比表头多，多出的没有读取，其余可能错列；请给含逗号的文字加引号，或另存为 xlsx",
    en:
      "\(long.count) lines (\(shown)) have more cells than the headings; the rest of them is not read, and what is may stand under the wrong heading: put texts with commas in quotation marks, or save the list as xlsx"
  )
}

/// - Throws: ``InputFault`` where there are more headings than GDAL reads columns; it leaves out the others without a word.
func checkColumns(in bytes: [UInt8], of path: String) throws {
  let separator = separator(of: bytes)
  let headings = 1 + bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.count { $0 == separator }
  guard headings > 2000 else { return }
  throw InputFault(
    at: path, Words(zh: "有 \(headings) 列，最多读取 2000 列", en: "has \(headings) columns; no more than 2,000 are read"),
    remedy: Words(zh: "请删去不用的列", en: "leave out those that are not used"))
}

/// The separator that the first line has most of outside quotation marks, as GDAL chooses it.
private func separator(of bytes: [UInt8]) -> UInt8 {
  let known = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
  var counts = [0, 0, 0, 0]
  var isQuoted = false
  for byte in bytes.prefix(while: { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }) {
    if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
    if !isQuoted, let index = known.firstIndex(of: byte) { counts[index] += 1 }
  }
  return known[counts.firstIndex(of: counts.max()!)!]
}

// A quotation mark without a partner in a CSV list. To a reader all that follows is one text, to the next mark or the end of the
// file, and the rows in it are gone without a word.

import Geometry

/// - Throws: ``InputFault`` with the line, counted from 1, of a quotation mark that opens a text which never ends, or, in the
///   middle of a cell as in `5" pipe`, one that goes on over the end of the line.
func checkQuotesClose(in bytes: [UInt8], of path: String) throws {
  // What stands before a text in quotation marks: a separator, the mark itself where it is written twice, the end of UTF-8's.
  let beginnings = Set("\n\r,;\t| \"".utf8).union([0xBF])
  var line = 1
  var opened: Int?
  var isWithinCell = false
  var previous = UInt8(ascii: "\n")
  for byte in bytes {
    // Neither mark nor line end is ever the second byte of a character of GBK or UTF-8: those are above them.
    if byte == UInt8(ascii: "\"") {
      if let start = opened {
        if isWithinCell && start < line { break }
        opened = nil
      } else {
        opened = line
        isWithinCell = !beginnings.contains(previous)
      }
    } else if byte == UInt8(ascii: "\n") {
      line += 1
    }
    previous = byte
  }
  if let opened {
    throw InputFault(
      at: "\(path):\(opened)",
      Words(
        zh: "引号没有配对：其后各行会被当作同一个单元格的文字而丢失",
        en: "a quotation mark has no partner: the rows behind it would be lost as the text of one cell"),
      remedy: Words(
        zh: "请改正这一行的引号（文字中的引号写两个），或另存为 xlsx",
        en: "correct the quotation marks of this line (one within a text is written twice), or save the list as xlsx"))
  }
}

/// - Throws: ``InputFault`` with the line, counted from 1, of a byte that is zero: to a reader it ends the line.
func checkHoldsNoZero(in bytes: [UInt8], of path: String) throws {
  guard let place = bytes.firstIndex(of: 0) else { return }
  let line = 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
  throw InputFault(
    at: "\(path):\(line)",
    Words(
      zh: "这一行含有空字符（字节 0），其后的单元格会丢失；文件已损坏，或编码不是 UTF-8、GBK",
      en:
        "the line holds a byte that is zero, and the cells behind it would be lost: the file is damaged, or its encoding is neither UTF-8 nor GBK"
    ),
    remedy: Words(zh: "请另存为 xlsx 或 UTF-8 的 csv", en: "save it as xlsx, or as csv in UTF-8"))
}

// Lists that a Chinese spreadsheet program saved as CSV are in GBK, and GDAL takes every CSV for UTF-8: such a list is
// turned into UTF-8 in memory before GDAL sees it.

import Geometry

extension MemoryFiles {
  /// The list in UTF-8, or `nil` where it needs no other encoding.
  func recodedCSV(_ bytes: [UInt8], of path: String, notes: inout [Words]) throws(GDALError) -> String? {
    let (text, guess) = decodedText(bytes)
    guard guess.verdict == .gb18030, !bytes.contains(0) else { return nil }
    notes.append(
      Words(
        zh: "按字节判定文字编码为 GBK/GB18030（\(guess.telling) 行含非 ASCII 字符，符合 UTF-8 的 \(guess.validUTF8) 行）",
        en:
          "read as GBK/GB18030 by its bytes (of \(guess.telling) lines with non-ASCII characters \(guess.validUTF8) are valid UTF-8)"
      ))
    return try add(path.split(separator: "/").last.map(String.init) ?? "table.csv", Array(text.utf8))
  }
}

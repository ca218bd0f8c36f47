// Lists that a Chinese spreadsheet program saved as CSV are in GBK, or in UTF-16 where it called them Unicode text, and GDAL takes
// every CSV for UTF-8: such a list is turned into UTF-8 in memory before GDAL sees it.

import Geometry

/// The list in UTF-8, or `nil` where it needs no other encoding.
func recodedCSV(_ bytes: [UInt8], notes: inout [Words], diagnoses: inout [Diagnosis]) -> [UInt8]? {
  if let text = decodedUTF16(bytes) {
    notes.append(Words(zh: "按文件开头的标记为 UTF-16", en: "read as UTF-16, as its first bytes say"))
    return Array(text.utf8)
  }
  guard !bytes.contains(0) else { return nil }
  let decoded = DecodedText(bytes)
  if let fault = decoded.fault {
    diagnoses.append(fault)
    return Array(decoded.text.utf8)
  }
  let guess = decoded.guess
  guard guess.verdict == .gb18030 else { return nil }
  notes.append(
    Words(
      zh: "按字节判定文字编码为 GBK/GB18030（\(guess.telling) 行含非 ASCII 字符，符合 UTF-8 的 \(guess.validUTF8) 行）",
      en:
        "read as GBK/GB18030 by its bytes (of \(guess.telling) lines with non-ASCII characters \(guess.validUTF8) are valid UTF-8)"
    ))
  return Array(decoded.text.utf8)
}

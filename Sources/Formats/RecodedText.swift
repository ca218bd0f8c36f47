// Chinese office programs write CSV in GBK, or in UTF-16 where they call it Unicode text; scripts on their machines write GeoJSON,
// KML and MIF in GBK. GDAL takes all of these for UTF-8: such a file is turned into UTF-8 in memory before GDAL sees it.

import Geometry

/// A text in UTF-8, or `nil` where it needs no other encoding.
func recodedText(_ bytes: [UInt8], notes: inout [Words], diagnoses: inout [Diagnosis]) -> [UInt8]? {
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

/// Whether the beginning of a file is anything but UTF-8: a file of gigabytes says in its first rows what it is written in.
func beginsInOtherEncoding(_ file: borrowing ByteFile) -> Bool {
  TextEncodingGuess.reading(utf8: file.bytes(at: 0, count: 1 << 20)) == .invalid
}

/// An XML document in UTF-8 whose declaration no longer says that it is in GBK or the like, which the parser would not take.
func withoutStatedEncoding(_ xml: [UInt8]) -> [UInt8]? {
  let head = String(decoding: xml.prefix(200), as: UTF8.self)
  guard let end = xml.firstIndex(of: UInt8(ascii: ">")),
    let declaration = head.firstMatch(of: /^\u{FEFF}?<\?xml[^>]*?(\s+encoding\s*=\s*["'][gG][bB][0-9A-Za-z-]*["'])/)
  else { return nil }
  let kept = String(decoding: xml[...end], as: UTF8.self).replacing(declaration.1, with: "", maxReplacements: 1)
  return Array(kept.utf8) + xml[(end + 1)...]
}

// Text out of bytes in the encodings of Chinese offices.

import CGDAL
import Geometry

/// The text of a file, by the encoding that its bytes show; a byte order mark is left out.
struct DecodedText {
  let text: String
  private(set) var guess = TextEncodingGuess()
  /// From 1, lines in another encoding than UTF-8, where no one encoding fits all.
  private var otherLines: [Int] = []

  init(_ bytes: [UInt8]) {
    // A mark of UTF-8 leaves nothing to guess. Its three bytes with a letter behind would pass for two characters of GBK.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      text = String(decoding: bytes[3...], as: UTF8.self)
      return
    }
    if let wide = decodedUTF16(bytes) {
      text = wide
      return
    }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines { guess.add(line) }
    guard guess.isMixed && guess.verdict != .unclear else {
      text = guess.verdict == .gb18030 ? decodedGB18030(bytes) : String(decoding: bytes, as: UTF8.self)
      return
    }
    // Rows of one office put behind those of another. Characters of three bytes are next to never chance, those of two are.
    var decoded: [String] = []
    for (number, line) in lines.enumerated() {
      let isUTF8 =
        TextEncodingGuess.reading(utf8: line) != .invalid
        && (guess.verdict == .utf8 || line.allSatisfy { $0 < 0x80 } || line.contains { $0 >= 0xE0 })
      if !isUTF8 { otherLines.append(number + 1) }
      decoded.append(
        isUTF8 || TextEncodingGuess.reading(gb18030: line) == .invalid
          ? String(decoding: line, as: UTF8.self) : decodedGB18030(Array(line)))
    }
    text = decoded.joined(separator: "\n")
  }

  /// What is wrong where no one encoding fits all lines.
  var fault: Diagnosis? {
    guard let first = otherLines.first else { return nil }
    let count = otherLines.count
    return Diagnosis(
      "F02",
      Words(
        zh: "各行的文字编码不同：有 \(count) 行不是 UTF-8（第一处在第 \(first) 行），按 GBK/GB18030 读取，其余按 UTF-8。请核对这些行，并统一编码后重新导出",
        en:
          "its lines are not in one encoding: \(count) are not in UTF-8 (the first is line \(first)) and read as GBK/GB18030, the others as UTF-8. Look at them, and export it anew in one encoding"
      ))
  }
}

/// Text in UTF-16, as a spreadsheet program saves "Unicode text"; `nil` where no mark says that it is.
func decodedUTF16(_ bytes: [UInt8]) -> String? {
  let isLittle = bytes.starts(with: [0xFF, 0xFE])
  guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
  let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isLittle ? second << 8 | first : first << 8 | second
  }
  return String(decoding: units, as: UTF16.self)
}

/// Text in GB18030, of which GBK and GB2312 are parts; bytes that are none are left out. Ends at the first zero.
func decodedGB18030(_ bytes: [UInt8]) -> String {
  let text = bytes.map { CChar(bitPattern: $0) } + [0]
  let recoded = unsafe CPLRecode(text, "GB18030", "UTF-8")
  defer { unsafe VSIFree(recoded) }
  return unsafe String(cString: recoded)
}

// Text out of bytes in the encodings of Chinese offices.

import CGDAL

/// The text of a file, by the encoding that its bytes show; a byte order mark is left out.
func decodedText(_ bytes: [UInt8]) -> (text: String, guess: TextEncodingGuess) {
  var guess = TextEncodingGuess()
  // A mark of UTF-8 leaves nothing to guess. Its three bytes with a letter behind would pass for two characters of GBK.
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (String(decoding: bytes[3...], as: UTF8.self), guess) }
  if let text = decodedUTF16(bytes) { return (text, guess) }
  for line in bytes.split(separator: 0x0A) { guess.add(line) }
  return (guess.verdict == .gb18030 ? decodedGB18030(bytes) : String(decoding: bytes, as: UTF8.self), guess)
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

// Which encoding the texts of a shapefile are in, decided by its bytes: offices send GBK without a .cpg, and GDAL would
// then read them as Latin-1 without a word.

/// Counts over the bytes of many texts; the verdict says what they can be.
public struct TextEncodingGuess: Sendable, Equatable {
  /// Texts with bytes above 127: the only evidence there is.
  public private(set) var telling = 0
  public private(set) var validUTF8 = 0
  public private(set) var validGB18030 = 0

  public init() {}

  public enum Verdict: String, Sendable {
    /// Nothing but ASCII: every candidate reads it alike.
    case ascii = "ASCII"
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"
    /// Neither: a shapefile is then read as GB18030, a list as it is.
    case unclear
  }

  /// UTF-8 is far too regular for other text to pass by chance, so it wins wherever every telling text is valid in it.
  /// A text cut in the middle of its last character is valid up to there, and counts as valid.
  public var verdict: Verdict {
    if telling == 0 { return .ascii }
    if validUTF8 == telling { return .utf8 }
    if validGB18030 == telling { return .gb18030 }
    return validUTF8 > validGB18030 ? .utf8 : validGB18030 > 0 ? .gb18030 : .unclear
  }

  public mutating func add(_ text: some Collection<UInt8>) {
    guard text.contains(where: { $0 > 127 }) else { return }
    telling += 1
    if Self.isUTF8(text) { validUTF8 += 1 }
    if Self.isGB18030(text) { validGB18030 += 1 }
  }

  static func isUTF8(_ text: some Collection<UInt8>) -> Bool {
    var expected = 0
    for byte in text {
      if expected > 0 {
        guard byte & 0xC0 == 0x80 else { return false }
        expected -= 1
      } else if byte > 127 {
        switch byte {
        case 0xC2...0xDF: expected = 1
        case 0xE0...0xEF: expected = 2
        case 0xF0...0xF4: expected = 3
        default: return false
        }
      }
    }
    return true
  }

  /// GB 18030: two bytes 81–FE, 40–7E or 80–FE; four bytes 81–FE, 30–39, 81–FE, 30–39. GBK is its two-byte part.
  static func isGB18030(_ text: some Collection<UInt8>) -> Bool {
    var bytes = text.makeIterator()
    while let first = bytes.next() {
      guard first > 127 else { continue }
      guard (0x81...0xFE).contains(first) else { return false }
      guard let second = bytes.next() else { return true }
      switch second {
      case 0x40...0x7E, 0x80...0xFE: continue
      case 0x30...0x39:
        guard let third = bytes.next() else { return true }
        guard (0x81...0xFE).contains(third) else { return false }
        guard let fourth = bytes.next() else { return true }
        guard (0x30...0x39).contains(fourth) else { return false }
      default: return false
      }
    }
    return true
  }
}

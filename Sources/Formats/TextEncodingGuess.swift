// Which encoding texts are in, decided by their bytes: offices send GBK without saying so, and GDAL would then read it as
// Latin-1 without a word.

/// Counts over the bytes of many texts; the verdict says what they can be.
public struct TextEncodingGuess: Sendable, Equatable {
  /// Texts with bytes above 127: the only evidence there is.
  public private(set) var telling = 0
  public private(set) var validUTF8 = 0
  public private(set) var validGB18030 = 0
  /// Characters of the texts that are valid UTF-8, those of three and four bytes twice: how little that can be chance.
  private var weightOfUTF8 = 0
  /// Texts whose bytes above 127 are all characters of GB 2312, the six thousand in daily use and their punctuation.
  private var plainChinese = 0
  private var plainCharacters = 0

  public init() {}

  public enum Verdict: String, Sendable {
    /// Nothing but ASCII: every candidate reads it alike.
    case ascii = "ASCII"
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"
    /// Neither: a shapefile is then read as GB18030, a list as it is.
    case unclear
  }

  /// UTF-8 is so regular that other texts seldom pass for it: about one in eight common characters of GBK does (two bytes,
  /// C2–DF and 80–BF), and next to none for three bytes. So it wins where every telling text is valid in it, unless that is
  /// a few such characters that are GBK as well. A text cut in the middle of its last character counts as valid.
  public var verdict: Verdict {
    if telling == 0 { return .ascii }
    if validUTF8 == telling && (weightOfUTF8 >= 4 || validGB18030 < telling) { return .utf8 }
    if validGB18030 == telling { return .gb18030 }
    return validUTF8 > validGB18030 ? .utf8 : validGB18030 > 0 ? .gb18030 : .unclear
  }

  /// Whether no encoding fits all texts, so that some will be read wrong.
  public var isMixed: Bool { telling > 0 && validUTF8 < telling && validGB18030 < telling }

  /// Whether the texts are such Chinese that it cannot be meant as Latin letters with accents.
  public var isPlainlyChinese: Bool { telling > 0 && plainChinese == telling && plainCharacters >= 4 }

  /// Whether it is so much of that Chinese that it cannot be Big5: of ten characters there four have a second byte below A1.
  var isSurelyMainland: Bool { isPlainlyChinese && plainCharacters >= 16 }

  public mutating func add(_ text: some Collection<UInt8>) { _ = add(text, fillsField: true) }

  /// - Parameter fillsField: whether more of the text may have found no room. Where it did find room and is whole in one
  ///   encoding, it is not broken in the other: it is none.
  mutating func add(_ text: some Collection<UInt8>, fillsField: Bool) -> (utf8: Reading, gb18030: Reading) {
    guard text.contains(where: { $0 > 127 }) else { return (.whole, .whole) }
    telling += 1
    var readings = (utf8: Self.reading(utf8: text), gb18030: Self.reading(gb18030: text))
    if !fillsField {
      if readings.utf8 == .cut && readings.gb18030 == .whole { readings.utf8 = .invalid }
      if readings.gb18030 == .cut && readings.utf8 == .whole { readings.gb18030 = .invalid }
    }
    if readings.utf8 != .invalid {
      validUTF8 += 1
      // A character of three bytes has one lead byte above DF, one of two has one from C2 to DF.
      for byte in text where byte >= 0xC2 { weightOfUTF8 += byte > 0xDF ? 2 : 1 }
    }
    if readings.gb18030 != .invalid { validGB18030 += 1 }
    let high = text.lazy.filter { $0 > 127 }
    if high.allSatisfy({ $0 >= 0xA1 && $0 <= 0xFE }), high.count.isMultiple(of: 2) {
      plainChinese += 1
      plainCharacters += high.count / 2
    }
    return readings
  }

  /// How bytes read in an encoding; `cut` where they end in the middle of a character.
  enum Reading { case whole, cut, invalid }

  static func reading(utf8 text: some Collection<UInt8>) -> Reading {
    var expected = 0
    for byte in text {
      if expected > 0 {
        guard byte & 0xC0 == 0x80 else { return .invalid }
        expected -= 1
      } else if byte > 127 {
        switch byte {
        case 0xC2...0xDF: expected = 1
        case 0xE0...0xEF: expected = 2
        case 0xF0...0xF4: expected = 3
        default: return .invalid
        }
      }
    }
    return expected == 0 ? .whole : .cut
  }

  /// GB 18030: two bytes 81–FE, 40–7E or 80–FE; four bytes 81–FE, 30–39, 81–FE, 30–39. GBK is its two-byte part.
  static func reading(gb18030 text: some Collection<UInt8>) -> Reading {
    var bytes = text.makeIterator()
    while let first = bytes.next() {
      guard first > 127 else { continue }
      guard (0x81...0xFE).contains(first) else { return .invalid }
      guard let second = bytes.next() else { return .cut }
      switch second {
      case 0x40...0x7E, 0x80...0xFE: continue
      case 0x30...0x39:
        guard let third = bytes.next() else { return .cut }
        guard (0x81...0xFE).contains(third) else { return .invalid }
        guard let fourth = bytes.next() else { return .cut }
        guard (0x30...0x39).contains(fourth) else { return .invalid }
      default: return .invalid
      }
    }
    return .whole
  }
}

// Texts as people type them: spaces at the ends, and forms of two widths for one letter.

extension StringProtocol {
  /// Without white space at both ends, including the ideographic space that spreadsheets are full of.
  public func trimmingSpaces() -> String {
    let scalars = unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return "" }
    guard first.isSpace || last.isSpace else { return String(self) }
    let rest = scalars.drop(while: \.isSpace)
    let end = rest.lastIndex { !$0.isSpace }.map(rest.index(after:)) ?? rest.startIndex
    return String(String.UnicodeScalarView(rest[rest.startIndex..<end]))
  }

  /// With letters, digits and signs of full width in half width: （农场） and ８ are (农场) and 8.
  public func inHalfWidth() -> String {
    guard unicodeScalars.contains(where: { $0.halfWidth != $0 }) else { return String(self) }
    return String(String.UnicodeScalarView(unicodeScalars.map(\.halfWidth)))
  }
}

extension Unicode.Scalar {
  /// The full-width forms lie at a fixed distance from ASCII.
  public var halfWidth: Unicode.Scalar {
    switch value {
    case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0)!
    case 0x3000: " "
    default: self
    }
  }

  /// White_Space of Unicode. Its own table is asked only behind ASCII and the ideographs, where almost all texts are.
  fileprivate var isSpace: Bool {
    switch value {
    case 0...0x7F: value == 0x20 || (0x09...0x0D).contains(value)
    case 0x3001...0xFFFFF: false
    default: properties.isWhitespace
    }
  }
}

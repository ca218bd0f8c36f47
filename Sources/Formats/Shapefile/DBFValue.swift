// What stands in a cell of a .dbf that is to be a number or a day. GDAL takes what it can read of it: 1,234.5 becomes 1, and
// 2026/1/3 the first of January 1970.

import Geometry

extension DBFHeader.Field {
  /// Whether a cell says something that its field cannot mean. Blank ones say nothing, and neither do days of zeros.
  func isWrong(_ cell: ArraySlice<UInt8>) -> Bool {
    guard kind == .whole || kind == .decimal || kind == .day else { return false }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    // Some writers end a cell with a zero byte, as C does; GDAL reads as far as that.
    let cell = cell.prefix { $0 != 0 }
    guard let first = cell.firstIndex(where: { !isBlank($0) }), let last = cell.lastIndex(where: { !isBlank($0) })
    else { return false }
    let text = cell[first...last]
    if kind == .day {
      guard text.contains(where: { $0 != UInt8(ascii: "0") }) else { return false }
      let isPlain = text.count == 8 && text.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return !isPlain || Day(String(decoding: text, as: UTF8.self)) == nil
    }
    // Asterisks are what GDAL writes where there is no number, and others where it found no room.
    return text.contains { $0 != UInt8(ascii: "*") } && !Self.isNumber(text, isWhole: kind == .whole)
  }

  /// An optional sign, digits, decimals, and for decimal numbers a power of ten. A whole number may have decimals of zero.
  private static func isNumber(_ text: ArraySlice<UInt8>, isWhole: Bool) -> Bool {
    var rest = text
    func digits() -> ArraySlice<UInt8> {
      let own = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(own.count)
      return own
    }
    func take(_ characters: String) -> Bool {
      guard let first = rest.first, characters.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = take("+-")
    let whole = digits()
    let decimals = take(".") ? digits() : []
    if whole.isEmpty && decimals.isEmpty { return false }
    if isWhole { return rest.isEmpty && decimals.allSatisfy { $0 == UInt8(ascii: "0") } }
    if take("eE") {
      _ = take("+-")
      if digits().isEmpty { return false }
    }
    return rest.isEmpty
  }
}

// <Data name="井号"> in KML, as map programs of phones export attributes. GDAL's driver puts an underscore for every byte of
// such a name that is no ASCII letter or digit, so that names of one length become one column, the last value of a row over
// all others. Here they get names of their own in memory before GDAL sees them, and their columns the true ones afterwards.

import Geometry

struct KMLDataNames {
  /// The file with the other names.
  private(set) var bytes: [UInt8] = []
  /// By the name that GDAL sees, the name in the file.
  private(set) var trueNames: [String: String] = [:]

  /// `nil` where every name is plain.
  init?(_ source: [UInt8]) {
    var substitutes: [String: String] = [:]
    var copied = 0
    for range in Self.names(in: source) where source[range].contains(where: { !Self.isPlain($0) }) {
      let name = String(decoding: source[range], as: UTF8.self)
      let substitute = substitutes[name] ?? "taohe_data_\(substitutes.count + 1)"
      substitutes[name] = substitute
      trueNames[substitute] = Self.withoutReferences(name)
      bytes += source[copied..<range.lowerBound]
      bytes += Array(substitute.utf8)
      copied = range.upperBound
    }
    if substitutes.isEmpty { return nil }
    bytes += source[copied...]
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Where the values of the attribute `name` of elements `Data` stand, whatever their prefix.
  private static func names(in source: [UInt8]) -> [Range<Int>] {
    let (element, attribute) = (Array("Data".utf8), Array("name".utf8))
    var found: [Range<Int>] = []
    var index = 0
    while let open = source[index...].firstIndex(of: UInt8(ascii: "<")) {
      guard let close = source[open...].firstIndex(of: UInt8(ascii: ">")) else { break }
      index = close + 1
      let tag = source[open + 1..<close]
      let name = tag.prefix { !isBlank($0) }
      guard (name.split(separator: UInt8(ascii: ":")).last ?? name).elementsEqual(element) else { continue }
      if let value = value(of: attribute, in: tag.dropFirst(name.count)) { found.append(value) }
    }
    return found
  }

  /// The place of the value of an attribute, between its quotation marks.
  private static func value(of wanted: [UInt8], in attributes: ArraySlice<UInt8>) -> Range<Int>? {
    var rest = attributes
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let name = rest[rest.startIndex..<equals].split(whereSeparator: isBlank).last ?? []
      let marks = rest[(equals + 1)...].drop(while: isBlank)
      guard let mark = marks.first, mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'"),
        let end = marks.dropFirst().firstIndex(of: mark)
      else { return nil }
      if name.elementsEqual(wanted) { return marks.startIndex + 1..<end }
      rest = rest[(end + 1)...]
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func withoutReferences(_ name: String) -> String {
    name.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
  }
}

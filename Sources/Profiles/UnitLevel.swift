// The levels of administrative units, as their codes tell them.

public import Geometry

/// Units by their codes: county 6 digits (GB/T 2260), township 3 more, village 3 more.
public enum UnitLevel: String, Sendable, CaseIterable {
  case county, township, village

  /// How many digits of a code name the unit.
  public var digits: Int {
    switch self {
    case .county: 6
    case .township: 9
    case .village: 12
    }
  }

  /// How many digits codes of the unit are written with: filled up with zeros, or followed by the seven digits that the land
  /// survey has for smaller units.
  var written: [Int] {
    switch self {
    case .county: [6, 9, 12, 19]
    case .township: [9, 12, 19]
    case .village: [12, 19]
    }
  }

  /// The part of a code that names the unit of this level, whatever smaller unit the rest names.
  public func beginning(of code: String) -> String { String(code.prefix(digits)) }

  public var title: Words {
    switch self {
    case .county: Words(zh: "县", en: "county")
    case .township: Words(zh: "乡镇", en: "township")
    case .village: Words(zh: "村", en: "village")
    }
  }
}

/// Codes of counties and townships may be filled up with zeros to nine or twelve digits: the digits without them.
public func plainUnitCode(_ code: String) -> String {
  var digits = code.utf8[...]
  // Few are as long; what is longer than any code stays as it is.
  guard (7...18).contains(digits.count) else { return code }
  while digits.count > 6, digits.count % 3 == 0, digits.suffix(3).elementsEqual("000".utf8) { digits.removeLast(3) }
  return digits.count == code.utf8.count ? code : String(Substring(digits))
}

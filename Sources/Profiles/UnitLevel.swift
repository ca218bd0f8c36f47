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
  var code = code
  while code.count > 6, code.count % 3 == 0, code.hasSuffix("000") { code = String(code.dropLast(3)) }
  return code
}

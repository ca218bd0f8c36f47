// The plane frames of Chinese surveys: Gauss–Krüger in zones of 3° or 6°, eastings with the zone's number before them or not.
//
//     3° zone n   central meridian 3n       n = 25 … 45
//     6° zone n   central meridian 6n − 3   n = 13 … 23
//     easting     500 km + distance from the meridian, 6 digits; with a prefix n · 10⁶ more, 8 digits
//
// The numbers of the two kinds of zones do not overlap, so a prefix says which kind it is of. Without one they are the same
// coordinates wherever they share a meridian. Codes are those of the EPSG registry.

import CPROJ
public import Geometry

public struct GaussFrame: Sendable, Hashable {
  public enum Datum: String, Sendable, CaseIterable { case cgcs2000, xian80, beijing54 }

  public let datum: Datum
  /// Degrees of longitude in a zone: 3 or 6.
  public let width: Int
  /// Degrees east of Greenwich.
  public let meridian: Int
  public let hasPrefix: Bool

  public static let meridians = Array(stride(from: 75, through: 135, by: 3))

  /// A zone by its number, which is the prefix of its eastings.
  public init?(zone: Int, datum: Datum) {
    switch zone {
    case 25...45: (width, meridian) = (3, 3 * zone)
    case 13...23: (width, meridian) = (6, 6 * zone - 3)
    default: return nil
    }
    self.datum = datum
    hasPrefix = true
  }

  /// The frame of eastings without a prefix.
  public init?(meridian: Int, datum: Datum) {
    guard Self.meridians.contains(meridian) else { return nil }
    self.datum = datum
    width = 3
    self.meridian = meridian
    hasPrefix = false
  }

  public var zone: Int { width == 3 ? meridian / 3 : (meridian + 3) / 6 }

  public var code: Int {
    let (prefixed, plain) =
      switch (datum, width) {
      case (.cgcs2000, 3): (4488, 4534)
      case (.cgcs2000, _): (4478, 4502)
      case (.xian80, 3): (2324, 2370)
      case (.xian80, _): (2314, 2338)
      case (.beijing54, 3): (2376, 2422)
      case (.beijing54, _): (21400, 21453)
      }
    return hasPrefix ? prefixed + zone : plain + (meridian - 75) / width
  }

  public var frame: Frame { get throws(PROJError) { try Frame("EPSG:\(code)") } }

  /// The zone that a frame is of, by its parameters and not its name; `nil` where it is none of these, or contradicts itself
  /// (zone 29 before the eastings, the meridian of another).
  public init?(_ frame: Frame) {
    guard !frame.isGeographic, let datum = Datum(of: frame), let parameters = TransverseMercator(frame),
      parameters.scale == 1, parameters.falseNorthing == 0
    else { return nil }
    guard let meridian = Int(exactly: parameters.meridian),
      let prefix = Int(exactly: (parameters.falseEasting - 500_000) / 1e6)
    else { return nil }
    guard let own = prefix == 0 ? Self(meridian: meridian, datum: datum) : Self(zone: prefix, datum: datum),
      own.meridian == meridian
    else { return nil }
    self = own
  }
}

extension GaussFrame.Datum {
  /// By the ellipsoid: Krassovsky 1940, IAG 1975, or that of CGCS2000, from which WGS 84 does not differ here.
  public init?(of frame: Frame) {
    switch try? frame.ellipsoid.a {
    case 6_378_137: self = .cgcs2000
    case 6_378_140: self = .xian80
    case 6_378_245: self = .beijing54
    default: return nil
    }
  }

  /// Longitude and latitude on it.
  public var degrees: Frame {
    switch self {
    case .cgcs2000: Frame(definition: "EPSG:4490", name: "China Geodetic Coordinate System 2000", isGeographic: true)
    case .xian80: Frame(definition: "EPSG:4610", name: "Xian 1980", isGeographic: true)
    case .beijing54: Frame(definition: "EPSG:4214", name: "Beijing 1954", isGeographic: true)
    }
  }
}

/// The parameters of a projection as PROJ knows them.
private struct TransverseMercator {
  let meridian, scale, falseEasting, falseNorthing: Double

  init?(_ frame: Frame) {
    let context = PROJContext()
    guard let object = unsafe proj_create(context.pointer, frame.definition) else { return nil }
    defer { unsafe proj_destroy(object) }
    guard unsafe proj_get_type(object) == PJ_TYPE_PROJECTED_CRS,
      let conversion = unsafe proj_crs_get_coordoperation(context.pointer, object)
    else { return nil }
    defer { unsafe proj_destroy(conversion) }
    func value(_ name: String) -> Double? {
      let index = unsafe proj_coordoperation_get_param_index(context.pointer, conversion, name)
      var value = 0.0
      guard index >= 0,
        unsafe proj_coordoperation_get_param(
          context.pointer, conversion, index, nil, nil, nil, &value, nil, nil, nil, nil, nil, nil) != 0
      else { return nil }
      return value
    }
    guard let meridian = value("Longitude of natural origin"), let scale = value("Scale factor at natural origin"),
      let falseEasting = value("False easting"), let falseNorthing = value("False northing")
    else { return nil }
    (self.meridian, self.scale, self.falseEasting, self.falseNorthing) = (meridian, scale, falseEasting, falseNorthing)
  }
}

// The ellipsoids of the frames in use, and quantities on them.

/// An ellipsoid of revolution.
public struct Ellipsoid: Sendable, Equatable {
  /// Semi-major axis in metres.
  public let a: Double
  public let inverseFlattening: Double

  public init(a: Double, inverseFlattening: Double) {
    self.a = a
    self.inverseFlattening = inverseFlattening
  }

  /// CGCS2000 (EPSG:1024).
  public static let cgcs2000 = Ellipsoid(a: 6_378_137, inverseFlattening: 298.257222101)

  public var flattening: Double { 1 / inverseFlattening }
  /// Semi-minor axis in metres.
  public var b: Double { a * (1 - flattening) }
  /// The square of the first eccentricity.
  public var e2: Double { flattening * (2 - flattening) }
}

// Volumes of water as whole litres, so that sums close exactly in any order.

/// A volume in whole litres.
public struct Volume: Sendable, Hashable, Comparable, AdditiveArithmetic {
  public let litres: Int64

  public init(litres: Int64) { self.litres = litres }
  /// Rounds once, to the nearest litre. What is no volume of water (not a number, or more than a thousand km³) becomes 0
  /// or the limit.
  public init(cubicMetres: Double) {
    let limited = cubicMetres.isFinite ? min(max(cubicMetres, -Self.limit), Self.limit) : 0
    litres = Int64((limited * 1000).rounded())
  }

  private static let limit = 1e12

  public static let zero = Volume(litres: 0)

  public var cubicMetres: Double { Double(litres) / 1000 }

  // Sums stop at the ends of the range instead of trapping.
  public static func + (a: Volume, b: Volume) -> Volume {
    let (sum, overflowed) = a.litres.addingReportingOverflow(b.litres)
    return Volume(litres: overflowed ? (b.litres > 0 ? .max : .min) : sum)
  }
  public static func - (a: Volume, b: Volume) -> Volume {
    let (difference, overflowed) = a.litres.subtractingReportingOverflow(b.litres)
    return Volume(litres: overflowed ? (b.litres > 0 ? .min : .max) : difference)
  }
  public static func < (a: Volume, b: Volume) -> Bool { a.litres < b.litres }
}

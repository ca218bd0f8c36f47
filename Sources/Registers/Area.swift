// Areas as whole numbers of a small unit, so that sums close exactly in any order.

/// An area in whole square millimetres: nine million km² of ground fit, and no sum is ever rounded.
public struct Area: Sendable, Hashable, Comparable, AdditiveArithmetic {
  public let squareMillimetres: Int64

  public init(squareMillimetres: Int64) { self.squareMillimetres = squareMillimetres }
  /// Rounds once, to the nearest square millimetre. What is no area of ground (not a number, or more than 4 million km²,
  /// which only damaged coordinates give) becomes 0 or the limit.
  public init(squareMetres: Double) {
    let limited = squareMetres.isFinite ? min(max(squareMetres, -Self.limit), Self.limit) : 0
    squareMillimetres = Int64((limited * 1e6).rounded())
  }

  private static let limit = 4e12

  public static let zero = Area(squareMillimetres: 0)
  /// What ``init(squareMetres:)`` stops at.
  public static let largest = Area(squareMetres: limit)

  public var squareMetres: Double { Double(squareMillimetres) / 1e6 }
  public var hectares: Double { squareMetres / 10_000 }
  /// 1 亩 = 2000/3 m².
  public var mu: Double { squareMetres * 3 / 2000 }

  // Sums stop at the ends of the range instead of trapping; no ground gets there.
  public static func + (a: Area, b: Area) -> Area {
    let (sum, overflowed) = a.squareMillimetres.addingReportingOverflow(b.squareMillimetres)
    return Area(squareMillimetres: overflowed ? (b.squareMillimetres > 0 ? .max : .min) : sum)
  }
  public static func - (a: Area, b: Area) -> Area {
    let (difference, overflowed) = a.squareMillimetres.subtractingReportingOverflow(b.squareMillimetres)
    return Area(squareMillimetres: overflowed ? (b.squareMillimetres > 0 ? .min : .max) : difference)
  }
  public static func < (a: Area, b: Area) -> Bool { a.squareMillimetres < b.squareMillimetres }

  /// Shares the area out by weights; the shares add up to it exactly.
  public func apportioned(by weights: [Double]) -> [Area] {
    largestRemainder(of: squareMillimetres, by: weights).map { Area(squareMillimetres: $0) }
  }
}

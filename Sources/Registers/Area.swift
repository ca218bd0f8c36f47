// Areas as whole numbers of a small unit, so that sums close exactly in any order.

/// An area in whole square millimetres: 10¹² km² of ground fit, and no sum is ever rounded.
public struct Area: Sendable, Hashable, Comparable, AdditiveArithmetic {
  public let squareMillimetres: Int64

  public init(squareMillimetres: Int64) { self.squareMillimetres = squareMillimetres }
  /// Rounds once, to the nearest square millimetre.
  public init(squareMetres: Double) { squareMillimetres = Int64((squareMetres * 1e6).rounded()) }

  public static let zero = Area(squareMillimetres: 0)

  public var squareMetres: Double { Double(squareMillimetres) / 1e6 }
  public var hectares: Double { squareMetres / 10_000 }
  /// 1 亩 = 2000/3 m².
  public var mu: Double { squareMetres * 3 / 2000 }

  public static func + (a: Area, b: Area) -> Area { Area(squareMillimetres: a.squareMillimetres + b.squareMillimetres) }
  public static func - (a: Area, b: Area) -> Area { Area(squareMillimetres: a.squareMillimetres - b.squareMillimetres) }
  public static func < (a: Area, b: Area) -> Bool { a.squareMillimetres < b.squareMillimetres }

  /// Shares the area out by weights; the shares add up to it exactly.
  public func apportioned(by weights: [Double]) -> [Area] {
    largestRemainder(of: squareMillimetres, by: weights).map { Area(squareMillimetres: $0) }
  }
}

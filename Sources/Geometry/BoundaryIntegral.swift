// What can be summed over a region by walking along its boundary (Green's theorem).

/// A quantity of the triangle between the origin and a straight piece of boundary, counted by the way the piece turns about
/// the origin. Summed along a closed boundary it is the quantity of the region inside.
protocol BoundaryIntegral: BitwiseCopyable {
  static var zero: Self { get }
  static func along(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Self
  static func + (a: Self, b: Self) -> Self
  mutating func add(_ other: Self, times factor: Double)
  /// How large the area is, whatever its sign.
  var magnitude: Double { get }
}

/// Twice the area.
struct TwiceArea: BoundaryIntegral {
  private(set) var value = 0.0

  static var zero: TwiceArea { TwiceArea() }
  @inline(__always)
  static func along(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> TwiceArea { TwiceArea(value: a.x * b.y - b.x * a.y) }
  @inline(__always)
  static func + (a: TwiceArea, b: TwiceArea) -> TwiceArea { TwiceArea(value: a.value + b.value) }
  @inline(__always)
  mutating func add(_ other: TwiceArea, times factor: Double) { value += factor * other.value }
  var magnitude: Double { abs(value) }
}

/// ∫1, ∫x, ∫y, ∫x², ∫xy, ∫y².
struct Moments: BoundaryIntegral {
  private(set) var area = 0.0
  private(set) var x = 0.0
  private(set) var y = 0.0
  private(set) var xx = 0.0
  private(set) var xy = 0.0
  private(set) var yy = 0.0

  static var zero: Moments { Moments() }

  static func along(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Moments {
    let turn = a.x * b.y - b.x * a.y
    return Moments(
      area: turn / 2, x: turn / 6 * (a.x + b.x), y: turn / 6 * (a.y + b.y),
      xx: turn / 12 * (a.x * a.x + a.x * b.x + b.x * b.x),
      xy: turn / 24 * (a.x * b.y + 2 * a.x * a.y + 2 * b.x * b.y + b.x * a.y),
      yy: turn / 12 * (a.y * a.y + a.y * b.y + b.y * b.y))
  }
  static func + (a: Moments, b: Moments) -> Moments {
    var sum = a
    sum.add(b, times: 1)
    return sum
  }
  mutating func add(_ other: Moments, times factor: Double) {
    area += factor * other.area
    x += factor * other.x
    y += factor * other.y
    xx += factor * other.xx
    xy += factor * other.xy
    yy += factor * other.yy
  }
  var magnitude: Double { abs(area) }
}

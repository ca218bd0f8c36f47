// Where a shared part lies and how wide it is, from its moments: enough to place a finding and to tell a sliver from a
// real overlap without building the shared polygon.

/// The area, centroid and main extent of the part that two polygons share.
public struct OverlapShape: Sendable {
  /// In square units of the frame.
  public let area: Double
  /// A bound of the rounding error of `area`.
  public let error: Double
  public let centroid: Coordinate
  /// The sides of the rectangle with the same area and the same spread about the centroid along its main axis.
  public let length: Double
  public let width: Double

  init(_ moments: Moments, window: Box, error: Double) {
    area = moments.area
    self.error = error
    guard moments.area > error else {
      centroid = window.center
      length = 0
      width = 0
      return
    }
    let meanX = moments.x / moments.area
    let meanY = moments.y / moments.area
    // Rounding can push the mean of a hairline a little outside; the place shown must lie in the window.
    centroid = Coordinate(
      x: window.minX + min(max(meanX, 0), window.width), y: window.minY + min(max(meanY, 0), window.height))
    let varianceX = moments.xx / moments.area - meanX * meanX
    let varianceY = moments.yy / moments.area - meanY * meanY
    let covariance = moments.xy / moments.area - meanX * meanY
    let half = (varianceX - varianceY) / 2
    let largest = (varianceX + varianceY) / 2 + (half * half + covariance * covariance).squareRoot()
    // A rectangle of length l has variance l² / 12 along its long side; no rectangle is shorter than its square.
    length = max((12 * max(largest, 0)).squareRoot(), area.squareRoot())
    width = area / length
  }
}

/// ∫1, ∫x, ∫y, ∫x², ∫xy, ∫y² over a region, in window coordinates.
struct Moments {
  var area = 0.0
  var x = 0.0
  var y = 0.0
  var xx = 0.0
  var xy = 0.0
  var yy = 0.0

  /// Adds the region below both edges over [start, end], cut where they cross, so that each piece is a trapezoid.
  mutating func addBelowMinimum(of e: WindowEdge, _ f: WindowEdge, from start: Double, to end: Double) {
    let el = e.y + (start - e.left) * e.slope
    let er = e.y + (end - e.left) * e.slope
    let fl = f.y + (start - f.left) * f.slope
    let fr = f.y + (end - f.left) * f.slope
    let dl = el - fl
    let dr = er - fr
    let sign = e.sign * f.sign
    if dl * dr >= 0 {
      if dl + dr <= 0 { addTrapezoid(start, el, end, er, sign) } else { addTrapezoid(start, fl, end, fr, sign) }
    } else {
      let share = dl / (dl - dr)
      let crossing = start + (end - start) * share
      let height = el + (er - el) * share
      addTrapezoid(start, min(el, fl), crossing, height, sign)
      addTrapezoid(crossing, height, end, min(er, fr), sign)
    }
  }

  /// The trapezoid between y = 0 and the line from (a, g) to (b, h): integrals of x^i·h(x)^(j+1)/(j+1) over [a, b].
  private mutating func addTrapezoid(_ a: Double, _ g: Double, _ b: Double, _ h: Double, _ sign: Double) {
    let w = sign * (b - a)
    area += w / 2 * (g + h)
    x += w / 6 * (a * (2 * g + h) + b * (g + 2 * h))
    y += w / 6 * (g * g + g * h + h * h)
    xx += w / 12 * (g * (3 * a * a + 2 * a * b + b * b) + h * (a * a + 2 * a * b + 3 * b * b))
    xy += w / 24 * (a * (3 * g * g + 2 * g * h + h * h) + b * (g * g + 2 * g * h + 3 * h * h))
    yy += w / 12 * (g * g * g + g * g * h + g * h * h + h * h * h)
  }
}

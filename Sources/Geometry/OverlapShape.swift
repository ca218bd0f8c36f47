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
  /// The standard deviations along the main axis and across it, as steps from the centroid.
  public let deviations: (along: Coordinate, across: Coordinate)

  /// - Parameter origin: what the moments are taken about.
  init(_ moments: Moments, from origin: Coordinate, window: Box, error: Double) {
    area = moments.area
    self.error = error
    guard moments.area > error else {
      centroid = window.center
      length = 0
      width = 0
      deviations = (Coordinate(x: 0, y: 0), Coordinate(x: 0, y: 0))
      return
    }
    let meanX = moments.x / moments.area
    let meanY = moments.y / moments.area
    // Rounding can push the mean of a hairline a little outside; the place shown must lie in the window.
    centroid = Coordinate(
      x: min(max(origin.x + meanX, window.minX), window.maxX), y: min(max(origin.y + meanY, window.minY), window.maxY))
    let varianceX = moments.xx / moments.area - meanX * meanX
    let varianceY = moments.yy / moments.area - meanY * meanY
    let covariance = moments.xy / moments.area - meanX * meanY
    let half = (varianceX - varianceY) / 2
    let root = (half * half + covariance * covariance).squareRoot()
    let largest = (varianceX + varianceY) / 2 + root
    let smallest = max((varianceX + varianceY) / 2 - root, 0).squareRoot()
    // The main axis halves the angle whose cosine and sine are half / root and covariance / root.
    let cosine = root > 0 ? ((1 + half / root) / 2).squareRoot() : 1
    let sine = root > 0 ? (covariance < 0 ? -1 : 1) * max((1 - half / root) / 2, 0).squareRoot() : 0
    let most = max(largest, 0).squareRoot()
    deviations = (
      Coordinate(x: most * cosine, y: most * sine), Coordinate(x: -smallest * sine, y: smallest * cosine)
    )
    // A rectangle of length l has variance l² / 12 along its long side; no rectangle is shorter than its square.
    length = max((12 * max(largest, 0)).squareRoot(), area.squareRoot())
    width = area / length
  }
}

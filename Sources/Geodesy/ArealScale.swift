// How many square metres on the ellipsoid a square unit of a frame stands for, at any place of a region.
//
// The scale of a map projection is smooth, so it is computed at the nodes of a grid over the region and interpolated
// between them by cubics; shared parts by the hundred thousand then cost a few multiplications each.

public import Geometry

/// The areal scale of a frame over a region: ellipsoidal area = planar area × scale at the centroid, for parts so small
/// that the scale is linear over them (1 km: 1e-9).
public struct ArealScale: Sendable {
  private static let cells = 32
  private let region: Box
  /// (cells + 3)² values: the grid with one more node on every side, by rows from the south.
  private let nodes: [Double]

  /// - Throws: ``PROJError`` where PROJ cannot get from this frame to longitude and latitude.
  public init(of frame: Frame, over region: Box) throws(PROJError) {
    let side = max(region.width, region.height, frame.isGeographic ? 1e-3 : 100)
    let center = region.isEmpty ? Coordinate(x: 0, y: 0) : region.center
    self.region = Box(
      minX: center.x - side / 2, minY: center.y - side / 2, maxX: center.x + side / 2, maxY: center.y + side / 2)
    let step = side / Double(Self.cells)
    // A small square about every node. Its area on the ellipsoid by the official formula, divided by that in the plane, is
    // the scale: to 1e-10 with sides of 100 m, which rounding of the degrees and the square's own size both stay below.
    let half = frame.isGeographic ? 5e-4 : 50
    var squares = GeometryBuilder(.polygon)
    for row in -1...Self.cells + 1 {
      for column in -1...Self.cells + 1 {
        let x = self.region.minX + Double(column) * step
        let y = self.region.minY + Double(row) * step
        squares.appendRing([
          Coordinate(x: x - half, y: y - half), Coordinate(x: x + half, y: y - half),
          Coordinate(x: x + half, y: y + half), Coordinate(x: x - half, y: y + half),
        ])
        squares.endPart()
        squares.endRow()
      }
    }
    let degrees = try Transformer(from: frame, to: frame.geographicBase).transformed(squares.finish())
    nodes = EllipsoidalArea(try frame.ellipsoid).areas(of: degrees).map { $0 / (4 * half * half) }
  }

  /// Square metres per square unit of the frame at a place; places outside the region take the nearest one inside.
  public func at(_ place: Coordinate) -> Double {
    let scale = Double(Self.cells) / region.width
    let u = min(max((place.x - region.minX) * scale, 0), Double(Self.cells))
    let v = min(max((place.y - region.minY) * scale, 0), Double(Self.cells))
    let column = min(Int(u), Self.cells - 1)
    let row = min(Int(v), Self.cells - 1)
    let width = Self.cells + 3
    var result = 0.0
    let (x, y) = (Self.weights(u - Double(column)), Self.weights(v - Double(row)))
    for (index, weight) in [y.0, y.1, y.2, y.3].enumerated() {
      let start = (row + index) * width + column
      result += weight * (x.0 * nodes[start] + x.1 * nodes[start + 1] + x.2 * nodes[start + 2] + x.3 * nodes[start + 3])
    }
    return result
  }

  /// Lagrange weights of the cubic through nodes at −1, 0, 1 and 2.
  private static func weights(_ t: Double) -> (Double, Double, Double, Double) {
    (-t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2, (t + 1) * t * (t - 1) / 6)
  }
}

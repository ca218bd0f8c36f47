// How many square metres on the ellipsoid a square unit of a frame stands for, at any place.
//
// The scale of a map projection is smooth, so it is computed at the nodes of a lattice and interpolated between them by
// cubics; shared parts by the hundred thousand then cost a few multiplications each. The lattice is the frame's own, whatever
// lies on it: the area of one pair must not depend on which others are asked about.

public import Geometry
import Synchronization

/// The areal scale of a frame. What was computed once is kept; every worker may ask.
public final class ArealScale: Sendable {
  /// Between nodes: cubics are good to 2e-11 of the scale then.
  private let step: Double
  private let side: Double
  private let formula: EllipsoidalArea
  private let known: Mutex<Known>

  private struct Known: ~Copyable {
    let toDegrees: Transformer
    var cells: [Cell: [Double]] = [:]
  }

  private struct Cell: Hashable { let column, row: Int }

  /// - Throws: ``PROJError`` where PROJ cannot get from this frame to longitude and latitude.
  public init(of frame: Frame) throws(PROJError) {
    step = frame.isGeographic ? 0.125 : 16_000
    // Of a small square about every node. Its area on the ellipsoid by the official formula, divided by that in the plane, is
    // the scale: to 1e-10 with sides of 100 m, which rounding of the degrees and the square's own size both stay below.
    side = frame.isGeographic ? 1e-3 : 100
    formula = EllipsoidalArea(try frame.ellipsoid)
    known = Mutex(Known(toDegrees: try Transformer(from: frame, to: frame.geographicBase)))
  }

  /// Square metres per square unit of the frame at a place.
  public func at(_ place: Coordinate) -> Double {
    let (u, v) = (place.x / step, place.y / step)
    // Beyond all that a frame can hold.
    guard abs(u) < 1e9 && abs(v) < 1e9 else { return 0 }
    let (column, row) = (u.rounded(.down), v.rounded(.down))
    let (x, y) = (Self.weights(u - column), Self.weights(v - row))
    let nodes = nodes(around: Cell(column: Int(column), row: Int(row)))
    var result = 0.0
    for index in 0..<4 {
      let start = 4 * index
      result +=
        y[index] * (x[0] * nodes[start] + x[1] * nodes[start + 1] + x[2] * nodes[start + 2] + x[3] * nodes[start + 3])
    }
    return result
  }

  /// The mean over a shared part. Where the part is large its second moments count beside its centroid: the scale is taken
  /// quadratic over it (30 km: 1e-8).
  public func mean(over shape: OverlapShape) -> Double {
    let center = at(shape.centroid)
    // Over less than this the scale is linear, to 1e-10.
    guard shape.length > 2 * side else { return center }
    var sum = center
    for deviation in [shape.deviations.along, shape.deviations.across] {
      let (a, b) = (
        Coordinate(x: shape.centroid.x - deviation.x, y: shape.centroid.y - deviation.y),
        Coordinate(x: shape.centroid.x + deviation.x, y: shape.centroid.y + deviation.y)
      )
      sum += (at(a) + at(b)) / 2 - center
    }
    return sum
  }

  /// Four rows of four, from the south-west.
  private func nodes(around cell: Cell) -> [Double] {
    known.withLock { known in
      if let nodes = known.cells[cell] { return nodes }
      let half = side / 2
      var squares = GeometryBuilder(.polygon)
      for row in -1...2 {
        for column in -1...2 {
          let x = Double(cell.column + column) * step
          let y = Double(cell.row + row) * step
          squares.appendRing([
            Coordinate(x: x - half, y: y - half), Coordinate(x: x + half, y: y - half),
            Coordinate(x: x + half, y: y + half), Coordinate(x: x - half, y: y + half),
          ])
          squares.endPart()
          squares.endRow()
        }
      }
      let nodes = formula.areas(of: known.toDegrees.transformed(squares.finish())).map { $0 / (side * side) }
      known.cells[cell] = nodes
      return nodes
    }
  }

  /// Lagrange weights of the cubic through nodes at −1, 0, 1 and 2.
  private static func weights(_ t: Double) -> SIMD4<Double> {
    SIMD4(
      -t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2, (t + 1) * t * (t - 1) / 6
    )
  }
}

// The areas that survey and register declare: on the ellipsoid, by the land survey's formula, from the frame's own
// latitudes and longitudes – the long way, so that they may stand as the truth for whoever computes them another way.

import Geodesy
import Geometry

struct DeclaredArea: ~Copyable {
  private let toDegrees: Transformer
  private let formula = EllipsoidalArea()

  init(frame: Frame) throws { toDegrees = try Transformer(from: frame, to: Frame("EPSG:4490")) }

  /// Square metres of each row.
  func areas(of column: GeometryColumn) -> [Double] {
    var degrees = column
    _ = toDegrees.apply(&degrees.xy)
    return formula.areas(of: degrees)
  }
}

// The area of the land survey: polygons on the ellipsoid, by the formula of 国土调查办发〔2008〕32号.
//
// Each edge, from (B1, L1) to (B2, L2), closes a trapezoid with a meridian L0:
//
//     S = 2 b² ΔL [ A sin(ΔB/2) cos Bm − B sin(3ΔB/2) cos 3Bm + C sin(5ΔB/2) cos 5Bm − D sin(7ΔB/2) cos 7Bm
//                   + E sin(9ΔB/2) cos 9Bm ]
//     ΔB = B2 − B1    Bm = (B1 + B2)/2    ΔL = (L1 + L2)/2 − L0
//
// and a ring is the sum over its edges. Here L0 is the ring's first longitude rather than the customary 60°: the sum over
// a closed ring does not depend on it, and rounding grows with ΔL. Check: a cell of latitude and longitude agrees with its
// exact area to 2e-12. The text prints the constants of Xian 80; with CGCS2000 coordinates those of CGCS2000 are used.

import Foundation
public import Geometry

/// The series of the formula for one ellipsoid.
public struct EllipsoidalArea: Sendable {
  private let twiceB2: Double
  private let coefficients: (a: Double, b: Double, c: Double, d: Double, e: Double)

  public init(_ ellipsoid: Ellipsoid = .cgcs2000) {
    let e2 = ellipsoid.e2
    let e4 = e2 * e2
    let e6 = e4 * e2
    let e8 = e4 * e4
    twiceB2 = 2 * ellipsoid.b * ellipsoid.b
    coefficients = (
      1 + 3 / 6 * e2 + 30 / 80 * e4 + 35 / 112 * e6 + 630 / 2304 * e8,
      1 / 6 * e2 + 15 / 80 * e4 + 21 / 112 * e6 + 420 / 2304 * e8,
      3 / 80 * e4 + 7 / 112 * e6 + 180 / 2304 * e8,
      1 / 112 * e6 + 45 / 2304 * e8,
      5 / 2304 * e8
    )
  }

  /// The area of each row in m², shells less holes. The column is in degrees of longitude and latitude.
  public func areas(of column: GeometryColumn) -> [Double] {
    (0..<column.count).map { row in
      var total = 0.0
      for part in column.parts(ofRow: row) {
        let rings = column.rings(ofPart: part)
        for ring in rings {
          let area = abs(signedArea(ofRing: ring, of: column))
          total += ring == rings.lowerBound ? area : -area
        }
      }
      return total
    }
  }

  func signedArea(ofRing ring: Int, of column: GeometryColumn) -> Double {
    column.withRing(ring) { xy in
      guard xy.count >= 8 else { return 0 }
      let radian = Double.pi / 180
      let meridian = xy[0]
      var sum = 0.0
      var index = 2
      while index < xy.count {
        let deltaL = ((xy[index - 2] + xy[index]) / 2 - meridian) * radian
        sum += trapezoid(b1: xy[index - 1] * radian, b2: xy[index + 1] * radian, deltaL: deltaL)
        index += 2
      }
      return sum
    }
  }

  /// The area between an edge and the meridian, all in radians.
  func trapezoid(b1: Double, b2: Double, deltaL: Double) -> Double {
    let half = (b2 - b1) / 2
    let middle = (b1 + b2) / 2
    let (a, b, c, d, e) = coefficients
    // Of each angle one function; those of its multiples follow: f((n + 2)x) = 2 cos 2x · f(nx) − f((n − 2)x).
    let (sine, cosine) = (sin(half), cos(middle))
    let (sines, cosines) = (2 - 4 * sine * sine, 4 * cosine * cosine - 2)
    let (sine3, cosine3) = (sines * sine + sine, cosines * cosine - cosine)
    let (sine5, cosine5) = (sines * sine3 - sine, cosines * cosine3 - cosine)
    let (sine7, cosine7) = (sines * sine5 - sine3, cosines * cosine5 - cosine3)
    let (sine9, cosine9) = (sines * sine7 - sine5, cosines * cosine7 - cosine5)
    let series =
      a * sine * cosine - b * sine3 * cosine3 + c * sine5 * cosine5 - d * sine7 * cosine7 + e * sine9 * cosine9
    return twiceB2 * deltaL * series
  }
}

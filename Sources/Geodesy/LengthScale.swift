// How much longer or shorter a frame shows lengths than they are on the ellipsoid.

import Foundation
public import Geometry

/// The scale of lengths of a projected frame at one place.
public struct LengthScale: Sendable {
  /// Longitude and latitude.
  public let place: Coordinate
  /// Metres of the frame to a metre on the ellipsoid, in the direction in which there are fewest, and most.
  public let least, most: Double

  /// How far a length may be from the true one, as a share of it.
  public var distortion: Double { max(most - 1, 1 - least) }

  /// In the middle of a layer, as most of its rows have it. `nil` where it has no row with a place, or its frame none.
  public init?(of frame: Frame, around layer: Layer) throws {
    guard let places = layer.geometry.map({ CoordinateSample($0).places }), !places.isEmpty else { return nil }
    let middle = places.count / 2
    try self.init(
      of: frame, at: Coordinate(x: places.map(\.x).sorted()[middle], y: places.map(\.y).sorted()[middle]))
  }

  /// From the ways that short steps in the frame go on the ellipsoid: a matrix, whose singular values are the scale
  /// the other way round (Tissot).
  init?(of frame: Frame, at place: Coordinate) throws {
    let step = 100.0
    let toDegrees = try Transformer(from: frame, to: frame.geographicBase)
    let ellipsoid = try frame.ellipsoid
    let origin = toDegrees.apply(place)
    let sine = sin(origin.y * .pi / 180)
    let root = 1 - ellipsoid.e2 * sine * sine
    let north = ellipsoid.a * (1 - ellipsoid.e2) / (root * root.squareRoot())
    let east = ellipsoid.a / root.squareRoot() * (1 - sine * sine).squareRoot()
    func way(_ x: Double, _ y: Double) -> SIMD2<Double> {
      let ends = [-1.0, 1].map { toDegrees.apply(Coordinate(x: place.x + $0 * x, y: place.y + $0 * y)) }
      return SIMD2((ends[1].x - ends[0].x) * east, (ends[1].y - ends[0].y) * north) * (.pi / 360 / step)
    }
    let (u, v) = (way(step, 0), way(0, step))
    let sum = (u * u + v * v).sum()
    let determinant = abs(u.x * v.y - u.y * v.x)
    let root2 = max(sum * sum / 4 - determinant * determinant, 0).squareRoot()
    guard sum.isFinite, determinant > 0 else { return nil }
    self.place = origin
    least = 1 / (sum / 2 + root2).squareRoot()
    most = 1 / max(sum / 2 - root2, .leastNormalMagnitude).squareRoot()
  }
}

extension GaussFrame {
  /// The zone of three degrees around a place in longitude and latitude, in CGCS2000.
  public init?(around place: Coordinate) {
    guard place.x.isFinite, abs(place.x) <= 180 else { return nil }
    self.init(zone: Int((place.x / 3).rounded()), datum: .cgcs2000)
  }
}

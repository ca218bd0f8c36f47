import Foundation
import Geometry
import Testing

@testable import Geodesy

@Suite struct LengthScaleTests {
  /// On the central meridian of a zone the scale is 1; beside it it grows as 1 + Δλ² cos²φ (1 + η²) / 2 (its series' first term).
  @Test(arguments: [0.0, 0.5, 1.5, 3])
  func besideTheCentralMeridian(degrees: Double) throws {
    let frame = try Frame("EPSG:4517")
    let there = try Transformer(from: try Frame("EPSG:4490"), to: frame).apply(Coordinate(x: 87 + degrees, y: 44))
    let scale = try #require(try LengthScale(of: frame, at: there))
    let across = degrees * .pi / 180 * cos(44 * Double.pi / 180)
    let second = Ellipsoid.cgcs2000.e2 / (1 - Ellipsoid.cgcs2000.e2)
    let expected = 1 + across * across * (1 + second * pow(cos(44 * Double.pi / 180), 2)) / 2
    #expect(abs(scale.least - expected) < 1e-6 && abs(scale.most - expected) < 1e-6)
  }

  /// The scale of areas is that of lengths both ways.
  @Test(arguments: [
    "EPSG:4517", "EPSG:3857", "EPSG:4526", "+proj=aea +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80 +type=crs",
  ])
  func asTheScaleOfAreas(code: String) throws {
    let frame = try Frame(code)
    let there = try Transformer(from: try Frame("EPSG:4490"), to: frame).apply(Coordinate(x: 87.3, y: 44))
    let scale = try #require(try LengthScale(of: frame, at: there))
    let areas = try ArealScale(of: frame).at(there)
    #expect(abs(scale.least * scale.most * areas - 1) < 1e-4)
    #expect(scale.least <= scale.most && abs(scale.place.x - 87.3) < 1e-6 && abs(scale.place.y - 44) < 1e-3)
  }
}

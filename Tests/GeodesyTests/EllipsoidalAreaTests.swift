import Foundation
import Geodesy
import Geometry
import TestSupport
import Testing

@Suite struct EllipsoidalAreaTests {
  /// A cell of latitude and longitude has a closed form (authalic latitude): the formula agrees to 2e-12.
  @Test(arguments: [(44.0, 0.01), (44.0, 1.0), (30.0, 0.1), (20.0, 0.5), (53.0, 0.02)])
  func cellsAgreeWithTheirExactArea(latitude: Double, size: Double) {
    let cell = polygons([[[rectangle(87, latitude, 87 + size, latitude + size)]]])
    let area = EllipsoidalArea().areas(of: cell)[0]
    let exact = exactCell(from: latitude, to: latitude + size, width: size)
    // The closed form is a difference of two numbers near 1.5, so its own rounding grows as the cell shrinks.
    let rounding = 2e-15 / (size * .pi / 180)
    #expect(abs(area - exact) <= (3e-12 + rounding) * exact)
  }

  /// b²/2 ΔL [ sin B/(1 − e² sin² B) + artanh(e sin B)/e ] between the parallels.
  private func exactCell(from south: Double, to north: Double, width: Double) -> Double {
    let ellipsoid = Ellipsoid.cgcs2000
    let e = ellipsoid.e2.squareRoot()
    func zone(_ latitude: Double) -> Double {
      let sine = sin(latitude * .pi / 180)
      return sine / (1 - e * e * sine * sine) + atanh(e * sine) / e
    }
    return ellipsoid.b * ellipsoid.b / 2 * (width * .pi / 180) * (zone(north) - zone(south))
  }

  @Test func holesCountOnceWhateverTheirDirection() {
    let shell = rectangle(87, 44, 87.1, 44.1)
    let hole = rectangle(87.02, 44.02, 87.05, 44.05)
    let areas = EllipsoidalArea().areas(
      of: polygons([[[shell]], [[hole]], [[shell, hole]], [[shell.reversed(), hole]]]))
    #expect(abs(areas[0] - areas[1] - areas[2]) < 1e-6)
    #expect(areas[2] == areas[3] || abs(areas[2] - areas[3]) < 1e-6)
  }

  /// Planar area × scale at the centroid against the formula on the real vertices, across zone 29: parcels of 100 m. The
  /// formula's edges are straight in latitude and longitude, the plane's in the plane: over 30 m that is 2e-5 m of bend.
  @Test(arguments: [29_500_000.0, 29_524_000, 29_600_000, 29_390_000]) func scaleAgreesWithTheFormula(easting: Double)
    throws
  {
    let frame = try Frame("EPSG:4517")
    var random = SeededGenerator(UInt64(easting))
    let rows = (0..<50).map { _ in
      let center = (
        easting + Double.random(in: 0...20_000, using: &random),
        4_874_000 + Double.random(in: 0...20_000, using: &random)
      )
      return [[star(&random, at: center, radius: 60, vertices: 50)]]
    }
    let column = polygons(rows)
    let scale = try ArealScale(of: frame)
    let degrees = try Transformer(from: frame, to: frame.geographicBase).transformed(column)
    for (row, area) in EllipsoidalArea(try frame.ellipsoid).areas(of: degrees).enumerated() {
      let byScale = column.area(ofRow: row) * scale.at(column.labelPoint(ofRow: row)!)
      #expect(abs(byScale - area) <= 3e-7 * area)
    }
  }
}

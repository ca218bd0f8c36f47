import Geodesy
import Geometry
import TestSupport
import Testing

@Suite struct TransformerTests {
  /// The central meridian of zone 29 is 87° E, its false easting 29,500,000 m (EPSG:4517).
  @Test func theMiddleOfZone29() throws {
    let frame = try Frame("EPSG:4517")
    let there = try Transformer(from: try Frame("EPSG:4490"), to: frame).apply(Coordinate(x: 87, y: 44))
    #expect(abs(there.x - 29_500_000) < 1e-6)
    #expect(there.y > 4_870_000 && there.y < 4_880_000)
  }

  @Test func aColumnThereAndBack() throws {
    let zone29 = try Frame("EPSG:4517")
    var random = SeededGenerator(1)
    let column = polygons([[[star(&random, at: (29_524_000, 4_874_000), radius: 5000, vertices: 500)]]])
    let layer = Layer(name: "stars", frame: zone29, geometry: column, fields: FieldTable(), featureIDs: [1])
    let back = try layer.transformed(to: .wgs84).transformed(to: zone29)
    for index in 0..<column.coordinateCount {
      #expect(column.coordinate(index).distance(to: back.geometry!.coordinate(index)) < 1e-6)
    }
  }

  @Test func framesUnderOtherNamesAreTheSame() throws {
    let code = try Frame("EPSG:4517")
    let text = try Frame("+proj=tmerc +lat_0=0 +lon_0=87 +k=1 +x_0=29500000 +y_0=0 +ellps=GRS80 +units=m +type=crs")
    #expect(code.isSame(as: code))
    #expect(!code.isSame(as: text))
    #expect(!code.isSame(as: try Frame("EPSG:4518")))
    #expect(code.isGeographic == false && Frame.wgs84.isGeographic)
  }

  @Test func unknownFramesAreErrors() {
    #expect(throws: PROJError.self) { try Frame("EPSG:999999") }
  }

  @Test func coordinatesThatCannotBeAreNamed() throws {
    let layer = Layer(
      name: "wells", frame: .wgs84, geometry: points([(87, 44), (29_524_000, 4_874_000)]), fields: FieldTable(),
      featureIDs: [7, 8])
    let error = #expect(throws: UntransformableRows.self) { try layer.transformed(to: try Frame("EPSG:4517")) }
    #expect(error?.featureIDs == [8])
  }
}

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
    let back = try layer.transformed(to: .wgs84).layer.transformed(to: zone29).layer
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

  private func wells(_ coordinates: [(Double, Double)], _ frame: Frame) -> Layer {
    Layer(
      name: "wells", frame: frame, geometry: points(coordinates), fields: FieldTable(),
      featureIDs: coordinates.indices.map { Int64($0) })
  }

  @Test func coordinatesThatCannotBeAreLostRows() throws {
    let moved = try wells([(87, 44), (29_524_000, 4_874_000)], .wgs84).transformed(to: try Frame("EPSG:4517"))
    #expect(moved.lostRows == [1])
    #expect(moved.layer.count == 2 && moved.layer.geometry!.isEmpty(row: 1) && !moved.layer.geometry!.isEmpty(row: 0))
    let zeroes = wells([(29_524_000, 4_874_000), (0, 0), (4_874_000, 29_524_000)], try Frame("EPSG:4517"))
    #expect(try zeroes.withinItsFrame().lostRows == [1, 2])
  }

  /// PROJ would leave the coordinates of Xian 80 as they are; that is no transformation.
  @Test(arguments: ["EPSG:2353", "EPSG:2405"]) func aDatumIsNotChangedInSilence(old: String) throws {
    let layer = wells([(29_524_000, 4_874_000)], try Frame(old))
    #expect(throws: DatumShift.self) { _ = try layer.transformed(to: try Frame("EPSG:4517")) }
    #expect(try Frame(old).needsCountyParameters && !Frame("EPSG:4517").needsCountyParameters)
  }

  /// PROJ's own way with the same numbers: `towgs84` on both frames, which takes them as a position vector. Made-up numbers
  /// of the size that counties have.
  @Test(arguments: [GaussFrame.Datum.xian80, .beijing54], DatumParameters.Convention.allCases)
  func givenParametersAreUsed(datum: GaussFrame.Datum, convention: DatumParameters.Convention) throws {
    let (translation, rotation, scale) = ([-12.3, 104.5, 71.8], [1.2, -0.7, 2.1], -3.4)
    let sign = convention == .positionVector ? 1.0 : -1.0
    let parameters = DatumParameters(
      from: datum, translation: translation, rotation: rotation.map { sign * $0 }, scale: scale, convention: convention,
      source: "test")
    let (old, new) = try (GaussFrame(zone: 29, datum: datum)!.frame, Frame("EPSG:4517"))
    let layer = wells([(29_524_000, 4_874_000), (29_380_000, 4_610_000)], old)
    let moved = try layer.transformed(to: new, by: [parameters])
    let ellipsoid = try old.ellipsoid
    let bound = try Frame(
      "+proj=tmerc +lat_0=0 +lon_0=87 +k=1 +x_0=29500000 +y_0=0 +a=\(ellipsoid.a) +rf=\(ellipsoid.inverseFlattening) "
        + "+towgs84=\((translation + rotation + [scale]).map { "\($0)" }.joined(separator: ",")) +units=m +type=crs")
    let oracle = try Transformer(
      from: bound,
      to: try Frame(
        "+proj=tmerc +lat_0=0 +lon_0=87 +k=1 +x_0=29500000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +type=crs"))
    for row in 0..<2 {
      let before = layer.geometry!.firstCoordinate(ofRow: row)!
      let after = try #require(moved.layer.geometry!.firstCoordinate(ofRow: row))
      #expect(after.distance(to: oracle.apply(before)) < 1e-4)
      #expect((30...300).contains(after.distance(to: before)))
    }
    // Parameters of the other datum are no parameters, and nothing leads back.
    let other = GaussFrame.Datum.allCases.first { $0 != datum && $0 != .cgcs2000 }!
    let foreign = DatumParameters(
      from: other, translation: translation, rotation: rotation, scale: scale, convention: convention, source: "test")
    #expect(throws: DatumShift.self) { _ = try layer.transformed(to: new, by: [foreign]) }
    #expect(throws: DatumShift.self) { _ = try moved.layer.transformed(to: old, by: [parameters]) }
  }

  @Test func metres() throws {
    #expect(try Frame("EPSG:4517").isInMetres && !Frame("EPSG:4490").isInMetres && !Frame("EPSG:2225").isInMetres)
  }
}

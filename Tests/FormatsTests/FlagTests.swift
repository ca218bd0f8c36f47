// Truth values come back as they were written: GDAL before 3.8.3 sets the wrong bits in the Arrow streams of GeoPackage and
// FlatGeobuf (OSGeo/gdal#8998).

import Formats
import Geometry
import TestSupport
import Testing

@Suite struct FlagTests {
  @Test(arguments: ["gpkg", "fgb", "geojson", "shp"]) func flagsAreReadAsTheyWereWritten(ending: String) throws {
    let folder = try TemporaryFolder()
    let values: [Bool?] = (0..<100).map { row in row % 7 == 3 ? nil : row % 3 == 0 }
    var fields = FieldTable()
    fields.set("flag", .flag(Values(values)))
    let rows = Layer(
      name: "rows", frame: nil, geometry: points(values.indices.map { (Double($0), 1) }), fields: fields,
      featureIDs: values.indices.map { Int64($0) })
    let path = folder.file("rows.\(ending)")
    let frame = Frame(definition: "EPSG:4326", name: "WGS 84", isGeographic: true)
    var writer = try LayerWriter(
      creating: path, layer: "rows", kind: .point, frame: frame, fields: [FieldDefinition("flag", .flag)])
    try writer.append(rows)
    try writer.close()

    let layer = try readLayer(VectorSource(path: path, layer: nil)).layer
    #expect(layer.count == 100)
    // FlatGeobuf keeps its rows in Hilbert order: a row is known by its place.
    for row in 0..<layer.count {
      let place = Int(layer.geometry!.firstCoordinate(ofRow: row)!.x.rounded())
      let text = layer.fields.text("flag", row)
      #expect(text == values[place].map { $0 ? "true" : "false" } || text == values[place].map { $0 ? "1" : "0" })
    }
  }
}

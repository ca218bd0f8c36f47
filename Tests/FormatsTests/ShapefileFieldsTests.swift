import Formats
import Geometry
import TestSupport
import Testing

@Suite struct ShapefileFieldsTests {
  private func layer(_ fields: KeyValuePairs<String, String>) -> (Layer, [FieldDefinition]) {
    var table = FieldTable()
    for (name, value) in fields { table.set(name, .text(TextValues([value]))) }
    let layer = Layer(name: "t", frame: nil, geometry: points([(0, 0)]), fields: table, featureIDs: [7])
    return (layer, fields.map { FieldDefinition($0.key, .text) })
  }

  /// Ten bytes, whole characters, no two the same; what fits is kept.
  @Test func names() throws {
    let (layer, fields) = layer([
      "plot_id": "", "village_code": "", "village_coda": "", "许可到期日": "", "许可到期月": "", "zone_edge_m": "",
      "ZONE_EDG_M": "",
    ])
    let ready = try ShapefileFields(layer, fields, file: "t.shp")
    let names = ready.fields.map(\.name)
    #expect(names.allSatisfy { $0.utf8.count <= 10 } && Set(names.map { $0.lowercased() }).count == names.count)
    #expect(
      names[0] == "plot_id" && names[1] == "village_cd" && names[3] == "许可到" && names[4] == "许可到2" || names[4] == "许可2")
    #expect(ready.renamed.map(\.name).contains("village_code") && !ready.renamed.map(\.name).contains("plot_id"))
  }

  /// 254 bytes fit; one more is refused, with the row and what to do.
  @Test func longTexts() throws {
    let (fits, fields) = layer(["note": String(repeating: "长", count: 84)])
    #expect(try ShapefileFields(fits, fields, file: "t.shp").fields[0].width == 252)
    let (long, same) = layer(["note": String(repeating: "长", count: 85)])
    let fault = try #require(#expect(throws: InputFault.self) { _ = try ShapefileFields(long, same, file: "t.shp") })
    #expect(fault.message(in: .en).contains("fid 7") && fault.message(in: .en).contains("--drop note"))
  }
}

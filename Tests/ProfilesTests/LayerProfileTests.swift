import Geometry
import Profiles
import Settings
import TestSupport
import Testing

@Suite struct LayerProfileTests {
  private func profile(_ extra: String = "") throws -> LayerProfile {
    try LayerProfile(
      Setting(
        yaml: """
          role: wells
          key: well_id
          fields:
            well_id: {required: true, aliases: [井编号]}
            metered: {type: flag, aliases: [计量]}
            ends: {type: day, aliases: [到期]}
            state:
              aliases: [状态]
              values: {valid: [有效], none: [无]}
          \(extra)
          """, file: "wells.yaml"))
  }

  private func layer(_ columns: [(String, [String?])]) -> Layer {
    var fields = FieldTable()
    for (name, values) in columns { fields.set(name, .text(TextValues(values))) }
    let count = columns[0].1.count
    return Layer(name: "t", frame: nil, geometry: nil, fields: fields, featureIDs: (0..<count).map { Int64($0) })
  }

  @Test func aliasesTypesAndValues() throws {
    let source = layer([
      ("井编号", ["A", "B", "C"]), ("计量", ["有", "无", "不详"]), ("到期", ["2022/11/30", nil, "soon"]),
      ("状态", ["有效", "无", "?"]),
      ("备注", ["x", "y", "z"]),
    ])
    let (result, faults) = try profile().apply(to: source, file: "wells.csv")
    #expect((0..<3).map { result.fields.text("metered", $0) } == ["true", "false", nil])
    #expect((0..<3).map { result.fields.text("ends", $0) } == ["2022-11-30", nil, nil])
    #expect((0..<3).map { result.fields.text("state", $0) } == ["valid", "none", nil])
    #expect(result.fields.text("备注", 2) == "z")
    #expect(faults.map(\.value) == ["不详", "soon", "?"])
    #expect(faults.map(\.reason) == [.wrongType, .wrongType, .outsideList])
  }

  @Test func aMissingKeyFieldNamesWhatIsThere() throws {
    let error = #expect(throws: InputFault.self) {
      _ = try profile().apply(to: layer([("NAME", ["A"])]), file: "wells.csv")
    }
    let message = try #require(error).message(in: .en)
    #expect(message.contains("well_id") && message.contains("NAME") && message.contains("井编号"))
  }

  /// A shapefile without its .dbf has rows and no field at all.
  @Test func aLayerWithoutFieldsIsToldWhy() throws {
    let bare = Layer(name: "wells", frame: nil, geometry: nil, fields: FieldTable(), featureIDs: [0])
    let error = #expect(throws: InputFault.self) { _ = try profile().apply(to: bare, file: "wells.shp") }
    #expect(try #require(error).message(in: .en).contains("put the .dbf of a shapefile beside it"))
  }

  @Test func theJobNamesColumnsAndConstants() throws {
    var settings = FieldSettings()
    settings.columns["well_id"] = "NAME"
    settings.constants["state"] = "有效"
    let (result, _) = try profile().apply(to: layer([("NAME", ["A"])]), settings: settings, file: "f")
    #expect(result.fields.text("well_id", 0) == "A")
    #expect(result.fields.text("state", 0) == "valid")
    settings.columns["well_id"] = "absent"
    #expect(throws: InputFault.self) {
      _ = try profile().apply(to: layer([("NAME", ["A"])]), settings: settings, file: "f")
    }
  }

  @Test func aWrongProfileIsToldByLine() throws {
    let error = #expect(throws: InputFault.self) { _ = try profile("  depth: {typ: number}") }
    #expect(try #require(error).place.hasPrefix("wells.yaml:10"))
  }
}

// Names that a shapefile cut are found again by the aliases that they are the beginning of, and only where there is no doubt.

import Geometry
import Profiles
import Settings
import Testing

@Suite struct CutFieldNamesTests {
  private func profile() throws -> LayerProfile {
    try LayerProfile(
      Setting(
        yaml: """
          role: wells
          key: well_id
          fields:
            well_id: {required: true, aliases: [井编号]}
            permit_end: {type: day, aliases: [许可到期日期]}
            permit_no: {aliases: [许可证编号全称]}
            water_used_m3: {type: number, aliases: [本年取水量立方米]}
            water_quota_m3: {type: number, aliases: [本年取水定额]}
            power_used_kwh: {type: number}
          """, file: "wells.yaml"))
  }

  private func layer(_ names: [String]) -> Layer {
    var fields = FieldTable()
    for name in names { fields.set(name, .text(TextValues([name]))) }
    return Layer(name: "t", frame: nil, geometry: nil, fields: fields, featureIDs: [0])
  }

  /// Ten bytes of GBK are five characters, ten of UTF-8 three; English names lose their end.
  @Test(arguments: [
    ("许可到期日", "许可到期日期"), ("许可到", "许可到期日期"), ("power_used", "power_used_kwh"), ("POWER_USED", "power_used_kwh"),
  ])
  func aBeginningOfOneName(cut: String, whole: String) throws {
    let restored = try profile().restoringNames(of: layer(["井编号", cut, "备注"]), cut: [cut])
    #expect(restored.layer.fields.names == ["井编号", whole, "备注"])
    #expect(restored.layer.fields.text(whole, 0) == cut)
    #expect(restored.notes.count == 1 && restored.ambiguous.isEmpty)
  }

  @Test func aBeginningOfSeveralIsLeftAlone() throws {
    let restored = try profile().restoringNames(of: layer(["井编号", "本年取"]), cut: ["本年取"])
    #expect(restored.layer.fields.names == ["井编号", "本年取"])
    #expect(restored.notes.isEmpty && restored.ambiguous.count == 1)
    #expect(restored.ambiguous[0].en.contains("本年取水量立方米, 本年取水定额"))
    // Where one of them has its column, the other is meant.
    let other = try profile().restoringNames(of: layer(["本年取水定额", "本年取"]), cut: ["本年取"])
    #expect(other.layer.fields.names == ["本年取水定额", "本年取水量立方米"])
  }

  @Test func whatWasNotCutOrIsNamedInTheJobStays() throws {
    let source = layer(["井编号", "许可到"])
    #expect(try profile().restoringNames(of: source, cut: []).layer.fields.names == source.fields.names)
    var settings = FieldSettings()
    settings.columns["permit_no"] = "许可到"
    #expect(
      try profile().restoringNames(of: source, cut: ["许可到"], settings: settings).layer.fields.names
        == source.fields.names)
    // Two columns that would be the same field: the first is, the second is not lost.
    let two = try profile().restoringNames(of: layer(["许可到", "许可到期"]), cut: ["许可到", "许可到期"])
    #expect(two.layer.fields.names == ["许可到期日期", "许可到期"] && two.ambiguous.count == 1)
  }
}

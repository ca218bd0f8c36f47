// Reads a profile from YAML and tells its mistakes by line.

public import Geometry
public import Settings

extension LayerProfile {
  /// Reads a profile. Throws ``InputFault`` with the line of what is wrong.
  public init(_ setting: Setting) throws {
    _ = try setting.entries(known: [
      "role", "title", "geometry", "key", "x", "y", "fields", "single-part", "minimum-area", "logic",
    ])
    role = try setting.required("role").text()
    title = try setting["title"]?.words() ?? Words(role)
    geometry = try setting["geometry"].map { try $0.choice(Kind.self).kind }
    key = try setting.required("key").text()
    x = try setting["x"]?.texts() ?? []
    y = try setting["y"]?.texts() ?? []
    let fields = try setting.required("fields").entries().map { try Field($0.key, $0.value) }
    self.fields = fields
    guard fields.contains(where: { [key] in $0.name == key }) else {
      throw try setting.required("key").unknownValue(key, among: fields.map(\.name))
    }
    try Self.refuseSharedNames(setting)
    isSinglePart = try setting["single-part"]?.flag() ?? false
    minimumArea = try setting["minimum-area"].map { try MinimumArea($0, fields: fields) }
    logic = try setting["logic"]?.list().map { try FieldRule($0, fields: fields) } ?? []
    if isSinglePart && geometry != .polygon && geometry != .point {
      throw try setting.required("single-part").wrong(
        Words(zh: "“single-part”只适用于面或点图层", en: "'single-part' is for layers of polygons or points"),
        remedy: Words(zh: "写上 geometry: polygon，或去掉该行", en: "write geometry: polygon, or leave the line out"))
    }
    if minimumArea != nil && geometry != .polygon {
      throw try setting.required("minimum-area").wrong(
        Words(zh: "“minimum-area”只适用于面图层", en: "'minimum-area' is for layers of polygons"),
        remedy: Words(zh: "写上 geometry: polygon，或去掉该行", en: "write geometry: polygon, or leave the line out"))
    }
  }

  /// Everything that is wrong with a profile: each field and each rule is read on its own, so that one mistake does not hide
  /// the next.
  public static func faults(yaml text: String, file: String) -> [InputFault] {
    var faults: [InputFault] = []
    func attempt<Value>(_ body: () throws -> Value) -> Value? {
      do {
        return try body()
      } catch {
        if let fault = error as? InputFault { faults.append(fault) }
        return nil
      }
    }
    guard let setting = attempt({ try Setting(yaml: text, file: file) }) else { return faults }
    let fields = (try? setting["fields"]?.entries()) ?? []
    let read = fields.compactMap { entry in attempt { try Field(entry.key, entry.value) } }
    if faults.isEmpty {
      for rule in (try? setting["logic"]?.list()) ?? [] { _ = attempt { try FieldRule(rule, fields: read) } }
    }
    // What is left is told one by one: it is a few lines.
    if faults.isEmpty { _ = attempt { try LayerProfile(setting) } }
    return faults
  }

  /// Of two fields that know a column by the same name only one could have it.
  private static func refuseSharedNames(_ setting: Setting) throws {
    let fields = try setting.required("fields").entries()
    var owners = Dictionary(fields.map { ($0.key.lowercased(), $0.key) }) { first, _ in first }
    for (field, _, value) in fields {
      for alias in try value["aliases"]?.list() ?? [] {
        let name = try alias.text()
        if let other = owners.updateValue(field, forKey: name.lowercased()), other != field {
          throw alias.wrong(
            Words(zh: "“\(name)”已是字段 \(other) 的名称", en: "'\(name)' is a name of the field \(other) already"),
            remedy: Words(zh: "从其中一个字段去掉它", en: "take it from one of the two"))
        }
      }
    }
  }

  private enum Kind: String, CaseIterable {
    case point, line, polygon
    var kind: GeometryKind {
      switch self {
      case .point: .point
      case .line: .line
      case .polygon: .polygon
      }
    }
  }
}

extension LayerProfile.Field {
  init(_ name: String, _ setting: Setting) throws {
    _ = try setting.entries(known: ["title", "type", "required", "aliases", "values", "unit"] + FieldForm.keys)
    self.name = name
    title = try setting["title"]?.words() ?? Words(name)
    type = try setting["type"]?.choice(LayerProfile.FieldType.self) ?? .text
    isRequired = try setting["required"]?.flag() ?? false
    aliases = try setting["aliases"]?.texts() ?? []
    values = try Self.values(setting["values"], type: type)
    var form = try FieldForm(setting, type: type)
    units = try setting["unit"]?.list().map { try $0.choice(UnitLevel.self) } ?? []
    if !units.isEmpty {
      guard type == .text, form.digits.isEmpty else {
        throw try setting.required("unit").wrong(
          Words(
            zh: "unit 字段应为 text，位数由 unit 决定", en: "a field with 'unit' is a text, and its digits follow from the unit"))
      }
      form.digits = Set(units.flatMap(\.written)).sorted()
    }
    self.form = form
  }

  private static func values(
    _ setting: Setting?, type: LayerProfile.FieldType
  ) throws -> [(value: String, aliases: [String])] {
    guard let setting else { return [] }
    guard type == .text || type == .flag else {
      throw setting.wrong(
        Words(zh: "只有 text、flag 字段可列出允许值", en: "only a text or a flag can have a list of values"))
    }
    var meanings: [String: String] = [:]
    return try setting.entries().map { value, place, words in
      if type == .flag && !["true", "false"].contains(value) {
        throw InputFault(
          at: place, Words(zh: "flag 字段没有值“\(value)”", en: "a flag has no value '\(value)'"),
          remedy: Words(zh: "写 true: [词…]、false: [词…]", en: "write true: [WORD…] and false: [WORD…]"))
      }
      let aliases = try words.texts()
      for word in [value] + aliases {
        if let other = meanings.updateValue(value, forKey: word.lowercased()), other != value {
          throw InputFault(
            at: place,
            Words(zh: "“\(word)”同时表示 \(other) 和 \(value)", en: "'\(word)' stands for both \(other) and \(value)"),
            remedy: Words(zh: "从其中一个值去掉它", en: "take it from one of the two"))
        }
      }
      return (value, aliases)
    }
  }
}

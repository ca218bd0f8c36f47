// What a layer of a role looks like: its fields, by the names that offices use for them. Profiles are YAML, so an office
// adds its own without touching code; Layers/profiles/README.md documents the form.

public import Geometry
public import Settings

/// The fields of one role and how to recognise them.
public struct LayerProfile: Sendable {
  /// What the layer is in a job: `wells`, `zones`, `plots` …
  public let role: String
  public let title: Words
  /// `nil` accepts any kind.
  public let geometry: GeometryKind?
  /// The field that names a row for people, unique in the layer.
  public let key: String
  public let fields: [Field]
  /// Columns of a table that hold x (east, longitude) and y (north, latitude).
  public let x: [String]
  public let y: [String]

  public struct Field: Sendable {
    public let name: String
    public let title: Words
    public let type: FieldType
    public let isRequired: Bool
    /// Names under which the field is known, besides its own.
    public let aliases: [String]
    /// Allowed values, each with the words that offices write for it; empty for free values.
    public let values: [(value: String, aliases: [String])]
  }

  public enum FieldType: String, Sendable, CaseIterable { case text, number, integer, flag, day }

  /// Reads a profile. Throws ``InputFault`` with the line of what is wrong.
  public init(_ setting: Setting) throws {
    _ = try setting.entries(known: ["role", "title", "geometry", "key", "x", "y", "fields"])
    role = try setting.required("role").text()
    title = try setting["title"]?.words() ?? Words(role)
    geometry = try setting["geometry"].map { try $0.choice(Kind.self).kind }
    key = try setting.required("key").text()
    x = try setting["x"]?.texts() ?? []
    y = try setting["y"]?.texts() ?? []
    fields = try setting.required("fields").entries().map { try Self.field($0.key, $0.value) }
    guard fields.contains(where: { $0.name == key }) else {
      throw try setting.required("key").unknownValue(key, among: fields.map(\.name))
    }
  }

  /// A value of a field as people read it: in Chinese the first of its aliases.
  public func title(ofValue value: String, field: String) -> Words {
    let aliases = fields.first { $0.name == field }?.values.first { $0.value == value }?.aliases ?? []
    return Words(zh: aliases.first ?? value, en: value)
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

  private static func field(_ name: String, _ setting: Setting) throws -> Field {
    _ = try setting.entries(known: ["title", "type", "required", "aliases", "values"])
    return Field(
      name: name, title: try setting["title"]?.words() ?? Words(name),
      type: try setting["type"]?.choice(FieldType.self) ?? .text, isRequired: try setting["required"]?.flag() ?? false,
      aliases: try setting["aliases"]?.texts() ?? [],
      values: try setting["values"]?.entries().map { ($0.key, try $0.value.texts()) } ?? [])
  }
}

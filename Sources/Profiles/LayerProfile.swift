// What a layer of a role looks like: its fields, by the names that offices use for them, and what must hold of its rows.
// Profiles are YAML, so an office adds its own without touching code; Layers/profiles/README.md documents the form.

public import Geometry

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
  /// Whether a row may have one part only (check G05).
  public let isSinglePart: Bool
  /// `nil` where rows may be of any size (check G06).
  public let minimumArea: MinimumArea?
  /// What must hold between the fields of a row (check A06).
  public let logic: [FieldRule]

  public struct Field: Sendable {
    public let name: String
    public let title: Words
    public let type: FieldType
    public let isRequired: Bool
    /// Names under which the field is known, besides its own.
    public let aliases: [String]
    /// Allowed values, each with the words that offices write for it; empty for free values.
    public let values: [(value: String, aliases: [String])]
    public let form: FieldForm
    /// The levels of units that the value is a code of, longer codes begin with it; empty where it is none (check A05).
    public let units: [UnitLevel]
  }

  public enum FieldType: String, Sendable, CaseIterable { case text, number, integer, flag, day }

  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// A value of a field as people read it: in Chinese the first of its aliases.
  public func title(ofValue value: String, field: String) -> Words {
    if self.field(field)?.type == .flag { return Words.yesOrNo(value == "true") }
    let aliases = self.field(field)?.values.first { $0.value == value }?.aliases ?? []
    return Words(zh: aliases.first ?? value, en: value)
  }
}

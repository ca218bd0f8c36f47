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
    /// The unit that the value is the code of; longer codes begin with it (check A05).
    public let unit: UnitLevel?
  }

  public enum FieldType: String, Sendable, CaseIterable { case text, number, integer, flag, day }

  public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// A value of a field as people read it: in Chinese the first of its aliases.
  public func title(ofValue value: String, field: String) -> Words {
    let aliases = self.field(field)?.values.first { $0.value == value }?.aliases ?? []
    return Words(zh: aliases.first ?? value, en: value)
  }
}

/// Units by their codes: county 6 digits (GB/T 2260), township 3 more, village 3 more.
public enum UnitLevel: String, Sendable, CaseIterable {
  case county, township, village

  /// How many digits of a code name the unit.
  public var digits: Int {
    switch self {
    case .county: 6
    case .township: 9
    case .village: 12
    }
  }

  /// How many digits codes of the unit are written with: filled up with zeros, or followed by the seven digits that the land
  /// survey has for smaller units.
  var written: [Int] {
    switch self {
    case .county: [6, 9, 12, 19]
    case .township: [9, 12, 19]
    case .village: [12, 19]
    }
  }

  public var title: Words {
    switch self {
    case .county: Words(zh: "县", en: "county")
    case .township: Words(zh: "乡镇", en: "township")
    case .village: Words(zh: "村", en: "village")
    }
  }
}

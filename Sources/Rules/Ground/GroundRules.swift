// The rules of a table that need more than two kinds of ground: survey classes, zones, sources of water, tenure.

import Geometry
import Profiles
import Settings

/// X02: ground of the kind may lie on these classes of the survey only.
struct SurveyRule: Sendable {
  let kind: GroundKind
  let classes: ClassPrefixes

  init(_ setting: Setting, _ reader: RuleReader) throws {
    _ = try setting.entries(known: ["ground", "classes"])
    kind = try reader.kind(setting.required("ground"))
    classes = ClassPrefixes(try setting.required("classes").atLeastOne().map { try $0.text() })
  }
}

/// X03: ground of these classes must be claimed by one of the kinds.
struct CompletenessRule: Sendable {
  let classes: ClassPrefixes
  /// The first is what the ground is for; the others explain its absence.
  let kinds: [GroundKind]

  init(_ setting: Setting, _ reader: RuleReader) throws {
    _ = try setting.entries(known: ["classes", "claimed-by"])
    classes = ClassPrefixes(try setting.required("classes").atLeastOne().map { try $0.text() })
    let claimedBy = try setting.required("claimed-by")
    kinds = try claimedBy.list().map(reader.kind)
    if kinds.isEmpty { throw claimedBy.wrong(Words(zh: "至少一类用地", en: "at least one kind")) }
  }
}

/// Classes of the land survey by the beginnings of their codes: 01 is all cropland, 0102 irrigated cropland.
struct ClassPrefixes: Sendable {
  private let prefixes: [String]

  init(_ prefixes: [String]) { self.prefixes = prefixes }

  func hold(_ code: String) -> Bool { prefixes.contains { code.hasPrefix($0) } }
}

/// X07: ground of the kind is to be told in zones of a kind, row by row or village by village.
struct ZoneRule: Sendable {
  enum Telling: String, CaseIterable { case rows, villages }

  let kind: GroundKind
  let zone: ZoneKind
  let telling: Telling

  init(_ setting: Setting, _ reader: RuleReader) throws {
    _ = try setting.entries(known: ["ground", "zone", "tell"])
    kind = try reader.kind(setting.required("ground"))
    zone = try setting.required("zone").choice(ZoneKind.self)
    telling = try setting["tell"]?.choice(Telling.self) ?? .rows
  }
}

/// X08: ground of the kind needs one of the sources within its reach, in metres.
struct WaterRule: Sendable {
  let kind: GroundKind
  let sources: [(role: String, reach: Double)]
  /// The field that names the wells of a row; `nil` where none does.
  let wells: String?
  /// Not every county has canals, but one that counts on wells has them.
  var needsWells: Bool { sources.contains { $0.role == "wells" } }

  init(_ setting: Setting, _ reader: RuleReader) throws {
    _ = try setting.entries(known: ["ground", "sources", "wells"])
    kind = try reader.kind(setting.required("ground"))
    let given = try setting.required("sources")
    sources = try given.entries(known: reader.profiles.keys.sorted()).map { ($0.key, try reader.length($0.value)) }
    if sources.isEmpty { throw given.wrong(Words(zh: "至少一种水源", en: "at least one source")) }
    wells = try setting["wells"].map { [kind] in try reader.field($0, of: kind.role) }
  }
}

/// X09: what the tenure of a row says about the survey's codes of ownership under it.
struct TenureRule: Sendable {
  let kind: GroundKind
  let field: String
  /// Value of the field → the beginnings of the codes that agree with it.
  let allowed: [String: ClassPrefixes]

  init(_ setting: Setting, _ reader: RuleReader) throws {
    _ = try setting.entries(known: ["ground", "field", "agrees"])
    kind = try reader.kind(setting.required("ground"))
    field = try reader.field(setting.required("field"), of: kind.role)
    let values = reader.profiles[kind.role]!.fields.first { [field] in $0.name == field }!.values.map(\.value)
    allowed = Dictionary(
      try setting.required("agrees").entries(known: values.isEmpty ? nil : values)
        .map { ($0.key, ClassPrefixes(try $0.value.texts())) }
    ) { first, _ in first }
  }
}

/// A07: the field of a role that declares the area of its rows.
struct DeclaredRule: Sendable {
  enum Unit: String, CaseIterable {
    case mu, squareMetres = "m2", hectares = "ha"

    var title: Words {
      switch self {
      case .mu: Words(zh: "亩", en: "mu")
      case .squareMetres: Words(zh: "平方米", en: "m²")
      case .hectares: Words(zh: "公顷", en: "ha")
      }
    }
    var squareMetres: Double {
      switch self {
      case .mu: 2000.0 / 3
      case .squareMetres: 1
      case .hectares: 10_000
      }
    }
  }

  let role: String
  let field: String
  let unit: Unit

  init(_ setting: Setting, _ reader: RuleReader) throws {
    _ = try setting.entries(known: ["role", "field", "unit"])
    role = try reader.role(setting.required("role"))
    field = try reader.field(setting.required("field"), of: role)
    unit = try setting.required("unit").choice(Unit.self)
  }
}

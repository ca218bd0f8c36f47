// What is known of a well: named values, each with its source, and how sure it is.

public import Geometry

public enum FactValue: Sendable, Hashable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case day(Day)

  /// As it is written in rule tables and lists.
  public var description: String {
    switch self {
    case .text(let text): text
    case .number(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .day(let day): day.description
    }
  }
}

/// In JSON a text, a number, a truth value, or `{"day": "2022-11-30"}`.
extension FactValue: Codable {
  private enum CodingKeys: String, CodingKey { case day }

  public init(from decoder: any Decoder) throws {
    if let keyed = try? decoder.container(keyedBy: CodingKeys.self),
      let day = Day(try keyed.decode(String.self, forKey: .day))
    {
      self = .day(day)
      return
    }
    let single = try decoder.singleValueContainer()
    if let flag = try? single.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? single.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try single.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    if case .day(let day) = self {
      var keyed = encoder.container(keyedBy: CodingKeys.self)
      try keyed.encode(day.description, forKey: .day)
      return
    }
    var single = encoder.singleValueContainer()
    switch self {
    case .text(let text): try single.encode(text)
    case .number(let number): try single.encode(number)
    case .flag(let flag): try single.encode(flag)
    case .day: break
    }
  }
}

/// One fact. A fact that is missing or in doubt makes a rule neither hit nor miss: the well is to be verified.
public struct Fact: Sendable {
  public let name: String
  /// `nil` where nothing says it.
  public let value: FactValue?
  /// Which layer, field or computation it comes from.
  public let source: Words
  /// Why the value must not decide alone; `nil` where it may.
  public let doubt: Words?

  public init(_ name: String, _ value: FactValue?, source: Words, doubt: Words? = nil) {
    self.name = name
    self.value = value
    self.source = source
    self.doubt = doubt
  }

  /// The value that may decide.
  public var certain: FactValue? { doubt == nil ? value : nil }
}

/// A fact that rules may ask for.
public struct FactDefinition: Sendable {
  public enum Kind: Sendable { case text, number, flag, day }
  public let name: String
  public let kind: Kind
  public let meaning: Words
  /// What a text can be; empty where it can be anything.
  public let values: [String]

  fileprivate init(_ name: String, _ kind: Kind = .text, zh: String, en: String, values: [String] = []) {
    self.name = name
    self.kind = kind
    meaning = Words(zh: zh, en: en)
    self.values = values
  }
}

/// The facts that rules may ask for, with what they mean. A rule that asks for another is refused.
public enum FactCatalog {
  public static let facts: [FactDefinition] = [
    FactDefinition(
      "zone_kind", zh: "所在分区（最严）", en: "strictest zone that holds the well",
      values: ["prohibited", "limited", "over-extracted", "none"]),
    FactDefinition("zone_id", zh: "分区编号", en: "number of that zone"),
    FactDefinition("zone_name", zh: "分区名称", en: "name of that zone"),
    FactDefinition("zone_approval", zh: "分区批准文件", en: "document that approved the zone"),
    FactDefinition("zone_edge_m", .number, zh: "到决定性边界的距离（内为负）", en: "distance to the deciding edge, negative inside"),
    FactDefinition("near_edge", .flag, zh: "距边界小于定位精度", en: "nearer to the edge than the position accuracy"),
    FactDefinition("covered", .flag, zh: "公共管网覆盖", en: "covered by the public network"),
    FactDefinition("pipe_m", .number, zh: "到最近管道的距离", en: "distance to the nearest pipe"),
    FactDefinition("township", zh: "登记乡镇（街道）", en: "township of the register"),
    FactDefinition("village", zh: "登记村", en: "village of the register"),
    FactDefinition("located_township", zh: "实际所在乡镇", en: "township that holds the well"),
    FactDefinition("located_village", zh: "实际所在村", en: "village that holds the well"),
    FactDefinition("owner", zh: "产权单位", en: "owner"),
    FactDefinition("use", zh: "用途", en: "use"),
    FactDefinition(
      "permit_state", zh: "许可状态", en: "state of the permit", values: ["none", "valid", "expired", "exempt"]),
    FactDefinition("permit_end", .day, zh: "许可到期日", en: "day the permit ends"),
    FactDefinition("metered", .flag, zh: "计量设施", en: "has a meter"),
    FactDefinition("emergency_source", .flag, zh: "应急水源", en: "listed emergency source"),
    FactDefinition("emergency_basis", zh: "应急水源依据", en: "document that lists it"),
  ]
  public static let names = facts.map(\.name)
  public static subscript(name: String) -> FactDefinition? { facts.first { $0.name == name } }
}

/// The facts of one well, in the order of the catalogue.
public struct Facts: Sendable {
  public let facts: [Fact]

  public init(_ facts: [Fact]) { self.facts = facts }

  public subscript(name: String) -> Fact? { facts.first { $0.name == name } }
  public func text(_ name: String) -> String? { self[name]?.value?.description }
}

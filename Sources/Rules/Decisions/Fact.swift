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

/// The facts that rules may ask for, with what they mean. A rule that asks for another is refused.
public enum FactCatalog {
  public static let facts: [(name: String, meaning: Words, values: [String])] = [
    (
      "zone_kind", Words(zh: "所在分区（最严）", en: "strictest zone that holds the well"),
      ["prohibited", "limited", "over-extracted", "none"]
    ),
    ("zone_id", Words(zh: "分区编号", en: "number of that zone"), []),
    ("zone_name", Words(zh: "分区名称", en: "name of that zone"), []),
    ("zone_approval", Words(zh: "分区批准文件", en: "document that approved the zone"), []),
    ("zone_edge_m", Words(zh: "到决定性边界的距离（内为负）", en: "distance to the deciding edge, negative inside"), []),
    ("near_edge", Words(zh: "距边界小于定位精度", en: "nearer to the edge than the position accuracy"), []),
    ("covered", Words(zh: "公共管网覆盖", en: "covered by the public network"), []),
    ("pipe_m", Words(zh: "到最近管道的距离", en: "distance to the nearest pipe"), []),
    ("township", Words(zh: "登记乡镇（街道）", en: "township of the register"), []),
    ("village", Words(zh: "登记村", en: "village of the register"), []),
    ("located_township", Words(zh: "实际所在乡镇", en: "township that holds the well"), []),
    ("located_village", Words(zh: "实际所在村", en: "village that holds the well"), []),
    ("owner", Words(zh: "产权单位", en: "owner"), []),
    ("use", Words(zh: "用途", en: "use"), []),
    ("permit_state", Words(zh: "许可状态", en: "state of the permit"), ["none", "valid", "expired", "exempt"]),
    ("permit_end", Words(zh: "许可到期日", en: "day the permit ends"), []),
    ("metered", Words(zh: "计量设施", en: "has a meter"), []),
    ("emergency_source", Words(zh: "应急水源", en: "listed emergency source"), []),
    ("emergency_basis", Words(zh: "应急水源依据", en: "document that lists it"), []),
  ]
  public static let names = facts.map(\.name)
}

/// The facts of one well, in the order of the catalogue.
public struct Facts: Sendable {
  public let facts: [Fact]

  public init(_ facts: [Fact]) { self.facts = facts }

  public subscript(name: String) -> Fact? { facts.first { $0.name == name } }
  public func text(_ name: String) -> String? { self[name]?.value?.description }
}

// The value of a fact: a text, a number, a truth, a day.

public import Geometry

public enum FactValue: Sendable, Hashable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case day(Day)

  public var number: Double? { if case .number(let number) = self { number } else { nil } }
  public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  public var day: Day? { if case .day(let day) = self { day } else { nil } }

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

// What a rule decides about a well.

public import Geometry

/// Raw values are the ones of tables and outputs.
public enum Outcome: String, Sendable, SpokenChoice {
  // From the strictest to none: where several rules apply, the first in this order wins.
  case close
  case convertToMonitoring = "convert-to-monitoring"
  case closeAndKeepReady = "close-and-keep-ready"
  case notRenewed = "not-renewed"
  /// A fact is missing or in doubt: somebody must go and look.
  case verify
  case reduce
  case permitAndMeter = "permit-and-meter"
  case deferred
  case keepException = "keep-exception"
  case none

  public var title: Words {
    switch self {
    case .close: Words(zh: "关停", en: "close")
    case .convertToMonitoring: Words(zh: "改建监测井", en: "convert to monitoring")
    case .closeAndKeepReady: Words(zh: "封存备用", en: "close and keep ready")
    case .notRenewed: Words(zh: "到期不予延续", en: "not renewed")
    case .verify: Words(zh: "待核", en: "verify")
    case .reduce: Words(zh: "限量递减", en: "reduce")
    case .permitAndMeter: Words(zh: "办证并计量", en: "permit and meter")
    case .deferred: Words(zh: "暂缓关停", en: "deferred")
    case .keepException: Words(zh: "例外情形保留", en: "keep as exception")
    case .none: Words(zh: "无适用规则", en: "no rule applies")
    }
  }
  /// The place in the order of strictness, 0 the strictest.
  public var rank: Int { Self.allCases.firstIndex(of: self)! }
}

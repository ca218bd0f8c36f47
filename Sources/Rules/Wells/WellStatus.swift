// What the register says a well is: the values of the field `status` (现状).

public import Geometry

public enum WellStatus: String, Sendable, SpokenChoice {
  case inUse = "in-use"
  case idle
  case keptReady = "kept-ready"
  case monitoring
  case closed

  public var title: Words {
    switch self {
    case .inUse: Words(zh: "在用", en: "in use")
    case .idle: Words(zh: "停用", en: "idle")
    case .keptReady: Words(zh: "封存备用", en: "kept ready")
    case .monitoring: Words(zh: "监测井", en: "monitoring well")
    case .closed: Words(zh: "已关停", en: "closed")
    }
  }

  /// Whether it may be put to use: it needs a permit, a meter and a device.
  var mayTakeWater: Bool { self != .closed && self != .monitoring }

  /// Whether it has a share in the water of its village. What is kept ready takes water in an emergency only.
  public var takesWater: Bool { mayTakeWater && self != .keptReady }
}

extension RoleLayer {
  /// Of a layer of wells; `nil` where the register does not say, or says something else.
  public func wellStatus(_ row: Int) -> WellStatus? {
    layer.fields.text(FactName.status.key, row).flatMap(WellStatus.init)
  }
}

// The facts that rules may ask for, with what they mean. A rule that asks for another is refused.

public import Geometry

/// A fact by name. Its place here is its place in ``Facts``.
public enum FactName: Int, Sendable, CaseIterable {
  case decisionDate
  // Where the well lies.
  case zoneKind, zoneID, zoneIDs, zoneName, zoneApproval, zoneEdge, nearEdge
  case inProhibited, inLimited, inOverExtracted, hardToRenew, builtAfterZone
  case covered, pipeID, pipe, connection
  case township, village, locatedTownship, locatedVillage, accuracy
  // What its register says.
  case owner, use, status, builtOn, closedOn
  case permitNumbers, permitState, permitEnd
  case metered, dualControl, feesPaid, waterUsed, waterQuota, powerUsed, powerQuota, overdue
  case emergencySource, emergencyBasis, exception, exceptionBasis, exceptionEnd
  case replacement, replacementOn, cityVillage, deferralBasis, reviewOn, qualified, overLimit
  // What depends on it.
  case irrigatedPlots, irrigatedMu

  public var definition: FactDefinition { FactCatalog.facts[rawValue] }
  /// As tables and outputs write it.
  public var key: String { definition.key }
}

public struct FactDefinition: Sendable {
  public enum Kind: Sendable { case text, number, flag, day }
  public let key: String
  public let kind: Kind
  public let meaning: Words
  /// What a text can be, with its words; empty where it can be anything.
  public let values: [(value: String, title: Words)]

  fileprivate init(
    _ key: String, _ kind: Kind = .text, zh: String, en: String, values: KeyValuePairs<String, Words> = [:],
    choices: [(value: String, title: Words)] = []
  ) {
    self.key = key
    self.kind = kind
    meaning = Words(zh: zh, en: en)
    self.values = values.map { ($0.key, $0.value) } + choices
  }

  /// A value of the fact as people read it.
  public func title(of value: FactValue) -> Words {
    if case .flag(let flag) = value { return .yesOrNo(flag) }
    if case .number(let number) = value {
      return Words(FactValue.number(number.toHundredths).description)
    }
    let text = value.description
    return values.first { $0.value == text }?.title ?? Words(text)
  }
}

public enum FactCatalog {
  public static let facts: [FactDefinition] = FactName.allCases.map(define)
  public static let keys = facts.map(\.key)
  private static let names = Dictionary(uniqueKeysWithValues: zip(keys, FactName.allCases))
  public static subscript(key: String) -> FactName? { names[key] }

  private static func define(_ name: FactName) -> FactDefinition {
    switch name {
    case .decisionDate: FactDefinition("decision_date", .day, zh: "判定日", en: "day as of which is decided")
    case .zoneKind:
      FactDefinition(
        "zone_kind", zh: "所在分区（最严）", en: "strictest zone that holds the well",
        values: [
          "prohibited": Words(zh: "禁采区", en: "prohibited"), "limited": Words(zh: "限采区", en: "limited"),
          "over-extracted": Words(zh: "超采区", en: "over-extracted"), "none": Words(zh: "不在分区内", en: "none"),
        ])
    case .zoneID: FactDefinition("zone_id", zh: "分区编号", en: "number of that zone")
    case .zoneIDs: FactDefinition("zone_ids", zh: "所在全部分区", en: "numbers of all zones that hold the well")
    case .zoneName: FactDefinition("zone_name", zh: "分区名称", en: "name of that zone")
    case .zoneApproval: FactDefinition("zone_approval", zh: "分区批准文件", en: "document that approved that zone")
    case .zoneEdge:
      FactDefinition(
        "zone_edge_m", .number, zh: "到决定性边界的距离（米，内为负）", en: "distance to the deciding edge (m, negative inside)")
    case .nearEdge:
      FactDefinition("near_edge", .flag, zh: "距边界小于定位精度", en: "nearer to the edge than the position accuracy")
    case .inProhibited: FactDefinition("in_prohibited", .flag, zh: "在禁采区内", en: "inside a prohibited zone")
    case .inLimited: FactDefinition("in_limited", .flag, zh: "在限采区内", en: "inside a limited zone")
    case .inOverExtracted: FactDefinition("in_over_extracted", .flag, zh: "在超采区内", en: "inside an over-extracted zone")
    case .hardToRenew:
      FactDefinition("hard_to_renew", .flag, zh: "开采难以更新的地下水", en: "takes groundwater that is hard to renew")
    case .builtAfterZone:
      FactDefinition("built_after_zone", .flag, zh: "建成晚于分区批准", en: "built after the zone was approved")
    case .covered: FactDefinition("covered", .flag, zh: "公共供水管网覆盖", en: "covered by the public network")
    case .pipeID: FactDefinition("pipe_id", zh: "最近管道编号", en: "number of the nearest pipe")
    case .pipe: FactDefinition("pipe_m", .number, zh: "到最近管道的距离（米）", en: "distance to the nearest pipe (m)")
    case .connection: FactDefinition("connect_m", .number, zh: "估计接入长度（米）", en: "estimated length to connect (m)")
    case .township: FactDefinition("township", zh: "登记乡镇（街道）", en: "township of the register")
    case .village: FactDefinition("village", zh: "登记村", en: "village of the register")
    case .locatedTownship: FactDefinition("located_township", zh: "实际所在乡镇", en: "township that holds the well")
    case .locatedVillage: FactDefinition("located_village", zh: "实际所在村", en: "village that holds the well")
    case .accuracy: FactDefinition("accuracy_m", .number, zh: "定位精度（米）", en: "position accuracy (m)")
    case .owner: FactDefinition("owner", zh: "产权单位", en: "owner")
    case .use: FactDefinition("use", zh: "用途", en: "use")
    case .status:
      FactDefinition(
        "status", zh: "现状", en: "present state of the well",
        choices: WellStatus.allCases.map { ($0.rawValue, $0.title) })
    case .builtOn: FactDefinition("built_on", .day, zh: "建成日期", en: "day it was built")
    case .closedOn: FactDefinition("closed_on", .day, zh: "关停日期", en: "day it was closed")
    case .permitNumbers: FactDefinition("permit_no", zh: "许可证号", en: "numbers of its permits")
    case .permitState:
      FactDefinition(
        "permit_state", zh: "许可状态（判定日）", en: "state of the permit on the day of decision",
        values: [
          "none": Words(zh: "无证", en: "none"),
          "valid": Words(zh: "有效（判定日未到期）", en: "valid (not ended by the day of decision)"),
          "expired": Words(zh: "过期（判定日前到期）", en: "expired (ended before the day of decision)"),
          "exempt": Words(zh: "依法免证", en: "exempt by law"),
        ])
    case .permitEnd: FactDefinition("permit_end", .day, zh: "许可到期日", en: "day the permit ends")
    case .metered: FactDefinition("metered", .flag, zh: "计量设施", en: "has a meter")
    case .dualControl:
      FactDefinition("dual_control", .flag, zh: "井电双控设施", en: "has a dual-control device for water and power")
    case .feesPaid: FactDefinition("fees_paid", .flag, zh: "水资源税（费）等已缴清", en: "water taxes and fees are paid")
    case .waterUsed: FactDefinition("water_used_m3", .number, zh: "本年取水量（m³）", en: "water taken this year (m³)")
    case .waterQuota: FactDefinition("water_quota_m3", .number, zh: "本年用水定额（m³）", en: "water quota of the year (m³)")
    case .powerUsed: FactDefinition("power_used_kwh", .number, zh: "本年用电量（kWh）", en: "power used this year (kWh)")
    case .powerQuota: FactDefinition("power_quota_kwh", .number, zh: "本年用电定额（kWh）", en: "power quota of the year (kWh)")
    case .overdue: FactDefinition("overdue", .flag, zh: "责令改正逾期未改", en: "ordered to correct, and did not in time")
    case .emergencySource: FactDefinition("emergency_source", .flag, zh: "应急水源", en: "listed emergency source")
    case .emergencyBasis: FactDefinition("emergency_basis", zh: "应急水源依据", en: "document that lists it")
    case .exception:
      FactDefinition(
        "exception", zh: "例外情形（第748号令第三十五条，判定日未终止）",
        en: "exception of Order 748 art. 35, not ended by the day of decision",
        values: [
          "none": Words(zh: "无", en: "none"), "works-safety": Words(zh: "保障地下工程施工安全和生产安全", en: "safety of works"),
          "public-hazard": Words(zh: "消除公共安全或公共利益危害", en: "removing a public hazard"),
          "monitoring": Words(zh: "监测、勘探、试验", en: "monitoring, exploration, tests"),
        ])
    case .exceptionBasis: FactDefinition("exception_basis", zh: "例外依据", en: "document of the exception")
    case .exceptionEnd: FactDefinition("exception_end", .day, zh: "例外终止日", en: "day the exception ends")
    case .replacement: FactDefinition("replacement", zh: "替代水源", en: "source that replaces the well")
    case .replacementOn: FactDefinition("replacement_on", .day, zh: "替代水源通水日期", en: "day the replacement delivers")
    case .cityVillage:
      FactDefinition("city_village", .flag, zh: "城区“城中村”", en: "in a village inside the built-up city")
    case .deferralBasis: FactDefinition("deferral_basis", zh: "暂缓批准文件", en: "document that approved the deferral")
    case .reviewOn: FactDefinition("review_on", .day, zh: "复核日期", en: "day to review the deferral")
    case .qualified: FactDefinition("qualified", .flag, zh: "符合办证条件", en: "meets the conditions of a permit")
    case .overLimit: FactDefinition("over_limit", .flag, zh: "所在区域水资源超载", en: "in an area whose water is overdrawn")
    case .irrigatedPlots:
      FactDefinition("irrigated_plots", .number, zh: "依赖该井的灌溉地块数", en: "irrigated plots that depend on it")
    case .irrigatedMu:
      FactDefinition("irrigated_mu", .number, zh: "依赖该井的灌溉面积（亩，申报）", en: "their declared area (mu)")
    }
  }
}

// Where the facts of a well come from.

import Geometry

enum FactOrigin {
  /// The job file.
  case job
  /// Where the well lies among the rows of a layer.
  case zones, hardToRenew, coverage, pipes, townships, villages
  /// What the register says, else the job file.
  case registerOrJob
  /// What the register says and where the well lies.
  case registerAndZones
  /// What the register says, until a day that it names.
  case registerWithEnd
  /// The well's entry in the register, neither found on the map nor computed.
  case register
  case permits, plots

  /// Whether it matters where the well lies.
  var isOfPosition: Bool {
    switch self {
    case .zones, .hardToRenew, .coverage, .pipes, .townships, .villages, .registerAndZones: true
    case .job, .register, .registerWithEnd, .registerOrJob, .permits, .plots: false
    }
  }

  /// Whether it is what the well's entry in the register says, for good or until a day.
  var isEntry: Bool { self == .register || self == .registerWithEnd }

  /// The layers, by role, beside the register and the permits.
  fileprivate var roles: [String] {
    switch self {
    case .zones, .registerAndZones: ["zones"]
    case .hardToRenew: ["hard-to-renew"]
    case .coverage: ["coverage", "pipes"]
    case .pipes: ["pipes"]
    case .townships: ["townships"]
    case .villages: ["villages"]
    case .plots: ["plots"]
    case .job, .register, .registerWithEnd, .registerOrJob, .permits: []
    }
  }

  /// As people read it.
  func title(register: RoleLayer, in layers: LayerSet, permits: Permits) -> Words {
    let entry = Words(zh: "机井登记 \(register.source)", en: "well register \(register.source)")
    let found = roles.compactMap { layers[$0]?.source }.joined(separator: ", ")
    let map =
      found.isEmpty ? Words(zh: "没有图层", en: "no layer") : Words(zh: "图层 \(found)", en: "layer \(found)")
    return switch self {
    case .job: Words(zh: "作业文件", en: "job file")
    case .registerOrJob: Words(zh: "\(entry.zh)，未填的按作业文件", en: "\(entry.en), else the job file")
    case .permits: permits.source
    case .register, .registerWithEnd: entry
    case .registerAndZones: Words(zh: "\(entry.zh)，\(map.zh)", en: "\(entry.en), \(map.en)")
    case .zones, .hardToRenew, .coverage, .pipes, .townships, .villages, .plots: map
    }
  }
}

extension FactName {
  /// The facts whose columns in the register it is read from, or derived from.
  var entries: [FactName] {
    switch self {
    case .permitNumbers, .permitState, .permitEnd: [.permitNumbers, .permitState, .permitEnd]
    case .builtAfterZone: [.builtOn]
    case .exception: [.exception, .exceptionEnd]
    case .deferralBasis: [.deferralBasis, .reviewOn]
    default: origin == .register ? [self] : []
    }
  }

  var origin: FactOrigin {
    switch self {
    case .decisionDate: .job
    case .accuracy: .registerOrJob
    case .zoneKind, .zoneID, .zoneIDs, .zoneName, .zoneApproval, .zoneEdge, .nearEdge, .inProhibited, .inLimited,
      .inOverExtracted:
      .zones
    case .builtAfterZone: .registerAndZones
    case .hardToRenew: .hardToRenew
    case .covered: .coverage
    case .pipeID, .pipe, .connection: .pipes
    case .locatedTownship: .townships
    case .locatedVillage: .villages
    case .irrigatedPlots, .irrigatedMu: .plots
    case .permitNumbers, .permitState, .permitEnd: .permits
    case .exception: .registerWithEnd
    case .township, .village, .owner, .use, .status, .builtOn, .closedOn, .metered, .dualControl, .feesPaid, .waterUsed,
      .waterQuota, .powerUsed, .powerQuota, .overdue, .emergencySource, .emergencyBasis, .exceptionBasis,
      .exceptionEnd, .replacement, .replacementOn, .cityVillage, .deferralBasis, .reviewOn, .qualified, .overLimit:
      .register
    }
  }
}

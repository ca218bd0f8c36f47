// What a job may say about checks: other thresholds, another severity, or that one is switched off.
//
//     checks:
//       T01: {area: 0.01, width: 0.002, severity: warning}
//       W08: off

public import Geometry
public import Settings

/// A number that decides whether something is a finding, with its default and the reason for that default.
public struct Threshold: Sendable {
  /// The key in the job file, such as `area`.
  public let name: String
  public let standard: Double
  /// `m²`, `m`, `°`; empty for a plain number.
  public let unit: String
  /// Why the default is what it is.
  public let reason: Words

  public init(_ name: String, _ standard: Double, _ unit: String, reason: Words) {
    self.name = name
    self.standard = standard
    self.unit = unit
    self.reason = reason
  }

  /// Below it shared ground is rounding and drawing noise, no claim.
  static let claimedArea = Threshold(
    "area", 1.0 / 150, "m²",
    reason: Words(zh: "承包地质检工具所用的拓扑限差（1/150 平方米）", en: "topology limit of contract-land checking tools, 1/150 m²"))
  /// Narrower shared ground is rounding and drawing noise, no claim.
  static let claimedWidth = Threshold(
    "width", 0.001, "m",
    reason: Words(zh: "承包地数据的坐标限差 0.001 米", en: "coordinate tolerance of contract-land data, 0.001 m"))
}

/// The thresholds and severities of one job. Without settings, every check has its own.
public struct CheckSettings: Sendable {
  private var numbers: [String: [String: Double]] = [:]
  private var severities: [String: Severity] = [:]
  private var switchedOff: Set<String> = []

  public init() {}

  /// - Throws: ``InputFault`` with the line of an unknown code, an unknown threshold or a wrong value.
  public init(_ setting: Setting) throws {
    for entry in try setting.entries(known: Checks.all.map { $0.code }) { try set(entry.key, entry.value) }
  }

  private mutating func set(_ code: String, _ setting: Setting) throws {
    guard setting.isMapping else {
      guard ["off", "false"].contains(try setting.text()) else {
        throw setting.wrong(
          Words(zh: "应为 off 或“键: 值”", en: "expected 'off' or a mapping"),
          remedy: Words(zh: "如 {severity: warning}", en: "such as {severity: warning}"))
      }
      switchedOff.insert(code)
      return
    }
    let thresholds = Checks.all.first { $0.code == code }!.thresholds.map(\.name)
    for entry in try setting.entries(known: ["severity"] + thresholds) {
      if entry.key == "severity" {
        severities[code] = try entry.value.choice(Severity.self)
      } else {
        let number = try entry.value.number()
        guard number >= 0 else { throw entry.value.wrong(Words(zh: "不能为负数", en: "must not be negative")) }
        numbers[code, default: [:]][entry.key] = number
      }
    }
  }

  public func isOff(_ check: any Check.Type) -> Bool { switchedOff.contains(check.code) }

  public func severity(of check: any Check.Type) -> Severity { severities[check.code] ?? check.severity }

  /// The value of a threshold that the check declares.
  public func value(_ name: String, of check: any Check.Type) -> Double {
    guard let threshold = check.thresholds.first(where: { $0.name == name }) else {
      preconditionFailure("\(check.code) declares no threshold '\(name)'")
    }
    return numbers[check.code]?[name] ?? threshold.standard
  }

  /// All thresholds in force, as `T01.area`: for the manifest.
  public var tolerances: [String: Double] {
    var all: [String: Double] = [:]
    for check in Checks.all where !isOff(check) {
      for threshold in check.thresholds { all["\(check.code).\(threshold.name)"] = value(threshold.name, of: check) }
    }
    return all
  }
}

extension Finding {
  /// As the job weighs it.
  func weighed(_ severity: Severity) -> Finding {
    var weighed = self
    weighed.severity = severity
    return weighed
  }
}

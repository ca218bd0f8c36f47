// What a job says about checks: read strictly, and followed by every check.

import Geometry
import Rules
import Settings
import TestSupport
import Testing

@Suite struct CheckSettingsTests {
  private func settings(_ yaml: String) throws -> CheckSettings {
    try CheckSettings(Setting(yaml: yaml, file: "job.yaml"))
  }

  /// Two plots that share 10 m × 0.5 m.
  private func context(_ settings: CheckSettings) async throws -> CheckContext {
    let layer = Layer(
      name: "plots", frame: nil, geometry: polygons([[[rectangle(0, 0, 10, 10)]], [[rectangle(0, 9.5, 10, 20)]]]),
      fields: FieldTable(), featureIDs: [1, 2])
    let plots = try await RoleLayer(
      role: "plots", title: Words("plots"), source: "plots", layer: layer, keyField: "plot_id", workers: 1)
    return CheckContext(
      layers: LayerSet([plots]), wells: [], wellFacts: nil, decisionDate: Day("2022-03-14")!,
      wellSettings: WellSettings(positionAccuracy: 5, pipeReach: 0), settings: settings, loading: [], workers: 1,
      scale: { _ in 1 })
  }

  @Test func aThresholdDecidesWhatIsFound() async throws {
    for (yaml, count) in [("{}", 1), ("T01: {area: 4.99}", 1), ("T01: {area: 5.01}", 0), ("T01: {width: 0.51}", 0)] {
      let findings = try await Checks.findings(context(settings(yaml))).filter { $0.code == "T01" }
      #expect(findings.count == count, "\(yaml)")
    }
  }

  @Test func anotherSeverityAndNone() async throws {
    let weighed = try await Checks.findings(context(settings("T01: {severity: note}")))
    #expect(weighed.filter { $0.code == "T01" }.map(\.severity) == [.note])
    let off = try settings("T01: off")
    #expect(off.isOff(Overlaps.self) && off.tolerances["T01.area"] == nil)
    #expect(try await Checks.findings(context(off)).allSatisfy { $0.code != "T01" })
  }

  @Test(arguments: [
    ("T1: off", "1:1"), ("T01: {size: 1}", "1:7"), ("T01: {area: much}", "1:13"), ("T01: {area: -1}", "1:13"),
    ("T01: {severity: fatal}", "1:17"), ("T01: on", "1:6"),
  ])
  func mistakesAreToldByPlace(_ yaml: String, _ place: String) throws {
    let fault = try #require(#expect(throws: InputFault.self) { try settings(yaml) })
    #expect(fault.place == "job.yaml:\(place)")
  }

  @Test func everyThresholdHasAReasonAndIsInTheManifest() {
    for check in Checks.all {
      for threshold in check.thresholds {
        #expect(!threshold.reason.zh.isEmpty && !threshold.reason.en.isEmpty && threshold.name != "severity")
        #expect(CheckSettings().tolerances["\(check.code).\(threshold.name)"] == threshold.standard)
      }
      #expect(Set(check.thresholds.map(\.name)).count == check.thresholds.count)
    }
  }
}

// The YAML files: job, profile, rule table, overlay rules, quotas, calendar. What is wrong in them is told with its line, and
// what is right means the same every time.

import Foundation
import Geometry
import Pipeline
import Profiles
import Rules
import SampleLayers
import Settings
import TestSupport

let settingsTargets: [FuzzTarget] = [
  FuzzTarget(
    name: "yaml", replays: 300, seeds: { try shipped("rules") + shipped("profiles") + [Array(jobText.utf8)] },
    run: { input in _ = try read(input) { try Setting(yaml: $0, file: "some.yaml") } }),
  FuzzTarget(
    name: "profile", replays: 200, seeds: { try shipped("profiles") },
    run: { input in
      let profile = try read(input) { try LayerProfile(Setting(yaml: $0, file: "profile.yaml")) }
      let faults = LayerProfile.faults(yaml: String(decoding: input, as: UTF8.self), file: "profile.yaml")
      try require(profile == nil || faults.isEmpty, "a profile that is read has faults: \(faults)")
      guard let profile else { return }
      var table = FieldTable()
      for field in profile.fields {
        table.set(field.name, .text(TextValues([nil, "", "12", "-1e9", "2022-02-30", "是"])))
        for text in ["", "12", "一", "1e400", "99999999999999999999"] { _ = field.form.fault(of: text) }
      }
      for rule in profile.logic { _ = rule.brokenRows(of: table, count: 6) }
    }),
  FuzzTarget(
    name: "rules", replays: 100, seeds: { try shipped("rules") },
    run: { input in
      let text = String(decoding: input, as: UTF8.self)
      let table = try read(input) { try RuleTable(yaml: $0, file: "rules.yaml") }
      let faults = RuleTable.faults(yaml: text, file: "rules.yaml")
      try require((table == nil) == !faults.isEmpty, "read: \(table != nil), faults: \(faults)")
      guard let table else { return }
      let day = Day("2022-03-14")!
      _ = table.lint(on: day)
      let book = RuleBook([table], calendar: WorkCalendar(), on: day)
      _ = book.decide(Facts(FactName.allCases.map { Fact($0, nil, source: Words(""), doubt: nil) }))
    }),
  FuzzTarget(
    name: "overlay-rules", replays: 100, seeds: { try shipped("overlay-rules") },
    run: { input in
      let profiles = try profiles.get()
      let rules = try read(input) { try OverlayRules(yaml: $0, file: "overlay.yaml", profiles: profiles) }
      let faults = OverlayRules.faults(
        yaml: String(decoding: input, as: UTF8.self), file: "overlay.yaml", profiles: profiles)
      try require((rules == nil) == !faults.isEmpty, "read: \(rules != nil), faults: \(faults)")
    }),
  FuzzTarget(
    name: "calendar", replays: 200, seeds: { try shipped("calendars") },
    run: { input in
      guard let calendar = try read(input, { try WorkCalendar(yaml: $0, file: "calendar.yaml") }) else { return }
      let (first, last) = (Day("2021-12-20")!, Day("2022-12-31")!)
      let days = calendar.workDays(from: first, to: last)
      // The first day is counted here, and not there.
      if days > 1 && calendar.isWorkDay(first) {
        let end = calendar.day(days - 1, workDaysAfter: first)
        try require(calendar.workDays(from: first, to: end) == days, "\(days) work days end on \(end)")
      }
    }),
  FuzzTarget(name: "job", replays: 20, seeds: { [Array(jobText.utf8)] }, run: { try readJob($0, quotas: quotasText) }),
  FuzzTarget(
    name: "quotas", replays: 20, seeds: { try shipped("quotas") },
    run: { try readJob(Array(jobText.utf8), quotas: String(decoding: $0, as: UTF8.self)) }),
]

private let profiles = Result {
  Dictionary(
    try shippedProfiles(in: SampleLayers.folder).map { ($0.role, $0) }, uniquingKeysWith: { first, _ in first })
}

private let jobText = """
  county: {code: "652301", name: 昌吉市}
  year: 2022
  decision-date: 2022-03-14
  frame: EPSG:4517
  position-accuracy: 5
  pipe-reach: 100
  permit-window: 90
  rules: [changji-2022]
  layers:
    - {role: zones, source: 分区.shp, repair: true}
    - {role: wells, source: 机井.xlsx, frame: EPSG:4517, fields: {well_id: 机井编码}}
    - {role: villages, source: 行政区.gpkg|villages}
  previous: {plots: 去年地块.gpkg}
  water:
    quotas: quotas.yaml
    conversion: {m3-per-kwh: 1.8, calibrated: 2021-10-20, max-age-days: 365, zones: {JC-01: {m3-per-kwh: 1.5}}}
    figures:
      - {figure: index, unit: 昌吉市, year: 2025, source: groundwater, wan-m3: 12446, basis: 昌市政办发〔2021〕36号}
  checks:
    T01: {area: 0.01, severity: warning}
    W08: off
  """

private let quotasText = "name: q\ntitle: q\nbasis: b\nyear: 2022\nquotas: []\n"

private func readJob(_ job: [UInt8], quotas: String) throws {
  let folder = try TemporaryFolder()
  try Data(job).write(to: URL(fileURLWithPath: folder.file("job.yaml")))
  _ = try folder.write(quotas, to: "quotas.yaml")
  _ = try unlessRefused { try Job(readingFrom: folder.file("job.yaml"), shipped: SampleLayers.folder) }
}

/// The files of a folder of Layers.
private func shipped(_ folder: String) throws -> [[UInt8]] {
  let path = "\(SampleLayers.folder)/\(folder)"
  return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".yaml") }.sorted().map {
    try Array(Data(contentsOf: URL(fileURLWithPath: "\(path)/\($0)")))
  }
}

/// What is read from the text. A refusal says where: the file, and the line where there is one.
private func read<Value>(_ input: [UInt8], _ body: (String) throws -> Value) throws -> Value? {
  let text = String(decoding: input, as: UTF8.self)
  return try unlessRefused {
    do {
      return try body(text)
    } catch let fault as InputFault {
      try require(fault.place.contains(".yaml"), "a refusal without a place: \(fault)")
      throw fault
    }
  }
}

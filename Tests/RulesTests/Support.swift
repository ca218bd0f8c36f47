// Facts, tables and layers for the tests of this room.

import Foundation
import Geometry
import Profiles
import SampleLayers
import Settings
import Testing

@testable import Rules

let testDay = Day("2022-08-01")!

/// Facts by name; those in `doubt` must not decide alone.
func facts(_ values: [FactName: FactValue], doubt: Set<FactName> = [], on day: Day = testDay) -> Facts {
  var all = values
  if all[.decisionDate] == nil { all[.decisionDate] = .day(day) }
  return Facts(
    all.map { name, value in
      Fact(name, value, source: Words("test"), doubt: doubt.contains(name) ? Words("in doubt") : nil)
    })
}

func shippedTable(_ name: String) throws -> RuleTable {
  let path = SampleLayers.folder + "/rules/\(name).yaml"
  return try RuleTable(yaml: String(contentsOfFile: path, encoding: .utf8), file: "\(name).yaml")
}

func shippedCalendar() throws -> WorkCalendar {
  let path = SampleLayers.folder + "/calendars/china.yaml"
  return try WorkCalendar(yaml: String(contentsOfFile: path, encoding: .utf8), file: "china.yaml")
}

func book(_ names: String..., on day: Day = testDay) throws -> RuleBook {
  RuleBook(try names.map(shippedTable), calendar: try shippedCalendar(), on: day)
}

/// A table of these rules, valid in 2022.
func table(_ rules: String, valid: String = "{from: 2022-01-01, to: 2022-12-31}") throws -> RuleTable {
  try RuleTable(yaml: tableText(rules, valid: valid), file: "t.yaml")
}

func tableText(_ rules: String, valid: String = "{from: 2022-01-01, to: 2022-12-31}") -> String {
  "name: t\ntitle: {zh: 表, en: table}\nbasis: 文\nvalid: \(valid)\nrules:\n\(rules)\n"
}

func decide(_ facts: Facts, _ rules: String, on day: Day = testDay) throws -> Decision {
  RuleBook([try table(rules)], calendar: try shippedCalendar(), on: day).decide(facts)
}

/// A layer in its role; fields are columns of texts, days or flags as a profile would have made them.
func roleLayer(
  _ role: String, _ geometry: GeometryColumn?, key: String, _ fields: KeyValuePairs<String, AttributeColumn>,
  profile: LayerProfile? = nil, illegible: IllegibleCells = [:]
) async throws -> RoleLayer {
  var table = FieldTable()
  for (name, column) in fields { table.set(name, column) }
  let count = geometry?.count ?? fields.first?.value.count ?? 0
  let layer = Layer(
    name: role, frame: nil, geometry: geometry, fields: table, featureIDs: (0..<count).map { Int64($0) })
  return try await RoleLayer(
    role: role, title: Words(role), source: role, layer: layer, keyField: key, profile: profile,
    illegible: illegible, workers: 2)
}

func texts(_ values: String?...) -> AttributeColumn { .text(TextValues(values)) }
func days(_ values: String?...) -> AttributeColumn {
  .day(Values(values.map { $0.flatMap { Day($0)?.daysSince1970 } }))
}
func flags(_ values: Bool?...) -> AttributeColumn { .flag(Values(values)) }
func numbers(_ values: Double?...) -> AttributeColumn { .real(Values(values)) }

/// Wells decided over layers, with what the checks read.
func context(
  _ layers: [RoleLayer], by book: RuleBook, settings: WellSettings = WellSettings(positionAccuracy: 5, pipeReach: 0),
  countyCode: String? = nil
) async throws -> CheckContext {
  let set = LayerSet(layers)
  let facts = set["wells"].map { WellFacts($0, in: set, settings: settings, on: book.decisionDate) }
  var wells: [Well] = []
  if let register = set["wells"], let facts {
    wells = try await decideWells(register, in: set, facts: facts, by: book, settings: settings, workers: 2)
  }
  return CheckContext(
    layers: set, wells: wells, wellFacts: facts, decisionDate: book.decisionDate, wellSettings: settings,
    settings: CheckSettings(), loading: [], workers: 2, countyCode: countyCode, scale: { _ in 1 })
}

/// Layers beside the overlay rules that ship with Taohe, in a plane where a unit is a metre.
func groundContext(
  _ layers: [RoleLayer], checks: CheckSettings = CheckSettings()
) async throws -> CheckContext {
  let set = LayerSet(layers)
  let settings = WellSettings(positionAccuracy: 5, pipeReach: 0)
  let book = RuleBook([], calendar: try shippedCalendar(), on: testDay)
  var wells: [Well] = []
  if let register = set["wells"] {
    let facts = WellFacts(register, in: set, settings: settings, on: testDay)
    wells = try await decideWells(register, in: set, facts: facts, by: book, settings: settings, workers: 2)
  }
  return CheckContext(
    layers: set, wells: wells, wellFacts: nil, decisionDate: testDay, wellSettings: settings, settings: checks,
    rules: try shippedOverlayRules(), loading: [], workers: 2, scale: { _ in 1 })
}

func shippedOverlayRules() throws -> OverlayRules {
  let path = SampleLayers.folder + "/overlay-rules/changji.yaml"
  return try OverlayRules(
    yaml: String(contentsOfFile: path, encoding: .utf8), file: "changji.yaml", profiles: shippedProfiles())
}

func overlayRules(_ text: String) throws -> OverlayRules {
  try OverlayRules(yaml: "name: t\n" + text, file: "t.yaml", profiles: shippedProfiles())
}

func shippedProfiles() throws -> [String: LayerProfile] {
  let folder = SampleLayers.folder + "/profiles"
  let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
  return Dictionary(
    uniqueKeysWithValues: try names.map { name in
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      return (String(name.dropLast(5)), try LayerProfile(Setting(yaml: text, file: name)))
    })
}

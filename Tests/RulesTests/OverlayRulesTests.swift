// The table of what may lie on what: the shipped one is sound, and a mistake is told with its line.

import Foundation
import Geometry
import Profiles
import SampleLayers
import Settings
import TestSupport
import Testing

@testable import Rules

@Suite struct OverlayRulesTests {
  @Test func theShippedTableIsSound() throws {
    let rules = try shippedOverlayRules()
    #expect(rules.name == "changji" && rules.exclusive.count == 3 && rules.watered.count == 3)
    #expect(rules.onSurvey[0].classes.hold("0102") && !rules.onSurvey[0].classes.hold("0201"))
  }

  @Test(arguments: [
    ("ground:\n  a: {role: plot}\n", "t.yaml:3:13", "plots"),
    ("ground:\n  a: {role: plots, where: {statu: [planted]}}\n", "t.yaml:3:28", "status"),
    ("ground:\n  a: {role: plots, where: {status: [plantd]}}\n", "t.yaml:3:37", "planted"),
    ("ground:\n  a: {role: plots}\nexclusive:\n  - [a, b]\n", "t.yaml:5:9", "a"),
    ("ground:\n  a: {role: plots}\nexclusive:\n  - [a]\n", "t.yaml:5:5", ""),
    ("ground:\n  a: {role: plots}\nin-zones:\n  - {ground: a, zone: prohibted}\n", "t.yaml:5:23", "prohibited"),
    ("ground:\n  a: {role: plots}\nwatered:\n  - {ground: a, sources: {well: 10}}\n", "t.yaml:5:27", "wells"),
    ("ground:\n  a: {role: plots}\nwatered:\n  - {ground: a, sources: {wells: 0}}\n", "t.yaml:5:34", ""),
    (
      "ground:\n  a: {role: plots}\ntenure:\n  - {ground: a, field: tenure, agrees: {stat: ['1']}}\n", "t.yaml:5:41",
      "state"
    ),
    ("ground:\n  a: {role: plots}\ndeclared:\n  - {role: plots, field: area, unit: mu}\n", "t.yaml:5:26", "area_mu"),
    ("ground:\n  a: {role: plots}\nexclusiv: []\n", "t.yaml:4:1", "exclusive"),
    ("ground:\n  a: {role: plots}\n  b: {role: plots}\nexclusive:\n  - [a, b]\n", "t.yaml:6:5", "T01"),
    ("ground:\n  a: {role: plots}\nwatered:\n  - {ground: a, sources: {}}\n", "t.yaml:5:26", ""),
    ("ground:\n  a: {role: plots}\ndeclared:\n  - {role: plot, field: area_mu, unit: mu}\n", "t.yaml:5:12", "plots"),
  ])
  func mistakesAreToldWithTheirLine(text: String, place: String, guess: String) throws {
    let fault = #expect(throws: InputFault.self) { _ = try overlayRules(text) }
    #expect(
      fault?.place == place && (guess.isEmpty || fault?.remedy.en.contains(guess) == true),
      "\(String(describing: fault))")
  }

  /// Every rule is read on its own; a kind that cannot be read is told once, and not again by each rule about it.
  @Test func oneMistakeDoesNotHideTheNext() throws {
    let rules = """
      name: t
      ground:
        a: {role: plots}
      in-one-unit: [a, b]
      in-zones:
        - {ground: a, zone: limited}
        - {ground: a, zone: limitd}
      declared:
        - {role: plots, field: area_mu, unit: acres}

      """
    let profiles = try shippedProfiles()
    let places = OverlayRules.faults(yaml: rules, file: "t.yaml", profiles: profiles).map(\.place)
    #expect(places == ["t.yaml:4:18", "t.yaml:7:23", "t.yaml:9:41"])
    let kinds = rules.replacingOccurrences(of: "role: plots}", with: "role: plot}")
    #expect(OverlayRules.faults(yaml: kinds, file: "t.yaml", profiles: profiles).map(\.place) == ["t.yaml:3:13"])
    #expect(OverlayRules.isTable(yaml: "exclusive: []", file: "t.yaml"))
    #expect(!OverlayRules.isTable(yaml: "name: t\nrules: []", file: "t.yaml"))
  }

  /// `~` stands for a value that is missing, also where the whole column is.
  @Test func missingValues() async throws {
    let rules = try overlayRules("ground:\n  a: {role: plots, where: {irrigation: [well, ~]}}\n")
    let squares = polygons([[[rectangle(0, 0, 1, 1)]], [[rectangle(2, 0, 3, 1)]], [[rectangle(4, 0, 5, 1)]]])
    let with = try await roleLayer(
      "plots", squares, key: "id", ["id": texts("1", "2", "3"), "irrigation": texts("well", "canal", nil)])
    let without = try await roleLayer("plots", squares, key: "id", ["id": texts("1", "2", "3")])
    #expect(rules.ground["a"]!.rows(in: LayerSet([with]))!.holds == [true, false, true])
    #expect(rules.ground["a"]!.rows(in: LayerSet([without]))!.holds == [true, true, true])
  }
}

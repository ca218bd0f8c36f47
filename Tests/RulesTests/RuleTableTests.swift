// Reading rule tables: every mistake is told with its line, in words for people who have never seen YAML.

import Geometry
import Rules
import Testing

@Suite struct RuleTableTests {
  @Test(arguments: [
    ("  - {id: a, when: {zone_knd: prohibited}, outcome: close}", "zone_kind"),
    ("  - {id: a, when: {zone_kind: prohibted}, outcome: close}", "prohibited"),
    ("  - {id: a, when: {zone_kind: prohibited}, outcome: shut}", "close"),
    ("  - {id: a, when: {permit_end: {befor: 2022-01-01}}, outcome: close}", "before"),
    ("  - {id: a, outcome: close, deadline: someday}", "2022-11-30"),
    ("  - {id: a, outcome: close, deadline: {days: ten, after: permit_end}}", "whole number"),
    ("  - {id: a, outcome: close, deadline: {days: 99999999, after: permit_end}}", "3660"),
    ("  - {id: a, outcome: close, deadline: {days: 10, after: owner}}", "permit_end"),
    ("  - {id: a, outcome: close, not-before: owner}", "replacement_on"),
    ("  - {id: a, outcome: close, unit: '{townshp}'}", "township"),
    ("  - {id: a, outcome: close, clause: '第{'}", "brace"),
    ("  - {id: a, when: {water_used_m3: {above: permit_end}}, outcome: close}", "cannot be compared"),
    ("  - {id: a, when: {zone_kind: {has: prohibited}}, outcome: close}", "use"),
    ("  - {id: a, when: {use: {}}, outcome: close}", "no condition"),
    ("  - {id: a, when: {zone_kind: , use: 农灌}, outcome: close}", "no value"),
    ("  - {id: a, when: {use: {has: []}}, outcome: close}", "no value"),
    ("  - {outcome: close}", "'id' is missing"),
    ("  - {id: a}", "'outcome' is missing"),
  ])
  func mistakesAreToldWithTheirLine(rule: String, hint: String) throws {
    let error = try #require(#expect(throws: InputFault.self) { _ = try table(rule) })
    #expect(error.place.hasPrefix("t.yaml:6"))
    #expect(error.message(in: .en).contains(hint))
  }

  /// Not only the first: an office corrects its table once.
  @Test func allMistakesAtOnce() {
    let faults = RuleTable.faults(
      yaml: tableText(
        """
          - {id: a, when: {zone_knd: x}, outcome: shut}
          - {id: b, outcome: close, deadline: someday}
          - {id: c, outcome: close}
          - {id: c, outcome: close}
        """), file: "t.yaml")
    #expect(faults.map { $0.place.split(separator: ":")[1] } == ["6", "6", "7", "9"])
  }

  /// An order of texts would never be met; a flag is a flag in either language.
  @Test func valuesFitTheirFacts() throws {
    #expect(throws: InputFault.self) { _ = try table("  - {id: a, when: {use: {before: 2022-01-01}}, outcome: close}") }
    #expect(throws: InputFault.self) { _ = try table("  - {id: a, when: {emergency_source: maybe}, outcome: close}") }
    let rules = "  - {id: a, when: {emergency_source: 是, pipe_m: 100.0}, outcome: close}"
    #expect(try decide(facts([.emergencySource: .flag(true), .pipe: .number(100)]), rules).outcome == .close)
  }

  @Test func defaultsHoldForAllRulesThatSayNothing() throws {
    let text = tableText("  - {id: a, outcome: close}\n  - {id: b, outcome: close, mode: 乙}").replacing(
      "rules:", with: "defaults: {mode: 甲, responsible: 水利局}\nrules:")
    let table = try RuleTable(yaml: text, file: "t.yaml")
    #expect(table.rules.map { $0.mode?.text } == ["甲", "乙"] && table.rules.allSatisfy { $0.responsible.text == "水利局" })
    #expect(throws: InputFault.self) { _ = try RuleTable(yaml: text.replacing("mode: 甲", with: "id: 甲"), file: "t") }
  }
}

import Geometry
import Rules
import Testing

@Suite struct RuleTableTests {
  private func table(_ rules: String, valid: String = "{from: 2022-01-01, to: 2022-12-31}") throws -> RuleTable {
    try RuleTable(
      yaml: "name: t\ntitle: {zh: 表, en: table}\nbasis: 文\nvalid: \(valid)\nrules:\n\(rules)\n", file: "t.yaml")
  }

  @Test(arguments: [
    ("  - {id: a, when: {zone_knd: prohibited}, outcome: close}", "zone_kind"),
    ("  - {id: a, when: {zone_kind: prohibted}, outcome: close}", "prohibited"),
    ("  - {id: a, when: {zone_kind: prohibited}, outcome: shut}", "close"),
    ("  - {id: a, when: {permit_end: {befor: 2022-01-01}}, outcome: close}", "before"),
    ("  - {id: a, outcome: close, deadline: someday}", "2022-11-30"),
    ("  - {id: a, outcome: close, unit: '{townshp}'}", "township"),
    ("  - {id: a, outcome: close, clause: '第{'}", "brace"),
  ])
  func mistakesAreToldWithTheirLine(rule: String, hint: String) throws {
    let error = try #require(#expect(throws: InputFault.self) { _ = try table(rule) })
    #expect(error.place.hasPrefix("t.yaml:6"))
    #expect(error.message(in: .en).contains(hint))
  }

  /// An order of texts would never be met; a flag is a flag in either language.
  @Test func valuesFitTheirFacts() throws {
    #expect(throws: InputFault.self) { _ = try table("  - {id: a, when: {use: {before: 2022-01-01}}, outcome: close}") }
    #expect(throws: InputFault.self) { _ = try table("  - {id: a, when: {emergency_source: maybe}, outcome: close}") }
    let rules = try table("  - {id: a, when: {emergency_source: 是, pipe_m: 100.0}, outcome: close}")
    let facts = Facts([
      Fact("emergency_source", .flag(true), source: Words("t")), Fact("pipe_m", .number(100), source: Words("t")),
    ])
    #expect(rules.decide(facts).outcome == .close)
  }

  @Test func theSameIdTwice() {
    #expect(throws: InputFault.self) { _ = try table("  - {id: a, outcome: close}\n  - {id: a, outcome: none}") }
  }

  @Test func lintFindsWhatReadingDoesNot() throws {
    let unreachable = try table(
      "  - {id: wide, when: {use: [a, b]}, outcome: close}\n  - {id: narrow, when: {use: a, covered: true}, outcome: reduce}"
    )
    let day = Day("2022-06-01")!
    #expect(unreachable.lint(on: day).map(\.place) == ["t.yaml:7:5"])
    #expect(try table("  - {id: a, when: {use: a}, outcome: close}").lint(on: day).isEmpty)
    #expect(try table("  - {id: a, outcome: close}").lint(on: Day("2023-06-01")!).count == 1)
    #expect(try table("  - {id: a, outcome: close, deadline: 2021-11-30}").lint(on: day).count == 1)
    #expect(
      try table("  - {id: a, outcome: close}", valid: "{from: 2023-01-01, to: 2022-01-01}").lint(on: day).count == 1)
  }

  @Test func shippedTablesAreClean() throws {
    #expect(try DecideTests.shipped("changji-2022").lint(on: Day("2022-03-14")!).isEmpty)
    #expect(try DecideTests.shipped("order-748").lint(on: Day("2022-03-14")!).isEmpty)
  }
}

// The linter finds each planted mistake, at its line, and nothing in a sound table.

import Geometry
import Rules
import Testing

@Suite struct RuleLintTests {
  private func lint(_ rules: String, valid: String = "{from: 2022-01-01, to: 2022-12-31}", on day: Day = testDay) throws
    -> [(severity: Severity, line: String, message: String)]
  {
    try table(rules, valid: valid).lint(on: day).map {
      ($0.severity, $0.place.split(separator: ":").dropFirst().first.map(String.init) ?? "", $0.message.en)
    }
  }

  @Test func aSoundTable() throws {
    let remarks = try lint("  - {id: a, when: {use: x}, outcome: close}\n  - {id: rest, outcome: reduce}")
    #expect(remarks.isEmpty)
  }

  @Test(arguments: [
    // One rule before takes all.
    "{use: [a, b]}|{use: a, covered: true}",
    // Two rules before take all together, each not alone.
    "{covered: true}|{covered: false}|{use: a}",
    "{pipe_m: {at-most: 100}}|{pipe_m: {above: 50}}|{pipe_m: {at-least: 10}}",
    "{permit_end: {before: 2022-06-01}}|{permit_end: {after: 2022-05-30}}|{permit_end: {after: 2022-01-01}}",
    "{zone_kind: [prohibited, limited]}|{zone_kind: [over-extracted, none]}|{zone_kind: limited, use: a}",
    "{use: {not: [a]}}|{use: a}|{use: {has: a}}", "{review_on: {known: true}}|{review_on: {known: false}}|{use: a}",
    // What is not known leaves the second rule open, and the well to be verified.
    "{covered: {is: true, known: true}}|{covered: false}|{use: a}",
  ]) func rulesThatCanNeverHit(conditions: String) throws {
    let parts = conditions.split(separator: "|")
    let rules = parts.enumerated().map { "  - {id: r\($0.offset), when: \($0.element), outcome: close}" }
    let errors = try lint(rules.joined(separator: "\n")).filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].line == String(5 + parts.count))
    #expect(errors[0].message.contains("can never hit"))
  }

  @Test(arguments: [
    "{covered: true}|{use: a}", "{pipe_m: {below: 50}}|{pipe_m: {above: 50}}|{pipe_m: {at-most: 50}}",
    "{permit_end: {before: 2022-06-01}}|{permit_end: {after: 2022-06-01}}|{permit_end: {after: 2022-01-01}}",
    "{deferral_basis: {known: true}}|{use: a}|{deferral_basis: {known: false}}",
    "{use: a, deferral_basis: {known: true}}|{use: b}|{use: a}",
    "{covered: {is: true, known: true}}|{covered: {is: false, known: true}}|{use: a}",
    "{use: {has: a}}|{use: {has: b}}", "{covered: {known: true, is: true}}|{covered: true, use: a}|{covered: false}",
  ]) func rulesThatCanHit(conditions: String) throws {
    let parts = conditions.split(separator: "|")
    let rules = parts.enumerated().map { "  - {id: r\($0.offset), when: \($0.element), outcome: close}" }
    let errors = try lint(rules.joined(separator: "\n")).filter { $0.severity == .error && $0.line != "7" }
    #expect(errors.isEmpty)
  }

  @Test func rulesOfTwoGroupsDoNotHideEachOther() throws {
    let remarks = try lint("  - {id: a, group: x, outcome: close}\n  - {id: b, group: y, outcome: reduce}")
    #expect(remarks.isEmpty)
  }

  @Test func conditionsThatContradict() throws {
    let remarks = try lint(
      "  - {id: a, when: {permit_end: {after: 2022-06-01, before: 2022-05-01}}, outcome: close}\n  - {id: b, outcome: reduce}"
    )
    #expect(remarks.count == 1 && remarks[0].severity == .error && remarks[0].message.contains("contradict"))
  }

  @Test func halfOverlapsAreNotes() throws {
    let remarks = try lint(
      "  - {id: a, when: {use: x}, outcome: close}\n  - {id: b, when: {covered: true}, outcome: reduce}\n  - {id: c, outcome: none}"
    )
    #expect(remarks.count == 1 && remarks[0].severity == .note && remarks[0].line == "6")
    #expect(remarks[0].message.contains("meet 'a' and also 'b' behind it"))
  }

  /// A gap beside a comparison of two facts is told in their words.
  @Test func gapsBetweenTwoFacts() throws {
    let remarks = try lint("  - {id: a, when: {water_used_m3: {above: water_quota_m3}}, outcome: reduce}")
    #expect(remarks.count == 1 && remarks[0].message.contains("= water quota of the year (m³)"))
  }

  @Test func situationsThatNoRuleAnswers() throws {
    let remarks = try lint("  - {id: a, when: {covered: true, permit_state: [none, expired, valid]}, outcome: close}")
    #expect(remarks.count == 1 && remarks[0].severity == .note && remarks[0].message.contains("no rule answers"))
    #expect(remarks[0].message.contains("exempt by law"))
  }

  @Test(arguments: [
    ("  - {id: a, outcome: close, deadline: 2021-11-30}", "lies before it applies"),
    ("  - {id: a, outcome: close, deadline: 2022-11-30, review: 2022-10-30}", "comes before its deadline"),
    ("  - {id: a, when: {permit_state: none}, outcome: not-renewed, deadline: permit_end}", "for wells without one"),
    ("  - {id: a, outcome: close, valid: {from: 2022-09-01, to: 2022-08-01}}", "ends (2022-08-01) before it begins"),
  ]) func datesThatContradict(rule: String, message: String) throws {
    let errors = try lint(rule).filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].line == "6" && errors[0].message.contains(message))
  }

  @Test func tablesAndRulesThatHaveRunOut() throws {
    let table = try lint("  - {id: a, outcome: close}", on: Day("2023-06-01")!)
    #expect(table.map(\.severity) == [.warning])
    let rule = try lint("  - {id: a, valid: {to: 2022-03-01}, outcome: close}\n  - {id: b, outcome: reduce}")
    #expect(rule.map(\.line) == ["6"] && rule[0].severity == .warning)
    let backwards = try lint("  - {id: a, outcome: close}", valid: "{from: 2023-01-01, to: 2022-01-01}")
    #expect(backwards.map(\.severity) == [.error])
  }

  @Test func whatIsNotVerifiedIsAWarning() throws {
    let remarks = try lint("  - {id: a, outcome: close, unverified: 未见原文}")
    #expect(remarks.map(\.severity) == [.warning] && remarks[0].message.contains("未见原文"))
  }
}

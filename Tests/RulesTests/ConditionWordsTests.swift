// Conditions as people read them, and values of facts as other programs do.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Rules

@Suite struct ConditionWordsTests {
  /// Every kind of test says what it asks, in the words of the catalogue and not in those of the table.
  @Test(arguments: [
    ("zone_kind: [prohibited, limited]", "=", "禁采区 / 限采区"), ("zone_kind: {not: prohibited}", "≠", "禁采区"),
    ("metered: no", "=", "否"), ("use: {has: [农灌, 养殖]}", "∋", "农灌 / 养殖"),
    ("permit_end: {before: 2022-03-14}", "<", "2022-03-14"), ("permit_end: {after: 2022-03-14}", ">", "2022-03-14"),
    ("permit_end: 2022-03-14", "=", "2022-03-14"),
    ("water_used_m3: {above: water_quota_m3}", ">", FactName.waterQuota.definition.meaning.zh),
    ("water_used_m3: {below: 12.5}", "<", "12.5"), ("water_used_m3: {at-most: 12}", "≤", "12"),
    ("water_used_m3: {at-least: 12}", "≥", "12"), ("exception: {known: true}", "已填", ""),
    ("exception: {known: false}", "未填", ""),
  ])
  func everyTestInWords(when: String, sign: String, value: String) throws {
    let rule = try table("  - {id: r, when: {\(when)}, outcome: close}").rules[0]
    let condition = try #require(rule.conditions.first)
    let words = condition.words.zh
    #expect(words.hasPrefix(condition.fact.definition.meaning.zh) && words.contains(sign), "\(words)")
    #expect(words.hasSuffix(value), "\(words)")
    #expect(!condition.words.en.isEmpty && condition.words.en != words)
  }

  @Test func testsOfOneFactAreJoined() throws {
    let rule = try table("  - {id: r, when: {water_used_m3: {above: 1, at-most: 2}}, outcome: close}").rules[0]
    #expect(rule.conditions[0].words.en.components(separatedBy: ", ").count == 2)
  }

  /// What run.json says of a fact can be read back as it was: texts that look like numbers or days stay texts.
  @Test func valuesComeBackFromJSON() throws {
    let values: [FactValue] = [
      .text(""), .text("12"), .text("true"), .text("2022-11-30"), .text("水厂"), .number(0), .number(1), .number(-12.5),
      .number(1e300), .flag(true), .flag(false), .day(Day("2022-11-30")!), .day(Day("1969-12-31")!),
    ]
    let data = try JSONEncoder().encode(values)
    #expect(try JSONDecoder().decode([FactValue].self, from: data) == values)
    #expect(throws: DecodingError.self) {
      _ = try JSONDecoder().decode([FactValue].self, from: Data(#"[{"day": "someday"}]"#.utf8))
    }
  }
}

// What the findings come to, for a clerk who has one minute: what counts twice, what is left out, what needs a person, and
// in which township to begin.

import Geometry
import Registers
import Reports
import Rules

extension Run {
  /// Whether the books close, and by how much they are wrong.
  func booksText(in language: Language) -> String {
    func line(_ zh: String, _ en: String, _ codes: [String]) -> String? {
      let own = findings.filter { codes.contains($0.code) && $0.unit == "m²" }
      guard !own.isEmpty else { return nil }
      let mu = "\((own.reduce(0) { $0 + abs($1.measure ?? 0) } * 3 / 2000).toHundredths)"
      return language.say(
        "\(zh) \(own.count) 处，\(mu) 亩（\(codes.joined(separator: "、"))）",
        "\(en): \(own.count) places, \(mu) mu (\(codes.joined(separator: ", ")))")
    }
    let outside = areas.reduce(0) { $0 + $1.outside.mu }.toHundredths
    let untrusted = areas.reduce(0) { $0 + $1.untrusted }
    let lines: [String?] = [
      areas.isEmpty
        ? nil
        : language.say(
          "面积：村 → 乡镇 → 县（市）逐级相加，平方米完全闭合，亩已调平",
          "areas: villages add up to townships and city, exactly in m², levelled in mu"),
      line("重复计算", "counted twice", ["T01", "G07", "X01", "X04"]),
      line("遗漏未报", "left out", ["X03"]),
      line("不在耕地上", "on no cropland", ["X02"]),
      line("退减、休耕地又种植", "withdrawn or fallow, and planted", ["X05"]),
      outside > 0
        ? language.say(
          "在各村之外 \(outside) 亩，已单列，未计入任何村", "outside every village: \(outside) mu, listed apart and in no village's sum")
        : nil,
      untrusted > 0
        ? language.say("边界无效、未计入面积 \(untrusted) 个图斑（G01）", "invalid boundaries, in no sum: \(untrusted) rows (G01)")
        : nil,
    ]
    return lines.compactMap(\.self).map { "\($0)\n" }.joined()
  }

  /// The checks that found something, those that need action first; then those that found nothing, and those that lack layers.
  func findingText(in language: Language) -> String {
    let counts = findings.counts(by: \.code)
    var places: [String: [String: Int]] = [:]
    for case (let finding, let township?) in zip(findings, townshipsOfFindings) {
      places[finding.code, default: [:]][township, default: 0] += 1
    }
    let checks = job.checks.map { (code: $0.check.code, severity: $0.severity, title: $0.check.title) }
    let speaking = checks.filter { counts[$0.code] != nil }
      .sorted { ($1.severity, $0.code) < ($0.severity, $1.code) }
    let rows = speaking.map { check in
      let most = places[check.code]?.min { ($1.value, $0.key) < ($0.value, $1.key) }
      return [
        check.code, check.severity.title[language], check.title[language], String(counts[check.code]!),
        most.map { "\($0.key) \($0.value)" } ?? "",
      ]
    }
    let headings = [
      Words(zh: "检查项", en: "check"), Words(zh: "级别", en: "severity"), Words(zh: "发现", en: "found"),
      Words(zh: "数量", en: "count"), Words(zh: "最多的乡镇", en: "most of them in"),
    ]
    var text =
      rows.isEmpty ? "" : TerminalTable(headings: headings.map { $0[language] }, rows: rows, numeric: [3]).text + "\n"
    let lacking = job.checks.map { (code: $0.check.code, reason: whyNotAsked($0.check, in: language)) }
    let silent = lacking.filter { $0.reason == nil && counts[$0.code] == nil }.map(\.code)
    if !silent.isEmpty {
      text += language.say(
        "未发现问题的检查：\(silent.joined(separator: "、"))\n", "nothing found by: \(silent.joined(separator: ", "))\n")
    }
    // Silence of a check that had nothing to look at must not be read as praise.
    let unasked = lacking.compactMap { code, reason in
      reason.map { code + language.say("（\($0)）", " (\($0))") }
    }
    if !unasked.isEmpty {
      text += language.say(
        "未查的检查：\(unasked.joined(separator: "、"))\n", "not checked: \(unasked.joined(separator: ", "))\n")
    }
    return text
      + language.say(
        "逐条见 findings.xlsx；在图上看 review.html\n", "one by one in findings.xlsx, on the map in review.html\n")
  }
}

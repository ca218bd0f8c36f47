// What a run says about its inputs beside the findings: what was taken how, and what was not used.

import Foundation
public import Geometry
import Profiles
import Registers
import Rules

/// A remark on a source: a file, a rule table, a check.
public typealias RunNote = (source: String, note: Words)

extension Job {
  /// What the job and its layers leave out, as far as it can be told before anything is decided.
  func notes(on layers: LayerSet) -> [RunNote] {
    [otherYear].compactMap(\.self) + tableNotes(judgesWells: layers["wells"] != nil)
      + [unknownTownships(in: layers)].compactMap(\.self)
      + layers.layers.filter { $0.layer.count == 0 }.map {
        ($0.source, Words(zh: "没有一行，按未提交处理", en: "has not a single row, and counts as not handed in"))
      }
      + Checks.all.filter(checkSettings.isOff).map {
        ($0.code, Words(zh: "作业文件关闭了这项检查，未查", en: "the job switches this check off: not checked"))
      }
  }

  /// A year is judged within it or in the one after.
  private var otherYear: RunNote? {
    guard !(year...year + 1).contains(decisionDate.year) else { return nil }
    return (
      (path as NSString).lastPathComponent,
      Words(
        zh: "判定日 \(decisionDate) 不在 \(year) 年度，也不在其下一年；请核对 year 和 decision-date",
        en:
          "the decision date \(decisionDate) is neither in the year \(year) nor in the next; check year and decision-date"
      )
    )
  }

  private func tableNotes(judgesWells: Bool) -> [RunNote] {
    var notes: [RunNote] = ruleTables.filter { !$0.validity.holds(on: decisionDate) }.map {
      (
        $0.name,
        Words(
          zh: "规则表在 \(decisionDate) 不在有效期内，未采用",
          en: "the rule table does not apply on \(decisionDate) and is not used")
      )
    }
    if ruleTables.isEmpty && judgesWells {
      notes.append(("rules", Words(zh: "作业没有列出规则表，机井未作判定", en: "the job names no rule table, so no well was judged")))
    }
    for table in ruleBook.tables {
      notes += table.unverified.map { (table.name, Words(zh: "未核实：\($0.zh)", en: "not verified: \($0.en)")) }
    }
    return notes
  }

  /// A township goes by the name of the map, whatever the register calls it; a rule for another name hits no well.
  private func unknownTownships(in layers: LayerSet) -> RunNote? {
    guard let townships = layers["townships"], layers["wells"] != nil else { return nil }
    let names = Set((0..<townships.layer.count).map { townships.name($0) })
    let others = ruleBook.values(of: .township).subtracting(names).sorted()
    guard !others.isEmpty else { return nil }
    let list = others.joined(separator: "、")
    return (
      townships.source,
      Words(
        zh: "规则所写的乡镇（街道）不在该图层中，这些规则不会命中：\(list)；请统一名称",
        en: "does not have townships that rules name, so those rules hit no well: \(list); use the same names")
    )
  }
}

extension RegisteredAreas {
  /// The rows whose ground could not be cut at the lines it lies across.
  var note: RunNote? {
    guard let first = estimated.first else { return nil }
    return (
      role,
      Words(
        zh: "\(estimated.count) 个图斑（如 \(first)）同时跨村和跨分区，无法裁切，不能裁切的部分按比例分摊到各分区",
        en:
          "\(estimated.count) rows (such as \(first)) lie across villages and zones and could not be cut: what could not is shared out over the zones by proportion"
      )
    )
  }
}

extension JobLayer {
  /// Columns that nothing took, where the profile has fields left that no column was found for: one may stand for the other.
  func unmatchedColumns(in layer: Layer, besides taken: Set<String>) -> Words? {
    let fields = profile.fields.map(\.name)
    let unused = layer.fields.names.filter { !fields.contains($0) && !taken.contains($0) }
    guard importedInto == nil, !unused.isEmpty, fields.contains(where: { layer.fields[$0] == nil }) else { return nil }
    func list(_ language: Language) -> String {
      let shown = unused.prefix(Self.mostColumns).joined(separator: language.listSeparator)
      let more = unused.count - Self.mostColumns
      return more > 0 ? shown + language.say(" 等 \(unused.count) 列", " and \(more) more") : shown
    }
    return Words(
      zh: "未用到的列：\(list(.zh))；如是某个字段的另一种叫法（见 taohe profiles show \(role)），请在作业文件中用 fields: 指明",
      en:
        "columns not used: \(list(.en)); where one is another name of a field (taohe profiles show \(role)), say so with fields: in the job file"
    )
  }

  private static let mostColumns = 8
}

// What the lists of a run have in their columns: wells, findings, areas.

import Formats
import Foundation
import Geometry
import Profiles
import Registers
import Reports
import Rules

extension Run {
  /// - Parameter facts: of the wells.
  func wellColumns(_ facts: FactColumns?, in language: Language) -> [ListColumnDefinition] {
    let zones = layers["zones"]
    func fact(_ name: FactName, _ zh: String, _ en: String, _ kind: FieldDefinition.Kind = .text)
      -> ListColumnDefinition
    {
      ListColumnDefinition(name.key, zh: zh, en: en, kind) { facts?.values(name) ?? CodedValues() }
    }
    func column(
      _ key: String, zh: String, en: String, _ kind: FieldDefinition.Kind = .text,
      _ value: @escaping @Sendable (Well) -> FactValue?
    ) -> ListColumnDefinition {
      ListColumnDefinition(key, zh: zh, en: en, kind) { [wells] in
        CodedValues(wells.indices.lazy.map { value(wells[$0]) })
      }
    }
    return [
      column("well_id", zh: "井编号", en: "well") { .text($0.id) },
      fact(.township, "乡镇（街道）", "township"),
      fact(.village, "村", "village"),
      fact(.use, "用途", "use"),
      fact(.permitState, "许可状态", "permit state"),
      fact(.zoneID, "分区编号", "zone"),
      column("zone_kind", zh: "分区类型", en: "zone kind") { $0.location.zoneKind.map { .text($0.rawValue) } },
      column("zone_edge_m", zh: "距分区边界（米，内为负）", en: "distance to the zone's edge (m, negative inside)", .real) {
        $0.location.zoneEdge.map { .number($0.toHundredths) }
      },
      column("covered", zh: "管网覆盖", en: "covered", .flag) { $0.location.covered.map(FactValue.flag) },
      column("pipe_m", zh: "距最近管道（米）", en: "distance to the nearest pipe (m)", .real) {
        $0.location.pipeDistance.map { .number($0.toHundredths) }
      },
      column("near_edge", zh: "边界存疑", en: "near the edge", .flag) { .flag($0.location.nearEdge) },
      column("outcome", zh: "处置", en: "outcome") { .text($0.decision.outcome.rawValue) },
      column("deadline", zh: "期限", en: "deadline") { $0.decision.deadline.map { .text($0.description) } },
      column("mode", zh: "处置方式", en: "how") { $0.decision.mode.map(FactValue.text) },
      column("unit", zh: "任务单位", en: "listed under") { $0.decision.unit.map(FactValue.text) },
      column("responsible", zh: "责任单位", en: "responsible") { $0.decision.responsible.map(FactValue.text) },
      column("rule", zh: "规则", en: "rule") { $0.decision.rule.map(FactValue.text) },
      column("basis", zh: "依据", en: "basis") { $0.decision.basis.map(FactValue.text) },
      column("verify", zh: "待核事项", en: "to be verified") {
        $0.decision.open.isEmpty ? nil : .text($0.decision.open.map(\.key).joined(separator: ", "))
      },
      column("possible", zh: "可能的处置", en: "what it may turn out to be") {
        $0.decision.outcome != .verify ? nil : .text($0.decision.possible.map(\.rawValue).joined(separator: ", "))
      },
      column("review", zh: "复核日期", en: "review on") { $0.decision.review.map { .text($0.description) } },
      column("other_rulings", zh: "其他适用规则", en: "other rules that apply") { well in
        let others = well.decision.rulings.dropFirst().map { "\($0.rule) \($0.outcome.title[language])" }
        return others.isEmpty ? nil : .text(others.joined(separator: "; "))
      },
      column("caveat", zh: "未核实事项", en: "not verified") { well in
        let caveats = well.decision.caveats
        return caveats.isEmpty ? nil : .text(caveats.map { $0[language] }.joined(separator: "; "))
      },
      fact(.permitEnd, "许可到期日", "permit ends"),
      fact(.replacement, "替代水源", "replacement"),
      fact(.replacementOn, "通水日期", "replacement delivers on"),
      fact(.owner, "产权单位", "owner"),
      column("zones", zh: "所在全部分区", en: "all zones that hold the well") { well in
        well.location.zones.isEmpty ? nil : .text(well.location.zones.map { zones!.key($0) }.joined(separator: "; "))
      },
      column("zone_approval", zh: "分区批准文件", en: "approval of those zones") { well in
        let approvals = well.location.zones.compactMap { zones?.layer.fields.text("approval", $0) }
        return approvals.isEmpty ? nil : .text(approvals.joined(separator: "; "))
      },
      fact(.status, "现状", "present state"),
      column("closed", zh: "已关停", en: "closed", .flag) { .flag($0.isClosed) },
    ]
  }

  func findingColumns(in language: Language) -> [ListColumnDefinition] {
    func column(
      _ key: String, zh: String, en: String, _ kind: FieldDefinition.Kind = .text,
      _ value: @escaping @Sendable (Finding) -> FactValue?
    ) -> ListColumnDefinition {
      ListColumnDefinition(key, zh: zh, en: en, kind) { [findings] in
        CodedValues(findings.indices.lazy.map { value(findings[$0]) })
      }
    }
    let problems = tracking?.problems
    let tracked = [
      column("problem", zh: "问题编号", en: "problem") { problems?[$0.id].map { .text($0.id) } },
      column("problem_state", zh: "状态", en: "state") { problems?[$0.id].map { .text($0.state.rawValue) } },
      column("problem_unit", zh: "责任单位", en: "unit in charge") {
        problems?[$0.id]?.assignment.unit.map(FactValue.text)
      },
      column("problem_due", zh: "整改期限", en: "due") {
        problems?[$0.id]?.assignment.due.map { .text($0.description) }
      },
    ]
    return (problems == nil ? [] : tracked) + [
      column("id", zh: "编号", en: "id") { .text($0.id) },
      column("code", zh: "检查项", en: "code") { .text($0.code) },
      column("severity", zh: "级别", en: "severity") { .text($0.severity.rawValue) },
      column("layers", zh: "图层", en: "layers") { .text($0.layers.joined(separator: ", ")) },
      column("rows", zh: "要素", en: "rows") { .text($0.rows.joined(separator: ", ")) },
      column("measure", zh: "量值", en: "measure", .real) { $0.measure.map { .number(($0 * 1e4).rounded() / 1e4) } },
      column("unit", zh: "单位", en: "unit") { $0.unit.map(FactValue.text) },
      column("message", zh: "说明", en: "message") { .text($0.message[language]) },
    ]
  }

  /// What people call the layer that an area register is about.
  func title(of entry: RegisteredAreas) -> Words {
    layers[entry.role]?.title ?? Words(entry.role)
  }
  func categoryTitle(_ category: String, of entry: RegisteredAreas) -> Words {
    profile(ofRole: entry.role)?.title(ofValue: category, field: entry.categoryField) ?? Words(category)
  }

  func rollUpTable(in language: Language) -> CSVTable {
    return CSVTable(
      headings: [
        Words(zh: "图层", en: "layer"), Words(zh: "级别", en: "level"), Words(zh: "代码", en: "code"),
        Words(zh: "名称", en: "name"),
        Words(zh: "类别", en: "category"), Words(zh: "图斑数", en: "rows"), Words(zh: "面积（平方米）", en: "area (m²)"),
        Words(zh: "面积（公顷）", en: "area (ha)"), Words(zh: "面积（亩）", en: "area (mu)"),
        Words(zh: "调平（亩）", en: "levelled by (mu)"),
      ],
      rows: areas.flatMap { entry in
        entry.rollUp.rows.map { row in
          [
            title(of: entry)[language], row.level.title[language], row.unit.code, row.unit.name,
            categoryTitle(row.category, of: entry)[language], String(row.rows),
            decimalText(row.area.squareMillimetres, places: 6),
            decimalText((row.area + Area(squareMillimetres: 500_000)).squareMillimetres / 1_000_000, places: 4),
            decimalText(row.hundredthsOfMu, places: 2), decimalText(row.levelledBy, places: 2),
          ]
        }
      })
  }
}

/// The words for a value of those fields that have the same few values in every job; `nil` for all others.
func choiceTitle(of text: String, in field: String) -> Words? {
  switch field {
  case "outcome": Outcome(rawValue: text)?.title
  case "zone_kind": ZoneKind(rawValue: text)?.title
  case "problem_state": ProblemState(rawValue: text)?.title
  case "severity": Severity(rawValue: text)?.title
  default: nil
  }
}

extension Run {
  /// A value as people read it: codes of outcomes, zones, layers and facts in words.
  func spoken(_ value: FactValue, _ key: String, _ language: Language) -> String {
    let text = value.description
    func each(_ title: (String) -> Words?) -> String {
      text.components(separatedBy: ", ").map { title($0)?[language] ?? $0 }.joined(
        separator: language.listSeparator)
    }
    switch key {
    case "permit_state", "status":
      return profile(ofRole: "wells")?.title(ofValue: text, field: key)[language] ?? text
    case "verify": return each { FactCatalog[$0]?.definition.meaning }
    case "possible": return each { Outcome(rawValue: $0)?.title }
    case "layers": return each { (layers[$0] ?? previous?.layers[$0])?.title }
    case "unit": return Finding.title(ofUnit: text)[language]
    default:
      if case .flag(let flag) = value { return Words.yesOrNo(flag)[language] }
      return choiceTitle(of: text, in: key)?[language] ?? text
    }
  }

  func profile(ofRole role: String) -> LayerProfile? { loaded.first { $0.layer.role == role }?.profile }
}

extension RegisterLevel {
  var title: Words {
    switch self {
    case .city: Words(zh: "县（市）", en: "city")
    case .township: Words(zh: "乡镇", en: "township")
    case .village: Words(zh: "村", en: "village")
    }
  }
}

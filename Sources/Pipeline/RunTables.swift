// The lists of a run: wells, findings, areas. One description of columns serves CSV and GeoJSON alike.

import Formats
import Foundation
import Geometry
import Profiles
import Registers
import Reports
import Rules

/// A column of a list: the key that programs use, the heading that people read, and how a row's value is found.
struct ListColumn<Row>: Sendable {
  let key: String
  let heading: Words
  let kind: FieldDefinition.Kind
  let value: @Sendable (Row) -> FactValue?

  init(
    _ key: String, zh: String, en: String, _ kind: FieldDefinition.Kind = .text,
    _ value: @escaping @Sendable (Row) -> FactValue?
  ) {
    self.key = key
    heading = Words(zh: zh, en: en)
    self.kind = kind
    self.value = value
  }
}

extension Run {
  /// - Parameter language: of texts that come in words.
  func wellColumns(in language: Language) -> [ListColumn<Well>] {
    let (zones, facts) = (layers["zones"], wellFacts)
    func fact(_ name: FactName, _ zh: String, _ en: String, _ kind: FieldDefinition.Kind = .text) -> ListColumn<Well> {
      ListColumn(name.key, zh: zh, en: en, kind) { well in facts?.value(of: name, well) }
    }
    return [
      ListColumn("well_id", zh: "井编号", en: "well") { .text($0.id) },
      fact(.township, "乡镇（街道）", "township"),
      fact(.village, "村", "village"),
      fact(.use, "用途", "use"),
      fact(.permitState, "许可状态", "permit state"),
      fact(.zoneID, "分区编号", "zone"),
      ListColumn("zone_kind", zh: "分区类型", en: "zone kind") { $0.location.zoneKind.map { .text($0.rawValue) } },
      ListColumn("zone_edge_m", zh: "距分区边界（米，内为负）", en: "distance to the zone's edge (m, negative inside)", .real) {
        $0.location.zoneEdge.map { .number($0.toHundredths) }
      },
      ListColumn("covered", zh: "管网覆盖", en: "covered", .flag) { $0.location.covered.map(FactValue.flag) },
      ListColumn("pipe_m", zh: "距最近管道（米）", en: "distance to the nearest pipe (m)", .real) {
        $0.location.pipeDistance.map { .number($0.toHundredths) }
      },
      ListColumn("near_edge", zh: "边界存疑", en: "near the edge", .flag) { .flag($0.location.nearEdge) },
      ListColumn("outcome", zh: "处置", en: "outcome") { .text($0.decision.outcome.rawValue) },
      ListColumn("deadline", zh: "期限", en: "deadline") { $0.decision.deadline.map { .text($0.description) } },
      ListColumn("mode", zh: "处置方式", en: "how") { $0.decision.mode.map(FactValue.text) },
      ListColumn("unit", zh: "列入单位", en: "listed under") { $0.decision.unit.map(FactValue.text) },
      ListColumn("responsible", zh: "责任单位", en: "responsible") { $0.decision.responsible.map(FactValue.text) },
      ListColumn("rule", zh: "规则", en: "rule") { $0.decision.rule.map(FactValue.text) },
      ListColumn("basis", zh: "依据", en: "basis") { $0.decision.basis.map(FactValue.text) },
      ListColumn("verify", zh: "待核事项", en: "to be verified") {
        $0.decision.open.isEmpty ? nil : .text($0.decision.open.map(\.key).joined(separator: ", "))
      },
      ListColumn("possible", zh: "可能的处置", en: "what it may turn out to be") {
        $0.decision.outcome != .verify ? nil : .text($0.decision.possible.map(\.rawValue).joined(separator: ", "))
      },
      ListColumn("review", zh: "复核日期", en: "review on") { $0.decision.review.map { .text($0.description) } },
      ListColumn("other_rulings", zh: "其他适用规则", en: "other rules that apply") { well in
        let others = well.decision.rulings.dropFirst().map { "\($0.rule) \($0.outcome.rawValue)" }
        return others.isEmpty ? nil : .text(others.joined(separator: "; "))
      },
      ListColumn("caveat", zh: "未核实事项", en: "not verified") { well in
        let caveats = well.decision.caveats
        return caveats.isEmpty ? nil : .text(caveats.map { $0[language] }.joined(separator: "; "))
      },
      fact(.permitEnd, "许可到期日", "permit ends"),
      fact(.replacement, "替代水源", "replacement"),
      fact(.replacementOn, "通水日期", "replacement delivers on"),
      fact(.owner, "产权单位", "owner"),
      ListColumn("zones", zh: "所在全部分区", en: "all zones that hold the well") { well in
        well.location.zones.isEmpty ? nil : .text(well.location.zones.map { zones!.key($0) }.joined(separator: "; "))
      },
      ListColumn("zone_approval", zh: "分区批准文件", en: "approval of those zones") { well in
        let approvals = well.location.zones.compactMap { zones?.layer.fields.text("approval", $0) }
        return approvals.isEmpty ? nil : .text(approvals.joined(separator: "; "))
      },
    ]
  }

  func findingColumns(in language: Language) -> [ListColumn<Finding>] {
    let problems = tracking?.problems
    let tracked: [ListColumn<Finding>] = [
      ListColumn("problem", zh: "问题编号", en: "problem") { problems?[$0.id].map { .text($0.id) } },
      ListColumn("problem_state", zh: "状态", en: "state") { problems?[$0.id].map { .text($0.state.rawValue) } },
      ListColumn("problem_unit", zh: "责任单位", en: "unit in charge") {
        problems?[$0.id]?.assignment.unit.map(FactValue.text)
      },
      ListColumn("problem_due", zh: "整改期限", en: "due") {
        problems?[$0.id]?.assignment.due.map { .text($0.description) }
      },
    ]
    return (problems == nil ? [] : tracked) + [
      ListColumn("id", zh: "编号", en: "id") { .text($0.id) },
      ListColumn("code", zh: "检查项", en: "code") { .text($0.code) },
      ListColumn("severity", zh: "级别", en: "severity") { .text($0.severity.rawValue) },
      ListColumn("layers", zh: "图层", en: "layers") { .text($0.layers.joined(separator: ", ")) },
      ListColumn("rows", zh: "要素", en: "rows") { .text($0.rows.joined(separator: ", ")) },
      ListColumn("measure", zh: "量值", en: "measure", .real) { $0.measure.map { .number(($0 * 1e4).rounded() / 1e4) } },
      ListColumn("unit", zh: "单位", en: "unit") { $0.unit.map(FactValue.text) },
      ListColumn("message", zh: "说明", en: "message") { .text($0.message[language]) },
    ]
  }

  /// A list with its coordinates in the frame of the run, and words in the language.
  func csv<Row>(
    _ rows: [Row], _ columns: [ListColumn<Row>], place: ((Row) -> Coordinate?)?, language: Language
  ) -> CSVTable {
    var headings = columns.map(\.heading)
    if place != nil { headings += [Words(zh: "X（东）", en: "x (east)"), Words(zh: "Y（北）", en: "y (north)")] }
    return CSVTable(
      headings: headings,
      rows: rows.map { row in
        var cells = columns.map { column in column.value(row).map { spoken($0, column.key, language) } }
        if let place {
          let at = place(row)
          cells += [at.map { "\($0.x.toHundredths)" }, at.map { "\($0.y.toHundredths)" }]
        }
        return cells
      })
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
            decimalText(row.area.squareMillimetres / 1_000_000, places: 4),
            decimalText(row.hundredthsOfMu, places: 2), decimalText(row.levelledBy, places: 2),
          ]
        }
      })
  }

  /// The list as a layer of points in WGS 84, with English keys.
  func pointLayer<Row>(
    _ name: String, _ rows: [Row], _ columns: [ListColumn<Row>], place: (Row) -> Coordinate?
  ) throws -> Layer {
    var fields = FieldTable()
    for column in columns { fields.set(column.key, attribute(rows.map(column.value), column.kind)) }
    var builder = GeometryBuilder(.point)
    for row in rows {
      if let at = place(row) { builder.appendPoint(at) } else { builder.endRow() }
    }
    return Layer(
      name: name, frame: job.frame, geometry: builder.finish(), fields: fields,
      featureIDs: (0..<rows.count).map { Int64($0) }
    )
  }
}

private func attribute(_ values: [FactValue?], _ kind: FieldDefinition.Kind) -> AttributeColumn {
  switch kind {
  case .real:
    .real(Values(values.map { if case .number(let number)? = $0 { number } else { nil } }))
  case .flag:
    .flag(Values(values.map { if case .flag(let flag)? = $0 { flag } else { nil } }))
  case .text, .integer, .day: .text(TextValues(values.map { $0?.description }))
  }
}

extension Run {
  /// A value as people read it: codes of outcomes, zones, layers and facts in words.
  func spoken(_ value: FactValue, _ key: String, _ language: Language) -> String {
    let text = value.description
    func each(_ title: (String) -> Words?) -> String {
      text.components(separatedBy: ", ").map { title($0)?[language] ?? $0 }.joined(
        separator: language == .zh ? "、" : ", ")
    }
    switch key {
    case "outcome": return Outcome(rawValue: text)?.title[language] ?? text
    case "zone_kind": return ZoneKind(rawValue: text)?.title[language] ?? text
    case "problem_state": return ProblemState(rawValue: text)?.title[language] ?? text
    case "severity": return Severity(rawValue: text)?.title[language] ?? text
    case "permit_state":
      return profile(ofRole: "wells")?.title(ofValue: text, field: key)[language] ?? text
    case "verify": return each { FactCatalog[$0]?.definition.meaning }
    case "possible": return each { Outcome(rawValue: $0)?.title }
    case "layers": return each { (layers[$0] ?? previous?.layers[$0])?.title }
    case "unit" where text == "rows": return Words(zh: "行", en: "rows")[language]
    default:
      if case .flag(let flag) = value { return Words(zh: flag ? "是" : "否", en: flag ? "yes" : "no")[language] }
      return text
    }
  }

  func profile(ofRole role: String) -> LayerProfile? { loaded.first { $0.layer.role == role }?.profile }
}

extension RegisterLevel {
  var title: Words {
    switch self {
    case .city: Words(zh: "市", en: "city")
    case .township: Words(zh: "乡镇", en: "township")
    case .village: Words(zh: "村", en: "village")
    }
  }
}

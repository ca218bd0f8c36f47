// R03: a change since last year that no record explains.

public import Geometry
import Registers

public enum UnexplainedChanges: Check {
  public static let code = "R03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "较上年变化而无变更记录", en: "change since last year that no record explains")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：详实准确", en: "昌市政办发〔2021〕36号 四(二): true and exact")

  /// Crops and the use of a well may change every year without anybody's leave.
  private static let free = ["crop", "use"]

  public static func reads(_ scope: CheckScope) -> [[String]] {
    LayerComparison.fieldsByRole.map { [$0.role, PreviousYear.role($0.role)] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let previous = context.previous else { return [] }
    let records = context.layers["change-records"].map(Records.init)
    return previous.comparisons.flatMap { comparison in
      comparison.result.changes.compactMap { finding($0, comparison, previous, context, records) }
    }
  }

  private static func finding(
    _ change: RowChange, _ comparison: LayerComparison, _ previous: PreviousYear, _ context: CheckContext,
    _ records: Records?
  ) -> Finding? {
    let fields = change.fields.filter { !free.contains(comparison.fields[$0]) }
    guard change.kind != .kind || !fields.isEmpty,
      let now = context.layers[comparison.role], let last = previous.layers[PreviousYear.role(comparison.role)]
    else { return nil }
    let (olds, news) = (change.old.map { last.key($0) }, change.new.map { now.key($0) })
    if records?.explain(comparison.role, keys: olds + news) == true { return nil }
    let what = said(change, comparison, olds, news, fields, context)
    let distance = change.kind == .moved ? way(change, comparison.result) : nil
    return Finding(
      code: code, severity: severity,
      layers: (news.isEmpty ? [] : [now.role]) + (olds.isEmpty ? [] : [last.role]),
      rows: Array(news.prefix(1) + olds.prefix(1)),
      place: change.new.first.flatMap { now.place($0) } ?? change.old.first.flatMap { last.place($0) },
      measure: distance ?? amount(change, comparison.result),
      unit: distance != nil ? "m" : comparison.role == "wells" ? nil : "m²",
      message: Words(
        zh: "\(what.zh)，没有变更记录说明原因；请核实并补记录，或改正图层",
        en: "\(what.en), and no record says why; see to it, and add a record or correct the layer"))
  }

  /// How far a point was moved.
  private static func way(_ change: RowChange, _ result: YearOnYear) -> Double? {
    result.old[change.old[0]].distance(to: result.new[change.new[0]])
  }

  /// How much ground it is about.
  private static func amount(_ change: RowChange, _ result: YearOnYear) -> Double? {
    let before = change.old.first.map { result.old[$0].area } ?? .zero
    let after = change.new.first.map { result.new[$0].area } ?? .zero
    let ground =
      switch change.kind {
      case .new, .kind: after
      case .gone: before
      case .area: max(before, after) - min(before, after)
      case .cut: change.new.count == 1 ? after : before
      case .moved: Area.zero
      }
    return ground == .zero ? nil : ground.squareMetres
  }

  private static func said(
    _ change: RowChange, _ comparison: LayerComparison, _ olds: [String], _ news: [String], _ fields: [Int],
    _ context: CheckContext
  ) -> Words {
    let (old, new) = (olds.joined(separator: "、"), news.joined(separator: "、"))
    let result = comparison.result
    switch change.kind {
    case .new: return Words(zh: "\(new) 是今年新增的", en: "\(new) is new this year")
    case .gone: return Words(zh: "去年的 \(old) 今年没有了", en: "\(old) of last year is gone")
    case .cut: return Words(zh: "去年的 \(old) 今年划成了 \(new)", en: "\(old) of last year was cut anew into \(new)")
    case .moved:
      let distance = metres(way(change, result))
      let (from, to) = (
        context.zone(at: result.old[change.old[0]].place), context.zone(at: result.new[change.new[0]].place)
      )
      let zones =
        from == to ? nil : Words(zh: "，由\(from.zh)到\(to.zh)", en: ", from '\(from.en)' to '\(to.en)'")
      return Words(
        zh: "\(new)（去年 \(old)）的坐标移动了 \(distance) 米\(zones?.zh ?? "")",
        en: "\(new) (\(old) last year) was moved by \(distance) m\(zones?.en ?? "")")
    case .area:
      let (before, after) = (result.old[change.old[0]].area, result.new[change.new[0]].area)
      return Words(
        zh: "\(new)（去年 \(old)）面积由 \(before.mu.toHundredths) 亩变为 \(after.mu.toHundredths) 亩",
        en: "\(new) (\(old) last year) went from \(before.mu.toHundredths) to \(after.mu.toHundredths) mu")
    case .kind:
      let changed = fields.map { field in
        "\(comparison.fields[field]): \(result.old[change.old[0]].kinds[field] ?? "—") → \(result.new[change.new[0]].kinds[field] ?? "—")"
      }.joined(separator: "; ")
      return Words(
        zh: "\(new)（去年 \(old)）属性改变（\(changed)）", en: "\(new) (\(old) last year) changed in kind (\(changed))")
    }
  }
}

extension CheckContext {
  /// The strictest of this year's zones at a place, by its kind.
  fileprivate func zone(at place: Coordinate?) -> Words {
    let kinds = place.flatMap { layers["zones"]?.owners(of: $0) }?.compactMap { layers["zones"]?.zoneKind(ofRow: $0) }
    return kinds?.min { $0.rank < $1.rank }?.title ?? Words(zh: "区外", en: "no zone")
  }
}

/// The records of changes: keys of this year or last year, each for one layer or for any.
private struct Records {
  private var rolesOfKey: [String: Set<String?>] = [:]

  init(_ layer: RoleLayer) {
    let fields = layer.layer.fields
    for row in 0..<layer.layer.count {
      for field in ["key", "previous_key"] {
        if let key = fields.text(field, row) { rolesOfKey[key, default: []].insert(fields.text("layer", row)) }
      }
    }
  }

  func explain(_ role: String, keys: [String]) -> Bool {
    keys.contains { key in rolesOfKey[key].map { $0.contains(role) || $0.contains(nil) } ?? false }
  }
}

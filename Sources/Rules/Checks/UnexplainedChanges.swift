// R03: a change since last year that no record explains.

public import Geometry
import Profiles
import Registers

public enum UnexplainedChanges: Check {
  public static let code = "R03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "较上年变化而无变更记录", en: "change since last year that no record explains")
  public static let source = Words(zh: "昌市政办发〔2021〕36号 四（二）：详实准确", en: "昌市政办发〔2021〕36号 四(二): true and exact")

  /// Crops may change every year without anybody's leave; permits, meters and closings change by other offices' acts, which
  /// their own registers hold. The use of a well may not: deadlines and exceptions go by it.
  private static let free = ["crop", "closed_on", "permit_no", "permit_state", "permit_end", "metered", "dual_control"]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
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
    if records?.explain(comparison.role, olds, news) == true { return nil }
    let what = said(change, comparison, olds, news, fields, now.profile, context)
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

  /// How far a row was moved; `nil` where it had no place, or has none.
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
    _ profile: LayerProfile?, _ context: CheckContext
  ) -> Words {
    let (old, new) = (olds.joined(separator: "、"), news.joined(separator: "、"))
    let result = comparison.result
    switch change.kind {
    case .new: return Words(zh: "\(new) 是今年新增的", en: "\(new) is new this year")
    case .gone: return Words(zh: "去年的 \(old) 今年没有了", en: "\(old) of last year is gone")
    case .cut: return Words(zh: "去年的 \(old) 今年划成了 \(new)", en: "\(old) of last year was cut anew into \(new)")
    case .moved:
      let (before, after) = (result.old[change.old[0]].place, result.new[change.new[0]].place)
      guard before != nil, after != nil else {
        return after == nil
          ? Words(zh: "\(new)（去年 \(old)）今年没有位置", en: "\(new) (\(old) last year) has no place this year")
          : Words(zh: "\(new)（去年 \(old)）去年没有位置", en: "\(new) (\(old) last year) had no place last year")
      }
      let distance = metres(way(change, result))
      let (from, to) = (context.zone(at: before), context.zone(at: after))
      let zones =
        comparison.role != "wells" || from == to
        ? nil : Words(zh: "，由\(from.zh)到\(to.zh)", en: ", from '\(from.en)' to '\(to.en)'")
      return Words(
        zh: "\(new)（去年 \(old)）的位置移动了 \(distance) 米\(zones?.zh ?? "")",
        en: "\(new) (\(old) last year) was moved by \(distance) m\(zones?.en ?? "")")
    case .area:
      let (before, after) = (result.old[change.old[0]].area, result.new[change.new[0]].area)
      return Words(
        zh: "\(new)（去年 \(old)）面积由 \(before.mu.toHundredths) 亩变为 \(after.mu.toHundredths) 亩",
        en: "\(new) (\(old) last year) went from \(before.mu.toHundredths) to \(after.mu.toHundredths) mu")
    case .kind:
      let changed = fields.map { field in
        let name = comparison.fields[field]
        func value(_ row: YearRow) -> Words {
          row.kinds[field].map { profile?.title(ofValue: $0, field: name) ?? Words($0) } ?? Words("—")
        }
        let title = profile?.field(name)?.title ?? Words(name)
        let (before, after) = (value(result.old[change.old[0]]), value(result.new[change.new[0]]))
        return Words(zh: "\(title.zh)：\(before.zh) → \(after.zh)", en: "\(title.en): \(before.en) → \(after.en)")
      }
      return Words(
        zh: "\(new)（去年 \(old)）属性改变（\(changed.map(\.zh).joined(separator: "；"))）",
        en: "\(new) (\(old) last year) changed in kind (\(changed.map(\.en).joined(separator: "; ")))")
    }
  }
}

extension CheckContext {
  /// The strictest of this year's zones at a place, by its kind.
  fileprivate func zone(at place: Coordinate?) -> Words {
    let kinds = place.flatMap { layers["zones"]?.soundOwners(of: $0) }?.compactMap {
      layers["zones"]?.zoneKind(ofRow: $0)
    }
    return kinds?.min { $0.rank < $1.rank }?.title ?? Words(zh: "区外", en: "no zone")
  }
}

/// The records of changes: keys of this year or last year, each for one layer or for any. One without a reason or a document
/// explains nothing.
private struct Records {
  private struct Record {
    /// `nil` for any layer.
    let role: String?
    /// Of this year and last year; several in one cell.
    let keys, previous: [String]

    /// The keys that it names must be those of the change. Where it names both years', a row that is new or gone has only one.
    func fits(_ olds: [String], _ news: [String]) -> Bool {
      func holds(_ named: [String], _ own: [String], _ others: [String]) -> Bool {
        named.isEmpty || !Set(own).isDisjoint(with: named) || own.isEmpty && !others.isEmpty
      }
      return holds(keys, news, previous) && holds(previous, olds, keys)
    }
  }
  private var recordsOfKey: [String: [Record]] = [:]

  init(_ layer: RoleLayer) {
    let fields = layer.layer.fields
    for row in 0..<layer.layer.count where fields.text("reason", row) != nil || fields.text("document", row) != nil {
      // A layer that cannot be read is not any layer.
      if layer.illegible("layer", row) != nil { continue }
      func keys(_ field: String) -> [String] {
        fields.text(field, row).map { [$0] + partsOfText($0).map(String.init) } ?? []
      }
      let record = Record(role: fields.text("layer", row), keys: keys("key"), previous: keys("previous_key"))
      for key in Set(record.keys + record.previous) { recordsOfKey[key, default: []].append(record) }
    }
  }

  func explain(_ role: String, _ olds: [String], _ news: [String]) -> Bool {
    (olds + news).contains { key in
      recordsOfKey[key]?.contains { ($0.role ?? role) == role && $0.fits(olds, news) } ?? false
    }
  }
}

// Last year's layers beside this year's: read into the frame of the job, and compared row by row.

import Geometry
import Overlay
import Profiles
import Registers
import Rules

/// Reads last year's layers and compares. `nil` where the job names none.
///
/// - Parameter scale: square metres per square unit of the frame.
func compareYears(
  _ job: Job, _ layers: LayerSet, workers: Int, scale: @escaping @Sendable (Coordinate) -> Double
) async throws -> (year: PreviousYear, notes: [RunNote])? {
  guard !job.previousLayers.isEmpty else { return nil }
  let loaded = try await loadLayers(of: job.lastYear, workers: workers)
  let last = LayerSet(loaded.map(\.layer))
  var comparisons: [LayerComparison] = []
  var notes = loaded.flatMap(\.notes)
  for (role, all) in LayerComparison.fieldsByRole {
    guard let now = layers[role], let before = last[PreviousYear.role(role)] else { continue }
    // A column that one of the years does not have is no change of every row.
    let fields = all.filter { now.layer.fields[$0] != nil && before.layer.fields[$0] != nil }
    let oneSided = all.filter { (now.layer.fields[$0] == nil) != (before.layer.fields[$0] == nil) }
    if !oneSided.isEmpty { notes.append((now.source, uncompared(oneSided, of: now))) }
    let result = try await compare(
      before, now, fields, accuracy: job.wellSettings.positionAccuracy, workers: workers, scale: scale)
    comparisons.append(LayerComparison(role: role, fields: fields, result: result))
  }
  for entry in loaded where !entry.findings.isEmpty {
    let count = entry.findings.count
    notes.append(
      (
        entry.layer.source,
        Words(
          zh: "去年的图层有 \(count) 处读入时的问题，只用于比较，不列入问题清单",
          en: "\(count) faults found while reading last year's layer, which is only compared: they are not listed")
      ))
  }
  return (PreviousYear(layers: last, comparisons: comparisons), notes)
}

private func uncompared(_ fields: [String], of layer: RoleLayer) -> Words {
  let titles = fields.map { layer.profile?.field($0)?.title ?? Words($0) }
  return Words(
    zh: "两年中只有一年有这些列，未比较：\(titles.map(\.zh).joined(separator: "、"))",
    en: "columns that only one of the two years has are not compared: \(titles.map(\.en).joined(separator: ", "))")
}

private func compare(
  _ before: RoleLayer, _ now: RoleLayer, _ fields: [String], accuracy: Double, workers: Int,
  scale: @escaping @Sendable (Coordinate) -> Double
) async throws -> YearOnYear {
  let old = try await yearRows(before, fields, workers: workers, scale: scale)
  let new = try await yearRows(now, fields, workers: workers, scale: scale)
  guard let ground = before.prepared, let other = now.prepared, ground.geometry.kind == .polygon,
    other.geometry.kind == .polygon
  else {
    return YearOnYear(old: old, new: new, reach: defaultSamePlace, movedBeyond: accuracy)
  }
  let pairs = try await sharedAreas(ground, other, tree: now.tree, workers: workers)
    .filter { !before.unsound.contains($0.left) && !now.unsound.contains($0.right) }
  return YearOnYear(
    old: old, new: new,
    ground: pairs.map { pair in
      let factor = scale(ground.boxes[pair.left].center)
      return CommonGround(old: pair.left, new: pair.right, area: Area(squareMetres: pair.area * factor))
    }, movedBeyond: accuracy, isNested: now.role == "zones",
    limits: now.role == "zones" ? .ofZones : AreaChangeLimits())
}

/// The rows of a layer as years are compared; what has no trusted area has none.
private func yearRows(
  _ layer: RoleLayer, _ fields: [String], workers: Int, scale: @escaping @Sendable (Coordinate) -> Double
) async throws -> [YearRow] {
  let columns = fields.map { layer.layer.fields[$0] }
  return try await inChunks(of: layer.layer.count, size: 4096, workers: workers, state: {}) { _, rows in
    rows.map { row in
      var area = Area.zero
      if let prepared = layer.prepared, !layer.unsound.contains(row), !prepared.boxes[row].isEmpty {
        area = Area(squareMetres: prepared.geometry.area(ofRow: row) * scale(prepared.boxes[row].center))
      }
      return YearRow(
        key: layer.key(row), area: area, place: layer.layer.geometry?.placeOfYear(row),
        kinds: columns.map { $0?.text(row) },
        accuracy: layer.prepared?.geometry.kind == .point ? layer.layer.fields["accuracy"]?.number(row) : nil)
    }
  }.flatMap { $0 }
}

extension GeometryColumn {
  /// What must stay where it is from year to year. The middle of its box is there for any polygon, however it crosses itself.
  fileprivate func placeOfYear(_ row: Int) -> Coordinate? {
    guard kind == .polygon else { return firstCoordinate(ofRow: row) }
    return isEmpty(row: row) ? nil : box(ofRow: row).center
  }
}

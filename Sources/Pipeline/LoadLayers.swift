// Reads the layers of a job: profile, frame, index, areas. Several files are read at the same time; files of one role become
// one layer.

import Formats
import Geodesy
import Geometry
import Overlay
import Profiles
import Rules

/// A layer of the run with what was noticed on the way in.
struct LoadedLayer: Sendable {
  let layer: RoleLayer
  let profile: LayerProfile
  let notes: [RunNote]
  /// What reading found: files that are not as they should be, unreadable geometry, values that their field cannot have,
  /// repairs.
  let findings: [Finding]
  let repairs: [RepairedRow]
  /// The area of the land survey for every row, in m²; `nil` where there are no polygons or nobody asked.
  let official: [Double]?
}

/// A repair with the key of its row.
struct RepairedRow: Sendable {
  let key: String
  let repair: Repair
}

/// The layers of a job by role, in the order in which it first names each. While one file is read, which is the work of one
/// thread, the layers of others are prepared.
///
/// - Parameter measured: whether the official area of every row is wanted.
func loadLayers(of job: Job, measured: Bool = false, workers: Int) async throws -> [LoadedLayer] {
  var roles: [[JobLayer]] = []
  for entry in job.layers {
    if let known = roles.firstIndex(where: { $0[0].role == entry.role }) {
      roles[known].append(entry)
    } else {
      roles.append([entry])
    }
  }
  // What takes longest is begun first.
  let order = roles.indices.sorted { (roles[$0].isSlow ? 0 : 1, $0) < (roles[$1].isSlow ? 0 : 1, $1) }
  let prepared = try await atOnce(order.count, workers: workers) { [roles] turn in
    try await PreparedRole(roles[order[turn]], of: job, measured: measured, workers: workers)
  }
  let inOrder = zip(order, prepared).sorted { $0.0 < $1.0 }.map(\.1)
  let county = countyBounds(inOrder.flatMap(\.parts).map { ($0.entry.role, $0.read.layer) })
  return inOrder.map { $0.loaded(county: county) }
}

extension [JobLayer] {
  /// Whether GDAL takes long to read them beside all others: a spreadsheet is a text of every cell within an archive.
  fileprivate var isSlow: Bool { contains { $0.source.isSpreadsheet } }
}

/// The files of one role, read, and the layer that they make together.
private struct PreparedRole: Sendable {
  let parts: [(entry: JobLayer, read: ReadRole)]
  let layer: RoleLayer
  let official: [Double]?

  init(_ entries: [JobLayer], of job: Job, measured: Bool, workers: Int) async throws {
    let read = try await readRoles(entries, of: job, workers: workers)
    parts = zip(entries, read).map { ($0, $1) }
    let profile = entries[0].profile
    layer = try await RoleLayer(
      role: entries[0].role, title: entries[0].title, source: entries.map(\.sourceName).joined(separator: ", "),
      layer: Layer(joining: read.map(\.layer), fields: profile.fields.map(\.name)), keyField: profile.key,
      profile: profile, illegible: illegibleCells(of: read), workers: workers)
    if measured, let geometry = layer.layer.geometry, geometry.kind == .polygon {
      official = try await officialAreas(of: geometry, in: job.frame, workers: workers)
    } else {
      official = nil
    }
  }

  /// - Parameter county: where the layers of the job lie that say where it is.
  func loaded(county: Box?) -> LoadedLayer {
    var findings: [Finding] = []
    var repairs: [RepairedRow] = []
    var firstRow = 0
    for (entry, part) in parts {
      findings += part.findings.map { $0.finding(in: layer, source: entry.sourceName, firstRow: firstRow) }
      repairs += part.repairs.map { RepairedRow(key: layer.key(firstRow + $0.row), repair: $0) }
      findings += [part.unfitFrame(role: entry.role, source: entry.sourceName, county: county)].compactMap(\.self)
      firstRow += part.layer.count
    }
    return LoadedLayer(
      layer: layer, profile: parts[0].entry.profile,
      notes: parts.flatMap { entry, part in part.notes.map { (entry.sourceName, $0) } }, findings: findings,
      repairs: repairs, official: official)
  }
}

/// The cells that could not be read, by the rows of the layer that the parts make together.
private func illegibleCells(of parts: [ReadRole]) -> IllegibleCells {
  var cells: IllegibleCells = [:]
  var firstRow = 0
  for part in parts {
    for finding in part.findings {
      if let field = finding.field, let text = finding.illegible, let row = finding.row {
        cells[field, default: [:]][firstRow + row] = text
      }
    }
    firstRow += part.layer.count
  }
  return cells
}

/// Reads entries of a job at the same time.
func readRoles(_ entries: [JobLayer], of job: Job, workers: Int) async throws -> [ReadRole] {
  var read = try await inChunks(of: entries.count, size: 1, workers: workers, state: {}) { _, index in
    try readRole(entries[index.lowerBound], of: job)
  }
  for (index, entry) in entries.enumerated() where entry.isRepaired { try await read[index].repair(workers: workers) }
  return read
}

extension JobLayer {
  /// - Throws: ``InputFault`` with the line of the job file that asks for the source.
  fileprivate func read() throws -> ReadResult {
    do {
      return try readLayer(source, options: options)
    } catch let fault as InputFault {
      guard let place else { throw fault }
      throw InputFault(
        at: fault.place,
        Words(zh: "\(fault.problem.zh)（由 \(place) 指定）", en: "\(fault.problem.en) (named at \(place))"),
        remedy: fault.remedy)
    }
  }
}

struct ReadRole: Sendable {
  var layer: Layer
  var notes: [Words]
  var findings: [RowFinding]
  var repairs: [Repair] = []
  /// Coordinates and frame before the layer came into the frame of the job; `nil` for a table.
  var sample: CoordinateSample?
  var statedFrame: Frame?
}

private func readRole(_ entry: JobLayer, of job: Job) throws -> ReadRole {
  var source = try entry.read()
  if entry.swapsAxes {
    source.layer.geometry = source.layer.geometry?.exchangingAxes()
    source.notes.append(Words(zh: "按 axes: north-east 交换 x、y", en: "x and y exchanged, as axes: north-east says"))
  }
  let named = entry.profile.restoringNames(of: source.layer, cut: source.fullNames, settings: entry.settings)
  let (layer, faults) = try entry.profile.apply(
    to: named.layer, settings: entry.settings, file: entry.source.description)
  let unmatched = entry.unmatchedColumns(in: layer, besides: source.coordinateColumns)
  var result = ReadRole(
    layer: layer, notes: source.notes + named.notes + [unmatched].compactMap(\.self),
    findings: source.failures.map { RowFinding(code: EmptyGeometry.code, row: $0.row, message: $0.reason) })
  result.findings += source.diagnoses.map { RowFinding(code: $0.code, row: $0.row, message: $0.message) }
  result.findings += named.ambiguous.map { RowFinding(code: CutTexts.code, row: nil, message: $0) }
  let found = faults.map { RowFinding($0, of: entry.profile) }
  result.findings +=
    try entry.importedInto.map { found.brought(upToDate: try $0.findings(of: entry.role, in: layer), in: layer) }
    ?? found
  result.orderRows(by: entry.profile.key)
  if layer.geometry != nil { try result.bring(to: job.frame, of: job, from: entry.source) }
  return result
}

extension [RowFinding] {
  /// What was wrong with the fields of an imported layer was found when it was imported, and unreadable cells are empty since.
  /// Beside it stands what has gone wrong in the store since; what has been mended there is gone.
  fileprivate func brought(upToDate imported: [RowFinding], in layer: Layer) -> [RowFinding] {
    let known = Set(imported.map(\.cell))
    let kept = imported.filter { finding in
      guard let row = finding.row, let field = finding.field else { return true }
      return layer.fields.text(field, row) == nil
    }
    return kept + filter { !known.contains($0.cell) }
  }
}

private struct CellOfLayer: Hashable {
  let row: Int?
  let field: String?
}

extension RowFinding {
  fileprivate var cell: CellOfLayer { CellOfLayer(row: row, field: field) }
}

extension ReadRole {
  /// Brings the rows, and what was found in them, into the order of their keys.
  fileprivate mutating func orderRows(by key: String) {
    if let order = layer.fields[key]?.rowsInKeyOrder() {
      var rank = [Int](repeating: 0, count: order.count)
      for (place, row) in order.enumerated() { rank[row] = place }
      layer = layer.gathering(order)
      for index in findings.indices { findings[index].row = findings[index].row.map { rank[$0] } }
    }
    // What one row has stays in the order of its fields.
    findings = findings.enumerated().sorted { one, other in
      (one.element.row ?? -1, one.offset) < (other.element.row ?? -1, other.offset)
    }.map(\.element)
  }

  /// Makes invalid polygons valid, as the job asks; what cannot be repaired stays, and check G01 tells it.
  fileprivate mutating func repair(workers: Int) async throws {
    guard let repaired = try await layer.geometry?.repaired(workers: workers) else { return }
    layer.geometry = repaired.geometry
    repairs = repaired.repairs
    findings += repairs.map { RowFinding($0) }
    notes += repaired.failures.map { row, reason in
      Words(
        zh: "fid \(layer.featureIDs[row]) 不能修复（\(reason)），保持原样",
        en: "fid \(layer.featureIDs[row]) cannot be repaired (\(reason)) and stays as it is")
    }
  }
}

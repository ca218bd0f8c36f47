// Reads the layers of a job: profile, frame, index. Several files are read at the same time; files of one role become
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
  let notes: [(source: String, note: Words)]
  /// What reading found: files that are not as they should be, unreadable geometry, values that their field cannot have,
  /// repairs.
  let findings: [Finding]
  let repairs: [RepairedRow]
}

/// A repair with the key of its row.
struct RepairedRow: Sendable {
  let key: String
  let repair: Repair
}

func loadLayers(of job: Job, workers: Int) async throws -> [LoadedLayer] {
  var read = try await inChunks(of: job.layers.count, size: 1, workers: workers, state: {}) { _, index in
    try readRole(job.layers[index.lowerBound], frame: job.frame)
  }
  for (index, entry) in job.layers.enumerated() where entry.isRepaired {
    try await read[index].repair(workers: workers)
  }
  var roles: [String] = []
  for entry in job.layers where !roles.contains(entry.role) { roles.append(entry.role) }
  var loaded: [LoadedLayer] = []
  for role in roles {
    let parts = zip(job.layers, read).filter { $0.0.role == role }
    let profile = parts[0].0.profile
    let layer = try await RoleLayer(
      role: role, title: parts[0].0.title, source: parts.map(\.0.sourceName).joined(separator: ", "),
      layer: Layer(joining: parts.map(\.1.layer), fields: profile.fields.map(\.name)), keyField: profile.key,
      profile: profile, workers: workers)
    var findings: [Finding] = []
    var repairs: [RepairedRow] = []
    var firstRow = 0
    for (entry, part) in parts {
      findings += part.findings.map { $0.finding(in: layer, source: entry.sourceName, firstRow: firstRow) }
      repairs += part.repairs.map { RepairedRow(key: layer.key(firstRow + $0.row), repair: $0) }
      firstRow += part.layer.count
    }
    loaded.append(
      LoadedLayer(
        layer: layer, profile: profile,
        notes: parts.flatMap { entry, part in part.notes.map { (entry.sourceName, $0) } }, findings: findings,
        repairs: repairs))
  }
  return loaded
}

private struct ReadRole: Sendable {
  var layer: Layer
  var notes: [Words]
  var findings: [RowFinding]
  var repairs: [Repair] = []
}

private func readRole(_ entry: JobLayer, frame: Frame) throws -> ReadRole {
  let source = try readLayer(entry.source, options: entry.options)
  let named = entry.profile.restoringNames(of: source.layer, cut: source.fullNames, settings: entry.settings)
  let (layer, faults) = try entry.profile.apply(
    to: named.layer, settings: entry.settings, file: entry.source.description)
  var result = ReadRole(
    layer: layer, notes: source.notes + named.notes,
    findings: source.failures.map { RowFinding(code: EmptyGeometry.code, row: $0.row, message: $0.reason) })
  result.findings += source.diagnoses.map { RowFinding(code: $0.code, row: $0.row, message: $0.message) }
  result.findings += named.ambiguous.map { RowFinding(code: CutTexts.code, row: nil, message: $0) }
  result.findings += faults.map { RowFinding($0, of: entry.profile) }
  if layer.geometry != nil { try result.bring(to: frame, from: entry.source) }
  return result
}

extension ReadRole {
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

  /// Brings the layer into the frame of the job; rows that have no place there, or in their own frame, are findings.
  fileprivate mutating func bring(to frame: Frame, from source: VectorSource) throws {
    guard let own = layer.frame else {
      throw InputFault(
        at: source.description, Words(zh: "没有坐标系信息", en: "the source does not say its frame"),
        remedy: Words(zh: "在作业文件该图层下写 frame: EPSG:…", en: "write frame: EPSG:… under the layer in the job file"))
    }
    let kept = try layer.withinItsFrame()
    let moved = try inputFaults(at: source.description) { try kept.layer.transformed(to: frame) }
    let lost = kept.lostRows + moved.lostRows
    if lost.count > 0 && lost.count == (0..<layer.count).count(where: { !layer.geometry!.isEmpty(row: $0) }) {
      throw InputFault(
        at: source.description,
        Words(zh: "没有一行的坐标属于 \(own.name)", en: "no row has coordinates that can be in \(own.name)"),
        remedy: Words(
          zh: "核对坐标系；在作业文件该图层下写 frame: EPSG:… 指明",
          en: "check the frame, and state it with frame: EPSG:… under the layer in the job file"))
    }
    findings += lost.map { row in
      RowFinding(
        code: EmptyGeometry.code, row: row,
        message: Words(
          zh: "坐标不可能属于 \(own.name)，未计入任何面积和分区；请核对坐标（是否为 0、缺位或 X、Y 颠倒）",
          en:
            "its coordinates cannot be in \(own.name), so it is in no area and no zone; check them (zero, a digit missing, x and y exchanged)"
        ))
    }
    if !own.isSame(as: frame) {
      notes.append(Words(zh: "由 \(own.name) 转换到 \(frame.name)", en: "transformed from \(own.name) to \(frame.name)"))
    }
    layer = moved.layer
    layer.frame = frame
  }
}

/// What geodesy refuses, as a fault of the input that asked for it.
public func inputFaults<R>(at place: String, _ body: () throws -> R) throws -> R {
  do {
    return try body()
  } catch let shift as DatumShift {
    throw InputFault(
      at: place,
      Words(
        zh: "\(shift.from.name) 与 \(shift.to.name) 基准不同，转换需要本县的参数，不能默认",
        en: "\(shift.from.name) and \(shift.to.name) have different datums; going over needs the county's parameters"),
      remedy: Words(
        zh: "请先用本县参数转换到 CGCS2000；若实为 CGCS2000，请改正文件的坐标系说明，或在作业文件中用 frame: 指明",
        en:
          "transform it to CGCS2000 with the county's parameters first; if it is CGCS2000 in truth, correct what the file says, or state it with frame: in the job"
      ))
  }
}

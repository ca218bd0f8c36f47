// Reads the layers of a job: profile, frame, index. Several files are read at the same time; files of one role become
// one layer.

import Formats
import Geodesy
import Geometry
import Profiles
import Rules

/// A layer of the run with what was noticed on the way in.
struct LoadedLayer: Sendable {
  let layer: RoleLayer
  let profile: LayerProfile
  let notes: [(source: String, note: Words)]
  /// What reading found: files that are not as they should be, unreadable geometry, values that their field cannot have.
  let findings: [Finding]
}

func loadLayers(of job: Job, workers: Int) async throws -> [LoadedLayer] {
  let read = try await inChunks(of: job.layers.count, size: 1, workers: workers, state: {}) { _, index in
    try readRole(job.layers[index.lowerBound], frame: job.frame)
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
      workers: workers)
    var findings: [Finding] = []
    var firstRow = 0
    for (entry, part) in parts {
      findings += part.findings.map { $0.finding(in: layer, source: entry.sourceName, firstRow: firstRow) }
      firstRow += part.layer.count
    }
    loaded.append(
      LoadedLayer(
        layer: layer, profile: profile,
        notes: parts.flatMap { entry, part in part.notes.map { (entry.sourceName, $0) } }, findings: findings))
  }
  return loaded
}

private struct ReadRole: Sendable {
  var layer: Layer
  var notes: [Words]
  var findings: [RowFinding]
}

/// A finding about a row before its key is known, or about a source.
private struct RowFinding: Sendable {
  let code: String
  /// `nil` for the source as a whole.
  let row: Int?
  let message: Words

  func finding(in layer: RoleLayer, source: String, firstRow: Int) -> Finding {
    guard let row else {
      return Finding(
        code: code, severity: .error, layers: [layer.role], rows: [], place: nil,
        message: Words(zh: "\(source)：\(message.zh)", en: "\(source): \(message.en)"))
    }
    let key = layer.key(firstRow + row)
    return Finding(
      code: code, severity: .error, layers: [layer.role], rows: [key], place: layer.place(firstRow + row),
      message: Words(zh: "\(key)：\(message.zh)", en: "\(key): \(message.en)"))
  }
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

extension RowFinding {
  fileprivate init(_ fault: FieldFault, of profile: LayerProfile) {
    let field = profile.fields.first { $0.name == fault.field }!.title
    row = fault.row
    switch fault.reason {
    case .wrongType:
      code = WrongTypes.code
      message = Words(
        zh: "“\(field.zh)”的值“\(fault.value)”类型不对，按缺失处理；请改正",
        en: "the value '\(fault.value)' of '\(field.en)' is of the wrong type and taken as missing; correct it")
    case .outsideList:
      code = UnknownValues.code
      message = Words(
        zh: "“\(field.zh)”的值“\(fault.value)”不在允许值之内，按缺失处理；请改正，或在模板中补充",
        en:
          "the value '\(fault.value)' of '\(field.en)' is not in its list and taken as missing; correct it, or add it to the profile"
      )
    }
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

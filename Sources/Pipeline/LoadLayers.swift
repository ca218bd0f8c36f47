// Reads the layers of a job: profile, frame, index. Several files are read at the same time.

import Formats
import Geodesy
import Geometry
import Rules

/// A layer of the run with what was noticed on the way in.
struct LoadedLayer: Sendable {
  let layer: RoleLayer
  let profile: LayerProfile
  let notes: [Words]
  /// Findings about single rows: unreadable geometry, values that their field cannot have.
  let findings: [Finding]
}

func loadLayers(of job: Job, workers: Int) async throws -> [LoadedLayer] {
  let read = try await inChunks(of: job.layers.count, size: 1, workers: workers, state: {}) { _, index in
    try readRole(job.layers[index.lowerBound], frame: job.frame)
  }
  var loaded: [LoadedLayer] = []
  for (entry, result) in zip(job.layers, read) {
    let layer = try await RoleLayer(
      role: entry.role, title: entry.profile.title, source: entry.sourceName, layer: result.layer,
      keyField: entry.profile.key, workers: workers)
    loaded.append(
      LoadedLayer(
        layer: layer, profile: entry.profile, notes: result.notes,
        findings: result.findings.map { $0.finding(in: layer) }))
  }
  return loaded
}

private struct ReadRole: Sendable {
  var layer: Layer
  var notes: [Words]
  var findings: [RowFinding]
}

/// A finding about a row before its key is known.
private struct RowFinding: Sendable {
  let code: String
  let row: Int
  let message: Words

  func finding(in layer: RoleLayer) -> Finding {
    let key = layer.key(row)
    return Finding(
      code: code, severity: .error, layers: [layer.role], rows: [key], place: layer.place(row),
      message: Words(zh: "\(key)：\(message.zh)", en: "\(key): \(message.en)"))
  }
}

private func readRole(_ entry: JobLayer, frame: Frame) throws -> ReadRole {
  let source = try readLayer(entry.source, options: entry.options)
  let place = entry.source.description
  var (layer, faults) = try entry.profile.apply(to: source.layer, settings: entry.settings, file: entry.source.path)
  var notes = source.notes
  guard let own = layer.frame else {
    throw InputFault(
      at: place, Words(zh: "没有坐标系信息", en: "the source does not say its frame"),
      remedy: Words(zh: "在作业文件该图层下写 frame: EPSG:…", en: "write frame: EPSG:… under the layer in the job file"))
  }
  if !own.isSame(as: frame) {
    notes.append(Words(zh: "由 \(own.name) 转换到 \(frame.name)", en: "transformed from \(own.name) to \(frame.name)"))
    do {
      layer = try layer.transformed(to: frame)
    } catch let error as UntransformableRows {
      let rows = error.featureIDs.prefix(5).map(String.init).joined(separator: ", ")
      throw InputFault(
        at: place,
        Words(
          zh: "\(error.featureIDs.count) 行（fid \(rows)）的坐标不可能属于 \(error.from.name)",
          en: "the coordinates of \(error.featureIDs.count) rows (fid \(rows)) cannot be in \(error.from.name)"),
        remedy: Words(zh: "核对该图层的坐标系", en: "check the layer's frame"))
    }
  }
  layer.frame = frame
  var findings = source.failures.map { RowFinding(code: "G08", row: $0.row, message: $0.reason) }
  for fault in faults {
    let field = entry.profile.fields.first { $0.name == fault.field }!.title
    switch fault.reason {
    case .wrongType:
      findings.append(
        RowFinding(
          code: "A02", row: fault.row,
          message: Words(
            zh: "“\(field.zh)”的值“\(fault.value)”类型不对，按缺失处理；请改正",
            en: "the value '\(fault.value)' of '\(field.en)' is of the wrong type and taken as missing; correct it")))
    case .outsideList:
      findings.append(
        RowFinding(
          code: "A03", row: fault.row,
          message: Words(
            zh: "“\(field.zh)”的值“\(fault.value)”不在允许值之内，按缺失处理；请改正或在模板中补充",
            en:
              "the value '\(fault.value)' of '\(field.en)' is not in its list and taken as missing; correct it, or add it to the profile"
          )))
    }
  }
  return ReadRole(layer: layer, notes: notes, findings: findings)
}

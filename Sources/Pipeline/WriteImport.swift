// An import becomes part of the store, whole or not at all.

import Formats
import Geodesy
import Geometry
import Profiles
import Reports
import Rules

extension LayerImport {
  /// How many rows the role had and has.
  public struct Outcome: Sendable {
    public let rowsBefore: Int
    public let rowsAfter: Int
  }

  /// Writes the layer, where it came from and what was wrong with it, in one transaction.
  ///
  /// - Parameter date: of the import, for the store's log.
  /// - Throws: ``InputFault`` where the store is locked, the disk is full, or rows would be put behind those of another frame.
  ///   The store is then as it was.
  public func write(author: String, date: String) throws -> Outcome {
    var target = try Store(opening: store.path, creating: true)
    let outcome = try target.transaction { inner in try write(into: &inner, author: author, date: date) }
    try target.close()
    return outcome
  }

  private func write(into target: inout Store, author: String, date: String) throws -> Outcome {
    let present = try target.read(options.role)
    let kept = options.appends ? present : nil
    if let kept, let frame = kept.frame, layer.geometry != nil, !frame.isSame(as: job.frame) {
      throw InputFault(
        at: "\(store.path)|\(options.role)",
        Words(
          zh: "库中已有数据的坐标系为 \(frame.name)，作业坐标系为 \(job.frame.name)",
          en: "its rows are in \(frame.name), the job is in \(job.frame.name)"),
        remedy: Words(zh: "不用 --append，把全部文件重新导入", en: "import all its files anew, without --append"))
    }
    let before = kept?.count ?? 0
    // Columns beyond the profile are kept as they are, those of the rows before too.
    let joined = kept.map { Layer(joining: [$0, layer]) } ?? layer
    try target.replace(options.role, with: joined)

    let isKept = { (role: String) in role != options.role || options.appends }
    var sources = try target.read(JobStore.sourcesTable).map(ImportedSource.read) ?? []
    sources = sources.filter { isKept($0.role) }
    let known = try target.read(JobStore.findingsTable).map(StoredFinding.read) ?? []
    var faults = known.filter { $0.role != options.role }
    // All rows are numbered anew.
    if let kept {
      faults += StoredFinding.findings(known, of: options.role, in: kept).map {
        StoredFinding(role: options.role, firstRow: 0, $0)
      }
    }
    var firstRow = before
    for part in parts {
      sources.append(
        ImportedSource(
          role: options.role, source: part.file, sha256: part.sha256,
          profile: options.profile ?? options.role, frame: part.read.statedFrame?.definition ?? "",
          settings: options.settings, firstRow: firstRow + 1, rows: part.read.layer.count, importedAt: date,
          author: author))
      faults += part.read.findings.map { StoredFinding(role: options.role, firstRow: firstRow, $0) }
      firstRow += part.read.layer.count
    }
    try target.replace(JobStore.sourcesTable, with: ImportedSource.table(sources))
    try target.replace(JobStore.findingsTable, with: StoredFinding.table(faults))
    return Outcome(rowsBefore: present?.count ?? 0, rowsAfter: joined.count)
  }
}

extension ImportOptions {
  /// What was said of the files, as a job would write it.
  var settings: String {
    var words: [String] = []
    if let frame { words.append("frame: \(frame.definition)") }
    if let assumedFrame { words.append("assume: \(assumedFrame.definition)") }
    if swapsAxes { words.append("axes: north-east") }
    if let coordinateFields { words.append("x: \(coordinateFields.x), y: \(coordinateFields.y)") }
    if !fields.isEmpty { words.append("fields: {\(fields.map { "\($0): \($1)" }.joined(separator: ", "))}") }
    if isRepaired { words.append("repair: true") }
    if !values.isEmpty { words.append("values: {\(values.map { "\($0): \($1)" }.joined(separator: ", "))}") }
    return words.joined(separator: ", ")
  }
}

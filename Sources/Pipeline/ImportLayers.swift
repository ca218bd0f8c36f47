// Layers of offices into the job's store: read and judged first, which changes nothing, then written in one transaction.

import Formats
import Foundation
import Geodesy
public import Geometry
import Overlay
import Profiles
import Reports
import Rules

/// What the caller says of the files, as a job would say it under a layer.
public struct ImportOptions: Sendable {
  public var role: String
  /// A profile other than that of the role, as a job names it.
  public var profile: String?
  public var fields: [(field: String, column: String)] = []
  public var values: [(field: String, value: String)] = []
  public var frame: Frame?
  public var assumedFrame: Frame?
  public var swapsAxes = false
  /// Whether invalid polygons are made valid; each is a finding with its change of area.
  public var isRepaired = false
  public var coordinateFields: (x: String, y: String)?
  /// Behind the rows that the role has in the store, not in their place.
  public var appends = false

  public init(role: String) { self.role = role }
}

/// Files as they would be imported.
public struct LayerImport: Sendable {
  public let job: Job
  let options: ImportOptions
  let store: JobStore
  let profile: LayerProfile
  let parts: [Part]
  let layer: Layer
  /// Findings of families F, A and G about this layer.
  public let findings: [Finding]
  /// Rows of the role in the store, as it is now.
  let rowsBefore: Int

  struct Part: Sendable {
    let file: String
    /// Of the file; of a source that is several, `name=hash` for each. Empty for a database.
    let sha256: String
    let read: ReadRole
  }

  /// Reads the files and judges them.
  ///
  /// - Throws: ``InputFault`` where the job has no store, or a file cannot be used.
  public init(
    of files: [String], _ options: ImportOptions, into job: Job, shipped: String, workers: Int,
    step: (RunStep) -> Void = { _ in }
  ) async throws {
    guard let store = job.store else {
      throw InputFault(
        at: job.path, Words(zh: "作业文件没有 store:，不知道导入到哪里", en: "the job names no store to import into"),
        remedy: Words(zh: "在作业文件写 store: county.gpkg", en: "write store: county.gpkg in the job file"))
    }
    step(RunStep(number: 1, count: 3, title: Words(zh: "读取文件", en: "reading files")))
    let library = Library(jobFolder: job.path.folderOfPath, shipped: shipped)
    let profile = try library.profile(named: options.profile ?? options.role, by: "--as \(options.role)")
    let entries = try files.map { try JobLayer(file: $0, options, profile) }
    var read = try await readRoles(entries, of: job, workers: workers)
    var county: Box?
    if options.role != "townships" {
      do {
        county = try await countyBounds(of: job, workers: workers)
      } catch let fault as InputFault {
        // Townships may be imported last; whether coordinates lie in the county is then told by the check.
        read[0].notes.append(
          Words(
            zh: "未核对坐标是否在本县（\(fault.message(in: .zh))）",
            en: "whether the coordinates are in the county was not looked at (\(fault.message(in: .en)))"))
      }
    }
    parts = try zip(entries, read).map { Part(file: $0.sourceName, sha256: try $0.sha256, read: $1) }
    let joined = Layer(joining: read.map(\.layer))
    step(
      RunStep(number: 2, count: 3, title: Words(zh: "逐项检查", en: "running checks"), rows: joined.count))
    let judged = try await Self.judge(joined, read, entries, profile, options, job, county: county, workers: workers)
    self.job = job
    self.options = options
    self.store = store
    self.profile = profile
    layer = joined
    findings = judged
    rowsBefore = try store.rows(of: options.role)
  }

  private static func judge(
    _ layer: Layer, _ read: [ReadRole], _ entries: [JobLayer], _ profile: LayerProfile, _ options: ImportOptions,
    _ job: Job, county: Box?, workers: Int
  ) async throws -> [Finding] {
    let role = try await RoleLayer(
      role: options.role, title: profile.title, source: entries.map(\.sourceName).joined(separator: ", "), layer: layer,
      keyField: profile.key, profile: profile, workers: workers)
    var loading: [Finding] = []
    var firstRow = 0
    for (entry, part) in zip(entries, read) {
      loading += part.findings.map { $0.finding(in: role, source: entry.sourceName, firstRow: firstRow) }
      loading += [part.unfitFrame(role: options.role, source: entry.sourceName, county: county)].compactMap(\.self)
      firstRow += part.layer.count
    }
    let scale = try ArealScale(of: job.frame)
    let context = CheckContext(
      layers: LayerSet([role]), wells: [], wellFacts: nil, decisionDate: job.decisionDate,
      wellSettings: job.wellSettings, settings: job.checkSettings, loading: loading, workers: workers,
      countyCode: job.county.code
    ) { scale.at($0) }
    return try await Checks.findings(context).filter { ["F", "A", "G"].contains($0.code.first) }
  }

  public var rows: Int { layer.count }

  /// Whether anything was found that rows cannot be used with.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

extension JobLayer {
  /// A file as the options of an import describe it.
  init(file: String, _ options: ImportOptions, _ profile: LayerProfile) throws {
    let source = VectorSource(file)
    let name =
      source.isDatabase
      ? source.description
      : VectorSource(
        path: (source.path as NSString).lastPathComponent, layer: source.layer
      ).description
    self.init(role: options.role, source: source, name: name, profile: profile)
    let known = profile.fields.map(\.name)
    for name in options.fields.map(\.field) + options.values.map(\.field) where !known.contains(name) {
      throw InputFault(
        at: "--as \(options.role)", Words(zh: "模板没有字段“\(name)”", en: "the profile has no field '\(name)'"),
        remedy: Words(zh: "其字段：\(known.joined(separator: "、"))", en: "its fields: \(known.joined(separator: ", "))"))
    }
    for (field, column) in options.fields { settings.columns[field] = column }
    for (field, value) in options.values { settings.constants[field] = value }
    self.options.statedFrame = options.frame
    self.options.assumedFrame = options.assumedFrame
    self.options.coordinateFields = options.coordinateFields
    swapsAxes = options.swapsAxes
    isRepaired = options.isRepaired
  }

  fileprivate var sha256: String {
    get throws {
      let hashes = try files.flatMap { path, name in
        try InputFiles.regularFiles(under: path).map {
          try FileHash(of: path + $0, named: (name as NSString).lastPathComponent + $0)
        }
      }
      return hashes.count == 1 ? hashes[0].sha256 : hashes.map { "\($0.name)=\($0.sha256)" }.joined(separator: "; ")
    }
  }
}

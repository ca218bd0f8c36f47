// The store of a job: `store: county.gpkg`. Layers that were imported into it are layers of the job, unless the job lists
// their role itself.
//
//     zones, wells, …          one layer a role, with the fields of its profile, in the frame of the job
//     taohe_sources            where each came from: file, SHA-256, settings, rows, when, by whom
//     taohe_import_findings    what was wrong with single rows on the way in; their values may be gone from the layer

import Formats
import Foundation
import Geodesy
import Geometry
import Profiles
import Rules
import Settings

struct JobStore: Sendable {
  let path: String
  /// As the job writes it.
  let name: String

  init(_ setting: Setting, _ library: Library) throws {
    name = try setting.text()
    path = library.resolve(name)
    guard VectorSource(path: path, layer: nil).fileExtension == "gpkg" else {
      throw setting.wrong(
        Words(zh: "“\(name)”不是 GeoPackage 的文件名", en: "'\(name)' is no name of a GeoPackage"),
        remedy: Words(zh: "文件名请以 .gpkg 结尾", en: "end the name with .gpkg"))
    }
    Store.settle(path)
  }

  /// The store of a job file and the layers that the file lists; a job that has a store need not list any.
  static func withListedLayers(of job: Setting, _ library: Library) throws -> (store: JobStore?, listed: [JobLayer]) {
    let store = try job["store"].map { try JobStore($0, library) }
    let listed = try (store == nil ? job.required("layers") : job["layers"])?.list() ?? []
    return (store, try listed.map { try JobLayer($0, library: library) })
  }

  static let sourcesTable = "taohe_sources"
  static let findingsTable = "taohe_import_findings"

  /// The imported layers, as entries of the job.
  func layers(besides listed: Set<String>, library: Library) throws -> [JobLayer] {
    guard try tables.contains(Self.sourcesTable) else { return [] }
    var seen = listed
    return try ImportedSource.read(table(Self.sourcesTable)).filter { seen.insert($0.role).inserted }.map { source in
      let profile = try library.profile(named: source.profile, by: path)
      var entry = JobLayer(
        role: source.role, source: VectorSource(path: path, layer: source.role), name: "\(name)|\(source.role)",
        profile: profile)
      entry.importedInto = self
      return entry
    }
  }

  /// What was found about rows of a role when they were imported, in the layer as it is now.
  func findings(of role: String, in layer: Layer) throws -> [RowFinding] {
    guard try tables.contains(Self.findingsTable) else { return [] }
    return StoredFinding.findings(StoredFinding.read(try table(Self.findingsTable)), of: role, in: layer)
  }

  /// Rows of a role, 0 where the store has none.
  func rows(of role: String) throws -> Int {
    try tables.contains(role) ? table(role).count : 0
  }

  /// Layers and tables of the store; none where it is not there yet, or has just been made.
  private var tables: [String] {
    get throws {
      guard FileManager.default.fileExists(atPath: path) else { return [] }
      do {
        return try layerNames(of: VectorSource(path: path, layer: nil))
      } catch {
        // Another program has made the store and has no table in it yet, or was killed then: GDAL opens such a one for
        // writing only. By now it may have its tables.
        guard let store = try? Store(opening: path) else { throw error }
        return store.layerNames
      }
    }
  }

  private func table(_ name: String) throws -> Layer {
    var options = ReadOptions()
    options.tableAllowed = true
    options.pointsFromTables = false
    return try readLayer(VectorSource(path: path, layer: name), options: options).layer
  }
}

/// One file that became rows of a role.
struct ImportedSource: Sendable {
  let role: String
  let source: String
  let sha256: String
  let profile: String
  /// The frame as it was read, before going over to that of the job.
  let frame: String
  let settings: String
  /// The first of its rows in the layer, from 1.
  let firstRow: Int
  let rows: Int
  let importedAt: String
  let author: String

  static func read(_ table: Layer) -> [ImportedSource] {
    (0..<table.count).map { row in
      func text(_ name: String) -> String { table.fields.text(name, row) ?? "" }
      func number(_ name: String) -> Int { table.fields[name]?.number(row).flatMap { Int(exactly: $0) } ?? 0 }
      return ImportedSource(
        role: text("role"), source: text("source"), sha256: text("sha256"), profile: text("profile"),
        frame: text("frame"), settings: text("settings"), firstRow: number("first_row"), rows: number("rows"),
        importedAt: text("imported_at"), author: text("author"))
    }
  }

  static func table(_ sources: [ImportedSource]) -> Layer {
    let texts: [(String, (ImportedSource) -> String)] = [
      ("role", \.role), ("source", \.source), ("sha256", \.sha256), ("profile", \.profile), ("frame", \.frame),
      ("settings", \.settings), ("imported_at", \.importedAt), ("author", \.author),
    ]
    var fields = FieldTable()
    for (name, value) in texts { fields.set(name, .text(TextValues(sources.map(value)))) }
    fields.set("first_row", .integer(Values(sources.map { Int64($0.firstRow) })))
    fields.set("rows", .integer(Values(sources.map { Int64($0.rows) })))
    return Layer(
      name: JobStore.sourcesTable, frame: nil, geometry: nil, fields: fields,
      featureIDs: sources.indices.map { Int64($0) })
  }
}

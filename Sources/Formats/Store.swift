// The GeoPackage in which a job keeps its imported layers and its problem list. A change is there whole or not at all,
// whatever happens on the way: SQLite's journal undoes a transaction that did not end, at the next opening.
//
//     begin     reopen, so that GDAL knows the tables as they are; take the lock (BEGIN IMMEDIATE); were they changed in
//               between, once more
//     body      replace layers
//     commit    flush what GDAL puts off to its closing (extents, counts), then COMMIT
//     failure   ROLLBACK; the connection may write no more (PRAGMA query_only), so that nothing put off follows later

import CGDAL
import Foundation
public import Geometry

/// One job's store. Any number may read it; one writes at a time, the others wait ``patience`` and are then told.
@safe public struct Store: ~Copyable {
  public let path: String
  private var dataset: Dataset
  private var isInTransaction = false

  /// How long to wait for another program that is writing, in seconds.
  public static let patience = 5

  /// - Parameter creating: make an empty GeoPackage where there is no file.
  /// - Throws: ``InputFault`` where the file is missing, is no GeoPackage, is locked, or cannot be written.
  public init(opening path: String, creating: Bool = false) throws {
    self.path = path
    StoreDraft(of: path).removeLeftovers()
    if !FileManager.default.fileExists(atPath: path) {
      guard creating else { throw Self.missing(path) }
      try StoreDraft(of: path).publish()
    }
    try Self.checkPermissions(path)
    dataset = try storeFaults(at: path) { try Self.open(path) }
  }

  /// Undoes what a program began in a store and was killed over. Whoever only reads cannot: SQLite then refuses the file
  /// (SQLITE_READONLY_ROLLBACK). What is wrong with the store is told by those who read it next.
  public static func settle(_ path: String) {
    guard FileManager.default.fileExists(atPath: path + "-journal") else { return }
    _ = try? Store(opening: path).close()
  }

  public var layerNames: [String] { dataset.layerNames }

  /// A layer or table of the store, `nil` where it has none of that name.
  public func read(_ name: String) throws -> Layer? {
    try storeFaults(at: path) { () throws in
      guard let layer = unsafe dataset.layer(named: name) else { return nil }
      var reader = unsafe LayerReader(layer: layer, name: name, source: VectorSource(path: path, layer: name))
      try reader.readAll()
      var options = ReadOptions()
      options.pointsFromTables = false
      return try reader.finish(frame: unsafe frame(of: layer), options: options).layer
    }
  }

  /// Makes the changes of `body` all or none.
  ///
  /// - Throws: ``InputFault`` where another program keeps the lock, or the disk is full; whatever `body` throws. The store
  ///   is then as it was.
  public mutating func transaction<R>(_ body: (inout Store) throws -> R) throws -> R {
    precondition(!isInTransaction, "transactions do not nest")
    try storeFaults(at: path) { try begin() }
    isInTransaction = true
    defer { isInTransaction = false }
    do {
      let result = try body(&self)
      try storeFaults(at: path) { try commit() }
      return result
    } catch {
      abandon()
      throw error
    }
  }

  /// Puts a layer, or a table without geometry, in the place of the one of that name; only within a transaction. Rows are
  /// numbered from 1 in their order.
  public mutating func replace(_ name: String, with layer: Layer) throws {
    precondition(isInTransaction, "a store is changed in a transaction")
    let (rows, fields) = layer.withFieldsForFiles
    let kind = layer.geometry?.kind
    let isMultipart = kind.map { $0 != .point } ?? false
    try storeFaults(at: path) { () throws in
      var table = try LayerTable(
        creating: name, in: dataset, kind: kind, multipart: isMultipart, frame: layer.frame, fields: fields,
        options: ["OVERWRITE=YES"])
      try table.append(rows, fields, multipart: isMultipart)
      try table.finish(in: dataset)
    }
  }

  /// Removes a layer or table, where there is one of that name; only within a transaction.
  public mutating func remove(_ name: String) throws {
    precondition(isInTransaction, "a store is changed in a transaction")
    try storeFaults(at: path) { () throws in
      guard let index = dataset.layerNames.firstIndex(of: name) else { return }
      try unsafe check(GDALDatasetDeleteLayer(dataset.pointer, Int32(index)), "GDALDatasetDeleteLayer")
    }
  }

  public consuming func close() throws {
    let path = path
    var closing: Dataset? = dataset
    try storeFaults(at: path) { () throws in try closing.take()!.close() }
  }

  // MARK: Transactions

  private mutating func begin() throws {
    for _ in 0..<10 {
      let known = try dataset.execute("PRAGMA schema_version")
      dataset = try Self.open(path)
      try unsafe check(GDALDatasetStartTransaction(dataset.pointer, 0), "GDALDatasetStartTransaction")
      // GDAL begins a deferred transaction. A statement that could write takes the lock now, before anything is read that
      // another program could then change.
      try dataset.execute("DELETE FROM gpkg_contents WHERE 0")
      if try dataset.execute("PRAGMA schema_version") == known { return }
      try unsafe check(GDALDatasetRollbackTransaction(dataset.pointer), "GDALDatasetRollbackTransaction")
    }
    throw GDALError(function: "GDALDatasetStartTransaction", number: 0, message: StoreFault.locked.sign)
  }

  private func commit() throws {
    try Task.checkCancellation()
    CPLErrorReset()
    unsafe GDALFlushCache(dataset.pointer)
    try checkNothingFailed("GDALFlushCache")
    try unsafe check(GDALDatasetCommitTransaction(dataset.pointer), "GDALDatasetCommitTransaction")
  }

  private mutating func abandon() {
    withGDAL {
      _ = unsafe GDALDatasetRollbackTransaction(dataset.pointer)
      _ = try? dataset.execute("PRAGMA query_only = 1")
      // What GDAL believes of the tables is wrong from here on.
      if let fresh = try? Self.open(path) { dataset = fresh }
    }
  }

  /// Opens with the settings that the promise rests on, whatever the environment has set for GDAL in other programs.
  private static func open(_ path: String) throws(GDALError) -> Dataset {
    unsafe CPLSetThreadLocalConfigOption("SQLITE_BUSY_TIMEOUT", String(1000 * patience))
    defer { unsafe CPLSetThreadLocalConfigOption("SQLITE_BUSY_TIMEOUT", nil) }
    let dataset = try Dataset(updating: path, drivers: ["GPKG"])
    guard dataset.driverName == "GPKG" else {
      throw GDALError(function: "GDALOpenEx", number: 0, message: StoreFault.foreign.sign)
    }
    try dataset.execute("PRAGMA synchronous = FULL")
    if ["off", "memory"].contains(try dataset.execute("PRAGMA journal_mode")) {
      try dataset.execute("PRAGMA journal_mode = DELETE")
    }
    return dataset
  }
}

// The files that a run is made of. Results name them by their hashes, so a file that somebody saves while it is read must not be taken
// in one form and hashed in the other: the results would prove what they do not hold. What is saved later does not matter.

import Foundation
import Geometry
import Reports

struct InputFiles: Sendable {
  /// In the order of the job.
  private let files: [(path: String, name: String)]
  private let stamps: [Stamp?]

  /// The files as they are now, before they are read; folders with all that is in them.
  init(_ files: [(path: String, name: String)]) {
    self.files = files.flatMap { path, name in
      Self.regularFiles(under: path).map { (path: path + $0, name: name + $0) }
    }
    stamps = self.files.map { Stamp($0.path) }
  }

  /// Their hashes; `nil` for a file that changed before it was hashed.
  func hashes(workers: Int) async throws -> [FileHash?] {
    try await inChunks(of: files.count, size: 1, workers: workers, state: {}) { _, range in
      let (path, name) = files[range.lowerBound]
      let hash = try FileHash(of: path, named: name)
      return Stamp(path) == stamps[range.lowerBound] ? hash : nil
    }
  }

  /// Looks again, after they were read. A file that was touched later and holds what it held is as it was: programs that only look at
  /// a GeoPackage may touch it.
  ///
  /// - Throws: ``InputFault`` for a file that has changed since they were listed.
  func unchanged(_ hashes: [FileHash?]) throws -> [FileHash] {
    try files.indices.map { index in
      let (path, name) = files[index]
      if let hash = hashes[index] {
        if Stamp(path) == stamps[index] { return hash }
        if try FileHash(of: path, named: name).sha256 == hash.sha256 { return hash }
      }
      throw InputFault(
        at: path,
        Words(
          zh: "文件在读取期间被改动，说不清结果出自哪一份",
          en: "the file was changed while it was read, so nobody could say of which results would be"),
        remedy: Words(zh: "请关闭正在编辑它的程序，重新运行", en: "close the program that edits it, and run again"))
    }
  }

  /// What lies under a path: nothing where it is no file (a database), the file itself, or the files of a folder in order.
  /// As ends to be put behind the path.
  static func regularFiles(under path: String) -> [String] {
    func type(_ path: String) -> FileAttributeType? { attributes(of: path)?[.type] as? FileAttributeType }
    switch type(path) {
    case .typeRegular: return [""]
    case .typeDirectory:
      let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let inside = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
      return inside.sorted().map { "/" + $0 }.filter { type(path + $0) == .typeRegular }
    default: return []
    }
  }

  /// A link stands for what it points to.
  private static func attributes(of path: String) -> [FileAttributeKey: Any]? {
    try? FileManager.default.attributesOfItem(atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
  }

  /// What changes when a file does.
  private struct Stamp: Equatable {
    let bytes: UInt64
    let saved: Date
    let file: UInt64

    init?(_ path: String) {
      guard let attributes = InputFiles.attributes(of: path), let bytes = attributes[.size] as? UInt64,
        let saved = attributes[.modificationDate] as? Date,
        let file = attributes[.systemFileNumber] as? UInt64
      else { return nil }
      (self.bytes, self.saved, self.file) = (bytes, saved, file)
    }
  }
}

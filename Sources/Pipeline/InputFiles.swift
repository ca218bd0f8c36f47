// The files that a run is made of. Results name them by their hashes, so a file that somebody saves while it is read must not be taken
// in one form and hashed in the other: the results would prove what they do not hold. What is saved later does not matter.

import Foundation
import Geometry
import Reports

struct InputFiles: Sendable {
  /// In the order of the job.
  let hashes: [FileHash]
  private let paths: [String]
  private let stamps: [Stamp?]

  /// Hashes the files as they are now, before or while they are read; folders with all that is in them.
  init(_ files: [(path: String, name: String)], workers: Int) async throws {
    let all = files.flatMap { path, name in
      Self.regularFiles(under: path).map { (path: path + $0, name: name + $0) }
    }
    paths = all.map(\.path)
    stamps = all.map { Stamp($0.path) }
    hashes = try await inChunks(of: all.count, size: 1, workers: workers, state: {}) { _, index in
      try FileHash(of: all[index.lowerBound].path, named: all[index.lowerBound].name)
    }
  }

  /// Looks again, after they were read. A file that was touched and holds what it held is as it was: programs that only look at a
  /// GeoPackage may touch it.
  ///
  /// - Throws: ``InputFault`` for a file that has changed since.
  func checkUnchanged() throws {
    for (index, path) in paths.enumerated() where Stamp(path) != stamps[index] {
      if try FileHash(of: path, named: hashes[index].name).sha256 == hashes[index].sha256 { continue }
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
    // A link stands for what it points to.
    func type(_ path: String) -> FileAttributeType? {
      let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      return (try? FileManager.default.attributesOfItem(atPath: place))?[.type] as? FileAttributeType
    }
    switch type(path) {
    case .typeRegular: return [""]
    case .typeDirectory:
      let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let inside = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
      return inside.sorted().map { "/" + $0 }.filter { type(path + $0) == .typeRegular }
    default: return []
    }
  }

  /// What changes when a file does.
  private struct Stamp: Equatable {
    let bytes: UInt64
    let saved: Date
    let file: UInt64

    init?(_ path: String) {
      let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: place),
        let bytes = attributes[.size] as? UInt64, let saved = attributes[.modificationDate] as? Date,
        let file = attributes[.systemFileNumber] as? UInt64
      else { return nil }
      (self.bytes, self.saved, self.file) = (bytes, saved, file)
    }
  }
}

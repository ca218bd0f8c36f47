// Outputs appear whole or not at all: they are written to a hidden folder and moved to their place when all are done.

public import Foundation
import Geometry
import Synchronization

/// A hidden folder at the place of the output. ``publish()`` moves its files to their final names; a value that is
/// never published takes its files with it. What a killed program left of its own is removed by the next one for the same place.
public final class StagedFolder {
  private let target: URL
  private let staging: URL
  /// Says to others that this folder is somebody's.
  private let lock: FolderLock
  /// The first folder that had to be made on the way, which goes again where nothing is published.
  private let made: URL?
  private var isPublished = false

  /// Those that this process is writing, and how many it ever was.
  private static let open = Mutex((paths: Set<String>(), count: 0))

  /// - Throws: ``InputFault`` where the place cannot be written.
  public init(for path: String) throws {
    target = URL(fileURLWithPath: path).standardizedFileURL
    try Self.check(path)
    let type = (try? FileManager.default.attributesOfItem(atPath: target.path))?[.type] as? FileAttributeType
    // On the same file system as the target, so that moving is a rename: inside a folder that exists, else beside its place.
    let parent = type == nil ? target.deletingLastPathComponent() : target
    let number = Self.open.withLock { open in
      open.count += 1
      return open.count
    }
    let name = ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).\(number).partial"
    staging = parent.appendingPathComponent(name)
    made = Self.firstMissing(of: parent)
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      for place in [target, target.deletingLastPathComponent()] { Self.removeLeftovers(of: target, in: place) }
      lock = try Self.makeLocked(staging)
    } catch {
      throw Self.unwritable(path, error)
    }
    let path = staging.path
    Self.open.withLock { _ = $0.paths.insert(path) }
  }

  /// Refuses a place where no folder can be, before anything is computed for it.
  public static func check(_ path: String) throws {
    var place = URL(fileURLWithPath: path).standardizedFileURL
    var isFolder: ObjCBool = false
    while unsafe !FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), place.path != "/" {
      place.deleteLastPathComponent()
    }
    guard !isFolder.boolValue else { return }
    throw InputFault(
      at: path, Words(zh: "输出位置是一个文件，不是文件夹", en: "the place of the output is a file, not a folder"),
      remedy: Words(zh: "请给出文件夹名", en: "name a folder"))
  }

  deinit {
    let path = staging.path
    Self.open.withLock { _ = $0.paths.remove(path) }
    guard !isPublished else { return }
    try? FileManager.default.removeItem(at: staging)
    if let made { Self.removeEmpty(from: staging.deletingLastPathComponent(), to: made) }
  }

  /// Another program that clears up may take a folder for a leftover before its lock is there; then it is made again.
  private static func makeLocked(_ staging: URL) throws -> FolderLock {
    while true {
      try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
      let lock = FolderLock(staging.path, waits: true)
      if !lock.isHeld || lock.isOf(staging.path) { return lock }
    }
  }

  /// What nobody holds the lock of was left by a program that was killed.
  private static func removeLeftovers(of target: URL, in parent: URL) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: parent.path)) ?? []
    where name.hasPrefix(".\(target.lastPathComponent).") && name.hasSuffix(".partial") {
      let leftover = parent.appendingPathComponent(name)
      FolderLock.during(leftover.path, waits: false) { isHeld in
        if isHeld { try? files.removeItem(at: leftover) }
      }
    }
  }

  private static func firstMissing(of folder: URL) -> URL? {
    var missing: URL?
    var folder = folder
    while !FileManager.default.fileExists(atPath: folder.path) {
      missing = folder
      folder.deleteLastPathComponent()
    }
    return missing
  }

  private static func removeEmpty(from folder: URL, to last: URL) {
    var folder = folder
    while unsafe rmdir(folder.path) == 0 && folder.path != last.path { folder.deleteLastPathComponent() }
  }

  /// Removes every folder that this process is writing, while it may still be writing: for a program that is ending. A
  /// publication that has begun is awaited.
  public static func abandonAll() {
    open.withLock { open in
      for path in open.paths {
        // A file that appears while the others go is met at the next attempt; none can once the folder is away.
        for _ in 0..<100 where FileManager.default.fileExists(atPath: path) {
          try? FileManager.default.removeItem(atPath: path)
        }
      }
    }
  }

  /// Lends the hidden folder to whoever writes files of their own. Faults name the final place, not the hidden one.
  public func withFolder<R>(_ body: (String) throws -> R) throws -> R {
    do { return try body(staging.path) } catch { throw atFinalPlace(error) }
  }

  public func withFolder<R>(_ body: (String) async throws -> R) async throws -> R {
    do { return try await body(staging.path) } catch { throw atFinalPlace(error) }
  }

  private func atFinalPlace(_ error: any Error) -> any Error {
    switch error {
    case let fault as InputFault:
      InputFault(at: fault.place.replacing(staging.path, with: target.path), fault.problem, remedy: fault.remedy)
    case let error as CocoaError: Self.unwritable(target.path, error)
    default: error
    }
  }

  /// Where a file of this name is until it is published.
  private func path(_ name: String) -> String { staging.appendingPathComponent(name).path }

  /// - Parameter name: with its folders, such as `townships/a/wells.csv`.
  public func write(_ data: Data, to name: String) throws {
    do {
      try makeFolder(of: name)
      try data.write(to: URL(fileURLWithPath: path(name)))
    } catch {
      throw Self.unwritable(target.appendingPathComponent(name).path, error)
    }
  }

  /// Makes the folders in a name.
  public func makeFolder(of name: String) throws {
    guard name.contains("/") else { return }
    let folder = staging.appendingPathComponent(name).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// All files, with their folders.
  public var fileNames: [String] { get throws { try filesInside(staging.path) } }

  /// Moves every file to its final name, over an earlier one of that name. Other files of the folder stay as they are, but for
  /// outputs that the folder's manifest lists and a new manifest does not.
  public func publish() throws {
    do {
      let names = try fileNames
      try Self.open.withLock { open in
        if names.count == 1, names[0] != Manifest.fileName {
          try moveAlone(names[0])
        } else if unsafe Foundation.rename(staging.path, target.path) != 0 {
          // There is a folder of that name, which has its own files.
          try FolderLock.during(target.path, waits: true) { _ in
            let publication = Publication(target: target.path)
            try publication.begin(with: staging.path)
            isPublished = true
            try publication.resume()
          }
        }
        open.paths.remove(staging.path)
      }
    } catch {
      throw Self.unwritable(target.path, error)
    }
    isPublished = true
  }

  private func moveAlone(_ name: String) throws {
    let destination = target.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: destination.deletingLastPathComponent(), withIntermediateDirectories: true)
    try rename(path(name), to: destination.path)
    try FileManager.default.removeItem(at: staging)
  }

  /// Ends a publication that a killed program began, before a folder of results is read.
  ///
  /// - Throws: ``InputFault`` where files cannot be moved to their names.
  public static func settle(_ folder: String) throws {
    let publication = Publication(target: URL(fileURLWithPath: folder).standardizedFileURL.path)
    guard publication.isBroken else { return }
    try FolderLock.during(folder, waits: true) { _ in try publication.resume() }
  }

  private static func unwritable(_ path: String, _ error: any Error) -> InputFault {
    if let fault = error as? InputFault { return fault }
    let reason =
      switch (error as? CocoaError)?.code {
      case .fileWriteOutOfSpace?: Words(zh: "磁盘空间不足", en: "no space left")
      case .fileWriteNoPermission?: Words(zh: "没有写权限", en: "no permission")
      case .fileWriteVolumeReadOnly?: Words(zh: "磁盘只读", en: "the volume is read-only")
      default: Words(error.localizedDescription)
      }
    return InputFault(
      at: path, Words(zh: "不能写出（\(reason.zh)）", en: "cannot be written (\(reason.en))"),
      remedy: Words(
        zh: "检查磁盘空间和文件夹权限；没有留下不完整的文件",
        en: "check free space and the folder's permissions; nothing half-written was left"))
  }
}

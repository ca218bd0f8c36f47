// Outputs appear whole or not at all: they are written to a hidden folder and moved to their place when all are done.

public import Foundation
import Geometry

/// A hidden folder at the place of the output. ``publish()`` moves its files to their final names; a value that is
/// never published takes its files with it.
public final class StagedFolder {
  private let target: URL
  private let staging: URL
  private var isPublished = false

  /// - Throws: ``InputFault`` where the place cannot be written.
  public init(for path: String) throws {
    target = URL(fileURLWithPath: path).standardizedFileURL
    let type = (try? FileManager.default.attributesOfItem(atPath: target.path))?[.type] as? FileAttributeType
    if type == .typeRegular {
      throw InputFault(
        at: path, Words(zh: "输出位置是一个文件，不是文件夹", en: "the place of the output is a file, not a folder"),
        remedy: Words(zh: "请给出文件夹名", en: "name a folder"))
    }
    // On the same file system as the target, so that moving is a rename: inside a folder that exists, else beside its place.
    let name = ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial"
    staging = (type == nil ? target.deletingLastPathComponent() : target).appendingPathComponent(name)
    do {
      try? FileManager.default.removeItem(at: staging)
      try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
    } catch {
      throw Self.unwritable(path, error)
    }
  }

  deinit { if !isPublished { try? FileManager.default.removeItem(at: staging) } }

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
  public func path(_ name: String) -> String { staging.appendingPathComponent(name).path }

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
  public var fileNames: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: staging.path).sorted().filter { !isFolder(path($0)) }
    }
  }

  private func isFolder(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeDirectory
  }

  /// Moves every file to its final name, over an earlier one of that name. Other files of the folder stay as they are.
  ///
  /// - Parameter former: files of an earlier run, by name; those that are not written again go away.
  public func publish(replacing former: [String] = []) throws {
    do {
      let written = Set(try fileNames)
      if !FileManager.default.fileExists(atPath: target.path) {
        try FileManager.default.moveItem(at: staging, to: target)
      } else {
        for name in try fileNames {
          let destination = target.appendingPathComponent(name)
          try FileManager.default.createDirectory(
            at: destination.deletingLastPathComponent(), withIntermediateDirectories: true)
          guard unsafe rename(path(name), destination.path) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
          }
        }
        try FileManager.default.removeItem(at: staging)
      }
      for name in former
      where !written.contains(name) && !name.hasPrefix("/") && !name.split(separator: "/").contains("..") {
        try? FileManager.default.removeItem(at: target.appendingPathComponent(name))
      }
    } catch {
      throw Self.unwritable(target.path, error)
    }
    isPublished = true
  }

  private static func unwritable(_ path: String, _ error: any Error) -> InputFault {
    let reason = (error as? CocoaError)?.code == .fileWriteOutOfSpace ? "no space left" : error.localizedDescription
    return InputFault(
      at: path, Words(zh: "不能写出（\(reason)）", en: "cannot be written (\(reason))"),
      remedy: Words(
        zh: "检查磁盘空间和文件夹权限；没有留下不完整的文件",
        en: "check free space and the folder's permissions; nothing half-written was left"))
  }
}

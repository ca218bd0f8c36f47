// How the files of a staged folder take their final names, so that a kill at any moment leaves a folder that says what it is.
//
//     .out.12345.1.partial/      being written; whoever finds it without its lock removes it
//     .out.complete/             all files are there: from this rename on the new files are what the folder holds
//       .manifest.former.json    first of all the earlier manifest is taken out of the folder: without one it is no whole run
//     out/…                      file by file, the manifest last
//
// A kill between the two leaves `.complete`, and whatever opens the folder next goes on where the killed program was. So a
// folder with a manifest is one run, the old or the new one.

import Foundation
import Geometry

/// The files of a complete folder on their way.
struct Publication {
  let target: String
  private var complete: String { "\(target)/.\((target as NSString).lastPathComponent).complete" }
  private var newManifest: String { "\(complete)/\(Manifest.fileName)" }
  private var formerManifest: String { "\(complete)/.manifest.former.json" }

  /// Puts a staged folder, all of whose files are written, into the place from where they are moved. The lock of the target
  /// is held.
  func begin(with staging: String) throws {
    try resume()
    try rename(staging, to: complete)
  }

  /// Whether one was begun and not ended.
  var isBroken: Bool { FileManager.default.fileExists(atPath: complete) }

  /// Moves what is left to be moved; nothing where no publication was broken off. The lock of the target is held.
  func resume() throws {
    let files = FileManager.default
    guard isBroken else { return }
    let manifest = "\(target)/\(Manifest.fileName)"
    if files.fileExists(atPath: newManifest) {
      if files.fileExists(atPath: manifest) && !files.fileExists(atPath: formerManifest) {
        try rename(manifest, to: formerManifest)
      }
      // A map that an earlier run left must not stand beside lists that are to show none.
      let listed = Set(Manifest.outputs(listedIn: newManifest))
      for name in Manifest.outputs(listedIn: formerManifest) where !listed.contains(name) && Self.isInside(name) {
        _ = unsafe unlink("\(target)/\(name)")  // a file or nothing: whoever wrote the list, no folder goes
        removeEmptyFolders(of: name)
      }
    }
    let hidden = (formerManifest as NSString).lastPathComponent
    for name in try filesInside(complete) where name != hidden && name != Manifest.fileName { try move(name) }
    if files.fileExists(atPath: newManifest) { try move(Manifest.fileName) }
    try files.removeItem(atPath: complete)
  }

  private func move(_ name: String) throws {
    let destination = "\(target)/\(name)"
    try FileManager.default.createDirectory(
      atPath: destination.folderOfPath, withIntermediateDirectories: true)
    try rename("\(complete)/\(name)", to: destination)
  }

  /// Removes the folders of a file that is gone, from the inside out, as far as nothing else is in them.
  private func removeEmptyFolders(of name: String) {
    var folder = name.folderOfPath
    while !folder.isEmpty, unsafe rmdir("\(target)/\(folder)") == 0 {
      folder = folder.folderOfPath
    }
  }

  private static func isInside(_ name: String) -> Bool {
    !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
  }
}

/// The files in a folder and its folders, by name in order.
func filesInside(_ folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { name in
    let type = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.type] as? FileAttributeType
    return type != .typeDirectory
  }
}

/// rename(2): over what is there, in one step.
func rename(_ path: String, to destination: String) throws {
  guard unsafe Foundation.rename(path, destination) == 0 else {
    let code = errno
    throw InputFault(
      at: destination, Words(zh: "不能写出（\(reason(code))）", en: "cannot be written (\(reason(code)))"),
      remedy: Words(
        zh: "检查该位置的权限，是否有同名文件夹；再次运行会继续",
        en: "check the permissions of this place, and whether a folder has this name; the next run goes on from here"))
  }
}

private func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }

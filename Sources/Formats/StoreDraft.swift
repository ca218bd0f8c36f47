// A store that is not there yet: an empty GeoPackage, made under another name and then linked to its own. A file that two
// programs make at once is one of the two, and never half of one.

import CGDAL
import Foundation
import Geometry

/// `.county.gpkg.12345.partial.gpkg` beside the place of `county.gpkg`, named by the process that makes it.
struct StoreDraft {
  private let path: String
  private let folder: String
  private let start: String
  private static let ending = ".partial.gpkg"

  init(of path: String) {
    let url = URL(fileURLWithPath: path)
    self.path = path
    folder = url.deletingLastPathComponent().path
    start = ".\(url.lastPathComponent)."
  }

  func publish() throws {
    let files = FileManager.default
    let draft = "\(folder)/\(start)\(ProcessInfo.processInfo.processIdentifier)\(Self.ending)"
    try Store.checkPermissions(path)
    defer { try? files.removeItem(atPath: draft) }
    try storeFaults(at: path) { () throws in try Dataset(creating: draft, driver: "GPKG").close() }
    do {
      try files.linkItem(atPath: draft, toPath: path)
    } catch {
      // Not every file system has hard links.
      if !files.fileExists(atPath: path) { try? files.moveItem(atPath: draft, toPath: path) }
    }
  }

  /// Removes the drafts, and SQLite's journals of them, of processes that are no more.
  func removeLeftovers() {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(start) {
      let parts = name.dropFirst(start.count).split(separator: ".", maxSplits: 1)
      guard parts.count == 2, let process = pid_t(parts[0]), process > 0,
        "." + parts[1] == Self.ending || "." + parts[1] == Self.ending + "-journal"
      else { continue }
      if kill(process, 0) != 0 && errno == ESRCH { try? files.removeItem(atPath: "\(folder)/\(name)") }
    }
  }
}

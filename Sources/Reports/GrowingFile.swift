// Texts of a hundred megabytes are written as they grow: a list that is held whole and then copied for writing costs twice
// its size in memory.

import Foundation

/// A file that is written front to back. Where it cannot be written, that is told at the end, so that what makes the text
/// need not think of it; nothing more is then written.
public final class GrowingFile {
  private let handle: FileHandle
  private var fault: (any Error)?

  private init(_ path: String) throws {
    let url = URL(fileURLWithPath: path)
    try Data().write(to: url)
    handle = try FileHandle(forWritingTo: url)
  }

  func append(_ bytes: [UInt8]) {
    guard fault == nil, !bytes.isEmpty else { return }
    do { try handle.write(contentsOf: Data(bytes)) } catch { fault = error }
  }

  /// - Throws: what `body` throws, or why the file cannot be written.
  static func write(to path: String, _ body: (GrowingFile) throws -> Void) throws {
    let file = try GrowingFile(path)
    do {
      try body(file)
    } catch {
      try? file.handle.close()
      throw error
    }
    try file.handle.close()
    if let fault = file.fault { throw fault }
  }
}

/// A text that is held whole, or is on its way into a file.
protocol GrowingText {
  /// What is not in the file yet.
  var bytes: [UInt8] { get set }
  /// `nil` for a text that is held whole.
  var file: GrowingFile? { get }
}

extension GrowingText {
  /// Between two entries of a list: what has come together goes into the file.
  @inline(__always)
  mutating func spill() {
    if file != nil, bytes.count >= 1 << 18 { flush() }
  }

  /// Behind the last entry.
  mutating func flush() {
    file?.append(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

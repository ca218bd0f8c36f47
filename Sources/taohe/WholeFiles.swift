// Single output files appear whole or not at all.

import Formats
import Foundation
import Geometry
import Reports

/// Lines of plain numbers as UTF-8: lists of a million pairs are written faster than they are computed.
struct CSVBytes: Sendable {
  private(set) var bytes: [UInt8] = []

  init() {}
  init(heading: String, _ parts: [CSVBytes]) {
    bytes.reserveCapacity(parts.reduce(heading.utf8.count) { $0 + $1.bytes.count })
    bytes += heading.utf8
    for part in parts { bytes += part.bytes }
  }

  mutating func append(_ number: Int64, _ end: Character) { append("\(number)", end) }
  /// The shortest digits that read back as the same number.
  mutating func append(_ number: Double, _ end: Character) { append("\(number)", end) }

  private mutating func append(_ text: String, _ end: Character) {
    bytes += text.utf8
    bytes += end.utf8
  }
}

/// Writes a text file through a staged one.
func writeWhole(_ text: CSVBytes, to path: String) throws {
  try staged(path) { try Data(text.bytes).write(to: URL(fileURLWithPath: $0)) }
}

/// Writes a layer through staged files: a shapefile is several.
func writeLayer(_ layer: Layer, _ fields: [FieldDefinition], to path: String) throws {
  try staged(path) { place in
    var options = WriteOptions()
    options.multipart = true
    var writer = try LayerWriter(
      creating: place, layer: layer.name, kind: layer.geometry?.kind, frame: layer.frame, fields: fields,
      options: options)
    try writer.append(layer)
    try writer.close()
  }
}

private func staged(_ path: String, _ write: (String) throws -> Void) throws {
  let url = URL(fileURLWithPath: path)
  let folder = url.deletingLastPathComponent().path
  guard FileManager.default.fileExists(atPath: folder) else {
    throw InputFault(
      at: path, Words(zh: "文件夹不存在", en: "the folder does not exist"),
      remedy: Words(zh: "先建立文件夹 \(folder)", en: "make the folder \(folder) first"))
  }
  let stage = try StagedFolder(for: folder)
  try stage.withFolder { try write($0 + "/" + url.lastPathComponent) }
  try stage.publish()
}

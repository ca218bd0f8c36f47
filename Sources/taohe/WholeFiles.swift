// Single output files appear whole or not at all.

import Formats
import Foundation
import Geometry
import Reports

/// Writes a heading and lines through a staged file.
func writeWhole(_ heading: String, _ parts: [CSVBytes], to path: String) throws {
  try writeWhole(heading, to: path) { write in for part in parts { try write(part) } }
}

/// Writes a heading and lines through a staged file, as they come.
func writeWhole(_ heading: String, to path: String, _ parts: (_ write: (CSVBytes) throws -> Void) throws -> Void) throws
{
  try staged(path) { folder, name in
    let place = "\(folder)/\(name)"
    try Data(heading.utf8).write(to: URL(fileURLWithPath: place))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: place))
    defer { try? file.close() }
    try file.seekToEnd()
    try parts { try file.write(contentsOf: Data($0.bytes)) }
  }
}

/// Writes a text through a staged file.
func writeWhole(_ text: String, to path: String) throws {
  try staged(path) { try Data(text.utf8).write(to: URL(fileURLWithPath: "\($0)/\($1)")) }
}

/// Writes a layer through staged files: a shapefile is several.
func writeLayer(_ layer: Layer, _ fields: [FieldDefinition], to path: String) throws {
  try staged(path) { folder, name in
    let place = "\(folder)/\(name)"
    var options = WriteOptions()
    options.multipart = true
    var writer = try LayerWriter(
      creating: place, layer: layer.name, kind: layer.geometry?.kind, frame: layer.frame, fields: fields,
      options: options)
    try writer.append(layer)
    try writer.close()
    // GDAL writes the ending of a shapefile in small letters, which may be another file's name.
    guard FileManager.default.fileExists(atPath: place) else {
      throw InputFault(
        at: path, Words(zh: "扩展名须用小写", en: "the ending must be in small letters"),
        remedy: Words(zh: "例如 .shp", en: "such as .shp"))
    }
  }
}

/// Lends a staged folder and the name of the file; what is written into it appears together, or not at all.
func staged<R>(_ path: String, _ write: (_ folder: String, _ name: String) throws -> R) throws -> R {
  try checkReplaceable(path)
  // The link stays, and what it leads to is replaced.
  let url = URL(fileURLWithPath: followingLinks(path))
  let folder = url.deletingLastPathComponent().path
  guard FileManager.default.fileExists(atPath: folder) else {
    throw InputFault(
      at: path, Words(zh: "文件夹不存在", en: "the folder does not exist"),
      remedy: Words(zh: "先建立文件夹 \(folder)", en: "make the folder \(folder) first"))
  }
  let stage = try StagedFolder(for: folder)
  let result = try stage.withFolder { try write($0, url.lastPathComponent) }
  try stage.publish()
  return result
}

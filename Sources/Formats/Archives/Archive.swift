// A ZIP archive as a source: which maps are in it, and which of them is meant.

import Geometry

struct Archive: ~Copyable {
  let path: String
  let file: ByteFile
  let maps: [ArchivedMap]

  /// - Throws: ``InputFault`` where it is no archive, is not safe, or holds no map.
  init(_ path: String) throws {
    guard let file = ByteFile(path) else {
      throw InputFault(
        at: path, Words(zh: "文件无法读取", en: "the file cannot be read"),
        remedy: Words(zh: "检查权限", en: "check the permissions"))
    }
    maps = try Self.maps(in: ZipDirectory(file, path: path), path: path)
    self.path = path
    self.file = file
  }

  /// More than any office hands in: each is unpacked to see what is in it.
  private static let mostMaps = 1000

  private static func maps(in directory: ZipDirectory, path: String) throws -> [ArchivedMap] {
    let maps = ArchivedMap.all(in: directory)
    if maps.count > mostMaps {
      throw ZipDirectory.unsafe(
        path,
        Words(
          zh: "其中有 \(maps.count) 个图层（最多 \(mostMaps) 个）",
          en: "there are \(maps.count) maps in it, of \(mostMaps) at most"))
    }
    guard maps.isEmpty else { return maps }
    if let nested = directory.entries.first(where: { ["zip", "rar", "7z", "kmz"].contains($0.fileExtension) }) {
      throw ZipDirectory.unsafe(
        path, Words(zh: "其中又是压缩包（\(nested.name)）", en: "there is an archive in it (\(nested.name))"))
    }
    throw InputFault(
      at: path, Words(zh: "压缩包内没有可读取的矢量文件", en: "there is no vector file in the archive"),
      remedy: Words(zh: "检查压缩包内容", en: "look into the archive"))
  }

  /// Refuses a file that is an archive inside, such as a spreadsheet, and is a bomb. Other files pass.
  static func judge(_ path: String) throws {
    guard let file = ByteFile(path), file.bytes(at: 0, count: 2) == [0x50, 0x4B] else { return }
    _ = try ZipDirectory(file, path: path)
  }

  /// The map that a layer's name means: a map of that name, or the layer of the only map.
  func choose(_ layer: String?) throws -> (map: ArchivedMap, layer: String?, note: Words?) {
    guard let layer else {
      if maps.count == 1 { return (maps[0], nil, nil) }
      let list = maps.map(\.name)
      return (
        maps[0], nil,
        Words(
          zh: "压缩包内有 \(maps.count) 个图层，读取第一个 \(list[0])；其余：\(list.dropFirst().joined(separator: "、"))",
          en:
            "there are \(maps.count) maps in the archive; the first, \(list[0]), is read; the others: \(list.dropFirst().joined(separator: ", "))"
        )
      )
    }
    let parts = layer.split(separator: "|", maxSplits: 1).map(String.init)
    if let map = maps.first(where: { $0.name == parts[0] }) ?? maps.first(where: { $0.stem == parts[0] }) {
      return (map, parts.count > 1 ? parts[1] : nil, nil)
    }
    if maps.count == 1 { return (maps[0], layer, nil) }
    throw InputFault(
      at: "\(path)|\(layer)", Words(zh: "压缩包内没有这个图层", en: "there is no such layer in the archive"),
      remedy: Words(
        zh: "其中有：\(maps.map(\.name).joined(separator: "、"))",
        en: "there are: \(maps.map(\.name).joined(separator: ", "))"))
  }

  func unpack(_ map: ArchivedMap, into memory: MemoryFiles) throws -> String {
    try memory.unpack(map, of: file, path: path)
  }
}

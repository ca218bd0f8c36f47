// Archives are unpacked into memory, the chosen map only, with the sizes that their directory states as a limit: a file
// that unpacks to more, or to other bytes, is refused.

import CGDAL
import Foundation
import Geometry

/// The maps in an archive: a shapefile with its companions, or a geodatabase folder, is one.
struct ArchivedMap: Sendable {
  /// Its path in the archive.
  let name: String
  let entries: [ZipDirectory.Entry]
  let format: SourceFormat

  var stem: String { VectorSource(path: name, layer: nil).stem }

  /// All maps of an archive, in its order.
  static func all(in directory: ZipDirectory) -> [ArchivedMap] {
    var maps: [ArchivedMap] = []
    var known: Set<String> = []
    func stem(_ name: String) -> String { (name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name).lowercased() }
    func geodatabase(_ name: String) -> String? {
      name.range(of: ".gdb/", options: .caseInsensitive).map { String(name[..<$0.upperBound].dropLast()) }
    }
    // Grouped once: an archive may hold tens of thousands of entries.
    let ofStem = Dictionary(grouping: directory.entries) { stem($0.name) }
    let ofGeodatabase = Dictionary(grouping: directory.entries) { geodatabase($0.name) }
    for entry in directory.entries where !entry.name.hasPrefix("__MACOSX/") {
      if let folder = geodatabase(entry.name) {
        if known.insert(folder).inserted {
          maps.append(ArchivedMap(name: folder, entries: ofGeodatabase[folder] ?? [], format: .fileGeodatabase))
        }
        continue
      }
      guard let format = SourceFormat(ending: entry.fileExtension), format != .archive else { continue }
      let companions = ofStem[stem(entry.name)] ?? []
      if entry.fileExtension == "dbf" && companions.contains(where: { $0.fileExtension == "shp" }) { continue }
      let isGroup = format == .shapefile || format == .mapInfo
      let parts = isGroup ? companions : [entry]
      maps.append(ArchivedMap(name: entry.name, entries: parts, format: format))
    }
    // The root of a KMZ mostly lists the other files and holds nothing itself.
    let isRoot = { (map: ArchivedMap) in map.name == "doc.kml" }
    return maps.filter { !isRoot($0) } + maps.filter(isRoot)
  }
}

extension MemoryFiles {
  /// Unpacks a map; returns its path in memory.
  func unpack(_ map: ArchivedMap, of archive: borrowing ByteFile, path: String) throws -> String {
    for entry in map.entries {
      guard !entry.isEncrypted, entry.method == 0 || entry.method == 8 else {
        throw ZipDirectory.unsafe(
          path,
          Words(
            zh: "“\(entry.name)”有密码或用了不支持的压缩方法", en: "'\(entry.name)' has a password or an unknown way of packing"))
      }
      let header = archive.bytes(at: entry.offset, count: 30)
      let start = entry.offset + 30 + header.uint16(26) + header.uint16(28)
      guard header.uint32(0) == 0x0403_4B50, start + entry.packed <= archive.count else {
        throw ZipDirectory.unsafe(path, Words(zh: "“\(entry.name)”已损坏", en: "'\(entry.name)' is damaged"))
      }
      do {
        _ = try unsafe add(entry.name, count: entry.size) { target throws(GDALError) in
          unsafe entry.unpack(from: archive, at: start, into: target)
        }
      } catch {
        throw ZipDirectory.unsafe(
          path,
          Words(
            zh: "“\(entry.name)”不能解压（已损坏，或大小不符）", en: "'\(entry.name)' cannot be unpacked: damaged, or not of its size")
        )
      }
    }
    return folder + "/" + map.name
  }
}

extension ZipDirectory.Entry {
  /// Fills the buffer with the entry's bytes; false where they are not as many as it says or not the right ones.
  fileprivate func unpack(
    from archive: borrowing ByteFile, at start: Int, into target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    if method == 0 { return unsafe packed == size && archive.read(target, at: start) == size }
    // Deflated bytes between the header and the trailer of gzip (RFC 1952): GDAL's zlib then checks size and sum.
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    bytes += archive.bytes(at: start, count: packed)
    bytes.append(little: checksum, bytes: 4)
    bytes.append(little: size, bytes: 4)
    if size == 0 { return true }
    var filled = 0
    let result = unsafe CPLZLibInflate(bytes, bytes.count, target.baseAddress, target.count, &filled)
    return unsafe result != nil && filled == size
  }
}

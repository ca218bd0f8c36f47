// What is in a ZIP archive (PKWARE APPNOTE 6.3.9 §4.3.12, §4.3.16), judged before anything is unpacked: names in GBK or UTF-8,
// paths that lead out of the archive, sizes that only a bomb has.

import Geometry

struct ZipDirectory: Sendable {
  struct Entry: Sendable {
    /// With `/` between folders.
    let name: String
    let packed: Int
    let size: Int
    let checksum: Int
    let method: Int
    let isEncrypted: Bool
    /// Where the entry's own header begins.
    let offset: Int

    var isFolder: Bool { name.hasSuffix("/") }
    var fileExtension: String { VectorSource(path: name, layer: nil).fileExtension }
  }

  /// Files only, in the order of the archive.
  let entries: [Entry]

  /// One file, unpacked: GDAL holds it in memory.
  static let largestEntry = 2 << 30
  /// Everything in the archive.
  static let largestSum = 8 << 30
  /// Deflate reaches 1032 at most, on bytes that are all the same; what is above this and large is no map.
  static let highestRatio = 200

  /// - Throws: ``InputFault`` where this is no archive, or one that is not safe to unpack.
  init(_ file: borrowing ByteFile, path: String) throws {
    // The end record is 22 bytes and a comment of at most 65535.
    let start = max(0, file.count - 22 - 65_535)
    let tail = file.bytes(at: start, count: file.count - start)
    let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    guard
      let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: { at in
        tail[at..<at + 4].elementsEqual(signature)
      })
    else {
      throw InputFault(
        at: path, Words(zh: "不是完整的 ZIP 压缩包", en: "is not a whole ZIP archive"),
        remedy: Words(zh: "请重新压缩或重新索取", en: "pack it again, or ask for it again"))
    }
    let count = tail.uint16(end + 10)
    let length = tail.uint32(end + 12)
    let offset = tail.uint32(end + 16)
    guard count < 0xFFFF, length < 0xFFFF_FFFF, offset < 0xFFFF_FFFF, offset + length <= start + end else {
      throw Self.unsafe(path, Words(zh: "压缩包超过 4 GB 或目录已损坏", en: "it is over 4 GB, or its directory is damaged"))
    }
    let directory = file.bytes(at: offset, count: length)
    var raw: [(name: [UInt8], isUTF8: Bool, at: Int)] = []
    var at = 0
    for _ in 0..<count {
      let nameLength = directory.uint16(at + 28)
      let next = at + 46 + nameLength + directory.uint16(at + 30) + directory.uint16(at + 32)
      guard directory.uint32(at) == 0x0201_4B50, next <= directory.count else {
        throw Self.unsafe(path, Words(zh: "压缩包目录已损坏", en: "its directory is damaged"))
      }
      raw.append(
        (Array(directory[at + 46..<at + 46 + nameLength]), directory.uint16(at + 8) & 0x0800 != 0, at))
      at = next
    }
    // Windows packs names in GBK and says nothing; all names of an archive are in one encoding.
    var guess = TextEncodingGuess()
    for entry in raw where !entry.isUTF8 { guess.add(entry.name) }
    let isUTF8 = guess.verdict == .utf8
    let found = raw.map { entry in
      Entry(
        name: (entry.isUTF8 || isUTF8 ? String(decoding: entry.name, as: UTF8.self) : decodedGB18030(entry.name))
          .replacing("\\", with: "/"),
        packed: directory.uint32(entry.at + 20), size: directory.uint32(entry.at + 24),
        checksum: directory.uint32(entry.at + 16), method: directory.uint16(entry.at + 10),
        isEncrypted: directory.uint16(entry.at + 8) & 1 != 0, offset: directory.uint32(entry.at + 42))
    }
    entries = found.filter { !$0.isFolder }
    try judge(path: path, archive: file.count)
  }

  private func judge(path: String, archive: Int) throws {
    for entry in entries {
      let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
      if parts.contains("..") || entry.name.hasPrefix("/") || entry.name.contains(":")
        || entry.name.unicodeScalars.contains(where: { $0.value < 32 })
      {
        throw Self.unsafe(
          path, Words(zh: "其中的文件名“\(entry.name)”指向压缩包之外", en: "a name in it, '\(entry.name)', leads out of the archive")
        )
      }
      if entry.size > Self.largestEntry || entry.size > 1 << 20 && entry.size / max(1, entry.packed) > Self.highestRatio
      {
        throw Self.unsafe(
          path,
          Words(
            zh: "“\(entry.name)”解压后 \(entry.size) 字节（压缩后 \(entry.packed) 字节），超出限度",
            en: "'\(entry.name)' would unpack from \(entry.packed) to \(entry.size) bytes, which is beyond the limit"))
      }
    }
    // Entries that share their bytes are how a small archive holds a bomb.
    if entries.reduce(0, { $0 + $1.packed }) > archive || entries.reduce(0, { $0 + $1.size }) > Self.largestSum {
      throw Self.unsafe(path, Words(zh: "压缩包内文件总大小超出限度", en: "its files are larger together than the limit"))
    }
  }

  static func unsafe(_ path: String, _ problem: Words) -> InputFault {
    InputFault(
      at: path, Words(zh: "压缩包未解压：\(problem.zh)", en: "the archive is not unpacked: \(problem.en)"),
      remedy: Words(
        zh: "请向提供单位核实；可信的请自行解压后再用", en: "ask whoever sent it; if it can be trusted, unpack it by hand first"))
  }
}

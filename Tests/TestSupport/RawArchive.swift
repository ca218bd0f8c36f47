// A ZIP archive made byte by byte, for what no packer would make.

import Foundation

public struct RawArchive {
  public struct Entry {
    public var name: [UInt8]
    /// As they lie in the archive.
    public var bytes: [UInt8]
    public var isUTF8 = false
    /// What the directory says, where it lies.
    public var statedSize: Int?
    public var flags = 0
    /// Where the bytes are deflated: what they unpack to.
    public var unpacked: (size: Int, checksum: Int)?

    public init(
      name: [UInt8], bytes: [UInt8], isUTF8: Bool = false, statedSize: Int? = nil, flags: Int = 0,
      unpacked: (size: Int, checksum: Int)? = nil
    ) {
      self.name = name
      self.bytes = bytes
      self.isUTF8 = isUTF8
      self.statedSize = statedSize
      self.flags = flags
      self.unpacked = unpacked
    }
  }

  public var entries: [Entry]

  public init(entries: [Entry]) { self.entries = entries }

  public var bytes: [UInt8] {
    var all: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      var common = little(20, 2) + little(entry.flags | (entry.isUTF8 ? 0x0800 : 0), 2)
      common += little(entry.unpacked == nil ? 0 : 8, 2) + [0, 0, 0x21, 0x28]  // on some day
      common += little(entry.unpacked?.checksum ?? 0, 4) + little(entry.bytes.count, 4)
      common += little(entry.statedSize ?? entry.unpacked?.size ?? entry.bytes.count, 4)
      common += little(entry.name.count, 2) + [0, 0]
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
      directory += little(all.count, 4) + entry.name
      all += [0x50, 0x4B, 3, 4] + common + entry.name + entry.bytes
    }
    let start = all.count
    all += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(entries.count, 2) + little(entries.count, 2)
    return all + little(directory.count, 4) + little(start, 4) + [0, 0]
  }

  public func write(to folder: TemporaryFolder, _ name: String = "all.zip") throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
    return folder.file(name)
  }

  private func little(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

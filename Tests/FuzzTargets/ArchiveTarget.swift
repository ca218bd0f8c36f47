// Archives, as files that name and pack other files.

import Geometry
import TestSupport

let archive = FuzzTarget(
  name: "archive", replays: 100,
  seeds: {
    let list = Array("井号,经度,纬度\nJD1,87.5,44.1\n".utf8)
    let folder = try TemporaryFolder()
    try write(sampleLayer(.point), to: folder.file("a.shp"))
    let shapefile = try ["shp", "shx", "dbf"].map {
      RawArchive.Entry(name: Array("maps/a.\($0)".utf8), bytes: try folder.bytes(of: folder.file("a.\($0)")))
    }
    return [
      RawArchive(entries: [.init(name: Array("wells.csv".utf8), bytes: list, isUTF8: true)]).bytes,
      // 分区 in GBK.
      RawArchive(entries: [.init(name: [0xB7, 0xD6, 0xC7, 0xF8, 0x2E, 0x63, 0x73, 0x76], bytes: list)]).bytes,
      RawArchive(entries: shapefile).bytes, packedList,
    ]
  },
  run: { try readFiles(["a.zip": $0]) })

/// A list of sixty-one rows, `x,y\n` and `1,2\n`, deflated (RFC 1951 §3.2.6, fixed codes).
private let packedList: [UInt8] = {
  let deflated: [UInt8] = [171, 208, 169, 228, 50, 212, 49, 26, 113, 24, 0]
  let entry = RawArchive.Entry(
    name: Array("w.csv".utf8), bytes: deflated, unpacked: (size: 248, checksum: 0x37AC_0951))
  return RawArchive(entries: [entry]).bytes
}()

// Archives: what is in them is found by its name, and what is not safe is refused with a word.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct ArchiveTests {
  private let shapefile = RawShapefile([
    .init(name: Array("name".utf8), width: 10, values: ["a", "b"].map { Array($0.utf8) })
  ])

  private func entries(_ stem: [UInt8], isUTF8: Bool = false) -> [RawArchive.Entry] {
    [
      ("shp", shapefile.shp), ("shx", shapefile.shx), ("dbf", shapefile.dbf),
      ("prj", Array(shapefile.projection!.utf8)),
    ]
    .map { .init(name: stem + Array(".\($0.0)".utf8), bytes: $0.1, isUTF8: isUTF8) }
  }

  private func message(_ source: String) throws -> String {
    try #require(#expect(throws: InputFault.self) { _ = try readLayer(VectorSource(source)) }).message(in: .en)
  }

  /// 分区 in GBK, as Windows packs it; in UTF-8 with and without saying so.
  @Test(arguments: [[0xB7, 0xD6, 0xC7, 0xF8], Array("分区".utf8)] as [[UInt8]], [false, true])
  func namesInEitherEncoding(stem: [UInt8], isUTF8: Bool) throws {
    if isUTF8 && stem.count == 4 { return }
    let folder = try TemporaryFolder()
    let archive = RawArchive(
      entries: entries(Array("maps/".utf8) + stem, isUTF8: isUTF8) + entries(Array("maps/wells".utf8), isUTF8: isUTF8))
    let path = try archive.write(to: folder)
    #expect(try layerNames(of: VectorSource(path)) == ["maps/分区.shp", "maps/wells.shp"])
    for source in [path + "|分区", path + "|maps/分区.shp"] {
      let read = try readLayer(VectorSource(source))
      #expect(read.layer.count == 2 && read.layer.name == "分区" && read.diagnoses.isEmpty)
    }
    // Without a name the first is read, and that is said.
    let first = try readLayer(VectorSource(path))
    #expect(first.layer.name == "分区" && first.notes.contains { $0.en.contains("2 maps in the archive") })
    #expect(try message(path + "|plots").contains("no such layer in the archive"))
    #expect(try folder.contents() == ["all.zip"])
  }

  @Test func whatIsNotSafeIsRefused() throws {
    let folder = try TemporaryFolder()
    func refused(_ entries: [RawArchive.Entry]) throws -> String {
      try message(RawArchive(entries: entries).write(to: folder))
    }
    let csv = Array("x,y\n1,2\n".utf8)
    for name in [
      "../../etc/wells.csv", "/etc/wells.csv", "C:/wells.csv", "a/../wells.csv", "..\\wells.csv", "we\nlls.csv",
    ] {
      #expect(try refused([.init(name: Array(name.utf8), bytes: csv)]).contains("leads out of the archive"))
    }
    #expect(
      try refused([.init(name: Array("wells.csv".utf8), bytes: csv, statedSize: 3 << 30)]).contains("beyond the limit"))
    #expect(
      try refused([.init(name: Array("wells.csv".utf8), bytes: csv, statedSize: 9)]).contains("cannot be unpacked"))
    #expect(try refused([.init(name: Array("wells.csv".utf8), bytes: csv, flags: 1)]).contains("a password"))
    let inner = RawArchive(entries: entries(Array("a".utf8))).bytes
    #expect(try refused([.init(name: Array("inner.zip".utf8), bytes: inner)]).contains("there is an archive in it"))
    #expect(try refused([.init(name: Array("readme.docx".utf8), bytes: csv)]).contains("no vector file in the archive"))
    #expect(try message(folder.write("PK no archive", to: "x.zip")).contains("is not a whole ZIP archive"))
  }

  /// Files of a gigabyte of zeros, and files that share their bytes (the bomb of D. Fifield): neither is unpacked.
  @Test func bombs() throws {
    let folder = try TemporaryFolder()
    let bomb = folder.file("bomb.zip")
    try python(
      "import zipfile; z=zipfile.ZipFile('\(bomb)','w',zipfile.ZIP_DEFLATED); z.writestr('wells.csv', bytes(300<<20)); z.close()"
    )
    #expect(try message(bomb).contains("beyond the limit"))
    let sheet = folder.file("sheet.xlsx")
    try FileManager.default.copyItem(atPath: bomb, toPath: sheet)
    #expect(try message(sheet).contains("beyond the limit"))
    var shared = RawArchive(entries: [.init(name: Array("a.csv".utf8), bytes: [UInt8](repeating: 0x61, count: 1000))])
    let one = shared.bytes
    shared.entries = Array(repeating: shared.entries[0], count: 30)
    // Thirty entries of the directory, one body.
    let directory = Array(one[(one.count - 22 - 51)..<(one.count - 22)])
    var bytes = Array(one[..<(one.count - 22 - 51)])
    let start = bytes.count
    for _ in 0..<30 { bytes += directory }
    bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 30, 0, 30, 0]
    bytes.append(little: 30 * directory.count, bytes: 4)
    bytes.append(little: start, bytes: 4)
    try Data(bytes + [0, 0]).write(to: URL(fileURLWithPath: folder.file("shared.zip")))
    #expect(try message(folder.file("shared.zip")).contains("larger together than the limit"))
  }

  @Test func hostileBytes() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(4)
    let good = RawArchive(entries: entries(Array("a".utf8))).bytes
    for _ in 0..<300 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        // Mostly in the directory, where the sizes are.
        let from = Bool.random(using: &random) ? 0 : bytes.count - 300
        bytes[Int.random(in: from..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file("t.zip")))
      do { _ = try readLayer(VectorSource(folder.file("t.zip"))) } catch is InputFault {}
    }
  }

  private func python(_ code: String) throws {
    try run("/usr/bin/env", ["python3", "-c", code])
  }
}

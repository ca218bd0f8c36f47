// The encoding of a shapefile's texts in every combination of what they are and what the file says of them, with names and
// values cut at the limits of the format.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct EncodingMatrixTests {
  enum Bytes: String, CaseIterable, Sendable {
    case gbk, gb18030, utf8, ascii

    /// 滨湖镇许可到期日期, 㐀 (outside GBK: four bytes in GB 18030), as the encoding has them; made with iconv.
    var name: [UInt8] {
      switch self {
      case .gbk, .gb18030:
        [0xD0, 0xED, 0xBF, 0xC9, 0xB5, 0xBD, 0xC6, 0xDA, 0xC8, 0xD5, 0xC6, 0xDA]  // 许可到期日期
      case .utf8: Array("许可到期日期".utf8)
      case .ascii: Array("permit_end_day".utf8)
      }
    }
    var text: String { self == .gb18030 ? "滨湖镇㐀" : self == .ascii ? "Binhu" : "滨湖镇" }
    var value: [UInt8] {
      let town: [UInt8] = [0xB1, 0xF5, 0xBA, 0xFE, 0xD5, 0xF2]
      switch self {
      case .gbk: return town
      case .gb18030: return town + [0x81, 0x39, 0xEE, 0x39]
      case .utf8, .ascii: return Array(text.utf8)
      }
    }
    /// One character, for filling a field.
    var unit: [UInt8] { self == .utf8 ? Array("湖".utf8) : self == .ascii ? [0x61] : [0xBA, 0xFE] }
    var codePage: String { self == .utf8 ? "UTF-8" : self == .ascii ? "ISO-8859-1" : "GBK" }
    var wrongCodePage: String { self == .utf8 ? "936" : self == .ascii ? "GBK" : "UTF-8" }
    var languageDriver: UInt8 { self == .utf8 || self == .ascii ? 0x57 : 0x4D }
  }

  enum Said: String, CaseIterable, Sendable { case nothing, right, wrong, driver }

  /// Two rows: a whole value and one that fills its field and breaks off inside a character.
  private func shapefile(_ bytes: Bytes, _ said: Said) -> RawShapefile {
    let width = 31
    let full = Array(repeatElement(bytes.unit, count: 30).joined().prefix(width))
    var shapefile = RawShapefile([.init(name: bytes.name, width: width, values: [bytes.value, full])])
    switch said {
    case .nothing: break
    case .right: shapefile.codePage = bytes.codePage
    case .wrong: shapefile.codePage = bytes.wrongCodePage
    case .driver: shapefile.languageDriver = bytes.languageDriver
    }
    return shapefile
  }

  /// A list of one office put behind that of another: every line is read in the encoding that it is in, and the file is told,
  /// whichever of the two has more lines.
  @Test(arguments: [(40, 3), (3, 40)]) func listsInTwoEncodings(utf8: Int, gbk: Int) throws {
    let folder = try TemporaryFolder()
    var bytes = Array("id,township,n\n".utf8)
    for (kind, count) in [(Bytes.utf8, utf8), (.gbk, gbk)] {
      for row in 0..<count { bytes += Array("\(row),".utf8) + kind.value + Array(",1\n".utf8) }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("wells.csv")))
    var options = ReadOptions()
    options.tableAllowed = true
    let read = try readLayer(VectorSource(folder.file("wells.csv")), options: options)
    #expect(read.layer.count == utf8 + gbk)
    #expect((0..<read.layer.count).allSatisfy { read.layer.fields.text("township", $0) == "滨湖镇" })
    let fault = try #require(read.diagnoses.first { $0.code == "F02" })
    #expect(fault.message.en.contains("\(gbk) are not in UTF-8 (the first is line \(utf8 + 2))"))
  }

  @Test(arguments: Bytes.allCases, Said.allCases) func isDecidedByTheBytes(bytes: Bytes, said: Said) throws {
    let folder = try TemporaryFolder()
    let path = try shapefile(bytes, said).write(to: folder, "t")
    let read = try readLayer(VectorSource(path))
    let name = read.layer.fields.names[0]
    #expect(read.layer.fields.text(name, 0) == bytes.text)
    switch bytes {
    case .gbk, .gb18030: #expect(name == "许可到期日")
    case .utf8: #expect(name == "许可到")
    case .ascii: #expect(name == "permit_end")
    }
    #expect(read.fullNames == [name])

    // The evidence: a note where nothing was said, a finding where something else was.
    let faults = read.diagnoses.filter { $0.code == "F02" }
    let notes = read.notes.filter { $0.en.contains("by their bytes") }
    let encoding = bytes == .utf8 ? "UTF-8" : "GBK/GB18030"
    switch (bytes, said) {
    case (.ascii, _), (_, .right): #expect(faults.isEmpty && notes.isEmpty)
    case (_, .nothing): #expect(faults.isEmpty && notes.count == 1 && notes[0].en.contains("read as \(encoding)"))
    case (.utf8, .driver), (_, .wrong):
      #expect(notes.isEmpty && faults.count == 1 && faults[0].message.en.contains("the bytes are \(encoding)"))
    case (_, .driver): #expect(faults.isEmpty && notes.isEmpty)
    }

    // What is cut is told at its row; the name of ten bytes only where it breaks off inside a character.
    let cut = read.diagnoses.filter { $0.code == "F03" }
    switch bytes {
    case .gbk, .gb18030: #expect(cut.map(\.row) == [1])
    case .utf8: #expect(cut.map(\.row) == [nil, 1])
    case .ascii: #expect(cut.isEmpty)
    }
  }

  @Test func textsInTwoEncodingsAreTold() throws {
    let folder = try TemporaryFolder()
    let values = [Bytes.gbk.value, Bytes.gbk.value, Array("滨湖镇".utf8) + [0x20]]
    var shapefile = RawShapefile([.init(name: Array("name".utf8), width: 40, values: values)])
    shapefile.codePage = "UTF-8"
    let read = try readLayer(VectorSource(try shapefile.write(to: folder, "t")))
    #expect(read.layer.fields.text("name", 0) == "滨湖镇")
    #expect(read.diagnoses.contains { $0.code == "F02" && $0.message.en.contains("not in one encoding") })
  }

  /// 254 bytes are all that the format has: what fills them may have been longer.
  @Test func textsAtTheLimitAreTold() throws {
    let folder = try TemporaryFolder()
    let values = [
      [UInt8](repeating: 0x61, count: 300), Array("short".utf8), Array(String(repeating: "湖", count: 84).utf8),
    ]
    var shapefile = RawShapefile([.init(name: Array("note".utf8), width: 254, values: values)])
    shapefile.codePage = "UTF-8"
    let read = try readLayer(VectorSource(try shapefile.write(to: folder, "t")))
    let cut = read.diagnoses.filter { $0.code == "F03" }
    #expect(cut.count == 1 && cut[0].message.en.contains("2 values of 'note' fill all 254 bytes (the first is fid 0)"))
  }

  /// A .cpg that names another encoding is believed, unless the bytes can only be UTF-8.
  @Test func otherCodePagesAreBelieved() throws {
    let folder = try TemporaryFolder()
    // "Привет" in Windows-1251, which passes for Chinese.
    let russian: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]
    var shapefile = RawShapefile([.init(name: Array("name".utf8), width: 20, values: [russian])])
    shapefile.codePage = "1251"
    #expect(try readLayer(VectorSource(try shapefile.write(to: folder, "a"))).layer.fields.text("name", 0) == "Привет")
    // Latin letters with accents, said to be so.
    shapefile.fields = [.init(name: Array("name".utf8), width: 20, values: [[0x43, 0x61, 0x66, 0xE9, 0x73]])]
    shapefile.codePage = "ISO-8859-1"
    #expect(try readLayer(VectorSource(try shapefile.write(to: folder, "b"))).layer.fields.text("name", 0) == "Cafés")
  }

  /// Big5 is believed where it can be, and said; what is plainly the Chinese of the mainland is none.
  @Test func bigFiveIsBelievedWhereItCanBe() throws {
    let folder = try TemporaryFolder()
    // 濱湖鎮許可到期日, made with iconv.
    let traditional: [UInt8] = [
      0xC0, 0xD8, 0xB4, 0xF2, 0xC2, 0xED, 0xB3, 0x5C, 0xA5, 0x69, 0xA8, 0xEC, 0xB4, 0xC1, 0xA4, 0xE9,
    ]
    var shapefile = RawShapefile([.init(name: Array("name".utf8), width: 20, values: [traditional])])
    shapefile.codePage = "950"
    let believed = try readLayer(VectorSource(try shapefile.write(to: folder, "a")))
    #expect(believed.layer.fields.text("name", 0) == "濱湖鎮許可到期日" && !believed.diagnoses.contains { $0.code == "F02" })
    #expect(believed.notes.contains { $0.en.hasPrefix("texts read as 950, as its .cpg says") })
    shapefile.fields = [
      .init(
        name: Array("name".utf8), width: 20, values: [Bytes.gbk.name, Bytes.gbk.value + Bytes.gbk.name, Bytes.gbk.name])
    ]
    let mainland = try readLayer(VectorSource(try shapefile.write(to: folder, "b")))
    #expect(mainland.layer.fields.text("name", 1) == "滨湖镇许可到期日期")
    #expect(
      mainland.diagnoses.contains { $0.code == "F02" && $0.message.en.contains("says 950, but the bytes are GBK") })
  }
}

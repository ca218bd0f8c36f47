// 报盘坐标: what is written comes back, what offices write is understood, what is broken is told with its line.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

@Suite struct SurveyTextTests {
  private let zone29 = Frame(
    definition: "EPSG:4517", name: "CGCS2000 / 3-degree Gauss-Kruger zone 29", isGeographic: false)

  private func read(_ text: String, _ folder: TemporaryFolder) throws -> ReadResult {
    try readLayer(VectorSource(try folder.write(text, to: "plots.txt")))
  }

  private func inMillimetres(_ ring: [(Double, Double)]) -> [(Double, Double)] {
    ring.map { (($0.0 * 1000).rounded() / 1000, ($0.1 * 1000).rounded() / 1000) }
  }

  /// Whatever separates values or ends lines cannot stand in one.
  @Test func textsOfSeveralLines() throws {
    let folder = try TemporaryFolder()
    let square = polygons([[[rectangle(29_500_000, 4_870_000, 29_500_010, 4_870_010)]]])
    let plot = SurveyPlot(id: "DK1", name: "玉米\n棉花,\"小麦\"\r\n\u{2028}豆", use: "种\r植", hectares: 1)
    let text = try surveyText(of: square, [plot], frame: zone29, file: "plots.txt")
    #expect(
      text.components(separatedBy: "\r\n").count { $0.hasSuffix(",@") } == 1
        && !text.replacing("\r\n", with: "").contains { $0.isNewline })
    let back = try read(text, folder)
    #expect(back.failures.isEmpty && back.layer.fields.text("地块编号", 0) == "DK1")
    #expect(back.layer.fields.text("地块名称", 0) == "玉米 棉花 \"小麦\"  豆")
  }

  /// Plots with holes and several parts, in whole millimetres as the text has them.
  @Test(arguments: 0..<40) func roundTrip(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed)
    var rows: [[Part]] = []
    for row in 0..<Int.random(in: 1...5, using: &random) {
      var parts: [Part] = []
      for part in 0..<Int.random(in: 1...3, using: &random) {
        let at = (29_500_000 + 1000 * Double(row), 4_870_000 + 1000 * Double(part))
        var rings = [inMillimetres(star(&random, at: at, radius: 300, vertices: 12))]
        if Bool.random(using: &random) { rings.append(inMillimetres(star(&random, at: at, radius: 40, vertices: 5))) }
        parts.append(rings)
      }
      rows.append(parts)
    }
    let geometry = polygons(rows)
    let plots = rows.indices.map { SurveyPlot(id: "DK\($0)", name: "名称\($0)", use: "耕地", hectares: 1.5) }
    let text = try surveyText(of: geometry, plots, frame: zone29, file: "plots.txt")
    let back = try read(text, folder)
    #expect(back.failures.isEmpty && back.diagnoses.isEmpty && back.notes.isEmpty)
    #expect(back.layer.frame?.definition == "EPSG:4517")
    #expect(back.layer.count == rows.count)
    for row in rows.indices {
      #expect(back.layer.geometry?.wkb(ofRow: row) == geometry.wkb(ofRow: row))
      #expect(back.layer.fields.text("地块编号", row) == "DK\(row)")
      #expect(back.layer.fields.text("地块名称", row) == "名称\(row)")
      #expect(back.layer.fields.text("地块用途", row) == "耕地")
      #expect(back.layer.fields["面积公顷"]?.number(row) == 1.5)
    }
  }

  private let head = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=29\n[地块坐标]\n"
  private let square =
    "4,1,A,名,面,,耕地,,@\nJ1,1,4870000,29500000\nJ2,1,4870000,29500100\nJ3,1,4870100,29500100\nJ4,1,4870100,29500000\n"

  private func shape(_ text: String) throws -> (area: Double?, result: ReadResult) {
    let folder = try TemporaryFolder()
    let result = try read(text, folder)
    return (result.layer.geometry.map { $0.area(ofRow: 0) }, result)
  }

  /// Lines are counted as an editor does, whatever mixture of line ends the text has.
  @Test(arguments: ["\n", "\r\n", "\r"]) func brokenLinesAreToldByNumber(end: String) throws {
    let folder = try TemporaryFolder()
    let text = (head + square).replacing("J4,1,4870100", with: "J4,1,north").replacing("\n", with: end)
    for mixed in [text, text.replacing("几度分带=3\(end)", with: "几度分带=3\r\n"), "\(text)\r\n"] {
      let result = try read(mixed, folder)
      #expect(result.layer.featureIDs == [6] && result.failures.count == 1)
      #expect(result.failures.first?.reason.en.contains("line 10,") == true, "\(result.failures)")
    }
  }

  @Test func variants() throws {
    // No closing point, and that is said.
    let plain = try shape(head + square)
    #expect(plain.area == 10_000 && plain.result.notes.contains { $0.en.contains("1 rings had no closing point") })
    // No J, line ends of Windows and of old Macs, a byte order mark.
    for text in [
      (head + square).replacing("J", with: ""), (head + square).replacing("\n", with: "\r\n"),
      (head + square).replacing("\n", with: "\r"), "\u{FEFF}" + head + square,
    ] {
      #expect(try shape(text).area == 10_000)
    }
    // Y before X, and that is told.
    let swapped = head + "4,1,A,名,面,,,,@\nJ1,1,29500000,4870000\nJ2,1,29500100,4870000\nJ3,1,29500100,4870100\n"
    let read = try shape(swapped).result
    #expect(read.layer.geometry?.firstCoordinate(ofRow: 0) == Coordinate(x: 29_500_000, y: 4_870_000))
    #expect(read.diagnoses.map(\.code) == ["F04"])
    // The frame: without the zone in the eastings, of 6°, of Xian 80, and none.
    #expect(plain.result.layer.frame?.definition == "EPSG:4517")
    #expect(try shape((head + square).replacing(",29500", with: ",500")).result.layer.frame?.definition == "EPSG:4538")
    let six = (head + square).replacing("几度分带=3", with: "几度分带=6").replacing("带号=29", with: "带号=15")
    #expect(try shape(six.replacing(",29500", with: ",500")).result.layer.frame?.definition == "EPSG:4504")
    let xian = (head + square).replacing("2000国家大地坐标系", with: "80国家大地坐标系")
    #expect(try shape(xian).result.layer.frame?.definition == "EPSG:2353")
    #expect(try shape((head + square).replacing("坐标系=", with: "说明=")).result.layer.frame == nil)
    // A count that is not so.
    #expect(try shape((head + square).replacing("4,1,A", with: "9,1,A")).result.diagnoses.map(\.code) == ["F06"])
  }

  @Test func inGBK() throws {
    let folder = try TemporaryFolder()
    // [属性描述] 坐标系=2000国家大地坐标系 [地块坐标] 名
    let words: [(String, [UInt8])] = [
      ("[属性描述]", [0x5B, 0xCA, 0xF4, 0xD0, 0xD4, 0xC3, 0xE8, 0xCA, 0xF6, 0x5D]),
      ("[地块坐标]", [0x5B, 0xB5, 0xD8, 0xBF, 0xE9, 0xD7, 0xF8, 0xB1, 0xEA, 0x5D]),
    ]
    let bytes =
      words[0].1 + Array("\r\n".utf8) + words[1].1
      + Array("\r\n4,1,".utf8) + [0xC3, 0xFB]
      + Array(",x,P,,,,@\r\n1,1,4870000,29500000\r\n2,1,4870000,29500100\r\n3,1,4870100,29500100\r\n".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("gbk.txt")))
    let read = try readLayer(VectorSource(folder.file("gbk.txt")))
    #expect(read.layer.fields.text("地块编号", 0) == "名" && read.notes.contains { $0.en.contains("GBK") })
  }

  @Test func whatIsWrongIsToldWithItsLine() throws {
    let broken = try shape(head + square + "3,1,B,名,面,,,,@\nJ1,1,4870000,29500000\nJ2,1,487O000,29500100\n" + square)
      .result
    #expect(broken.layer.count == 3 && broken.failures.map(\.row) == [1])
    #expect(broken.failures[0].reason.en.contains("value 3 of line 13, '487O000', is no coordinate"))
    #expect(try shape(head + "3,1,B,名,面,,,,@\n" + square).result.failures[0].reason.en.contains("line 6 has no points"))
    #expect(
      try shape(head + "3,1,B,名,面,,,,@\nJ1,1,4,5\nJ2,1\n").result.failures[0].reason.en.contains(
        "line 8 should have four values"))
    #expect(
      try shape(head + "3,1,B,名,面,,,,@\nJ1,1,4,5\nJ2,1,4,6\nJ3,1,4,5\n").result.failures[0].reason.en.contains(
        "fewer than three points"))
    func fault(_ text: String) throws -> InputFault {
      try #require(#expect(throws: InputFault.self) { _ = try shape(text) })
    }
    #expect(try fault("hello\n").place.hasSuffix("plots.txt:1"))
    #expect(try fault(head + "J1,1,4,5\n").place.hasSuffix("plots.txt:6"))
    #expect(try fault(head + String(repeating: "x", count: 5000)).message(in: .en).contains("too long"))
    #expect(try fault("").message(in: .en).contains("no [地块坐标]"))
  }

  /// Whatever the bytes, a layer or a fault with words comes out.
  @Test func hostileBytes() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(3)
    let good = Array((head + square + square).utf8)
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(contentsOf: bytes[at...].prefix(20), at: at)
        default: bytes.insert([0x0A, 0x2C, 0x40, 0x5B, 0x00, 0x39].randomElement(using: &random)!, at: at)
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file("t.txt")))
      do {
        let read = try readLayer(VectorSource(folder.file("t.txt")))
        #expect(read.layer.geometry?.count == read.layer.count)
      } catch is InputFault {}
    }
  }
}

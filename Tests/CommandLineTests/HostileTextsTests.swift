// Names that want to be commands, through the whole check: in every file that comes of it they are texts, and the same texts.

import Formats
import Foundation
import Geometry
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HostileTextsTests {
  private let folder: TemporaryFolder
  private let county: HostileCounty

  init() throws {
    folder = try TemporaryFolder()
    county = try HostileCounty(in: folder)
  }

  private func out(_ name: String) -> String { folder.file("out/\(name)") }

  private func read(_ name: String) throws -> String { try String(contentsOfFile: out(name), encoding: .utf8) }

  private func files(_ ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.file("out")).filter { $0.hasSuffix("." + ending) }
      .sorted()
  }

  @Test func inEveryFileTheyAreTexts() throws {
    let run = try Program.taohe(
      "check", county.job, "--out", folder.file("out"), "--by", "township", "--pictures", "svg,png,pdf", "--lang", "en")
    try #require(run.code == 0, "\(run.errors.prefix(1000))")
    onTerminals(run.output + run.errors)
    try inCSV()
    try inWorkbooks()
    try inJSON()
    try inThePacket()
    try inPictures()
    try inExplanations()
    try inNamesOfFiles()
    if Browser.isInstalled { try inABrowser() } else { print("skipped: Chromium is not installed") }
  }

  private func onTerminals(_ text: String) {
    let harmful = text.unicodeScalars.filter { scalar in
      scalar != "\n" && (scalar.properties.generalCategory == .control || scalar.properties.isBidiControl)
    }
    #expect(harmful.isEmpty, "\(harmful.map(\.value))")
    // A line break in a name begins no line of a table.
    #expect(text.contains("a b c d") && !text.contains("\nb\n"))
    #expect(text.contains(HostileCounty.script) && text.contains("=cmd|' /C calc'!A0"))
  }

  /// As RFC 4180 has it: as many cells in every row, none a formula, and the numbers of the wells what they were.
  private func inCSV() throws {
    for name in try files("csv") {
      let rows = cells(ofCSV: Array(try read(name).utf8))
      #expect(rows.allSatisfy { $0.count == rows[0].count }, "\(name)")
      for cell in rows.joined() where Double(cell) == nil {
        #expect(
          !"=+-@\t\r＝＋－＠".unicodeScalars.contains(cell.unicodeScalars.first ?? " "), "\(name): \(cell.prefix(80))")
      }
    }
    let names = Set(cells(ofCSV: Array(try read("wells.csv").utf8)).map { Array($0[0].utf8) })
    for text in HostileCounty.texts {
      #expect(names.contains(Array(text.utf8)) || names.contains(Array("'\(text)".utf8)), "\(text.debugDescription)")
    }
  }

  /// No cell is a formula, every part is XML, and the numbers of the wells are what they were. What is too long for a cell
  /// ends in "…".
  private func inWorkbooks() throws {
    for name in try files("xlsx") {
      for part in try parts(of: name) {
        let xml = try String(contentsOfFile: part, encoding: .utf8)
        #expect(XMLParser(data: Data(xml.utf8)).parse(), "\(name) \(part)")
        let hasFormula = xml.contains(#/<f[ >]/#) || xml.contains("<hyperlink")
        #expect(!hasFormula, "\(name) \(part)")
      }
    }
    let texts = Set(try cellTexts("wells.xlsx").map { Array($0.utf8) })
    for text in HostileCounty.texts {
      // XML has no place for these two.
      let written = text.replacing(/[\u{FFFE}\u{FFFF}]/, with: "\u{FFFD}")
      #expect(texts.contains(Array(written.utf8)), "\(text.debugDescription)")
    }
    let cut = texts.filter { $0.starts(with: HostileCounty.long.utf8.prefix(100)) }
    #expect(!cut.isEmpty)
    for text in cut {
      #expect(text.suffix(3) == Array("…".utf8)[...] && String(decoding: text, as: UTF8.self).utf16.count <= 32_767)
    }
  }

  private func inJSON() throws {
    for name in try files("json") + files("geojson") {
      #expect(throws: Never.self, "\(name)") {
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: out(name))))
      }
    }
    struct Wells: Decodable {
      struct Feature: Decodable { let properties: Properties }
      struct Properties: Decodable { let well_id: String }
      let features: [Feature]
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: out("wells.geojson")))
    let wells = try JSONDecoder().decode(Wells.self, from: data).features.map { Array($0.properties.well_id.utf8) }
    for text in HostileCounty.texts { #expect(wells.contains(Array(text.utf8)), "\(text.debugDescription)") }
    // GDAL reads as many rows.
    #expect(try readLayer(VectorSource(out("wells.geojson"))).layer.count == wells.count)
  }

  private func inThePacket() throws {
    let wells = try readLayer(VectorSource(path: out("packet.gpkg"), layer: "wells")).layer
    let names = (0..<wells.count).map { Array((wells.fields.text("well_id", $0) ?? "").utf8) }
    for text in HostileCounty.texts { #expect(names.contains(Array(text.utf8)), "\(text.debugDescription)") }
    #expect((0..<wells.count).contains { wells.fields.text("owner", $0) == HostileCounty.long })
    var options = ReadOptions()
    options.tableAllowed = true
    let styles = try readLayer(VectorSource(path: out("packet.gpkg"), layer: "layer_styles"), options: options).layer
    for row in 0..<styles.count {
      #expect(XMLParser(data: Data(try #require(styles.fields.text("styleQML", row)).utf8)).parse())
    }
  }

  private func inPictures() throws {
    let known: Set<String> = [
      "svg", "title", "rect", "path", "g", "clipPath", "defs", "pattern", "use", "text", "circle", "line", "symbol",
      "polygon", "polyline",
    ]
    let pictures = try files("svg")
    #expect(pictures.count == 8)
    var texts: Set<String> = []
    for name in pictures {
      let page = try #require(DrawnPage(Data(contentsOf: URL(fileURLWithPath: out(name)))), "\(name)")
      #expect(page.elements.isSubset(of: known), "\(name) \(page.elements.subtracting(known))")
      texts.formUnion(page.texts)
      for ending in ["png", "pdf"] {
        let bytes = try folder.bytes(of: out(name.dropLast(3) + ending))
        #expect(
          bytes.starts(with: ending == "pdf" ? Array("%PDF".utf8) : [0x89, 0x50, 0x4E, 0x47]) && bytes.count > 5000)
      }
    }
    #expect(texts.contains { $0.contains(HostileCounty.script) })
  }

  /// A well is found by its number, and its page and its sheet are texts.
  private func inExplanations() throws {
    for text in HostileCounty.texts.filter({ $0.contains(#/[<&"'\u{1}\u{8}\u{1B}\n=]/#) }) {
      let shown = try Program.taohe(
        "explain", folder.file("out"), "--lang", "zh", "--page", folder.file("page.html"), "--", text)
      #expect(shown.code == 0, "\(text.debugDescription): \(shown.errors.prefix(200))")
      let page = try String(contentsOfFile: folder.file("page.html"), encoding: .utf8)
      #expect(!page.contains(#/<(script|img|b>|textarea|!\[|!--)|<\/?svg/#), "\(text.debugDescription)")
    }
  }

  /// No name makes a folder elsewhere, and none is longer than file systems take.
  private func inNamesOfFiles() throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      for name in path.split(separator: "/") {
        #expect(name.utf8.count <= 200 && !name.hasPrefix("..") && !name.contains("\\"), "\(name.debugDescription)")
      }
    }
    #expect(try folder.contents().filter { !$0.contains(".") } == ["out"])
  }

  private func inABrowser() throws {
    let review = Browser(page: out("review.html"), folder: folder)
    let page = try review.open()
    #expect(page.isReady && page.console.isEmpty, "\(page.console)")
    #expect(page.text("count") == "420 wells")
    for address in ["well=\(HostileCounty.script)", "tab=findings", "print", "township=\(HostileCounty.image)"] {
      let page = try review.open(address)
      #expect(page.isReady && page.console.isEmpty, "\(address): \(page.console)")
      #expect(!page.dom.contains("<img src=\"x\"") && page.dom.matches(of: #/<script/#).count == 3)
    }
    let bytes = Data(try review.open("township=\(HostileCounty.image)").dom.utf8)
    for text in HostileCounty.texts {
      // By code points: `<` with a mark is another character to Swift.
      let escapes: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]
      let shown = text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
      #expect(bytes.range(of: Data("<span class=\"key\">\(shown)</span>".utf8)) != nil, "\(text.debugDescription)")
    }
    for name in try files("html").filter({ $0.hasSuffix("closing.html") }).prefix(3) {
      let page = try Browser(page: out(name), folder: folder).open()
      #expect(page.console.isEmpty && !page.dom.contains(#/<(script|img)/#), "\(name): \(page.console)")
    }
  }

  // MARK: Readers

  private func cells(ofCSV bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell: [UInt8] = []
    var (isQuoted, at) = (false, bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    while at < bytes.count {
      switch (bytes[at], isQuoted) {
      case (0x22, true) where at + 1 < bytes.count && bytes[at + 1] == 0x22:
        cell.append(0x22)
        at += 1
      case (0x22, _): isQuoted.toggle()
      case (0x2C, false), (0x0D, false):
        rows[rows.count - 1].append(String(decoding: cell, as: UTF8.self))
        cell = []
      case (0x0A, false): rows.append([])
      default: cell.append(bytes[at])
      }
      at += 1
    }
    return rows.filter { !$0.isEmpty }
  }

  /// The files that a workbook packs, unpacked.
  private func parts(of name: String) throws -> [String] {
    let unpacked = folder.file("unpacked.d")
    try? FileManager.default.removeItem(atPath: unpacked)
    let result = try Program.run("/usr/bin/unzip", ["-q", out(name), "-d", unpacked])
    try #require(result.code == 0, "\(name): \(result.errors)")
    return try FileManager.default.subpathsOfDirectory(atPath: unpacked).map { "\(unpacked)/\($0)" }
      .filter { $0.hasSuffix(".xml") || $0.hasSuffix(".rels") }
  }

  /// The texts of a workbook as office programs read them: `_x000D_` stands for a character (ECMA-376 §22.9.2.19).
  private func cellTexts(_ name: String) throws -> [String] {
    let reader = CellTexts()
    for part in try parts(of: name) where part.contains("/worksheets/sheet") {
      let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: part)))
      parser.delegate = reader
      #expect(parser.parse())
    }
    return reader.texts.map { text in
      text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
        String(Unicode.Scalar(UInt32(match.1, radix: 16)!).map { Character($0) } ?? "\u{FFFD}")
      }
    }
  }
}

private final class CellTexts: NSObject, XMLParserDelegate {
  var texts: [String] = []
  private var isInText = false

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    guard element == "is" else { return }
    texts.append("")
    isInText = true
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) { if element == "is" { isInText = false } }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { texts[texts.count - 1] += string }
  }
}

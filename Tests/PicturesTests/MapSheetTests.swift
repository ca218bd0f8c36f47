// A map sheet: names that do not overlap, lists that are whole over all pages, files that programs open.

import Foundation
import Geometry
import Reports
import TestSupport
import Testing

@testable import Pictures

@Suite struct MapSheetTests {
  private static let facts = PictureFacts(language: .zh, day: Day(year: 2022, month: 3, day: 14)!)

  /// A square of ten kilometres with wells at random places, crowded in its middle.
  private func sheet(wells: Int, rows: Int, basis: String = "第 1 条") -> MapSheet {
    var random = SeededGenerator(7)
    let ground = polygons([[[rectangle(0, 0, 10_000, 10_000)]]])
    let points = (0..<wells).map { index in
      let side = index % 3 == 0 ? 10_000.0 : 1500
      return (
        place: Coordinate(
          x: .random(in: 0..<side, using: &random) + (10_000 - side) / 2,
          y: .random(in: 0..<side, using: &random) + (10_000 - side) / 2),
        label: Optional("W\(index)")
      )
    }
    let style = MapSheet.Style(stroke: "#000", width: 1)
    return MapSheet(
      title: "A", subtitle: "B", extent: ground.bounds,
      subject: MapSheet.Ground(nil, ground, rows: [0], style), grounds: [],
      names: [MapSheet.Name("村", ground, row: 0)],
      points: [MapSheet.PointKind(Words("x"), .crossedDisc, points)],
      list: MapSheet.List(
        Words("list"),
        TerminalTable(headings: ["well", "basis"], rows: (0..<rows).map { ["row\($0)", basis] }), source: "wells.csv"),
      notes: [])
  }

  @Test func labelsDoNotOverlapAndNoneIsLostInSilence() {
    let sheet = sheet(wells: 400, rows: 0)
    let view = MapView(of: sheet.extent, in: Rectangle(30, 30, 500, 500))
    let labels = MapLabels(sheet, view)
    for (index, label) in labels.points.enumerated() {
      #expect(view.rectangle.contains(label.box))
      for other in labels.points[..<index] { #expect(!label.box.meets(other.box), "\(label.text) \(other.text)") }
    }
    let missed = 400 - labels.points.count
    #expect(missed > 0 && labels.missed(in: .en).contains { $0.contains("\(missed - 12) more") })
  }

  @Test func aFewWellsAreAllLabelled() {
    let sheet = sheet(wells: 24, rows: 0)
    let labels = MapLabels(sheet, MapView(of: sheet.extent, in: Rectangle(30, 30, 500, 500)))
    #expect(labels.points.count == 24 && labels.missed(in: .zh).isEmpty)
  }

  /// On pages of a PDF every row is there once; on a single page those that are left out are counted.
  @Test(arguments: [0, 1, 9, 200]) func theListIsWhole(rows: Int) throws {
    let sheet = sheet(wells: 3, rows: rows, basis: String(repeating: "很长的依据，", count: 30))
    func rowsShown(_ pages: [Page]) throws -> [String] {
      try pages.flatMap { try #require(DrawnPage(Data($0.svg.utf8))).texts.filter { $0.hasPrefix("row") } }
    }
    let all = sheet.pages(onOnePage: false, Self.facts)
    #expect(try rowsShown(all) == (0..<rows).map { "row\($0)" })
    let single = sheet.pages(onOnePage: true, Self.facts)
    let shown = try rowsShown(single).count
    let page = try #require(DrawnPage(Data(single[0].svg.utf8)))
    #expect(single.count == 1 && page.texts.contains { $0.contains("另有 \(rows - shown) 行") } == (shown < rows))
  }

  @Test func nothingStandsBelowThePage() throws {
    for rows in [0, 9, 200] {
      for page in sheet(wells: 400, rows: rows, basis: "依据").pages(onOnePage: false, Self.facts) {
        let tall = page.svg.matches(of: /<text x="[^"]*" y="([0-9.]+)"/).map { Double($0.1)! }
        #expect(tall.allSatisfy { $0 < page.size.height - 15 })
      }
    }
  }

  @Test func damagedGroundIsStillDrawn() throws {
    let far = polygons([[[rectangle(-1e11, -1e11, 1e12, 1e12)]]])
    for extent in [Box.empty, Box(minX: 5, minY: 5, maxX: 5, maxY: 5), far.bounds] {
      let sheet = MapSheet(
        title: "A", subtitle: "", extent: extent, subject: nil,
        grounds: [
          MapSheet.Ground(
            nil, far, rows: [0],
            MapSheet.Style(Texture(ground: "#eee", ink: "#111", .lines(angle: 45, gap: 4)), stroke: "#111", width: 1))
        ], names: [MapSheet.Name("A", far, row: 0)], points: [],
        list: MapSheet.List(Words("none"), TerminalTable(headings: ["a"], rows: []), source: "wells.csv"), notes: [])
      #expect(try sheet.file(.png, Self.facts).count > 1000)
    }
  }

  @Test func filesOfEveryForm() throws {
    let sheet = sheet(wells: 20, rows: 200)
    let png = try sheet.file(.png, Self.facts)
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // IHDR: width and height of A4 at 150 dots per inch, four bytes each, the highest first.
    #expect(Array(png[16..<24]) == [0, 0, 0x04, 0xD8, 0, 0, 0x06, 0xDA])
    let pdf = try sheet.file(.pdf, Self.facts)
    #expect(pdf.starts(with: Array("%PDF-".utf8)))
    #expect(try sheet.file(.png, Self.facts) == png)
    #expect(try sheet.file(.pdf, Self.facts) == pdf)
  }

  private static let pdfinfo = ["/usr/bin/pdfinfo", "/usr/local/bin/pdfinfo"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: pdfinfo != nil, "pdfinfo (poppler-utils) is not installed")) func aPDFHasAllPages() throws {
    let sheet = sheet(wells: 20, rows: 200)
    let folder = try TemporaryFolder()
    try sheet.file(.pdf, Self.facts).write(to: URL(fileURLWithPath: folder.file("a.pdf")))
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.pdfinfo!)
    process.arguments = [folder.file("a.pdf")]
    process.environment = ["TZ": "UTC", "LC_ALL": "C"]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let pages = sheet.pages(onOnePage: false, Self.facts).count
    #expect(pages > 2 && text.firstMatch(of: /Pages: +([0-9]+)/).map { String($0.1) } == String(pages))
    #expect(text.contains(/CreationDate: +Mon Mar 14 00:00:00 2022/) && text.contains("(A4)"))
  }

  @Test func whatIsNoSVGIsTheLibrarysError() {
    var page = Page(.portrait, title: "", language: "en")
    page.add("</svg")
    #expect(throws: RenderingError.self) { _ = try page.png() }
  }
}

// Workbooks as another program reads them: GDAL's own XLSX reader.

import Formats
import Foundation
import Geometry
import Reports
import TestSupport
import Testing

@Suite struct WorkbookTests {
  private func written(_ sheets: [WorkbookSheet], _ folder: TemporaryFolder) throws -> String {
    try Workbook(title: "测试", day: Day("2022-03-14")!, sheets: sheets).write(to: folder.file("w.xlsx"))
    return folder.file("w.xlsx")
  }

  private func read(_ path: String, _ sheet: String) throws -> Layer {
    var options = ReadOptions()
    options.tableAllowed = true
    return try readLayer(VectorSource(path: path, layer: sheet), options: options).layer
  }

  /// Codes keep their zeros, and what looks like a formula is a text.
  @Test func textsAreTexts() throws {
    let folder = try TemporaryFolder()
    var sheet = WorkbookSheet("机井", headings: ["编号", "名称", "面积"])
    let hostile = ["=1+1", "=cmd|'/c calc'!A0", "<script>alert(1)</script>", "a\"b&c", "+86", "-1", "@x", " 前后 "]
    for (index, name) in hostile.enumerated() {
      sheet.append([.text("00\(index)"), .text(name), .number(Double(index) / 4, decimals: 2)])
    }
    let table = try read(written([sheet], folder), "机井")
    #expect((0..<table.count).map { table.fields.text("编号", $0) } == hostile.indices.map { "00\($0)" })
    #expect((0..<table.count).map { table.fields.text("名称", $0) } == hostile)
    #expect((0..<table.count).map { table.fields["面积"]!.number($0) } == hostile.indices.map { Double($0) / 4 })
  }

  /// What a name of a sheet may not hold goes, by the scalars that the library looks at, and no sheet is left out.
  @Test func everySheetIsThere() throws {
    let folder = try TemporaryFolder()
    let accents = String(repeating: "e\u{301}", count: 40)
    let sheets = ["a/\u{301}b", accents, accents, "'quoted'", "历史"].map { name in
      var sheet = WorkbookSheet(name, headings: ["n"])
      sheet.append([.text(name)])
      return sheet
    }
    let path = try written(sheets, folder)
    for (number, name) in ["a \u{301}b", String(repeating: "e\u{301}", count: 15) + "e"].enumerated() {
      #expect(try read(path, name).fields.text("n", 0) == sheets[number].name)
    }
    #expect(try folder.contents() == ["w.xlsx"])
    let error = #expect(throws: InputFault.self) { try read(path, "none") }
    #expect(error?.remedy.en.components(separatedBy: ", ").count == sheets.count, "\(error!)")
  }

  /// Each township on a sheet of its own: the sheets that are not read are told with their rows, a cover is not.
  @Test func listsOnSeveralSheets() throws {
    let folder = try TemporaryFolder()
    func sheet(_ name: String, _ headings: [String], rows: Int) -> WorkbookSheet {
      var sheet = WorkbookSheet(name, headings: headings)
      for row in 0..<rows { sheet.append(headings.map { .text("\($0) \(row)") }) }
      return sheet
    }
    let path = try written(
      [
        sheet("甲镇", ["井编号", "用途"], rows: 2), sheet("乙镇", ["井编号", "用途"], rows: 3),
        sheet("丙镇", ["井编号", "用途"], rows: 4), sheet("说明", ["项", "值"], rows: 5),
      ], folder)
    var options = ReadOptions()
    options.tableAllowed = true
    let all = try readLayer(VectorSource(path), options: options)
    let told = try #require(all.diagnoses.first { $0.code == "F06" })
    #expect(
      all.layer.count == 2 && told.message.en.hasPrefix("2 more sheets have the same columns (乙镇、丙镇), and their 7 rows")
    )
    let one = try readLayer(VectorSource(path: path, layer: "乙镇"), options: options)
    #expect(one.layer.count == 3 && one.diagnoses.isEmpty)
  }

  /// A workbook has so many columns and no more: what would be cut off is refused.
  @Test func tooManyColumnsAreRefused() throws {
    let folder = try TemporaryFolder()
    let wide = WorkbookSheet("宽", headings: (0...16_384).map { "c\($0)" })
    #expect(throws: InputFault.self) { _ = try written([wide], folder) }
    #expect(try folder.contents().isEmpty)
  }

  @Test func namesOfSheetsAreMadeLegalAndUnique() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "长", count: 40)
    let sheets = ["a/b", "A b", long, long].map { name in
      var sheet = WorkbookSheet(name, headings: ["列"])
      sheet.append([.number(1, decimals: 0)])
      return sheet
    }
    let path = try written(sheets, folder)
    for name in ["a b", "A b 2", String(long.prefix(31)), long.prefix(29) + " 2"] {
      #expect(try read(path, name).count == 1, "\(name)")
    }
  }

  @Test func theSameBytesTwice() throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    var sheet = WorkbookSheet("表", headings: ["列"])
    sheet.append([.text("值")], .subtotal)
    let paths = (try written([sheet], first), try written([sheet], second))
    #expect(try first.bytes(of: paths.0) == second.bytes(of: paths.1))
  }

  @Test func aPlaceThatCannotBeWritten() {
    let book = Workbook(title: "t", day: Day("2022-03-14")!, sheets: [WorkbookSheet("s", headings: ["h"])])
    #expect(throws: InputFault.self) { try book.write(to: "/no such folder/w.xlsx") }
  }
}

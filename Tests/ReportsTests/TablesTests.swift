import Foundation
import Geometry
import Reports
import TestSupport
import Testing

@Suite struct TablesTests {
  @Test func csvQuotesAndMarks() {
    let table = CSVTable(
      headings: [Words(zh: "井", en: "well"), Words(zh: "说明", en: "note")],
      rows: [["A,1", "say \"so\"\nnow"], [nil, "b"]])
    #expect(table.text(in: .zh) == "\u{FEFF}井,说明\r\n\"A,1\",\"say \"\"so\"\"\nnow\"\r\n,b\r\n")
  }

  @Test func chineseIsTwoColumnsWide() {
    #expect(displayWidth("滨湖镇 1（个）") == 6 + 1 + 1 + 6)
    let text = TerminalTable(headings: ["单位", "n"], rows: [["滨湖镇", "1"], ["ab", "22"]], numeric: [1]).text
    #expect(text.split(separator: "\n").map { displayWidth(String($0)) } == [10, 10, 10, 10])
  }

  @Test func decimalsAreExact() {
    #expect(decimalText(-1234, places: 2) == "-12.34")
    #expect(decimalText(5, places: 6) == "0.000005")
    #expect(decimalText(.min, places: 4) == "-922337203685477.5808")
  }

  @Test func theHashOfAFile() throws {
    let folder = try TemporaryFolder()
    let hash = try FileHash(of: folder.write("abc", to: "a"), named: "a")
    // FIPS 180-2, appendix B.1.
    #expect(hash.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(hash.bytes == 3)
  }
}

@Suite struct StagedFolderTests {
  @Test func nothingShowsBeforePublishing() throws {
    let folder = try TemporaryFolder()
    do {
      let staged = try StagedFolder(for: folder.file("out"))
      try staged.write(Data("x".utf8), to: "a.txt")
      #expect(!FileManager.default.fileExists(atPath: folder.file("out")))
    }
    #expect(try folder.contents().isEmpty)
  }

  @Test func publishingReplacesOwnFilesAndKeepsOthers() throws {
    let folder = try TemporaryFolder()
    for text in ["first", "second"] {
      let staged = try StagedFolder(for: folder.file("out"))
      try staged.write(Data(text.utf8), to: "a.txt")
      try staged.publish()
      _ = try folder.write("mine", to: "out/other.txt")
    }
    #expect(try folder.contents() == ["out"])
    #expect(try String(contentsOfFile: folder.file("out/a.txt"), encoding: .utf8) == "second")
    #expect(try String(contentsOfFile: folder.file("out/other.txt"), encoding: .utf8) == "mine")
  }

  @Test func filesOfSubFoldersArePublishedBesideThoseThatAreThere() throws {
    let folder = try TemporaryFolder()
    for text in ["first", "second"] {
      let staged = try StagedFolder(for: folder.file("out"))
      try staged.write(Data(text.utf8), to: "sub/\(text).txt")
      try staged.write(Data(text.utf8), to: "a.txt")
      #expect(try staged.fileNames == ["a.txt", "sub/\(text).txt"])
      try staged.publish()
    }
    let found = try FileManager.default.subpathsOfDirectory(atPath: folder.file("out")).sorted()
    #expect(found == ["a.txt", "sub", "sub/first.txt", "sub/second.txt"])
  }

  @Test func aFileInThePlaceOfTheFolder() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("x", to: "out")
    #expect(throws: InputFault.self) { _ = try StagedFolder(for: folder.file("out")) }
  }
}

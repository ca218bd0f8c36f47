// Results are of the files that their hashes name, whoever saves them in between.

import Foundation
import Geometry
import Reports
import TestSupport
import Testing

@testable import Pipeline

@Suite struct InputFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func files(_ names: String...) async throws -> InputFiles {
    try await InputFiles(names.map { (folder.file($0), $0) }, workers: 2)
  }

  @Test func aFileThatChanges() async throws {
    let path = try folder.write("one", to: "a.csv")
    let files = try await files("a.csv")
    try files.checkUnchanged()
    _ = try folder.write("two", to: "a.csv")
    let fault = try #require(#expect(throws: InputFault.self) { try files.checkUnchanged() })
    #expect(fault.place == path && fault.message(in: .zh).contains("读取期间被改动"))
    // Another file in its place, and none.
    _ = try folder.write("one", to: "b.csv")
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: InputFault.self) { try files.checkUnchanged() }
  }

  /// Touched, or saved again as it was: the hash is still that of what was read.
  @Test func aFileThatIsTouched() async throws {
    let path = try folder.write("one", to: "a.csv")
    let files = try await files("a.csv")
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
    try files.checkUnchanged()
    try FileManager.default.removeItem(atPath: path)
    _ = try folder.write("one", to: "a.csv")
    try files.checkUnchanged()
  }

  /// What lies in a folder counts by itself; a link stands for its file.
  @Test func foldersAndLinks() async throws {
    try FileManager.default.createDirectory(atPath: folder.file("x.gdb"), withIntermediateDirectories: true)
    _ = try folder.write("one", to: "x.gdb/a")
    _ = try folder.write("two", to: "real.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.csv"), withDestinationPath: folder.file("real.csv"))
    let files = try await files("x.gdb", "link.csv", "missing.csv")
    #expect(files.hashes.map(\.name) == ["x.gdb/a", "link.csv"])
    _ = try folder.write("three", to: "real.csv")
    #expect(throws: InputFault.self) { try files.checkUnchanged() }
  }
}

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

  private func files(_ names: String...) -> InputFiles { InputFiles(names.map { (folder.file($0), $0) }) }

  @Test func aFileThatChanges() async throws {
    let path = try folder.write("one", to: "a.csv")
    let files = files("a.csv")
    let hashes = try await files.hashes(workers: 2)
    #expect(try files.unchanged(hashes).map(\.bytes) == [3])
    _ = try folder.write("two", to: "a.csv")
    let fault = try #require(#expect(throws: InputFault.self) { _ = try files.unchanged(hashes) })
    #expect(fault.place == path && fault.message(in: .zh).contains("读取期间被改动"))
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: InputFault.self) { _ = try files.unchanged(hashes) }
  }

  /// Read in one form, saved, and hashed in the other: the hash is right, and proves nothing.
  @Test func aFileThatChangesBeforeItIsHashed() async throws {
    _ = try folder.write("one", to: "a.csv")
    let files = files("a.csv")
    _ = try folder.write("two", to: "a.csv")
    let hashes = try await files.hashes(workers: 2)
    #expect(throws: InputFault.self) { _ = try files.unchanged(hashes) }
  }

  /// Touched, or saved again as it was: the hash is still that of what was read.
  @Test func aFileThatIsTouched() async throws {
    let path = try folder.write("one", to: "a.csv")
    let files = files("a.csv")
    let hashes = try await files.hashes(workers: 2)
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
    _ = try files.unchanged(hashes)
    try FileManager.default.removeItem(atPath: path)
    _ = try folder.write("one", to: "a.csv")
    _ = try files.unchanged(hashes)
  }

  /// What lies in a folder counts by itself; a link stands for its file.
  @Test func foldersAndLinks() async throws {
    try FileManager.default.createDirectory(atPath: folder.file("x.gdb"), withIntermediateDirectories: true)
    _ = try folder.write("one", to: "x.gdb/a")
    _ = try folder.write("two", to: "real.csv")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.csv"), withDestinationPath: folder.file("real.csv"))
    let files = files("x.gdb", "link.csv", "missing.csv")
    let hashes = try await files.hashes(workers: 2)
    #expect(hashes.map { $0?.name } == ["x.gdb/a", "link.csv"])
    _ = try folder.write("three", to: "real.csv")
    #expect(throws: InputFault.self) { _ = try files.unchanged(hashes) }
  }
}

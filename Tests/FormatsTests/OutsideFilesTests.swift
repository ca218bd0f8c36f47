// Real files of other people, good and broken: each opens, or fails with a message that names the trouble, and no row is
// lost in silence. The folder is given by TAOHE_OUTSIDE_DATA.

import Foundation
import Geometry
import TestSupport
import Testing

@testable import Formats

private let outside = ProcessInfo.processInfo.environment["TAOHE_OUTSIDE_DATA"]

@Suite struct OutsideFilesTests {
  private static let files: [String] = {
    guard let outside, let all = FileManager.default.enumerator(atPath: outside) else { return [] }
    let endings: Set<String> = ["shp", "dbf", "geojson", "json", "csv", "gpkg", "kml", "zip", "txt"]
    return all.compactMap { $0 as? String }
      .filter { endings.contains(VectorSource(path: $0, layer: nil).fileExtension) }.sorted()
  }()

  @Test(.enabled(if: outside != nil, "needs TAOHE_OUTSIDE_DATA"), arguments: files)
  func opensOrSaysWhy(file: String) throws {
    let path = outside! + "/" + file
    var options = ReadOptions()
    options.tableAllowed = true
    let read: ReadResult
    do {
      read = try readLayer(VectorSource(path), options: options)
    } catch let fault as InputFault {
      #expect(!fault.problem.zh.isEmpty && !fault.problem.en.isEmpty && !fault.remedy.en.isEmpty)
      return
    }
    guard ["shp", "dbf"].contains(VectorSource(path: path, layer: nil).fileExtension) else { return }
    // Rows by the files' own heads, counted here on their own.
    let counts = counts(String(path.dropLast(3)))
    let told = read.diagnoses.filter { $0.code == "F06" || $0.code == "F01" }
    let stated = max(counts.shapes ?? 0, counts.records ?? 0)
    #expect(read.layer.count == stated - counts.deleted || !told.isEmpty)
    #expect(
      counts.deleted == 0 || told.contains { $0.message.en.contains("\(counts.deleted) rows are marked as deleted") })
    #expect(counts.shapes == nil || counts.records == nil || counts.shapes == counts.records || !told.isEmpty)
    #expect(read.layer.count == read.layer.fields.all.first?.column.count ?? read.layer.count)
  }

  private func counts(_ base: String) -> (shapes: Int?, records: Int?, deleted: Int) {
    let shx = FileManager.default.contents(atPath: base + "shx")
    let dbf = FileManager.default.contents(atPath: base + "dbf").map { [UInt8]($0) }
    var deleted = 0
    var records: Int?
    if let dbf {
      records = dbf.uint32(4)
      for row in 0..<records! where dbf.byte(dbf.uint16(8) + row * dbf.uint16(10)) == 0x2A { deleted += 1 }
    }
    return (shx.map { ($0.count - 100) / 8 }, records, deleted)
  }
}

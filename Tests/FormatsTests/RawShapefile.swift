// A shapefile of points made byte by byte, as programs make it that do not look at what they write: texts in any encoding, cut
// anywhere, with any of its files missing.

import Foundation
import TestSupport

struct RawShapefile {
  struct Field {
    let name: [UInt8]
    let width: Int
    /// One for each row.
    let values: [[UInt8]]
  }

  var fields: [Field]
  /// Rows of the .shp; rows of the .dbf are as many as there are values.
  var shapes: Int
  var languageDriver: UInt8 = 0
  var codePage: String?
  var projection: String? =
    "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]"
  var deleted: Set<Int> = []
  /// What the head of the .dbf says.
  var statedRows: Int?

  init(_ fields: [Field], shapes: Int? = nil) {
    self.fields = fields
    self.shapes = shapes ?? fields[0].values.count
  }

  /// Rows are at (row, 1).
  func write(to folder: TemporaryFolder, _ name: String, without missing: Set<String> = []) throws -> String {
    var files = ["shp": shp, "shx": shx, "dbf": dbf]
    if let projection { files["prj"] = Array(projection.utf8) }
    if let codePage { files["cpg"] = Array(codePage.utf8) }
    for (ending, bytes) in files where !missing.contains(ending) {
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file("\(name).\(ending)")))
    }
    return folder.file("\(name).shp")
  }

  private func head(length: Int) -> [UInt8] {
    var bytes = big(9994) + [UInt8](repeating: 0, count: 20) + big(length / 2) + little(1000) + little(1)
    for value in [0, 1, Double(max(0, shapes - 1)), 1, 0, 0, 0, 0] { bytes += little(value) }
    return bytes
  }

  var shp: [UInt8] {
    var bytes = head(length: 100 + 28 * shapes)
    for row in 0..<shapes { bytes += big(row + 1) + big(10) + little(1) + little(Double(row)) + little(1.0) }
    return bytes
  }

  var shx: [UInt8] {
    var bytes = head(length: 100 + 8 * shapes)
    for row in 0..<shapes { bytes += big((100 + 28 * row) / 2) + big(10) }
    return bytes
  }

  var dbf: [UInt8] {
    let rows = fields[0].values.count
    let length = 1 + fields.reduce(0) { $0 + $1.width }
    var bytes: [UInt8] = [3, 100, 1, 1] + little(statedRows ?? rows)
    bytes += [UInt8(33 + 32 * fields.count), 0, UInt8(length & 255), UInt8(length >> 8)]
    bytes += [UInt8](repeating: 0, count: 17) + [languageDriver, 0, 0]
    for field in fields {
      bytes += Array(field.name.prefix(10)) + [UInt8](repeating: 0, count: 11 - min(10, field.name.count))
      bytes += [UInt8(ascii: "C"), 0, 0, 0, 0, UInt8(field.width), 0] + [UInt8](repeating: 0, count: 14)
    }
    bytes.append(0x0D)
    for row in 0..<rows {
      bytes.append(deleted.contains(row) ? UInt8(ascii: "*") : 0x20)
      for field in fields {
        let value = field.values[row].prefix(field.width)
        bytes += value + [UInt8](repeating: 0x20, count: field.width - value.count)
      }
    }
    return bytes + [0x1A]
  }

  private func big(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
  private func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  private func little(_ value: Double) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) }
  }
}

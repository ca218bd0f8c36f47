// A shapefile that GDAL could not read as it is, put right in memory.

import Geometry

extension ShapefileDoctor {
  /// Above what a .dbf holds.
  private static let largestTable = 2 << 30

  /// The shapefile in memory as its index has it; `nil` where it can be read as it is.
  ///
  /// - Throws: ``InputFault`` where its shapes are so many that blank rows for all of them would fill the memory.
  func mended(in memory: MemoryFiles, as name: String) throws -> String? {
    guard var index, let path = files.shp, let shapes = ByteFile(path) else { return nil }
    let size = shapes.count
    for row in index.rowsOutside(size) { index.entries[row] = ShapefileIndex.Entry(offset: size, length: 4) }
    // One more record, a shape of kind 0, stands for all that are not there.
    var null: [UInt8] = []
    null.append(big: index.entries.count)
    null.append(big: 2)
    null.append(little: 0, bytes: 4)
    var length: [UInt8] = []
    length.append(big: (size + null.count) / 2)
    let mended = try unsafe memory.add("\(name).shp", count: size + null.count) { target throws(GDALError) in
      guard unsafe shapes.read(UnsafeMutableRawBufferPointer(rebasing: target[..<size]), at: 0) == size else {
        return false
      }
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[size...]).copyBytes(from: null)
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[24..<28]).copyBytes(from: length)
      return true
    }
    _ = try memory.add("\(name).shx", index.file(head: shapes.bytes(at: 0, count: ShapefileIndex.headLength)))
    for (companion, ending) in [(files.dbf, "dbf"), (files.prj, "prj"), (files.cpg, "cpg")] {
      guard let companion, let file = ByteFile(companion) else { continue }
      let rows = index.entries.count
      let table = ending == "dbf" ? DBFHeader(file) : nil
      if let table, rows * table.recordLength > Self.largestTable {
        throw InputFault(
          at: path,
          Words(
            zh: "索引中有 \(rows) 个图形，而属性表只有 \(table.count) 行；文件已损坏",
            en: "its index has \(rows) shapes and the table only \(table.count) rows: the file is damaged"),
          remedy: Words(zh: "请重新索取全部文件（.shp .shx .dbf）", en: "ask for all its files again (.shp .shx .dbf)"))
      }
      let bytes = table?.file(of: file, rows: rows)
      _ = try memory.add("\(name).\(ending)", bytes ?? file.all())
    }
    return mended
  }
}

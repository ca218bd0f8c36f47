// Whether the files of a shapefile tell of the same rows, and the index to read them by where the file's own will not do.

import Geometry

struct ShapefileRows {
  private(set) var diagnoses: [Diagnosis] = []
  /// Records whose shape cannot be read.
  private(set) var unreadable: [Int: Words] = [:]
  /// One entry for every row of either file; those beyond the shapes stand for rows without one. `nil` where the file's own
  /// index says the same.
  var mended: ShapefileIndex? { isMended ? index : nil }
  private var index: ShapefileIndex
  private var isMended = false

  /// `nil` where the file is no .shp, which GDAL will say.
  ///
  /// - Parameter path: of the .shx, where there is one.
  init?(_ shapes: borrowing ByteFile, _ path: String?, _ header: DBFHeader?) {
    guard shapes.count >= ShapefileIndex.headLength, ShapefileIndex.isShapefile(shapes) else { return nil }
    if let own = path.flatMap({ ShapefileIndex(reading: $0) }) {
      index = own
      compareIndex(with: shapes, header)
      findDoubled(in: shapes)
    } else {
      index = ShapefileIndex(goingThrough: shapes)
      isMended = true
      tellNewIndex()
    }
    findUnreadable(shapes.count)
    guard let header else { return }
    compareStated(header)
    compare(rows: header.count)
  }

  private mutating func tell(_ zh: String, _ en: String, _ code: String = "F06") {
    diagnoses.append(Diagnosis(code, Words(zh: zh, en: en)))
  }

  private mutating func tellNewIndex() {
    let rows = index.entries.count
    tell(
      "没有可用的 .shx，已在内存中按 .shp 逐个图形重建索引，得 \(rows) 行",
      "there is no usable .shx; the index was made anew in memory by going through the .shp: \(rows) rows", "F01")
    if index.trailing > 0 {
      tell(
        ".shp 末尾有 \(index.trailing) 字节不是完整的图形，文件可能被截断。请重新索取",
        "the last \(index.trailing) bytes of the .shp are no whole shape, so it may have been cut; ask for it again")
    }
  }

  /// Where the index has another number of rows than the table, the shapes themselves may have the table's.
  private mutating func compareIndex(with shapes: borrowing ByteFile, _ header: DBFHeader?) {
    guard let stated = header?.count, stated != index.entries.count else { return }
    let found = ShapefileIndex(goingThrough: shapes)
    guard found.entries.count == stated else { return }
    tell(
      ".shx 有 \(index.entries.count) 行，.shp 和 .dbf 有 \(stated) 行；已按 .shp 重建索引",
      "the .shx has \(index.entries.count) rows, the .shp and the .dbf have \(stated); the index was made anew from the .shp"
    )
    (index, isMended) = (found, true)
  }

  /// An index that leads two rows to one shape has lost another.
  private mutating func findDoubled(in shapes: borrowing ByteFile) {
    let offsets = index.entries.map(\.offset).sorted()
    let doubled = zip(offsets, offsets.dropFirst()).count { $0 == $1 && $0 >= ShapefileIndex.headLength }
    guard doubled > 0 else { return }
    let found = ShapefileIndex(goingThrough: shapes)
    guard found.entries.count == index.entries.count else {
      tell(
        ".shx 已损坏：\(doubled) 行与别的行指向同一个图形，原来的图形没有读取。请重新索取",
        "the .shx is damaged: it leads \(doubled) rows to the shapes of others, and their own are not read; ask for it again"
      )
      return
    }
    tell(
      ".shx 已损坏：\(doubled) 行与别的行指向同一个图形；已按 .shp 重建索引",
      "the .shx is damaged: it leads \(doubled) rows to the shapes of others; the index was made anew from the .shp")
    (index, isMended) = (found, true)
  }

  private mutating func findUnreadable(_ size: Int) {
    for row in index.rowsOutside(size) {
      unreadable[row] = Words(zh: "图形在 .shp 中缺失或已损坏", en: "its shape is missing or damaged in the .shp")
    }
    guard !unreadable.isEmpty else { return }
    isMended = true
    tell(
      "\(unreadable.count) 行的图形不在 .shp 之内，文件可能被截断。请重新索取",
      "the shapes of \(unreadable.count) rows are not in the .shp, so it may have been cut; ask for it again")
  }

  private mutating func compareStated(_ header: DBFHeader) {
    let (stated, stored) = (header.statedCount, header.storedCount)
    guard stated > stored else { return }
    isMended = true
    tell(
      ".dbf 注明 \(stated) 行，实存 \(stored) 行，文件可能被截断。请重新索取",
      "the .dbf says \(stated) rows and has \(stored), so it may have been cut; ask for it again")
  }

  private mutating func compare(rows: Int) {
    let shapes = index.entries.count
    guard rows != shapes else { return }
    isMended = true
    tell(
      ".shp 有 \(shapes) 行图形，.dbf 有 \(rows) 行属性；多出的行保留，但缺图形或属性。请重新索取",
      "the .shp has \(shapes) shapes and the .dbf \(rows) rows; those beyond are kept, without geometry or without attributes; ask for it again"
    )
    guard rows > shapes else { return }
    index.entries += Array(repeating: ShapefileIndex.Entry(offset: 0, length: 0), count: rows - shapes)
  }
}

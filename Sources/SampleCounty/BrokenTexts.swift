// Texts of a shapefile that end in the middle of a character, as a writer leaves them that cuts at the width of the field.
// GDAL widens the field instead, so the half character is written into the file once it is closed.

import Foundation

struct BrokenTexts {
  /// The number of the field, from 0.
  let field: Int
  private var cells: [(row: Int, byte: UInt8)] = []

  init(field: Int) { self.field = field }

  /// - Parameter row: the number of the record, from 0.
  mutating func append(_ byte: UInt8, row: Int) { cells.append((row, byte)) }

  /// Puts each byte at the end of its text's field. The rest of the text must leave it free.
  ///
  ///     8 length of the head (2 bytes)   10 length of a record (2 bytes)   32 + 32·n a field, its width at byte 16
  func write(to path: String) throws {
    guard !cells.isEmpty else { return }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    let head = [UInt8](try file.read(upToCount: 32 * (field + 2)) ?? Data())
    let (length, record) = (Int(head[8]) + Int(head[9]) << 8, Int(head[10]) + Int(head[11]) << 8)
    // A record begins with the mark of deletion.
    let end = 1 + (0...field).reduce(0) { $0 + Int(head[32 + 32 * $1 + 16]) }
    for cell in cells {
      try file.seek(toOffset: UInt64(length + cell.row * record + end - 1))
      try file.write(contentsOf: Data([cell.byte]))
    }
    try file.close()
  }
}

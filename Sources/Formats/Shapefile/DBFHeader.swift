// The head of a .dbf (dBASE III and later): what its fields are called, how wide they are, how many records it says it has.
//
//     0 version   4 records   8 length of the head   10 length of a record   29 language driver (LDID)
//     32 + 32·n   a field: name in 11 bytes, 11 type, 16 width, 17 decimals      0D ends the list

struct DBFHeader: Sendable {
  struct Field: Sendable {
    /// As it stands in the file: at most ten bytes, in the encoding of the texts.
    let name: [UInt8]
    let kind: Kind
    /// From the start of a record, whose first byte says whether it is deleted.
    let offset: Int
    let width: Int
    var isText: Bool { kind == .text }

    enum Kind: Sendable { case text, whole, decimal, day, other }
  }

  /// The records that the head says there are.
  let statedCount: Int
  /// The records that the file is long enough for.
  let storedCount: Int
  let length: Int
  let recordLength: Int
  let languageDriver: UInt8
  let fields: [Field]

  init?(reading path: String) {
    guard let file = ByteFile(path) else { return nil }
    self.init(file)
  }

  /// `nil` where this is no .dbf.
  init?(_ file: borrowing ByteFile) {
    let head = file.bytes(at: 0, count: 0x1_0000)
    guard head.count >= 33 else { return nil }
    statedCount = head.uint32(4)
    length = head.uint16(8)
    recordLength = head.uint16(10)
    languageDriver = head.byte(29)
    guard length >= 33, recordLength > 0 else { return nil }
    storedCount = max(0, file.count - length) / recordLength
    var fields: [Field] = []
    var offset = 1
    var at = 32
    while at + 32 <= min(length, head.count), head[at] != 0x0D {
      let isText = head[at + 11] == UInt8(ascii: "C")
      let kind: Field.Kind =
        switch head[at + 11] {
        case UInt8(ascii: "C"): .text
        // As GDAL has it: what is wider than 18 digits is no whole number any more.
        case UInt8(ascii: "N"), UInt8(ascii: "F"): head[at + 17] == 0 && head[at + 16] < 19 ? .whole : .decimal
        case UInt8(ascii: "D"): .day
        default: .other
        }
      // Texts wider than 255 keep the high byte of their width where numbers keep their decimals.
      let width = Int(head[at + 16]) + (isText ? Int(head[at + 17]) << 8 : 0)
      fields.append(
        Field(name: Array(head[at..<at + 11].prefix { $0 != 0 }), kind: kind, offset: offset, width: width))
      offset += width
      at += 32
    }
    self.fields = fields
  }

  /// The records that can be read.
  var count: Int { min(statedCount, storedCount) }

  /// A .dbf of so many rows: those that can be read, and blank ones after them.
  func file(of file: borrowing ByteFile, rows: Int) -> [UInt8] {
    var bytes = file.bytes(at: 0, count: length + min(rows, count) * recordLength)
    bytes += [UInt8](repeating: 0x20, count: max(0, rows - count) * recordLength)
    for byte in 0..<4 { bytes[4 + byte] = UInt8(truncatingIfNeeded: rows >> (8 * byte)) }
    bytes.append(0x1A)
    return bytes
  }
}

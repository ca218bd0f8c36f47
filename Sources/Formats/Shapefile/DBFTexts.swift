// One pass over the bytes of a .dbf before it is decoded: which encoding its texts are in, which of them end in the middle of
// a character, which numbers and days are none, which records are deleted.

struct DBFTexts: Sendable {
  /// Texts of one field that do not end where their writer wanted.
  struct Cut: Sendable {
    /// Records whose text ends inside a character, by the encoding in which it does.
    var insideUTF8: [Int] = []
    var insideGB18030: [Int] = []
    /// Texts that fill the 254 bytes of the format, or would with one more character.
    var full = 0
    var firstFull: Int?
  }

  private(set) var guess = TextEncodingGuess()
  /// By the field's number.
  private(set) var cuts: [Int: Cut] = [:]
  private(set) var deleted = 0
  /// Cells of numbers and days that are none, as they stand in the file.
  private(set) var wrong: [(record: Int, field: Int, text: [UInt8])] = []

  /// The widest text of a .dbf.
  private static let limit = 254
  private static let chunk = 1 << 20

  init(_ file: borrowing ByteFile, _ header: DBFHeader) {
    for field in header.fields { guess.add(field.name) }
    let fields = header.fields.enumerated().filter {
      $0.element.kind != .other && $0.element.width > 0 && $0.element.offset + $0.element.width <= header.recordLength
    }
    let perChunk = max(1, Self.chunk / header.recordLength)
    var first = 0
    while first < header.count {
      let records = min(perChunk, header.count - first)
      let bytes = file.bytes(
        at: header.length + first * header.recordLength, count: records * header.recordLength)
      for record in 0..<bytes.count / header.recordLength {
        let start = record * header.recordLength
        if bytes[start] == UInt8(ascii: "*") {
          deleted += 1
          continue
        }
        for (number, field) in fields {
          let cell = bytes[start + field.offset..<start + field.offset + field.width]
          if field.isText {
            look(at: cell, number, record: first + record)
          } else if field.isWrong(cell) {
            wrong.append((first + record, number, Array(cell)))
          }
        }
      }
      first += records
    }
  }

  private mutating func look(at cell: ArraySlice<UInt8>, _ field: Int, record: Int) {
    var high: UInt8 = 0
    for byte in cell { high |= byte }
    let isTelling = high > 127
    guard isTelling || cell.count >= Self.limit else { return }
    var end = cell.endIndex
    while end > cell.startIndex, cell[end - 1] == 0x20 || cell[end - 1] == 0 { end -= 1 }
    let text = cell[cell.startIndex..<end]
    if cell.count >= Self.limit && text.count > Self.limit - (isTelling ? 3 : 1) {
      cuts[field, default: Cut()].full += 1
      if cuts[field]!.firstFull == nil { cuts[field]!.firstFull = record }
    }
    guard isTelling else { return }
    let readings = guess.add(text, fillsField: text.count == cell.count)
    if readings.utf8 == .cut { cuts[field, default: Cut()].insideUTF8.append(record) }
    if readings.gb18030 == .cut { cuts[field, default: Cut()].insideGB18030.append(record) }
  }
}

// Where the shapes of a .shp are: by its index (.shx), or, where that is missing, by going through the .shp itself.
//
//     .shp and .shx   100 bytes of head: 9994, …, 24 length in words of two bytes, 28 version, 32 kind of shape
//     .shx            offset, length of each shape in words, both big-endian
//     .shp            number of the record, its length in words, big-endian, and then the shape

struct ShapefileIndex: Sendable {
  /// A shape, in bytes: `offset` of its record, `length` of what follows the record's own eight.
  struct Entry: Sendable {
    let offset: Int
    let length: Int
  }

  var entries: [Entry]
  /// Bytes behind the last shape that are no shape.
  private(set) var trailing = 0

  static let headLength = 100

  static func isShapefile(_ file: borrowing ByteFile) -> Bool { file.bytes(at: 0, count: 4).bigInt32(0) == 9994 }

  /// - Parameter path: of a .shx; `nil` where it is none.
  init?(reading path: String) {
    guard let index = ByteFile(path), Self.isShapefile(index) else { return nil }
    let bytes = index.bytes(at: Self.headLength, count: index.count - Self.headLength)
    entries = stride(from: 0, to: bytes.count - 7, by: 8).map { at in
      Entry(offset: 2 * bytes.bigInt32(at), length: 2 * bytes.bigInt32(at + 4))
    }
  }

  /// Goes through a .shp from shape to shape, until its end or the first that cannot be one.
  init(goingThrough shapes: borrowing ByteFile) {
    entries = []
    var at = Self.headLength
    // Records are a few hundred bytes: their heads are looked up in larger pieces.
    var piece: [UInt8] = []
    var pieceStart = 0
    while at + 12 <= shapes.count {
      if at < pieceStart || at + 8 > pieceStart + piece.count {
        piece = shapes.bytes(at: at, count: 1 << 20)
        pieceStart = at
      }
      let length = 2 * piece.bigInt32(at - pieceStart + 4)
      guard length >= 4, at + 8 + length <= shapes.count else { break }
      entries.append(Entry(offset: at, length: length))
      at += 8 + length
    }
    trailing = shapes.count - at
  }

  /// Rows whose entry points outside the file.
  func rowsOutside(_ size: Int) -> [Int] {
    entries.indices.filter { row in
      let entry = entries[row]
      return entry.offset < Self.headLength || entry.length < 4 || entry.offset + 8 + entry.length > size
    }
  }

  /// A .shx of these entries, under the head of the .shp.
  func file(head: [UInt8]) -> [UInt8] {
    var bytes = Array(head.prefix(24))
    bytes.append(big: (Self.headLength + 8 * entries.count) / 2)
    bytes += head[28..<Self.headLength]
    for entry in entries {
      bytes.append(big: entry.offset / 2)
      bytes.append(big: entry.length / 2)
    }
    return bytes
  }
}

// Well-known binary (OGC 06-103r4 §8, ISO Z/M types and the older high-bit flags): the way geometry comes from and goes to files.

/// Why a well-known binary value could not become a row.
public enum WKBError: Error, Sendable, Equatable {
  case truncated
  /// A number that no byte order, geometry type or count can be.
  case malformed
  /// A point, line or polygon that is not of the column's kind; the WKB type code.
  case otherKind(UInt32)
  /// A curve, surface or collection; the WKB type code.
  case unsupported(UInt32)
  /// An ordinate that is not finite, or beyond ``Coordinate/limit``.
  case outOfRange
}

extension GeometryBuilder {
  /// Appends one row. On an error nothing of the row remains, and the caller decides what stands in its place.
  /// Z and M are dropped; the result says whether there were any.
  public mutating func appendRow(wkb bytes: RawSpan) throws(WKBError) -> Bool {
    do {
      var reader = WKBReader()
      let dropped = try reader.readGeometry(in: bytes, into: &self, nested: false)
      endRow()
      return dropped
    } catch {
      abandonRow()
      throw error
    }
  }
}

/// Where reading stands and in which byte order; the bytes are lent to each step.
private struct WKBReader {
  var offset = 0
  var swapped = false

  /// Reads one geometry and, in a multi-geometry, its members. Returns whether ordinates beyond x and y were dropped.
  mutating func readGeometry(
    in bytes: RawSpan, into builder: inout GeometryBuilder, nested: Bool
  ) throws(WKBError) -> Bool {
    let order = try readByte(bytes)
    guard order <= 1 else { throw .malformed }
    swapped = order == 0
    let code = try readUInt32(bytes)
    let base = (code & 0x0FFF_FFFF) % 1000
    let iso = (code & 0x0FFF_FFFF) / 1000
    guard iso <= 3 else { throw .malformed }
    if code & 0x2000_0000 != 0 { _ = try readUInt32(bytes) }  // the reference system of extended WKB
    let extra =
      (iso == 1 || iso == 2 ? 1 : iso == 3 ? 2 : 0) + (code & 0x8000_0000 != 0 ? 1 : 0)
      + (code & 0x4000_0000 != 0 ? 1 : 0)
    let stride = 2 + min(extra, 2)

    switch (base, builder.kind) {
    case (1, .point):
      try readCoordinates(1, stride, in: bytes, into: &builder)
      builder.endPart()
    case (2, .line):
      try readCoordinates(Int(readUInt32(bytes)), stride, in: bytes, into: &builder)
      builder.endPart()
    case (3, .polygon):
      for _ in 0..<(try readUInt32(bytes)) {
        try readCoordinates(Int(readUInt32(bytes)), stride, in: bytes, into: &builder)
      }
      builder.endPart()
    case (4, .point), (5, .line), (6, .polygon):
      guard !nested else { throw .malformed }
      var dropped = stride > 2
      for _ in 0..<(try readUInt32(bytes)) {
        dropped = try readGeometry(in: bytes, into: &builder, nested: true) || dropped
      }
      return dropped
    case (1...6, _): throw .otherKind(base)
    case (7...17, _): throw .unsupported(base)
    default: throw .malformed
    }
    return stride > 2
  }

  mutating func readCoordinates(
    _ count: Int, _ stride: Int, in bytes: RawSpan, into builder: inout GeometryBuilder
  ) throws(WKBError) {
    let length = count * stride * 8
    guard length <= bytes.byteCount - offset else { throw .truncated }
    if count == 1 && builder.kind == .point {
      let first = coordinate(bytes, at: offset)
      if first.x.isNaN && first.y.isNaN {  // how WKB writes POINT EMPTY
        offset += length
        return
      }
    }
    var isInRange = true
    if stride == 2 && !swapped {
      let start = builder.xy.count
      builder.xy.append(contentsOf: repeatElement(0, count: 2 * count))
      var target = builder.xy.mutableSpan
      var index = 0
      while index < 2 * count {
        let value = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset + 8 * index, as: Double.self)
        isInRange = isInRange && abs(value) <= Coordinate.limit
        unsafe target[unchecked: start + index] = value
        index += 1
      }
    } else {
      for index in 0..<count {
        let value = coordinate(bytes, at: offset + index * stride * 8)
        isInRange = isInRange && value.isInRange
        builder.append(value)
      }
    }
    offset += length
    guard isInRange else { throw .outOfRange }
    builder.endRing()
  }

  func coordinate(_ bytes: RawSpan, at offset: Int) -> Coordinate {
    Coordinate(x: double(bytes, at: offset), y: double(bytes, at: offset + 8))
  }

  /// The caller has checked that eight bytes are there.
  func double(_ bytes: RawSpan, at offset: Int) -> Double {
    let bits = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: swapped ? bits.byteSwapped : bits)
  }

  mutating func readByte(_ bytes: RawSpan) throws(WKBError) -> UInt8 {
    guard offset < bytes.byteCount else { throw .truncated }
    defer { offset += 1 }
    return unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  mutating func readUInt32(_ bytes: RawSpan) throws(WKBError) -> UInt32 {
    guard bytes.byteCount - offset >= 4 else { throw .truncated }
    defer { offset += 4 }
    let bits = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return swapped ? bits.byteSwapped : bits
  }
}

extension GeometryColumn {
  /// Writes a row as little-endian two-dimensional WKB: a single geometry where it has one part, a multi-geometry otherwise.
  /// `nil` where the row has no geometry.
  public func wkb(ofRow row: Int) -> [UInt8]? {
    let parts = parts(ofRow: row)
    guard !parts.isEmpty else { return nil }
    let code = UInt32(kind.rawValue) + 1
    var writer = WKBWriter()
    writer.bytes.reserveCapacity(16 * coordinates(ofRow: row).count + 32)
    if parts.count > 1 {
      writer.header(code + 3)
      writer.append(UInt32(parts.count))
    }
    for part in parts {
      writer.header(code)
      let rings = rings(ofPart: part)
      if kind == .polygon { writer.append(UInt32(rings.count)) }
      for ring in rings {
        let range = coordinates(ofRing: ring)
        if kind != .point { writer.append(UInt32(range.count)) }
        for value in xy[2 * range.lowerBound..<2 * range.upperBound] { writer.append(value.bitPattern) }
      }
    }
    return writer.bytes
  }
}

private struct WKBWriter {
  var bytes: [UInt8] = []
  mutating func header(_ code: UInt32) {
    bytes.append(1)
    append(code)
  }
  mutating func append(_ value: some FixedWidthInteger) {
    var rest = value.littleEndian
    for _ in 0..<(value.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

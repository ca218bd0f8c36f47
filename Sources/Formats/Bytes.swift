// Numbers out of bytes, for the parts of files that are read here and not by GDAL. What lies beyond the end reads as zero,
// so that no file can make a reader trap.

extension [UInt8] {
  func byte(_ offset: Int) -> UInt8 { indices.contains(offset) ? self[offset] : 0 }

  func uint16(_ offset: Int) -> Int { Int(byte(offset)) | Int(byte(offset + 1)) << 8 }
  func uint32(_ offset: Int) -> Int { uint16(offset) | uint16(offset + 2) << 16 }

  /// Big-endian, with a sign: the headers of shapefiles.
  func bigInt32(_ offset: Int) -> Int {
    let bits = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(byte(offset + $1)) }
    return Int(Int32(bitPattern: bits))
  }

  mutating func append(big value: Int) {
    let bits = UInt32(truncatingIfNeeded: value)
    for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }

  mutating func append(little value: Int, bytes: Int) {
    for index in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }
}

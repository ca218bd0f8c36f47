// Values drawn from the bytes of an input, for targets whose input is no file but a way to make one. Small changes of the bytes
// are small changes of what is made, which is what lets a fuzzer find its way.

/// Bytes in their order; zeros once they are used up, so that every input means something.
struct ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isEmpty: Bool { position >= bytes.count }

  mutating func byte() -> UInt8 {
    defer { position += 1 }
    return position < bytes.count ? bytes[position] : 0
  }

  mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number {
    (0..<Number.bitWidth / 8).reduce(0) { number, index in
      number | Number(truncatingIfNeeded: Int(byte())) << Number(truncatingIfNeeded: 8 * index)
    }
  }

  mutating func real() -> Double { Double(bitPattern: number(UInt64.self)) }

  mutating func text() -> String {
    String(decoding: (0..<Int(byte() % 32)).map { _ in byte() }, as: UTF8.self)
  }

  /// From 0 to `last`, both included; `last` is at most 255.
  mutating func choice(upTo last: Int) -> Int { Int(byte()) % (last + 1) }
}

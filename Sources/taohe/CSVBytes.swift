// Lists of plain numbers as bytes: a million lines take less time than the areas in them.

/// Lines of whole and decimal numbers as UTF-8.
struct CSVBytes: Sendable {
  private var buffer: [UInt8]
  private var count = 0

  /// - Parameter lines: how many lines to make room for.
  init(lines: Int) { buffer = [UInt8](repeating: 0, count: lines * 40 + Self.longestNumber) }

  /// What has been written.
  var bytes: ArraySlice<UInt8> { buffer[..<count] }

  enum End: UInt8 {
    case comma = 0x2C
    case lineEnd = 0x0A
  }

  mutating func append(_ number: Int64, _ end: End) {
    reserve()
    if number < 0 { put(UInt8(ascii: "-")) }
    put(digitsOf: number.magnitude, atLeast: 1)
    put(end.rawValue)
  }

  /// To nine decimals, trailing zeros left out, where these say nearly all a double can; else the shortest digits that read
  /// back as the same number.
  mutating func append(_ number: Double, _ end: End) {
    reserve()
    if Self.plain.contains(number.magnitude) {
      var digits = UInt64((number.magnitude * 1e9).rounded())
      var decimals = 9
      while decimals > 1 && digits % 10 == 0 {
        digits /= 10
        decimals -= 1
      }
      if number < 0 { put(UInt8(ascii: "-")) }
      put(digitsOf: digits, atLeast: decimals + 1)
      insertPoint(before: decimals)
    } else {
      for byte in number.description.utf8 { put(byte) }
    }
    put(end.rawValue)
  }

  /// From a square decimetre to a large village: 10⁹ times these is a whole number that a double holds.
  private static let plain = 0.01..<4e6
  private static let longestNumber = 32

  private mutating func reserve() {
    if buffer.count - count < Self.longestNumber {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count + Self.longestNumber))
    }
  }

  private mutating func put(_ byte: UInt8) {
    buffer[count] = byte
    count += 1
  }

  private mutating func put(digitsOf number: UInt64, atLeast least: Int) {
    var length = least
    var bound = Self.powersOfTen[least]
    while length < 20 && number >= bound {
      length += 1
      bound = length < 20 ? Self.powersOfTen[length] : .max
    }
    var rest = number
    for place in stride(from: count + length - 1, through: count, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    count += length
  }

  private mutating func insertPoint(before decimals: Int) {
    for place in stride(from: count, to: count - decimals, by: -1) { buffer[place] = buffer[place - 1] }
    buffer[count - decimals] = UInt8(ascii: ".")
    count += 1
  }

  private static let powersOfTen: [UInt64] = (0..<20).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}

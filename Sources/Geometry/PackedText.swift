// Geometry and whole numbers as text of 64 letters, which a page can carry without escapes and read in one loop.
//
// A number is cut into groups of five bits, the lowest first; a letter holds one group, and 32 more where another follows.
// Numbers with a sign are folded first: 0, −1, 1, −2 … become 0, 1, 2, 3 …
//
//     row       parts, then each part: rings, then each ring: vertices, then each vertex: Δx Δy (folded)
//
// Differences run through the whole column, in steps of the grid. A polygon's rings are written without the coordinate that
// closes them.

/// Text that grows number by number.
public struct PackedText: Sendable {
  /// Letter by value; none of them means anything to JSON or HTML.
  public static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private var letters: [UInt8] = []

  public init() {}

  @inlinable public init(_ numbers: some Sequence<Int>) {
    self.init()
    for number in numbers { append(number) }
  }

  public var text: String { String(decoding: letters, as: UTF8.self) }

  /// Appends a number that is not negative.
  public mutating func append(_ number: Int) {
    var rest = UInt(number)
    while rest >= 32 {
      letters.append(Self.alphabet[Int(rest & 31) + 32])
      rest >>= 5
    }
    letters.append(Self.alphabet[Int(rest)])
  }

  public mutating func append(signed number: Int) { append(number << 1 ^ number >> (Int.bitWidth - 1)) }
}

extension GeometryColumn {
  /// The column on a grid with its origin at 0, 0. The same coordinate is the same place of the grid in every row.
  ///
  /// - Parameter step: the width of the grid, such as 1e-6 of a degree.
  public func packed(step: Double) -> String {
    var packed = PackedText()
    var (x, y) = (0, 0)
    for row in 0..<count {
      packed.append(parts(ofRow: row).count)
      for part in parts(ofRow: row) {
        if kind != .point { packed.append(rings(ofPart: part).count) }
        for ring in rings(ofPart: part) {
          let range = coordinates(ofRing: ring)
          let own = kind == .polygon ? range.dropLast() : range
          if kind != .point { packed.append(own.count) }
          for index in own {
            let here = coordinate(index)
            let (nextX, nextY) = (Int((here.x / step).rounded()), Int((here.y / step).rounded()))
            packed.append(signed: nextX - x)
            packed.append(signed: nextY - y)
            (x, y) = (nextX, nextY)
          }
        }
      }
    }
    return packed.text
  }
}

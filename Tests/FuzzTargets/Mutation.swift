// Inputs changed as libFuzzer changes them, but from a seed of ours: what the suite runs where there is no fuzzer.

/// Numbers that sit at an edge, in one to eight bytes, as they stand in binary files.
private let edges: [[UInt8]] =
  [0, 1, 0x7F, 0x80, 0xFF].map { [$0] } + [[0xFF, 0xFF], [0x7F, 0xFF], [0xFF, 0x7F], [0, 0x80]]
  + [[0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0x7F, 0xFF, 0xFF, 0xFF]]
  + [Double.nan, .infinity, -.infinity, 1e300, .leastNonzeroMagnitude].map { value in
    (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) }
  }

extension FuzzTarget {
  /// A change of one of the inputs, by one to eight steps: bytes changed, taken out, put in, doubled, exchanged with those of
  /// another input.
  public static func mutation(of inputs: [[UInt8]], _ random: inout some RandomNumberGenerator) -> [UInt8] {
    var bytes = inputs.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, at + Int.random(in: 1...16, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1 where at < bytes.count: bytes[at] = .random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(at..<end)
      case 3: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 4:
        let edge = edges.randomElement(using: &random)!
        bytes.replaceSubrange(at..<min(bytes.count, at + edge.count), with: edge)
      case 5:
        let other = inputs.randomElement(using: &random)!
        let from = Int.random(in: 0...other.count, using: &random)
        bytes.replaceSubrange(at..<end, with: other[from..<min(other.count, from + end - at)])
      default: bytes.insert(.random(in: 0...255, using: &random), at: at)
      }
    }
    return bytes
  }
}

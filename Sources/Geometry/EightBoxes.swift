// Eight boxes held against one at a time.

struct EightBoxes: BitwiseCopyable {
  private var minX = SIMD8<Float>(repeating: .infinity)
  private var minY = SIMD8<Float>(repeating: .infinity)
  private var maxX = SIMD8<Float>(repeating: -.infinity)
  private var maxY = SIMD8<Float>(repeating: -.infinity)

  @inline(__always)
  mutating func set(_ lane: Int, _ box: FloatBox) {
    minX[lane] = box.minX
    minY[lane] = box.minY
    maxX[lane] = box.maxX
    maxY[lane] = box.maxY
  }

  /// The boxes that meet `other`: bit k is set where box k does.
  @inline(__always)
  func meeting(_ other: FloatBox) -> Int {
    // A difference below zero, in any of the four directions, keeps two boxes apart.
    let apart =
      bits(SIMD8(repeating: other.maxX) - minX) | bits(maxX - SIMD8(repeating: other.minX))
      | bits(SIMD8(repeating: other.maxY) - minY) | bits(maxY - SIMD8(repeating: other.minY))
    let bytes = SIMD8<Int8>(truncatingIfNeeded: ~apart &>> SIMD8(repeating: 31))
    let ones = unsafe unsafeBitCast(bytes, to: UInt64.self) & 0x0101_0101_0101_0101
    return Int(truncatingIfNeeded: (ones &* 0x0102_0408_1020_4080) >> 56)
  }

  @inline(__always)
  private func bits(_ values: SIMD8<Float>) -> SIMD8<Int32> { unsafe unsafeBitCast(values, to: SIMD8<Int32>.self) }

  var union: FloatBox {
    var union = FloatBox.empty
    for lane in 0..<8 {
      union.minX = min(union.minX, minX[lane])
      union.minY = min(union.minY, minY[lane])
      union.maxX = max(union.maxX, maxX[lane])
      union.maxY = max(union.maxY, maxY[lane])
    }
    return union
  }
}

// On which side of a line a point lies, without rounding (after Shewchuk 1997, Adaptive precision floating-point arithmetic).
//
// The plain determinant is right wherever it is larger than a bound of its own rounding. Only near the line, mostly where a
// point is one of the line's own ends, the exact value is worked out as a sum of products that are split into two parts.

/// The determinant (bx − ax)(py − ay) − (by − ay)(px − ax), rounded: positive where p lies to the left of a → b. `nil` where
/// rounding could have changed its sign; ``exactSide(_:_:_:)`` knows it then.
@inline(__always)
func plainSide(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ p: SIMD2<Double>) -> Double? {
  let left = (b.x - a.x) * (p.y - a.y)
  let right = (b.y - a.y) * (p.x - a.x)
  let rounded = left - right
  return abs(rounded) > 4 * 0x1p-53 * (abs(left) + abs(right)) ? rounded : nil
}

/// A number with the sign of the determinant; 0 exactly on the line.
func exactSide(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ p: SIMD2<Double>) -> Double {
  if p == a || p == b { return 0 }
  var sum = ExactSum()
  sum.add(ExactDifference(b.x, a.x), ExactDifference(p.y, a.y), sign: 1)
  sum.add(ExactDifference(b.y, a.y), ExactDifference(p.x, a.x), sign: -1)
  return sum.sign
}

/// The side of a line that runs from left to right on which a point lies: above, or not. On the line it is `tie`.
@inline(__always)
func isAbove(_ p: SIMD2<Double>, _ a: SIMD2<Double>, _ b: SIMD2<Double>, tie: Bool) -> Bool {
  if let side = plainSide(a, b, p) { return side > 0 }
  let side = exactSide(a, b, p)
  return side == 0 ? tie : side > 0
}

/// A difference as two doubles whose sum is exact.
private struct ExactDifference {
  let high: Double
  let low: Double
  init(_ a: Double, _ b: Double) {
    high = a - b
    let part = a - high
    low = (a - (high + part)) + (part - b)
  }
}

/// A sum of up to sixteen doubles without rounding: a list of doubles that do not overlap, smallest first.
private struct ExactSum {
  private var parts: [Double] = []

  mutating func add(_ a: ExactDifference, _ b: ExactDifference, sign: Double) {
    for first in [a.high, a.low] where first != 0 {
      for second in [b.high, b.low] where second != 0 {
        let product = first * second
        add(sign * product)
        add(sign * (-product).addingProduct(first, second))
      }
    }
  }

  private mutating func add(_ value: Double) {
    var carried = value
    for index in parts.indices {
      let sum = carried + parts[index]
      let virtual = sum - carried
      parts[index] = (carried - (sum - virtual)) + (parts[index] - virtual)
      carried = sum
    }
    parts.append(carried)
  }

  /// That of the largest part that is not zero.
  var sign: Double { parts.last { $0 != 0 } ?? 0 }
}

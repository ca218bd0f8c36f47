// Value noise: random heights at knots, smooth between them, several scales added. It draws the wavy edge of a field,
// the ragged boundary of a zone, the patches of woodland.

/// Noise along a line, t from 0 to 1. The octaves are sampled anywhere, so one curve can be digitised twice at
/// different vertices.
struct LineNoise: Sendable {
  let key: UInt64
  /// Whether the end joins the beginning, as on a closed curve.
  let isClosed: Bool
  let octaves: [(knots: Int, weight: Double)]

  /// - Parameter persistence: the weight of an octave relative to the one before; the larger, the more ragged.
  init(key: UInt64, knots: Int, octaves count: Int, persistence: Double, isClosed: Bool = false) {
    self.key = key
    self.isClosed = isClosed
    var octaves: [(knots: Int, weight: Double)] = []
    var total = 0.0
    for octave in 0..<count {
      // Not exactly twice as many, or the knots of all octaves would coincide and show.
      octaves.append((knots << octave + octave, (octaves.last?.weight ?? 1 / persistence) * persistence))
      total += octaves[octave].weight
    }
    self.octaves = octaves.map { ($0.knots, $0.weight / total) }
  }

  /// The same scales under another key.
  init(_ other: LineNoise, key: UInt64) {
    self.key = key
    isClosed = other.isClosed
    octaves = other.octaves
  }

  /// In −1 … 1.
  func at(_ t: Double) -> Double {
    var sum = 0.0
    for (knots, weight) in octaves {
      let place = t * Double(knots)
      let knot = min(max(Int(place), 0), knots - 1)
      let next = isClosed && knot + 1 == knots ? 0 : knot + 1
      let salt = UInt64(knots) << 32
      let a = signed(mixed(key ^ (salt + UInt64(knot))))
      let b = signed(mixed(key ^ (salt + UInt64(next))))
      sum += weight * (a + (b - a) * eased(place - Double(knot)))
    }
    return sum
  }
}

/// Smoothstep: from 0 to 1 with level ends.
@inline(__always)
private func eased(_ t: Double) -> Double { t * t * (3 - 2 * t) }

extension Draw {
  /// Noise over the plane, in 0 … 1, with knots one unit apart.
  func planeNoise(_ purpose: Purpose, _ x: Double, _ y: Double) -> Double {
    let (column, row) = (x.rounded(.down), y.rounded(.down))
    let (i, j) = (Int(column), Int(row))
    let (u, v) = (eased(x - column), eased(y - row))
    let low = unit(purpose, i, j) * (1 - u) + unit(purpose, i + 1, j) * u
    let high = unit(purpose, i, j + 1) * (1 - u) + unit(purpose, i + 1, j + 1) * u
    return low * (1 - v) + high * v
  }
}

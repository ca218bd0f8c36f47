// Chance without state: every number is a function of the seed and of what the number is for.
//
// Two neighbours that ask for the curve of their common edge get the same curve, in whatever order, batch or thread
// they ask; nothing of the county has to be kept. Only whole-number and basic floating-point operations, so the same
// seed means the same county on every machine.

/// What a number is drawn for. Two purposes never share a number.
enum Purpose: UInt64, Sendable {
  case warp = 1, turn, outline, jitter, edgeShape, edgeDetail, vertex
  case newNode, newEdge, newVertex, resurvey
  case township, villageName, villageCore, cover, coverKind, patch, woods, reservoir, stateLand
  case status, crop, tenure, belt
  case zone, hole, limited, overExtracted, coverage
  case well, wellAttributes, wellOrder, fault, wellWorks, irrigation
}

/// The splitmix64 finaliser (Steele, Lea, Flood 2014): every bit of the input changes half of the bits of the output.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
  return z ^ z >> 31
}

/// A number in 0 ..< 1 from 64 random bits.
@inline(__always)
func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

/// A number in −1 ..< 1 from 64 random bits.
@inline(__always)
func signed(_ bits: UInt64) -> Double { 2 * unit(bits) - 1 }

/// The source of all numbers of one county.
struct Draw: Sendable {
  let seed: UInt64

  @inline(__always)
  func bits(_ purpose: Purpose, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> UInt64 {
    var hash = mixed(seed ^ purpose.rawValue << 56)
    hash = mixed(hash ^ UInt64(bitPattern: Int64(a)))
    hash = mixed(hash ^ UInt64(bitPattern: Int64(b)))
    return mixed(hash ^ UInt64(bitPattern: Int64(c)))
  }

  func unit(_ purpose: Purpose, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Double {
    SampleCounty.unit(bits(purpose, a, b, c))
  }

  func signed(_ purpose: Purpose, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Double {
    SampleCounty.signed(bits(purpose, a, b, c))
  }

  /// Numbers one after another, for choices that have to be tried until one fits.
  func sequence(_ purpose: Purpose, _ a: Int = 0) -> DrawSequence { DrawSequence(state: bits(purpose, a)) }
}

struct DrawSequence: Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mixed(state)
  }
  mutating func unit() -> Double { SampleCounty.unit(next()) }
  mutating func below(_ count: Int) -> Int { Int(unit() * Double(count)) }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
  mutating func pick<Bound: Comparable>(_ range: Range<Bound>) -> Bound where Bound: FixedWidthInteger {
    range.lowerBound + Bound(below(Int(range.upperBound - range.lowerBound)))
  }

  /// Fisher–Yates.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for index in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(index, below(index + 1)) }
  }
}

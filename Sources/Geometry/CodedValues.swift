// A column with every distinct value once and the rows as numbers: what has to be done to a value, such as quoting or
// translating it, is done once for all the rows that have it.
//
//     values   prohibited   limited
//     codes    0  0  1  −1  0 …            −1: the row has none

/// The values of one attribute by row, each distinct one kept once.
public struct CodedValues<Value: ExactlyEqual>: Sendable {
  /// The distinct values, in the order in which rows first have them.
  public let values: [Value]
  /// By row the place in `values`, −1 where there is none. Empty where no row has a value.
  @usableFromInline let codes: [Int32]

  /// Inlined, as are hashing and comparing, because rows are found in other modules: for every row a call through a table of
  /// witnesses would cost more than all the rest.
  @inlinable public init(_ rows: some Sequence<Value?>) {
    var (values, codes): ([Value], [Int32]) = ([], [])
    var places = PlacesByHash()
    for row in rows {
      guard let row else {
        codes.append(-1)
        continue
      }
      // Rows come in the order of places and registers, so neighbours often have the same value.
      if let last = codes.last, last >= 0, values[Int(last)].isExactly(row) {
        codes.append(last)
        continue
      }
      var hasher = Hasher()
      row.hashExactly(into: &hasher)
      let place = places.place(ofHash: hasher.finalize()) { values[$0].isExactly(row) }
      if place == values.count { values.append(row) }
      codes.append(Int32(place))
    }
    self.init(values: values, codes: values.isEmpty ? [] : codes)
  }

  /// A column in which no row has a value.
  public init() { self.init(values: [], codes: []) }

  @usableFromInline init(values: [Value], codes: [Int32]) {
    self.values = values
    self.codes = codes
  }

  /// Whether no row has a value.
  public var isEmpty: Bool { values.isEmpty }

  /// The place of a row's value in ``values``; `nil` where it has none.
  @inlinable public func code(_ row: Int) -> Int? {
    guard !codes.isEmpty, codes[row] >= 0 else { return nil }
    return Int(codes[row])
  }

  @inlinable public subscript(row: Int) -> Value? { code(row).map { values[$0] } }

  /// Every distinct value in the place of another, as far as they stay distinct.
  public func mapped(_ change: (Value) -> Value) -> CodedValues {
    CodedValues(values: values.map(change), codes: codes)
  }

  /// The chosen rows, in the order given. Values that none of them has stay in ``values``.
  public func gathering(_ rows: [Int]) -> CodedValues {
    CodedValues(values: values, codes: codes.isEmpty ? [] : rows.map { codes[$0] })
  }
}

/// A value that equals another only where both are written with the same bytes. `==` of String takes canonically
/// equivalent texts, such as a compatibility ideograph and its plain form, for one; a list must not change what it lists.
public protocol ExactlyEqual: Sendable {
  func isExactly(_ other: Self) -> Bool
  func hashExactly(into hasher: inout Hasher)
}

/// Places in a list by the hash of what stands there. A dictionary would keep every value a second time, look a new one up
/// twice, and hash all of them anew whenever it grows. Hashes are seeded (SipHash), so no input can make many of them meet.
@usableFromInline struct PlacesByHash {
  /// By place.
  @usableFromInline var hashes: [Int] = []
  /// Places, −1 where there is none; at most half of the slots are taken, and their number is a power of two.
  @usableFromInline var slots = [Int32](repeating: -1, count: 16)

  @usableFromInline init() {}

  /// The place of an equal value; the next one where there is none, which is then taken.
  @inlinable mutating func place(ofHash hash: Int, where isEqual: (Int) -> Bool) -> Int {
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if hashes[place] == hash && isEqual(place) { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(hashes.count)
    hashes.append(hash)
    if 2 * hashes.count > slots.count { grow() }
    return hashes.count - 1
  }

  @usableFromInline mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for (place, hash) in hashes.enumerated() {
      var slot = hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(place)
    }
  }
}

extension String: ExactlyEqual {
  @inlinable public func isExactly(_ other: String) -> Bool {
    let (own, others) = (utf8Span.span, other.utf8Span.span)
    guard own.count == others.count else { return false }
    for index in own.indices where own[index] != others[index] { return false }
    return true
  }

  @inlinable public func hashExactly(into hasher: inout Hasher) {
    let bytes = utf8Span.span
    var word: UInt64 = 0
    for index in bytes.indices {
      word = word << 8 | UInt64(bytes[index])
      if index & 7 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(bytes.count)
  }
}

extension Words: ExactlyEqual {
  @inlinable public func isExactly(_ other: Words) -> Bool { zh.isExactly(other.zh) && en.isExactly(other.en) }

  @inlinable public func hashExactly(into hasher: inout Hasher) {
    zh.hashExactly(into: &hasher)
    en.hashExactly(into: &hasher)
  }
}

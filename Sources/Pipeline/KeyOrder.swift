// Rows in the order of their keys: the same rows give the same bytes, in whatever order a program wrote them.
//
// A GIS writes the rows of a layer in the order in which they were drawn, and in another one after every edit. Keys are
// what stays. Numbers within them count as numbers, as people expect: W9 stands before W10.

import Geometry

extension AttributeColumn {
  /// The rows in the order of their values as keys, `nil` where they stand so already. Rows of equal keys stay as they
  /// stand, and those without come last.
  func rowsInKeyOrder() -> [Int]? {
    let keys = (0..<count).map(text)
    func isBefore(_ one: Int, _ other: Int) -> Bool {
      switch (keys[one], keys[other]) {
      case (let one?, let other?): keyPrecedes(one, other)
      case (_?, nil): true
      case (nil, _): false
      }
    }
    if (0..<count).dropFirst().allSatisfy({ !isBefore($0, $0 - 1) }) { return nil }
    // The sort of the standard library is stable but does not promise it.
    return (0..<count).sorted { isBefore($0, $1) || (!isBefore($1, $0) && $0 < $1) }
  }
}

/// A total order of texts, equal only for the same bytes: by UTF-8, but runs of digits by what they count, and where all
/// else is equal the one with fewer leading zeros first. No locale has a say in it.
func keyPrecedes(_ one: String, _ other: String) -> Bool {
  var (left, right) = (one.utf8[...], other.utf8[...])
  while let a = left.first, let b = right.first {
    if a.isDigit, b.isDigit {
      let (own, others) = (left.prefix(while: \.isDigit), right.prefix(while: \.isDigit))
      let (number, otherNumber) = (own.drop { $0 == asciiZero }, others.drop { $0 == asciiZero })
      if number.count != otherNumber.count { return number.count < otherNumber.count }
      if !number.elementsEqual(otherNumber) { return number.lexicographicallyPrecedes(otherNumber) }
      left = left[own.endIndex...]
      right = right[others.endIndex...]
    } else {
      if a != b { return a < b }
      left.removeFirst()
      right.removeFirst()
    }
  }
  if left.isEmpty != right.isEmpty { return left.isEmpty }
  return one.utf8.count != other.utf8.count
    ? one.utf8.count < other.utf8.count : one.utf8.lexicographicallyPrecedes(other.utf8)
}

private let asciiZero = UInt8(ascii: "0")

extension UInt8 {
  fileprivate var isDigit: Bool { self >= asciiZero && self <= UInt8(ascii: "9") }
}

// Numbers written out exactly, without a detour through binary fractions.

/// A whole number of 10^−places with all its digits: `decimalText(-1234, places: 2)` is `-12.34`.
public func decimalText(_ value: Int64, places: Int) -> String {
  let digits = String(value.magnitude)
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return (value < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
}

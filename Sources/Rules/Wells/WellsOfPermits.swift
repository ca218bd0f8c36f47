// The wells that a register of permits names, and the names in it that are no well's: a permit for K10-K11, or for k10 where
// the well is K10, is a permit of somebody, and nobody may be closed for want of it.

import Geometry

struct WellsOfPermits: Sendable {
  /// A name that no well has, and the row of the register that has it.
  struct Stranger: Sendable {
    let name: String
    let row: Int
  }

  private var rowsOfWell: [String: [Int]] = [:]
  /// In the order of the register.
  private var strangers: [Stranger] = []
  /// Those that nobody knows what became of.
  private(set) var unknown: [Stranger] = []
  /// By what a well's number would be, written alike.
  private var strangersByNumber: [String: Int] = [:]
  private var strangersByCount: [Numbered: Int] = [:]
  /// By the beginning of their numbers.
  private var ranges: [String: NumberRanges] = [:]

  /// - Parameter closed: wells closed in earlier years, which need not be in the register any more. A well of a like number may
  ///   be meant all the same.
  init(in register: RoleLayer, of wells: RoleLayer, closed: RoleLayer?) {
    let known = Set((0..<wells.layer.count).map { wells.key($0) })
    let gone = Set(closed.map { list in (0..<list.layer.count).map { list.key($0) } } ?? [])
    for row in 0..<register.layer.count {
      let cell = register.layer.fields.text("wells", row) ?? ""
      // What was cancelled is no permit of anybody.
      let isCancelled = register.layer.fields.text("state", row) == "cancelled"
      for name in names(in: cell, where: { known.contains($0) || gone.contains($0) }) {
        rowsOfWell[name, default: []].append(row)
        if isCancelled || known.contains(name) { continue }
        add(Stranger(name: name, row: row))
        if !gone.contains(name) { unknown.append(Stranger(name: name, row: row)) }
      }
    }
    for prefix in ranges.keys { ranges[prefix]!.sort() }
  }

  private mutating func add(_ stranger: Stranger) {
    let index = strangers.count
    strangers.append(stranger)
    let ends = stranger.name.split { "-–—－~～至到".contains($0) }.map { wellNumber(String($0)) }
    // JD0027等2眼, JD0071（主井）: a number among other words.
    let within = wellNumber(stranger.name).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "-" }
      .map(String.init)
    for name in [wellNumber(stranger.name)] + ends + within {
      strangersByNumber[name] = strangersByNumber[name] ?? index
      // JD27 is JD0027.
      if let single = Numbered(name) { strangersByCount[single] = strangersByCount[single] ?? index }
    }
    guard ends.count == 2, let first = Numbered(ends[0]), let last = Numbered(ends[1]),
      last.prefix == first.prefix || last.prefix.isEmpty, first.number <= last.number
    else { return }
    ranges[first.prefix, default: NumberRanges()].append(first.number...last.number, index)
  }

  func rows(ofWell key: String) -> [Int] { rowsOfWell[key] ?? [] }

  /// A name that may mean a well: the same in other letters or widths, or a range that holds it.
  func stranger(like key: String) -> Stranger? {
    if strangers.isEmpty { return nil }
    let name = wellNumber(key)
    if let index = strangersByNumber[name] { return strangers[index] }
    guard let own = Numbered(name) else { return nil }
    return (strangersByCount[own] ?? ranges[own.prefix]?.first(holding: own.number)).map { strangers[$0] }
  }
}

/// A number of a well in one way of writing.
private func wellNumber(_ text: String) -> String { text.inHalfWidth().trimmingSpaces().uppercased() }

/// K010: a beginning, and digits behind it.
private struct Numbered: Hashable {
  let prefix: String
  let number: Int

  init?(_ name: String) {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard let number = Int(name.suffix(digits)) else { return nil }
    prefix = String(name.dropLast(digits))
    self.number = number
  }
}

/// K10-K20, K15-K18 and so on, found by a number that they hold: only those are looked at that begin before it, from the last back
/// to where none reaches it any more.
private struct NumberRanges {
  private var ranges: [(numbers: ClosedRange<Int>, stranger: Int)] = []
  /// The largest number of the ranges up to each.
  private var reach: [Int] = []

  mutating func append(_ numbers: ClosedRange<Int>, _ stranger: Int) { ranges.append((numbers, stranger)) }

  mutating func sort() {
    ranges.sort { ($0.numbers.lowerBound, $0.stranger) < ($1.numbers.lowerBound, $1.stranger) }
    reach = ranges.reduce(into: []) { $0.append(max($0.last ?? .min, $1.numbers.upperBound)) }
  }

  func first(holding number: Int) -> Int? {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].numbers.lowerBound <= number { low = middle + 1 } else { high = middle }
    }
    var found: Int?
    while low > 0, reach[low - 1] >= number {
      low -= 1
      if ranges[low].numbers.contains(number) { found = min(found ?? .max, ranges[low].stranger) }
    }
    return found
  }
}

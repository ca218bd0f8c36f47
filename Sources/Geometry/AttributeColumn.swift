// Attributes by column. A row is a number; there is no object per feature.

/// One attribute of every row. Missing values are missing, not empty or zero.
public enum AttributeColumn: Sendable {
  case integer(Values<Int64>)
  case real(Values<Double>)
  case text(TextValues)
  case flag(Values<Bool>)
  /// Days since 1970-01-01.
  case day(Values<Int32>)

  public var count: Int {
    switch self {
    case .integer(let values): values.count
    case .real(let values): values.count
    case .text(let values): values.count
    case .flag(let values): values.count
    case .day(let values): values.count
    }
  }

  /// The value as text, as a person would type it; `nil` where it is missing.
  public func text(_ row: Int) -> String? {
    switch self {
    case .integer(let values): values[row].map { String($0) }
    case .real(let values):
      values[row].map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int64($0)) : String($0) }
    case .text(let values): values[row]
    case .flag(let values): values[row].map { $0 ? "true" : "false" }
    case .day(let values): values[row].map { Day(daysSince1970: $0).description }
    }
  }

  public func number(_ row: Int) -> Double? {
    switch self {
    case .integer(let values): values[row].map { Double($0) }
    case .real(let values): values[row]
    case .text(let values): values[row].flatMap { Double($0.trimmingSpaces()) }
    case .flag, .day: nil
    }
  }

  /// Columns one behind the other; where there is none, that many missing values. Of several types they become texts. `nil`
  /// where all are absent.
  init?(joining columns: [(column: AttributeColumn?, count: Int)]) {
    guard var first = columns.lazy.compactMap(\.column).first else { return nil }
    if columns.contains(where: { column, _ in column.map { !$0.isOfType(of: first) } ?? false }) {
      first = .text(TextValues())
    }
    func values<Value>(_ read: (AttributeColumn, Int) -> Value?) -> [Value?] {
      columns.flatMap { column, count in (0..<count).map { row in column.flatMap { read($0, row) } } }
    }
    switch first {
    case .integer: self = .integer(Values(values { if case .integer(let own) = $0 { own[$1] } else { nil } }))
    case .real: self = .real(Values(values { $0.number($1) }))
    case .text: self = .text(TextValues(values { $0.text($1) }))
    case .flag: self = .flag(Values(values { if case .flag(let own) = $0 { own[$1] } else { nil } }))
    case .day: self = .day(Values(values { if case .day(let own) = $0 { own[$1] } else { nil } }))
    }
  }

  private func isOfType(of other: AttributeColumn) -> Bool {
    switch (self, other) {
    case (.integer, .integer), (.real, .real), (.text, .text), (.flag, .flag), (.day, .day): true
    default: false
    }
  }

  public func gathering(_ rows: [Int]) -> AttributeColumn {
    switch self {
    case .integer(let values): .integer(Values(rows.map { values[$0] }))
    case .real(let values): .real(Values(rows.map { values[$0] }))
    case .text(let values): .text(TextValues(rows.map { values[$0] }))
    case .flag(let values): .flag(Values(rows.map { values[$0] }))
    case .day(let values): .day(Values(rows.map { values[$0] }))
    }
  }
}

/// Values of fixed size with a bitmap of those that are there; no bitmap where none is missing.
public struct Values<Element: Sendable>: Sendable {
  @usableFromInline var elements: [Element] = []
  @usableFromInline var missing = Bitmap()

  public init() {}
  @inlinable public init(_ values: some Sequence<Element?>) where Element: Defaultable {
    self.init()
    for value in values { append(value) }
  }

  public var count: Int { elements.count }
  public subscript(row: Int) -> Element? { missing[row] ? nil : elements[row] }

  /// Inlined, because readers append every value of every column from another module.
  @inlinable public mutating func append(_ value: Element?) where Element: Defaultable {
    if value == nil { missing.set(elements.count) }
    elements.append(value ?? Element())
  }
}

/// A type with a value that stands in the place of a missing one.
public protocol Defaultable: Sendable { init() }
extension Int64: Defaultable {}
extension Int32: Defaultable {}
extension Double: Defaultable {}
extension Bool: Defaultable {}

/// One bit a row, unset beyond its end.
@usableFromInline struct Bitmap: Sendable {
  private var words: [UInt64] = []
  subscript(index: Int) -> Bool { index >> 6 < words.count && words[index >> 6] & 1 << (index & 63) != 0 }
  @usableFromInline mutating func set(_ index: Int) {
    while words.count <= index >> 6 { words.append(0) }
    words[index >> 6] |= 1 << (index & 63)
  }
}

/// Texts in one UTF-8 buffer, each by its start.
public struct TextValues: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var missing = Bitmap()

  public init() {}
  @inlinable public init(_ values: some Sequence<String?>) {
    self.init()
    for value in values { append(value) }
  }

  public var count: Int { starts.count - 1 }
  public subscript(row: Int) -> String? {
    missing[row] ? nil : String(decoding: bytes[starts[row]..<starts[row + 1]], as: UTF8.self)
  }

  /// Rows whose bytes are no UTF-8; what cannot be read of them is U+FFFD.
  public var brokenRows: [Int] {
    func isBroken(_ range: Range<Int>) -> Bool {
      (try? UTF8Span(validating: bytes.span.extracting(range))) == nil
    }
    return isBroken(0..<bytes.count) ? (0..<count).filter { isBroken(starts[$0]..<starts[$0 + 1]) } : []
  }

  public mutating func append(_ value: String?) {
    if let value { bytes.append(contentsOf: value.utf8) } else { missing.set(count) }
    starts.append(bytes.count)
  }
  /// Appends UTF-8; bytes that are none become U+FFFD when read.
  ///
  /// Of one type, not generic: a generic one would be looked up anew for every value when it is called from another module.
  public mutating func append(utf8: RawSpan) {
    unsafe utf8.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    starts.append(bytes.count)
  }
}

// JSON written front to back as bytes. JSONEncoder builds a tree of everything first, which for the lists of a large county
// takes longer than to find what stands in them; it remains in use for what is small.

public import Foundation

/// What can be written as a JSON value.
public protocol JSONWritable {
  func write(to json: inout JSONText)
}

/// A JSON document as it grows. Commas are its own affair; in an object every value stands behind its key.
public struct JSONText: GrowingText {
  public internal(set) var bytes: [UInt8] = []
  let file: GrowingFile?
  /// Whether it stands in an element of a page: then it has no `<`, which could end the element or begin another.
  private let isInMarkup: Bool
  private var needsComma = false

  public init() {
    file = nil
    isInMarkup = false
  }

  /// A value by itself.
  public init(_ value: some JSONWritable) {
    self.init()
    append(value)
  }

  /// Goes on in a file, behind what is there; whoever makes it flushes it.
  init(in file: GrowingFile, isInMarkup: Bool = false) {
    self.file = file
    self.isInMarkup = isInMarkup
  }

  public var data: Data { Data(bytes) }

  /// Writes a document into a file as it grows.
  public static func write(to path: String, _ body: (inout JSONText) throws -> Void) throws {
    try GrowingFile.write(to: path) { file in
      var json = JSONText(in: file)
      try body(&json)
      json.flush()
    }
  }

  public mutating func append(_ value: some JSONWritable) { value.write(to: &self) }

  public mutating func object(_ body: (inout JSONText) throws -> Void) rethrows {
    open(UInt8(ascii: "{"))
    try body(&self)
    close(UInt8(ascii: "}"))
  }

  public mutating func array(_ body: (inout JSONText) throws -> Void) rethrows {
    open(UInt8(ascii: "["))
    try body(&self)
    close(UInt8(ascii: "]"))
  }

  public mutating func key(_ key: String) {
    append(quoted: key)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func member(_ key: String, _ value: some JSONWritable) {
    self.key(key)
    append(value)
  }

  public mutating func null() { written("null") }

  /// A value that is JSON already.
  public mutating func written(_ json: [UInt8]) {
    separate()
    guard isInMarkup else { return bytes.append(contentsOf: json) }
    // In JSON it can only stand in a text.
    for byte in json {
      if byte == UInt8(ascii: "<") { append(escape: byte) } else { bytes.append(byte) }
    }
  }

  fileprivate mutating func written(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
  }

  /// The next value begins a line.
  public mutating func breakLine() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(0x0A)
    needsComma = false
    spill()
  }

  /// Ends a line, for files with one document a line.
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
    spill()
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
    spill()
  }

  /// RFC 8259 § 7: quotation mark, reverse solidus and control characters are escaped, all else is itself.
  fileprivate mutating func append(quoted text: String) {
    separate()
    bytes.append(0x22)
    // Few texts have anything to escape.
    if needsEscape(text) {
      for byte in text.utf8 {
        if needsEscape(byte) { append(escape: byte) } else { bytes.append(byte) }
      }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(0x22)
  }

  private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == UInt8(ascii: "<") && isInMarkup
  }

  private func needsEscape(_ text: String) -> Bool {
    let own = text.utf8Span.span
    for index in own.indices where needsEscape(own[index]) { return true }
    return false
  }

  private mutating func append(escape byte: UInt8) {
    bytes.append(0x5C)
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [UInt8(ascii: "u"), 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
  }
}

extension String: JSONWritable {
  public func write(to json: inout JSONText) { json.append(quoted: self) }
}

extension Int: JSONWritable {
  public func write(to json: inout JSONText) { json.written(String(self)) }
}

extension Bool: JSONWritable {
  public func write(to json: inout JSONText) { json.written(self ? "true" : "false") }
}

extension Double: JSONWritable {
  /// As Swift writes it, which reads back as the same; whole numbers without decimals. JSON has no infinity and no NaN:
  /// they are `null`.
  public func write(to json: inout JSONText) {
    guard isFinite else { return json.null() }
    json.written(self == rounded() && abs(self) < 1e15 ? String(Int(self)) : "\(self)")
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  public func write(to json: inout JSONText) {
    json.array { json in
      for element in self { json.append(element) }
    }
  }
}

// The values of one column as its field wants them, and those that it cannot have.

import Geometry

struct ColumnReading {
  private let field: LayerProfile.Field
  private let isKey: Bool
  /// The value that a word stands for, in lower case.
  private let meanings: [String: String]

  init(of field: LayerProfile.Field, isKey: Bool) {
    self.field = field
    self.isKey = isKey
    meanings = Dictionary(
      field.values.flatMap { value, aliases in ([value] + aliases).map { ($0.lowercased(), value) } }
    ) { first, _ in first }
  }

  /// The column, and the faults of its values. One without any value is one fault, not as many as there are rows.
  func converted(_ column: AttributeColumn) -> (AttributeColumn, [FieldFault]) {
    var faults: [FieldFault] = []
    let converted: AttributeColumn =
      switch field.type {
      case .text: .text(TextValues(each(of: column, &faults, read: text)))
      case .number:
        .real(Values(each(of: column, &faults) { bounded(Self.number($0)) { $0 } }))
      case .integer: .integer(Values(each(of: column, &faults) { bounded(Int64($0)) { Double($0) } }))
      case .flag: .flag(Values(each(of: column, &faults) { typed(flag($0.lowercased())) }))
      case .day: .day(Values(each(of: column, &faults) { typed(Day($0)?.daysSince1970) }))
      }
    if column.count > 0 && faults.count == column.count && faults.allSatisfy({ $0.reason == .missing }) {
      faults = [FieldFault(row: nil, field: field.name, value: "", reason: .missing)]
    }
    return (converted, faults)
  }

  /// A decimal number: 0x10, inf and nan are none.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  private typealias Read<Value> = (value: Value?, fault: FieldFault.Reason?)

  private func each<Value>(
    of column: AttributeColumn, _ faults: inout [FieldFault], read: (String) -> Read<Value>
  ) -> [Value?] {
    var values: [Value?] = []
    values.reserveCapacity(column.count)
    let isCodeInNumbers = if case .real = column { field.type == .text } else { false }
    for row in 0..<column.count {
      let text = column.text(row)?.trimmingSpaces() ?? ""
      // A missing key is a fault of its own (check A04).
      let (value, fault): Read<Value> =
        text.isEmpty || saysNothing(text) ? (nil, field.isRequired && !isKey ? .missing : nil) : read(text)
      if isCodeInNumbers && (column.number(row) ?? 0).magnitude >= 1e15 || isPowerOfTen(text) {
        faults.append(FieldFault(row: row, field: field.name, value: text, reason: .lostDigits))
        values.append(isKey ? value : nil)
        continue
      }
      if let fault { faults.append(FieldFault(row: row, field: field.name, value: text, reason: fault)) }
      values.append(value)
    }
    return values
  }

  /// Whether a code is 6.5E+17: a number that was made a text, below a title of its table or by hand.
  private func isPowerOfTen(_ text: String) -> Bool {
    guard field.type == .text, isKey || !field.form.digits.isEmpty, text.utf8.contains(UInt8(ascii: "+")) else {
      return false
    }
    return text.wholeMatch(of: /[0-9](\.[0-9]+)?[eE]\+[0-9]{2,3}/) != nil
  }

  /// Whether the cell is left blank in words: a document called 无 must not count as one. Where the word is a value of the
  /// field it says something; and where the field has a list, a word for none that is not in it could mean any of them.
  private func saysNothing(_ text: String) -> Bool {
    guard text.utf8.count <= Self.longestBlank else { return false }
    let word = text.lowercased()
    if Self.blanks.contains(word) { return meanings[word] == nil }
    return meanings.isEmpty && field.type != .flag && Self.wordsForNone.contains(word)
  }

  /// In lower case.
  private static let blanks: Set<String> = [
    "未填", "-", "--", "–", "—", "——", "/", "／", "\\", "null", "<null>", "n/a",
  ]
  private static let wordsForNone: Set<String> = ["无", "没有", "暂无", "none"]
  private static let longestBlank = blanks.union(wordsForNone).map(\.utf8.count).max()!

  private func text(_ text: String) -> Read<String> {
    if !meanings.isEmpty {
      let value = meanings[text.lowercased()]
      return (value, value == nil ? .outsideList : nil)
    }
    let fault = field.form.fault(of: text)
    return (fault == nil || isKey ? text : nil, fault)
  }

  private func flag(_ word: String) -> Bool? { meanings[word].map { $0 == "true" } ?? Self.flags[word] }

  private func typed<Value>(_ value: Value?) -> Read<Value> { (value, value == nil ? .wrongType : nil) }

  private func bounded<Value>(_ value: Value?, _ number: (Value) -> Double) -> Read<Value> {
    guard let value, !field.form.holds(number(value)) else { return typed(value) }
    return (nil, .outOfBounds)
  }

  private static let flags: [String: Bool] = [
    "是": true, "有": true, "√": true, "true": true, "yes": true, "y": true, "1": true, "t": true,
    "否": false, "无": false, "false": false, "no": false, "n": false, "0": false, "f": false, "×": false,
  ]
}

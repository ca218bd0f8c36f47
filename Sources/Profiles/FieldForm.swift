// How long a value may be, of how many digits, and between which bounds (check A02).

import Geometry
import Settings

/// The form of a field's values, beyond their type.
public struct FieldForm: Sendable {
  /// How many characters a text may have.
  public var length: Int?
  /// A code is of digits only, and of one of these numbers of them; empty for texts that are no codes.
  public var digits: [Int] = []
  public var atLeast: Double?
  public var atMost: Double?

  static let keys = ["length", "digits", "at-least", "at-most"]

  init(_ setting: Setting, type: LayerProfile.FieldType) throws {
    func value<Value>(_ key: String, for types: [LayerProfile.FieldType], _ read: (Setting) throws -> Value) throws
      -> Value?
    {
      guard let given = setting[key] else { return nil }
      guard types.contains(type) else {
        throw given.wrong(
          Words(
            zh: "“\(key)”不适用于 \(type.rawValue) 类型的字段", en: "'\(key)' means nothing for a field of type \(type.rawValue)"
          ),
          remedy: Words(
            zh: "它用于：\(types.map(\.rawValue).joined(separator: ", "))；请去掉它或改正 type",
            en: "it is for \(types.map(\.rawValue).joined(separator: ", ")); leave it out, or correct the type"))
      }
      return try read(given)
    }
    length = try value("length", for: [.text]) { try Self.positive($0) }
    digits = try value("digits", for: [.text]) { try $0.list().map(Self.positive) } ?? []
    atLeast = try value("at-least", for: [.number, .integer]) { try $0.number() }
    atMost = try value("at-most", for: [.number, .integer]) { try $0.number() }
    if let atLeast, let atMost, atLeast > atMost {
      throw try setting.required("at-most").wrong(
        Words(zh: "上限 \(atMost) 小于下限 \(atLeast)", en: "\(atMost) is less than the lower bound \(atLeast)"))
    }
  }

  private static func positive(_ setting: Setting) throws -> Int {
    let number = try setting.integer()
    guard number > 0 else { throw setting.wrong(Words(zh: "应为正整数", en: "expected a positive whole number")) }
    return number
  }

  /// What is wrong with the form of a text; `nil` where it is as it should be.
  public func fault(of text: String) -> FieldFault.Reason? {
    if let length, text.unicodeScalars.count > length { return .tooLong(limit: length) }
    guard !digits.isEmpty else { return nil }
    return digits.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
      ? nil : .notDigits(digits)
  }

  func holds(_ number: Double) -> Bool {
    number >= atLeast ?? -.infinity && number <= atMost ?? .infinity
  }
}

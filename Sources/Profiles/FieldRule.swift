// What must hold between the fields of one row (check A06): a permit does not end before it begins, a withdrawn plot grows
// nothing.

public import Geometry
import Settings

/// One rule of a profile. It is asked only where the layer has columns for all of its fields, and of rows that have the
/// values which it compares: what is missing is told by another check.
public struct FieldRule: Sendable {
  /// Why it must hold, as a finding says it.
  public let reason: Words
  private let requirement: Requirement

  private enum Requirement: Sendable {
    /// None of them greater than the next.
    case order([String])
    case implication([Condition], [Condition])
  }

  private struct Condition: Sendable {
    enum Test: Sendable {
      case oneOf([String])
      case noneOf([String])
      case known(Bool)
    }
    let field: String
    let test: Test

    /// `nil` where a missing value leaves it open.
    func answer(_ value: String?) -> Bool? {
      switch test {
      case .known(let isKnown): (value != nil) == isKnown
      case .oneOf(let values): value.map(values.contains)
      case .noneOf(let values): value.map { !values.contains($0) }
      }
    }
  }

  /// Written as one of
  ///
  ///     order: [built_on, closed_on]                    days or numbers, each no later than the next
  ///     when: {status: [withdrawn, fallow]}             a value, one of several, {not: …} or {known: true or false}
  ///     then: {crop: {known: false}}
  ///
  /// with `because: {zh: …, en: …}` beside it.
  init(_ setting: Setting, fields: [LayerProfile.Field]) throws {
    _ = try setting.entries(known: ["order", "when", "then", "because"])
    reason = try setting.required("because").words()
    if let order = setting["order"] {
      if let when = setting["when"] ?? setting["then"] {
        throw when.wrong(Words(zh: "order 与 when、then 不能写在同一条中", en: "'order' stands alone, without 'when' and 'then'"))
      }
      requirement = .order(try Self.ordered(order, fields))
    } else {
      requirement = .implication(
        try Self.conditions(setting.required("when"), fields), try Self.conditions(setting.required("then"), fields))
    }
  }

  private static func ordered(_ setting: Setting, _ fields: [LayerProfile.Field]) throws -> [String] {
    let found = try setting.list().map { try field($0.text(), at: $0, fields) }
    guard found.count >= 2 else {
      throw setting.wrong(Words(zh: "应列出至少两个字段", en: "expected at least two fields"))
    }
    let isComparable =
      found.allSatisfy { $0.type == .day } || found.allSatisfy { [.number, .integer].contains($0.type) }
    guard isComparable else {
      throw setting.wrong(
        Words(zh: "只能比较日期与日期、数字与数字", en: "only days with days, or numbers with numbers, can be in order"))
    }
    return found.map(\.name)
  }

  private static func conditions(_ setting: Setting, _ fields: [LayerProfile.Field]) throws -> [Condition] {
    let conditions = try setting.entries().map { name, _, value in
      let field = try field(name, at: value, fields)
      guard value.isMapping else { return Condition(field: name, test: .oneOf(try values(value, of: field))) }
      let tests = try value.entries(known: ["not", "known"])
      guard tests.count == 1, let (key, _, wanted) = tests.first else {
        throw value.wrong(Words(zh: "应写 not 或 known 之一", en: "expected one of 'not' and 'known'"))
      }
      return Condition(
        field: name, test: key == "known" ? .known(try wanted.flag()) : .noneOf(try values(wanted, of: field)))
    }
    if conditions.isEmpty { throw setting.wrong(Words(zh: "没有写条件", en: "no condition is given")) }
    return conditions
  }

  private static func field(
    _ name: String, at setting: Setting, _ fields: [LayerProfile.Field]
  ) throws -> LayerProfile.Field {
    guard let field = fields.first(where: { $0.name == name }) else {
      throw setting.unknownValue(name, among: fields.map(\.name))
    }
    return field
  }

  /// The values as columns give them as text.
  private static func values(_ setting: Setting, of field: LayerProfile.Field) throws -> [String] {
    try setting.atLeastOne().map { item in
      switch field.type {
      case .flag: return try item.flag() ? "true" : "false"
      case .number, .integer: return AttributeColumn.real(Values([try item.number()])).text(0)!
      case .day: return try item.day().description
      case .text:
        let text = try item.text()
        let known = field.values.map(\.value)
        if !known.isEmpty && !known.contains(text) { throw item.unknownValue(text, among: known) }
        return text
      }
    }
  }

  // MARK: Asking

  /// The fields that it speaks of, in its order.
  public var fields: [String] {
    switch requirement {
    case .order(let names): names
    case .implication(let when, let then): (when + then).map(\.field)
    }
  }

  /// The rows that break it.
  public func brokenRows(of table: FieldTable, count: Int) -> [Int] {
    guard fields.allSatisfy({ table[$0] != nil }) else { return [] }
    switch requirement {
    case .order(let names):
      let columns = names.map { table[$0]! }
      return (0..<count).filter { row in
        let known = columns.compactMap { $0.rank(row) }
        return zip(known, known.dropFirst()).contains { $0 > $1 }
      }
    case .implication(let when, let then):
      let (given, wanted) = (when.map { ($0, table[$0.field]!) }, then.map { ($0, table[$0.field]!) })
      return (0..<count).filter { row in
        given.allSatisfy { $0.answer($1.text(row)) == true } && wanted.contains { $0.answer($1.text(row)) == false }
      }
    }
  }
}

extension AttributeColumn {
  /// A number that orders values as days and numbers are ordered.
  fileprivate func rank(_ row: Int) -> Double? {
    if case .day(let values) = self { return values[row].map { Double($0) } }
    return number(row)
  }
}

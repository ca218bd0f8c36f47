// Settings that people write by hand: YAML read strictly, so that a misspelt key or a wrong value is told by file and line.
//
// Yams reads the text. Its Codable decoder is not used, because it passes over unknown keys and forgets line numbers.

public import Geometry
import Yams

/// A value of a settings file with the place where it stands.
public struct Setting: Sendable {
  enum Content: Sendable {
    case none
    case scalar(String)
    case list([Setting])
    case mapping([(key: String, place: String, value: Setting)])
  }

  let content: Content
  /// `file:line:column`.
  public let place: String

  /// Reads a whole file. Throws an ``InputFault`` with the line where the text is no YAML.
  public init(yaml text: String, file: String) throws {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw Self.fault(of: error, in: file)
    }
    guard let node else { throw Self.empty(file) }
    var room = Self.mostValues
    try self.init(node, file: file, &room)
  }

  /// A file of ten lines can name one value by aliases more often than any memory holds.
  private static let mostValues = 1_000_000

  private init(_ node: Node, file: String, _ room: inout Int) throws {
    room -= 1
    guard room > 0 else { throw Self.endless(file) }
    let mark = node.mark
    place = mark.map { "\(file):\($0.line):\($0.column)" } ?? file
    switch node {
    case .scalar(let scalar):
      let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      content = isNothing ? .none : .scalar(scalar.string)
    case .sequence(let sequence):
      content = .list(try sequence.map { try Setting($0, file: file, &room) })
    case .mapping(let mapping):
      content = .mapping(
        try mapping.map { key, value in
          let keyPlace = key.mark.map { "\(file):\($0.line):\($0.column)" } ?? file
          return (key.string ?? "", keyPlace, try Setting(value, file: file, &room))
        })
    case .alias: content = .none
    }
  }

  private static func endless(_ file: String) -> InputFault {
    InputFault(
      at: file,
      Words(
        zh: "值超过 \(mostValues) 个，多半是别名（*）层层引用",
        en: "has more than \(mostValues) values, mostly by aliases (*) of aliases"),
      remedy: Words(zh: "请把别名改写为所指的内容", en: "write out what the aliases stand for"))
  }

  private static func empty(_ file: String) -> InputFault {
    InputFault(
      at: file, Words(zh: "文件是空的", en: "the file is empty"),
      remedy: Words(zh: "请参照 Layers/sample-county 中的示例填写", en: "see the examples under Layers/sample-county"))
  }

  private static func fault(of error: YamlError, in file: String) -> InputFault {
    let (line, detail): (String, String) =
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        (":\(mark.line):\(mark.column)", problem)
      case .duplicatedKeysInMapping(let duplicates, _):
        ("", "key given twice: \(duplicates.joined(separator: ", "))")
      default: ("", "\(error)")
      }
    return InputFault(
      at: file + line, Words(zh: "不是有效的 YAML：\(detail)", en: "not valid YAML: \(detail)"),
      remedy: Words(
        zh: "检查该行的缩进（只用空格）、冒号后的空格和引号",
        en: "check the line's indentation (spaces only), the space after the colon, and quotes"))
  }

  // MARK: Reading

  /// The entries of a mapping, in the order of the file. Keys outside `known` are refused with the nearest known one.
  public func entries(known: [String]? = nil) throws -> [(key: String, place: String, value: Setting)] {
    switch content {
    case .none: return []
    case .mapping(let entries):
      if let known {
        for entry in entries where !known.contains(entry.key) { throw unknownKey(entry.key, at: entry.place, known) }
      }
      return entries
    default: throw wrong(Words(zh: "应为“键: 值”的列表", en: "expected a mapping of keys to values"))
    }
  }

  /// The value of a key, `nil` where it is absent or empty.
  public subscript(key: String) -> Setting? {
    guard case .mapping(let entries) = content, let value = entries.first(where: { $0.key == key })?.value,
      !value.isNone
    else { return nil }
    return value
  }

  public func required(_ key: String) throws -> Setting {
    guard let value = self[key] else {
      throw InputFault(
        at: place, Words(zh: "缺少“\(key)”", en: "'\(key)' is missing"),
        remedy: Words(zh: "请补上“\(key): …”", en: "add '\(key): …'"))
    }
    return value
  }

  public var isNone: Bool { if case .none = content { true } else { false } }
  public var isList: Bool { if case .list = content { true } else { false } }
  public var isMapping: Bool { if case .mapping = content { true } else { false } }

  public func text() throws -> String {
    guard case .scalar(let text) = content else { throw wrong(Words(zh: "应为一个值", en: "expected a single value")) }
    return text
  }
  /// A list, or a single value as a list of one.
  public func list() throws -> [Setting] {
    switch content {
    case .none: []
    case .list(let items): items
    default: [self]
    }
  }
  /// The same where a list of nothing would be a mistake: a condition that no value meets, or every one.
  public func atLeastOne() throws -> [Setting] {
    let items = try list()
    if items.isEmpty { throw wrong(Words(zh: "没有写任何值", en: "no value is given")) }
    return items
  }
  public func texts() throws -> [String] { try list().map { try $0.text() } }

  public func number() throws -> Double {
    guard let value = Double(try text()), value.isFinite else {
      throw wrong(Words(zh: "应为数字", en: "expected a number"))
    }
    return value
  }
  public func integer() throws -> Int {
    guard let value = Int(try text()) else { throw wrong(Words(zh: "应为整数", en: "expected a whole number")) }
    return value
  }
  public func flag() throws -> Bool {
    switch try text() {
    case "true", "yes", "是": true
    case "false", "no", "否": false
    default: throw wrong(Words(zh: "应为 true 或 false", en: "expected true or false"))
    }
  }
  public func day() throws -> Day {
    guard let day = Day(try text()) else {
      throw wrong(Words(zh: "应为日期，如 2022-11-30", en: "expected a date such as 2022-11-30"))
    }
    return day
  }
  /// `{zh: …, en: …}`, or one text for both languages.
  public func words() throws -> Words {
    guard isMapping else { return Words(try text()) }
    _ = try entries(known: ["zh", "en"])
    return Words(zh: try required("zh").text(), en: try required("en").text())
  }
  /// One of the raw values of an enumeration.
  public func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws -> Choice
  where Choice.RawValue == String {
    let text = try text()
    guard let value = Choice(rawValue: text) else {
      throw unknownValue(text, among: Choice.allCases.map(\.rawValue))
    }
    return value
  }

  // MARK: Faults

  /// A fault of this value.
  public func wrong(_ problem: Words, remedy: Words = Words(zh: "请改正该行", en: "correct this line")) -> InputFault {
    InputFault(at: place, problem, remedy: remedy)
  }

  public func unknownValue(_ text: String, among known: [String]) -> InputFault {
    let all = known.joined(separator: ", ")
    return wrong(
      Words(zh: "“\(text)”不是允许的值", en: "'\(text)' is not an allowed value"),
      remedy: Words(zh: "可用：\(all)" + Self.guess(text, known).zh, en: "allowed: \(all)" + Self.guess(text, known).en))
  }

  private func unknownKey(_ key: String, at place: String, _ known: [String]) -> InputFault {
    InputFault(
      at: place, Words(zh: "不认识的键“\(key)”", en: "unknown key '\(key)'"),
      remedy: Words(
        zh: "可用：\(known.joined(separator: ", "))" + Self.guess(key, known).zh,
        en: "allowed: \(known.joined(separator: ", "))" + Self.guess(key, known).en))
  }

  private static func guess(_ text: String, _ known: [String]) -> Words {
    guard let nearest = nearestWord(to: text, among: known) else { return Words("") }
    return Words(zh: "；是否想写“\(nearest)”？", en: "; did you mean '\(nearest)'?")
  }
}

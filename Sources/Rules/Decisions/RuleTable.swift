// A county's rules as data: who must do what by when under which clause. Rules are tried in order; within a group the
// first that hits decides.

public import Geometry
import Settings

public struct RuleTable: Sendable {
  public let name: String
  public let title: Words
  /// The document that the table states.
  public let basis: String
  public let validity: Validity
  /// What could not be verified about the table: printed wherever it decides.
  public let unverified: [Words]
  public let rules: [Rule]
  /// The table as it was written.
  public let text: String
  let file: String

  /// Reads a table. Throws the first of its ``faults(yaml:file:)``.
  public init(yaml text: String, file: String) throws {
    var faults: [InputFault] = []
    let table = try Self(text, file, &faults)
    if let first = faults.first { throw first }
    self = table
  }

  /// Every mistake that keeps the table from being read, with its line: a misspelt key, a fact that does not exist, a
  /// value that the fact cannot have, a rule without outcome.
  public static func faults(yaml text: String, file: String) -> [InputFault] {
    var faults: [InputFault] = []
    do { _ = try Self(text, file, &faults) } catch {
      faults.append(error as? InputFault ?? InputFault(at: file, Words("\(error)"), remedy: Words("")))
    }
    return faults
  }

  /// Throws what concerns the whole table; what concerns one rule goes to `faults`.
  private init(_ text: String, _ file: String, _ faults: inout [InputFault]) throws {
    let setting = try Setting(yaml: text, file: file)
    _ = try setting.entries(known: ["name", "title", "basis", "valid", "unverified", "defaults", "rules"])
    self.text = text
    self.file = file
    name = try setting.required("name").text()
    title = try setting.required("title").words()
    basis = try setting.required("basis").text()
    validity = try Validity(setting["valid"])
    unverified = try setting["unverified"]?.list().map { try $0.words() } ?? []
    let defaults = setting["defaults"]
    _ = try defaults?.entries(known: Rule.defaultKeys)
    var rules: [Rule] = []
    for entry in try setting.required("rules").list() {
      guard let rule = Rule(entry, defaults: defaults, faults: &faults) else { continue }
      if rules.contains(where: { $0.id == rule.id }) {
        faults.append(
          InputFault(
            at: rule.place, Words(zh: "规则编号“\(rule.id)”重复", en: "the rule id '\(rule.id)' is used twice"),
            remedy: Words(zh: "每条规则用自己的编号", en: "give each rule an id of its own")))
      }
      rules.append(rule)
    }
    self.rules = rules
  }

  /// The groups, in the order of their first rules.
  var groups: [String] {
    rules.map(\.group).reduce(into: []) { groups, group in if !groups.contains(group) { groups.append(group) } }
  }
}

// What may lie on what, as data: which kinds of ground exclude each other, on which classes of the survey they may lie,
// what must be covered, from where it is watered. Layers/overlay-rules/README.md documents the form.

public import Geometry
public import Profiles
import Settings

public struct OverlayRules: Sendable {
  /// What lists of missing layers call the rules themselves.
  public static let asRole = "overlay-rules"

  public private(set) var name = ""
  /// The table as it was written, for those who ask a run what it was judged by.
  public private(set) var text = ""
  public private(set) var ground: [String: GroundKind] = [:]
  /// X01: kinds that claim ground for themselves, two by two.
  var exclusive: [(GroundKind, GroundKind)] = []
  /// X01: kinds of which two villages must not claim the same ground, with the field that names the village.
  var ofOneVillage: [(kind: GroundKind, field: String)] = []
  /// X02.
  var onSurvey: [SurveyRule] = []
  /// X03.
  var complete: [CompletenessRule] = []
  /// X04: kinds that must not be planted, and the kind that would be planting.
  var replanted: [(ground: GroundKind, by: GroundKind)] = []
  /// X06: kinds that should lie in one unit.
  var inOneUnit: [GroundKind] = []
  /// X07.
  var inZones: [ZoneRule] = []
  /// X08.
  var watered: [WaterRule] = []
  /// X09.
  var tenure: [TenureRule] = []
  /// X10: kinds that should be contiguous.
  var contiguous: [GroundKind] = []
  /// A07: fields that declare the area of their row.
  var declared: [DeclaredRule] = []
  public private(set) var ruleCount = 0

  /// No rules: nothing is found by them.
  public init() {}

  private static let commonKeys = ["name", "title", "basis"]
  private static let ownKeys = [
    "ground", "exclusive", "of-one-village", "on-survey", "complete", "replanted", "in-one-unit", "in-zones", "watered",
    "tenure", "contiguous", "declared",
  ]

  /// Whether a settings file is meant as such a table: other tables have none of its keys.
  public static func isTable(yaml text: String, file: String) -> Bool {
    let keys = (try? Setting(yaml: text, file: file).entries())?.map(\.key) ?? []
    return keys.contains { ownKeys.contains($0) }
  }

  /// Reads a table. Throws the first of its ``faults(yaml:file:profiles:)``.
  ///
  /// - Parameter profiles: the profile of every role that a table may name.
  public init(yaml text: String, file: String, profiles: [String: LayerProfile]) throws {
    var faults: [InputFault] = []
    let table = try Self(text, file, profiles, &faults)
    if let first = faults.first { throw first }
    self = table
  }

  /// Every mistake with its line: a misspelt key, a role, field or value that no profile knows, a kind of ground that the
  /// table does not define.
  public static func faults(yaml text: String, file: String, profiles: [String: LayerProfile]) -> [InputFault] {
    var faults: [InputFault] = []
    do { _ = try Self(text, file, profiles, &faults) } catch {
      faults.append(error as? InputFault ?? InputFault(at: file, Words("\(error)"), remedy: Words("")))
    }
    return faults
  }

  /// Throws what concerns the whole table; what concerns one kind of ground or one rule goes to `faults`.
  private init(
    _ text: String, _ file: String, _ profiles: [String: LayerProfile], _ faults: inout [InputFault]
  ) throws {
    func attempt<Value>(_ read: () throws -> Value) throws -> Value? {
      do {
        return try read()
      } catch let fault as InputFault {
        faults.append(fault)
        return nil
      }
    }
    let setting = try Setting(yaml: text, file: file)
    _ = try setting.entries(known: Self.commonKeys + Self.ownKeys)
    self.text = text
    name = try setting.required("name").text()
    for entry in try setting.required("ground").entries() {
      ground[entry.key] = try attempt {
        let kind = try GroundKind(name: entry.key, entry.value)
        try kind.check(entry.value, against: profiles)
        return kind
      }
    }
    // Rules about a kind that cannot be read would seem to name one that the table does not define.
    guard faults.isEmpty else { return }
    let reader = RuleReader(ground: ground, profiles: profiles)
    func each<Rule>(_ key: String, _ read: (Setting) throws -> Rule) throws -> [Rule] {
      let rules = try setting[key]?.list().compactMap { rule in try attempt { try read(rule) } } ?? []
      ruleCount += rules.count
      return rules
    }
    exclusive = try each("exclusive", reader.pair)
    ofOneVillage = try each("of-one-village") { rule in
      _ = try rule.entries(known: ["ground", "field"])
      let kind = try reader.kind(rule.required("ground"))
      return (kind, try reader.field(rule.required("field"), of: kind.role))
    }
    onSurvey = try each("on-survey") { try SurveyRule($0, reader) }
    complete = try each("complete") { try CompletenessRule($0, reader) }
    replanted = try each("replanted", reader.groundAndTaker)
    inOneUnit = try each("in-one-unit", reader.kind)
    inZones = try each("in-zones") { try ZoneRule($0, reader) }
    watered = try each("watered") { try WaterRule($0, reader) }
    tenure = try each("tenure") { try TenureRule($0, reader) }
    contiguous = try each("contiguous", reader.kind)
    declared = try each("declared") { try DeclaredRule($0, reader) }
  }
}

extension GroundKind {
  /// Whether the role, its fields and their values are known.
  fileprivate func check(_ setting: Setting, against profiles: [String: LayerProfile]) throws {
    guard let profile = profiles[role] else {
      throw try setting.required("role").unknownValue(role, among: profiles.keys.sorted())
    }
    for entry in try setting["where"]?.entries(known: profile.fields.map(\.name)) ?? [] {
      let known = profile.fields.first { $0.name == entry.key }!.values.map(\.value)
      for value in try entry.value.list() where !value.isNone && !known.isEmpty {
        if !known.contains(try value.text()) { throw value.unknownValue(try value.text(), among: known) }
      }
    }
  }
}

/// Reads the parts that rules have in common.
struct RuleReader {
  let ground: [String: GroundKind]
  let profiles: [String: LayerProfile]

  func kind(_ setting: Setting) throws -> GroundKind {
    let name = try setting.text()
    guard let kind = ground[name] else { throw setting.unknownValue(name, among: ground.keys.sorted()) }
    return kind
  }

  func pair(_ setting: Setting) throws -> (GroundKind, GroundKind) {
    let kinds = try setting.list()
    guard kinds.count == 2 else {
      throw setting.wrong(Words(zh: "应为两类用地，如 [plots, forest]", en: "expected two kinds, such as [plots, forest]"))
    }
    let (a, b) = (try kind(kinds[0]), try kind(kinds[1]))
    guard a.role != b.role else {
      throw setting.wrong(
        Words(zh: "两类用地同属“\(a.role)”图层", en: "both kinds are of the role '\(a.role)'"),
        remedy: Words(zh: "同层重叠由 T01 检查，请删去此行", en: "overlaps within a layer are told by T01; leave this line out"))
    }
    return (a, b)
  }

  func groundAndTaker(_ setting: Setting) throws -> (ground: GroundKind, by: GroundKind) {
    _ = try setting.entries(known: ["ground", "by"])
    return (try kind(setting.required("ground")), try kind(setting.required("by")))
  }

  func field(_ setting: Setting, of role: String) throws -> String {
    let name = try setting.text()
    let known = profiles[role]?.fields.map(\.name) ?? []
    guard known.contains(name) else { throw setting.unknownValue(name, among: known) }
    return name
  }

  func role(_ setting: Setting) throws -> String {
    let name = try setting.text()
    guard profiles[name] != nil else { throw setting.unknownValue(name, among: profiles.keys.sorted()) }
    return name
  }

  func length(_ setting: Setting) throws -> Double {
    let metres = try setting.number()
    guard metres > 0 else { throw setting.wrong(Words(zh: "应为正数", en: "must be positive")) }
    return metres
  }
}

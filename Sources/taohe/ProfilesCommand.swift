// taohe profiles: what layers look like, and whether a profile of one's own is right.

import ArgumentParser
import Foundation
import Geometry
import Pipeline
import Profiles
import Reports
import SampleLayers

struct ProfilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract: say("列出图层模板、显示一个模板、检查模板有无错误。", "List the profiles of layers, show one, look for mistakes in one."),
    subcommands: [ListProfilesCommand.self, ShowProfileCommand.self, LintProfileCommand.self],
    defaultSubcommand: ListProfilesCommand.self)
}

struct ListProfilesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("列出随程序附带的模板。", "List the profiles that come with Taohe."))

  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let profile: String
    let title: String
    let geometry: String?
    let key: String
    let required: [String]
    let fields: Int
  }

  func run() throws {
    let language = common.language
    let profiles = try shippedProfiles(in: SampleLayers.folder)
    if common.json {
      return try printJSON(
        profiles.map { profile in
          Entry(
            profile: profile.role, title: profile.title[language], geometry: profile.geometry?.title.en,
            key: profile.key, required: profile.required, fields: profile.fields.count)
        })
    }
    let headings = [
      Words(zh: "模板", en: "profile"), Words(zh: "图层", en: "layer"), Words(zh: "几何", en: "geometry"),
      Words(zh: "必填项", en: "required"), Words(zh: "字段数", en: "fields"),
    ]
    let rows = profiles.map { profile in
      [
        profile.role, profile.title[language], profile.geometry?.title[language] ?? "—",
        profile.required.joined(separator: ", "), String(profile.fields.count),
      ]
    }
    print(TerminalTable(headings: headings.map { $0[language] }, rows: rows).text, terminator: "")
  }
}

struct ShowProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say("一个模板的字段：文件中的各种叫法、类型、取值。", "The fields of a profile: names that files have for them, types, values."))

  @Argument(
    help: .say("附带的模板名（如 wells），或自备模板的路径。", "A profile that comes with Taohe, such as wells, or the path of your own."))
  var profile: String

  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let field: String
    let title: String
    let type: String
    let required: Bool
    let form: String
    let aliases: [String]
    let values: [String: [String]]
  }

  func run() throws {
    let language = common.language
    let profile = try namedProfile(profile, shipped: SampleLayers.folder)
    if common.json {
      return try printJSON(
        profile.fields.map { field in
          Entry(
            field: field.name, title: field.title[language], type: field.type.rawValue,
            required: profile.required.contains(field.name), form: field.limits[language], aliases: field.aliases,
            values: Dictionary(uniqueKeysWithValues: field.values.map { ($0.value, $0.aliases) }))
        })
    }
    let headings = [
      Words(zh: "字段", en: "field"), Words(zh: "名称", en: "title"), Words(zh: "类型", en: "type"),
      Words(zh: "必填", en: "required"), Words(zh: "要求", en: "must be"), Words(zh: "别名", en: "aliases"),
    ]
    let rows = profile.fields.map { field in
      [
        field.name, field.title[language], field.type.rawValue,
        profile.required.contains(field.name) ? Words(zh: "是", en: "yes")[language] : "", field.limits[language],
        field.aliases.joined(separator: ", "),
      ]
    }
    print(TerminalTable(headings: headings.map { $0[language] }, rows: rows).text, terminator: "")
    for rule in profile.logic { print("· \(rule.reason[language]) (\(rule.fields.joined(separator: ", ")))") }
  }
}

struct LintProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: say("检查模板有无错误，指出所在的行。", "Look for mistakes in profiles; each is told with its line.")
  )

  @Argument(help: .say("自备的模板。", "Profiles of your own."))
  var files: [String]

  @OptionGroup var failure: FailOn
  @OptionGroup var common: CommonOptions

  private struct Entry: Encodable {
    let place: String
    let problem: String
    let remedy: String
  }

  func run() throws {
    let language = common.language
    let faults = try files.flatMap { LayerProfile.faults(yaml: try settingsText(at: $0), file: $0) }
    if common.json {
      try printJSON(
        faults.map { Entry(place: $0.place, problem: $0.problem[language], remedy: $0.remedy[language]) })
    } else if !common.quiet {
      for fault in faults { print(fault.message(in: language)) }
      print(
        language.say("\(files.count) 个模板，\(faults.count) 处错误", "profiles: \(files.count), mistakes: \(faults.count)"))
    }
    try failure.leave(at: faults.isEmpty ? nil : .error)
  }
}

extension LayerProfile {
  /// The key, and the fields without which a row is incomplete.
  fileprivate var required: [String] { fields.filter { $0.isRequired || $0.name == key }.map(\.name) }
}

extension LayerProfile.Field {
  /// What a value must be, beyond its type.
  fileprivate var limits: Words {
    var all: [Words] = []
    if !values.isEmpty {
      let shown = values.prefix(6).map(\.value).joined(separator: ", ") + (values.count > 6 ? ", …" : "")
      all.append(Words(zh: "取值 \(shown)", en: "one of \(shown)"))
    }
    if !units.isEmpty {
      all.append(
        Words(
          zh: units.map(\.title.zh).joined(separator: "或") + "代码",
          en: "code of a " + units.map(\.title.en).joined(separator: " or ")))
    }
    if !form.digits.isEmpty {
      let digits = form.digits.map(String.init).joined(separator: "/")
      all.append(Words(zh: "\(digits) 位数字", en: "\(digits) digits"))
    }
    if let length = form.length { all.append(Words(zh: "不超过 \(length) 字", en: "at most \(length) characters")) }
    if let least = form.atLeast { all.append(Words("≥ \(plain(least))")) }
    if let most = form.atMost { all.append(Words("≤ \(plain(most))")) }
    return Words(zh: all.map(\.zh).joined(separator: "，"), en: all.map(\.en).joined(separator: ", "))
  }

  private func plain(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? String(number) }
}

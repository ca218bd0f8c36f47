// Where profiles and rule tables come from: those that ship with Taohe by name, an office's own by path.

import Formats
import Foundation
import Geometry
import Profiles
import Rules
import Settings

/// Remembers what was read through it, for the manifest.
final class Library {
  /// Paths in a job are relative to it.
  let jobFolder: String
  let shipped: String
  private(set) var filesRead: [(path: String, name: String)] = []

  init(jobFolder: String, shipped: String) {
    self.jobFolder = jobFolder
    self.shipped = shipped
  }

  func resolve(_ path: String) -> String {
    path.hasPrefix("/") || jobFolder.isEmpty ? path : jobFolder + "/" + path
  }

  /// Of a job in another folder.
  func of(jobFolder: String) -> Library { Library(jobFolder: jobFolder, shipped: shipped) }

  /// Takes over what was read for another year.
  func takeOver(_ other: Library, ofJob path: String) {
    filesRead.append((path, "previous/" + (path as NSString).lastPathComponent))
    filesRead += other.filesRead.map { ($0.path, "previous/" + $0.name) }
  }

  func text(ofFile path: String) throws -> String {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw InputFault(
        at: path, Words(zh: "文件不存在或无法读取", en: "no such file, or it cannot be read"),
        remedy: Words(zh: "检查路径和文件名", en: "check the path and the spelling of the name"))
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw InputFault(
        at: path, Words(zh: "不是 UTF-8 文本", en: "is not UTF-8 text"),
        remedy: Words(zh: "请另存为 UTF-8 编码", en: "save it in UTF-8"))
    }
    return text
  }

  func ruleTable(_ setting: Setting) throws -> RuleTable {
    let path = try path(setting, folder: "rules", kind: Words(zh: "规则表", en: "rule table"))
    filesRead.append((path, "rules/" + (path as NSString).lastPathComponent))
    return try RuleTable(yaml: text(ofFile: path), file: path)
  }

  func quotaTable(_ setting: Setting) throws -> QuotaTable {
    let path = try path(setting, folder: "quotas", kind: Words(zh: "定额表", en: "table of quotas"))
    filesRead.append((path, "quotas/" + (path as NSString).lastPathComponent))
    return try QuotaTable(Setting(yaml: try text(ofFile: path), file: path))
  }

  /// The calendar that a job names, or the one that ships with Taohe.
  func calendar(_ setting: Setting?) throws -> WorkCalendar {
    let path =
      try setting.map { try self.path($0, folder: "calendars", kind: Words(zh: "日历", en: "calendar")) }
      ?? "\(shipped)/calendars/china.yaml"
    filesRead.append((path, "calendars/" + (path as NSString).lastPathComponent))
    return try WorkCalendar(yaml: text(ofFile: path), file: path)
  }

  func profile(_ setting: Setting) throws -> LayerProfile {
    try profile(named: try setting.text()) { setting.wrong($0, remedy: $1) }
  }

  /// - Parameter asker: what names the profile, for the fault where there is none.
  func profile(named name: String, by asker: String) throws -> LayerProfile {
    try profile(named: name) { InputFault(at: asker, $0, remedy: $1) }
  }

  private func profile(named name: String, fault: (Words, Words) -> InputFault) throws -> LayerProfile {
    let path = try path(name, folder: "profiles", kind: Words(zh: "图层模板", en: "profile"), fault: fault)
    filesRead.append((path, "profiles/" + (path as NSString).lastPathComponent))
    return try LayerProfile(Setting(yaml: text(ofFile: path), file: path))
  }

  /// The table of what may lie on what that a job names, or the one that ships with Taohe.
  ///
  /// - Parameter profiles: of every role that the table may name.
  func overlayRules(_ setting: Setting?, _ profiles: [String: LayerProfile]) throws -> OverlayRules {
    let path =
      try setting.map {
        try self.path($0, folder: "overlay-rules", kind: Words(zh: "套核规则", en: "table of overlay rules"))
      }
      ?? "\(shipped)/overlay-rules/changji.yaml"
    filesRead.append((path, "overlay-rules/" + (path as NSString).lastPathComponent))
    return try OverlayRules(yaml: text(ofFile: path), file: path, profiles: profiles)
  }

  /// The profile of every role that Taohe knows; those of a job stand in the place of shipped ones.
  func shippedProfiles(besides own: [LayerProfile]) throws -> [String: LayerProfile] {
    let roles = shippedNames(in: "\(shipped)/profiles")
    return Dictionary(uniqueKeysWithValues: try roles.map { ($0, try shippedProfile($0)) })
      .merging(own.map { ($0.role, $0) }) { _, own in own }
  }

  /// The profile that ships with Taohe for a role.
  func shippedProfile(_ role: String) throws -> LayerProfile {
    let path = "\(shipped)/profiles/\(role).yaml"
    return try LayerProfile(Setting(yaml: text(ofFile: path), file: path))
  }

  /// A name without `.yaml` is one that ships with Taohe.
  private func path(_ setting: Setting, folder: String, kind: Words) throws -> String {
    try path(try setting.text(), folder: folder, kind: kind) { setting.wrong($0, remedy: $1) }
  }

  private func path(
    _ name: String, folder: String, kind: Words, fault: (Words, Words) -> InputFault
  ) throws -> String {
    if name.hasSuffix(".yaml") { return resolve(name) }
    let path = "\(shipped)/\(folder)/\(name).yaml"
    if FileManager.default.fileExists(atPath: path) { return path }
    throw fault(
      Words(zh: "没有\(kind.zh)“\(name)”", en: "there is no \(kind.en) '\(name)'"),
      otherNames(than: name, in: "\(shipped)/\(folder)"))
  }
}

/// The names of the settings that ship in a folder.
func shippedNames(in folder: String) -> [String] {
  let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return all.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
}

/// What to write in the place of a name that is none of those.
func otherNames(than name: String, in folder: String) -> Words {
  let known = shippedNames(in: folder)
  let guess = nearestWord(to: name, among: known)
  return Words(
    zh: "自带的有：\(known.joined(separator: ", "))\(guess.map { "；是否想写“\($0)”？" } ?? "")；自己的请写 .yaml 路径",
    en:
      "shipped: \(known.joined(separator: ", "))\(guess.map { "; did you mean '\($0)'?" } ?? ""); give your own as a path that ends in .yaml"
  )
}

/// The text of a settings file outside a job, such as a rule table to be looked over.
public func settingsText(at path: String) throws -> String {
  try Library(jobFolder: "", shipped: "").text(ofFile: path)
}

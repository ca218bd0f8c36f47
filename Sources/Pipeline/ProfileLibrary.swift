// Profiles outside a job, to be looked at.

import Foundation
import Geometry
public import Profiles
import Settings

/// All profiles that ship with Taohe, by name.
public func shippedProfiles(in shipped: String) throws -> [LayerProfile] {
  let library = Library(jobFolder: "", shipped: shipped)
  return try profileNames(in: shipped).map(library.shippedProfile)
}

/// The profile of every role that a table of overlay rules may name: those of the job, and of other roles the shipped ones.
public func profilesByRole(of job: Job?, shipped: String) throws -> [String: LayerProfile] {
  try Library(jobFolder: "", shipped: shipped).shippedProfiles(besides: job?.layers.map(\.profile) ?? [])
}

/// A profile that ships with Taohe by its name, or one of an office by its path.
public func namedProfile(_ name: String, shipped: String) throws -> LayerProfile {
  let names = profileNames(in: shipped)
  if names.contains(name) { return try Library(jobFolder: "", shipped: shipped).shippedProfile(name) }
  guard name.hasSuffix(".yaml") else {
    let guess = nearestWord(to: name, among: names)
    throw InputFault(
      at: name, Words(zh: "没有这个图层模板", en: "there is no such profile"),
      remedy: Words(
        zh: "自带的有：\(names.joined(separator: ", "))\(guess.map { "；是否想写“\($0)”？" } ?? "")；自己的请写 .yaml 路径",
        en:
          "shipped: \(names.joined(separator: ", "))\(guess.map { "; did you mean '\($0)'?" } ?? ""); give your own as a path that ends in .yaml"
      ))
  }
  return try LayerProfile(Setting(yaml: settingsText(at: name), file: name))
}

private func profileNames(in shipped: String) -> [String] {
  let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(shipped)/profiles")) ?? []
  return all.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
}

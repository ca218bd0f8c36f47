// Profiles outside a job, to be looked at.

import Foundation
import Geometry
public import Profiles
import Settings

/// All profiles that ship with Taohe, by name.
public func shippedProfiles(in shipped: String) throws -> [LayerProfile] {
  let library = Library(jobFolder: "", shipped: shipped)
  return try shippedNames(in: "\(shipped)/profiles").map(library.shippedProfile)
}

/// The profile of every role that a table of overlay rules may name: those of the job, and of other roles the shipped ones.
public func profilesByRole(of job: Job?, shipped: String) throws -> [String: LayerProfile] {
  try Library(jobFolder: "", shipped: shipped).shippedProfiles(besides: job?.layers.map(\.profile) ?? [])
}

/// A profile that ships with Taohe by its name, or one of an office by its path.
public func namedProfile(_ name: String, shipped: String) throws -> LayerProfile {
  let names = shippedNames(in: "\(shipped)/profiles")
  if names.contains(name) { return try Library(jobFolder: "", shipped: shipped).shippedProfile(name) }
  guard name.hasSuffix(".yaml") else {
    throw InputFault(
      at: name, Words(zh: "没有这个图层模板", en: "there is no such profile"),
      remedy: otherNames(than: name, in: "\(shipped)/profiles"))
  }
  return try LayerProfile(Setting(yaml: settingsText(at: name), file: name))
}

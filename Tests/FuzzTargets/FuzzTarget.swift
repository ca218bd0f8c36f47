// What takes bytes from outside, as functions of bytes: libFuzzer calls them (Tests/Fuzzer), and so does the suite that replays
// their regression inputs and some seeded mutations in every test run (Tests/FuzzTests).

import Geometry

/// One surface.
public struct FuzzTarget: Sendable {
  /// As `Scripts/fuzz --target` and the folder of its regression inputs have it.
  public let name: String
  /// How many mutations every test run replays: what the debug build does in about a second.
  public let replays: Int
  /// Good inputs, from which mutations start. They are made by our own writers, so that none needs to be kept.
  public let seeds: @Sendable () throws -> [[UInt8]]
  /// Takes one input. Returns where it was read, or refused as a mistake of whoever wrote it.
  ///
  /// - Throws: ``BrokenLaw`` where something that must hold does not. Any other error is a fault as well: a library's error must
  ///   not come out unexplained.
  public let run: @Sendable ([UInt8]) async throws -> Void

  /// All of them.
  public static let all: [FuzzTarget] =
    settingsTargets + textTargets + [wellKnownBinary, overlap] + [shapefile, geoPackage, store, archive, explanations]
    + otherFiles
}

/// Something that must hold for every input does not.
public struct BrokenLaw: Error, CustomStringConvertible {
  public let description: String
}

func require(_ holds: Bool, _ law: @autoclosure () -> String) throws {
  if !holds { throw BrokenLaw(description: law()) }
}

/// What `body` makes of an input, `nil` where it refuses it in words for people.
func unlessRefused<R>(_ body: () throws -> R) throws -> R? {
  do { return try body() } catch let fault as InputFault { return try refused(fault) }
}

func unlessRefused<R>(_ body: () async throws -> R) async throws -> R? {
  do { return try await body() } catch let fault as InputFault { return try refused(fault) }
}

private func refused<R>(_ fault: InputFault) throws -> R? {
  for words in [fault.problem, fault.remedy] {
    try require(!words.zh.isEmpty && !words.en.isEmpty, "a refusal without words: \(fault)")
  }
  return nil
}

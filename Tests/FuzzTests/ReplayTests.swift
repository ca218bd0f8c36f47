// Every target on its seeds, on the inputs that once broke it, and on a few thousand mutations of both that are the same in
// every run. What looks for new ones is Scripts/fuzz.

import Foundation
import FuzzTargets
import TestSupport
import Testing

@Suite struct ReplayTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Regressions")

  private func target(_ name: String) throws -> FuzzTarget {
    try #require(FuzzTarget.all.first { $0.name == name })
  }

  /// Inputs that once were a crash, a hang or a wrong answer.
  private func regressions(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let own = Self.folder.appendingPathComponent(target.name)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: own.path).sorted()) ?? []
    return try names.map { ($0, try Array(Data(contentsOf: own.appendingPathComponent($0)))) }
  }

  @Test(arguments: FuzzTarget.all.map(\.name)) func whatBrokeItOnce(name: String) async throws {
    let target = try target(name)
    for (name, bytes) in try regressions(of: target) {
      await #expect(throws: Never.self, "\(target.name)/\(name)") { try await target.run(bytes) }
    }
  }

  @Test(arguments: FuzzTarget.all.map(\.name)) func mutations(name: String) async throws {
    let target = try target(name)
    let seeds = try target.seeds()
    #expect(!seeds.isEmpty)
    for seed in seeds { await #expect(throws: Never.self, "\(target.name): a seed") { try await target.run(seed) } }
    let inputs = try seeds + regressions(of: target).map(\.bytes)
    var random = SeededGenerator(8)
    for number in 0..<target.replays {
      let input = FuzzTarget.mutation(of: inputs, &random)
      do {
        try await target.run(input)
      } catch {
        Issue.record("\(target.name), mutation \(number): \(error)\n\(Data(input).base64EncodedString())")
      }
    }
  }

  /// A folder of inputs that no target takes would be forgotten.
  @Test func everyFolderIsOfATarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(folders).isSubset(of: FuzzTarget.all.map(\.name)))
  }
}

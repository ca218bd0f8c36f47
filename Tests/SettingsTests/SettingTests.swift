import Geometry
import Settings
import Testing

@Suite struct SettingTests {
  private func setting(_ yaml: String) throws -> Setting { try Setting(yaml: yaml, file: "job.yaml") }

  private func fault(_ body: () throws -> Void) throws -> InputFault {
    try #require(#expect(throws: InputFault.self, performing: body))
  }

  @Test func aMisspeltKeyIsToldWithLineAndGuess() throws {
    let job = try setting("county: x\nyaer: 2022\n")
    let fault = try fault { _ = try job.entries(known: ["county", "year"]) }
    #expect(fault.place == "job.yaml:2:1")
    #expect(fault.message(in: .en).contains("'yaer'") && fault.message(in: .en).contains("did you mean 'year'"))
    #expect(fault.message(in: .zh).contains("是否想写“year”"))
  }

  @Test(arguments: ["year: [", "a: b: c", "\tkey: 1", "a: \"x"]) func brokenYAMLIsToldWithItsLine(text: String) throws {
    let fault = try fault { _ = try setting("county: x\n" + text) }
    #expect(fault.place.hasPrefix("job.yaml:"))
  }

  @Test func aKeyGivenTwice() throws {
    #expect(try fault { _ = try setting("a: 1\na: 2\n") }.message(in: .en).contains("a"))
  }

  @Test func valuesOfTheWrongType() throws {
    let job = try setting("n: many\nd: 2022-02-30\nf: maybe\nm: {a: 1}\n")
    #expect(try fault { _ = try job.required("n").number() }.place == "job.yaml:1:4")
    #expect(try fault { _ = try job.required("d").day() }.place == "job.yaml:2:4")
    #expect(try fault { _ = try job.required("f").flag() }.place == "job.yaml:3:4")
    #expect(try fault { _ = try job.required("m").text() }.place.hasPrefix("job.yaml:4"))
    #expect(try fault { _ = try job.required("absent") }.message(in: .en).contains("'absent' is missing"))
  }

  /// Ten lines of aliases of aliases stand for more values than any memory holds; a few aliases are read as what they name.
  @Test func aliasesDoNotGrowWithoutEnd() throws {
    let few = try setting("a: &x [1, 2]\nb: *x\n")
    #expect(try few.required("b").list().count == 2)
    let lines = (1..<30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]" }
    let fault = try fault { _ = try setting("a0: &a0 [1, 2, 3]\n" + lines.joined(separator: "\n") + "\n") }
    #expect(fault.place == "job.yaml" && fault.message(in: .en).contains("aliases"))
  }

  @Test func anEmptyFile() throws { _ = try fault { _ = try setting("") } }

  @Test func guessesAreNear() {
    #expect(nearestWord(to: "prohibted", among: ["prohibited", "limited"]) == "prohibited")
    #expect(nearestWord(to: "xyz", among: ["prohibited", "limited"]) == nil)
  }
}

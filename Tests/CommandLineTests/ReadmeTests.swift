// The READMEs show what the program prints; `Scripts/bless` renews them.

import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test(arguments: [("README.md", "en"), ("README.zh.md", "zh")]) func theDemoPrintsThis(file: String, language: String)
    throws
  {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      Program.path,
      ["check", Self.root + "/Layers/sample-county/job.yaml", "--out", folder.file("out"), "--lang", language])
    try #require(result.code == 0, "\(result.errors)")
    let printed = result.output.replacing(folder.file("out"), with: "out/sample-county")
    let readme = try String(contentsOfFile: Self.root + "/" + file, encoding: .utf8)
    #expect(readme.contains("<!-- demo -->\n```\n" + printed + "```\n<!-- /demo -->"))
  }
}

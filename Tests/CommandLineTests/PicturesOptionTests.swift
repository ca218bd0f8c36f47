import Foundation
import SampleLayers
import TestSupport
import Testing

@Suite struct PicturesOptionTests {
  private let folder: TemporaryFolder
  private let job = SampleLayers.folder + "/sample-county/job.yaml"

  init() throws { folder = try TemporaryFolder() }

  @Test func picturesComeWithTheOtherOutputs() throws {
    let out = folder.file("out")
    let result = try Program.taohe("check", job, "--out", out, "--pictures", "pdf,svg", "--quiet")
    try #require(result.code == 0, "\(result.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: out + "/pictures")
    #expect(names.count { $0.hasSuffix(".svg") } == 8 && names.count { $0.hasSuffix(".pdf") } == 8 && names.count == 16)
  }

  @Test(arguments: ["svg,gif", "", ","]) func anUnknownFormIsAMistakeOfUse(forms: String) throws {
    let result = try Program.taohe("check", job, "--out", folder.file("out"), "--pictures", forms)
    #expect(result.code == 10 && result.errors.contains("svg,png,pdf"))
    #expect(try folder.contents().isEmpty)
  }
}

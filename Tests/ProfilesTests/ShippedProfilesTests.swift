import Foundation
import Geometry
import Profiles
import SampleLayers
import Settings
import Testing

@Suite struct ShippedProfilesTests {
  private static let files = (try? FileManager.default.contentsOfDirectory(atPath: SampleLayers.folder + "/profiles"))!
    .filter { $0.hasSuffix(".yaml") }.sorted()

  /// What our own export shortens for a shapefile, our own import knows again.
  @Test(arguments: files) func knowsTheNamesThatAShapefileShortens(file: String) throws {
    let profile = try LayerProfile(
      Setting(yaml: String(contentsOfFile: SampleLayers.folder + "/profiles/" + file, encoding: .utf8), file: file))
    let names = profile.fields.map(\.name)
    let short = names.map { shapefileName(of: $0) }
    var fields = FieldTable()
    for name in short { fields.set(name, .text(TextValues(["x"]))) }
    let layer = Layer(name: "t", frame: nil, geometry: nil, fields: fields, featureIDs: [0])
    let restored = profile.restoringNames(of: layer, cut: Set(short.filter { $0.utf8.count == 10 }))
    #expect(restored.layer.fields.names == names && restored.ambiguous.isEmpty)
  }

  @Test(arguments: files) func isRightAndNamedByItsRole(file: String) throws {
    let text = try String(contentsOfFile: SampleLayers.folder + "/profiles/" + file, encoding: .utf8)
    #expect(LayerProfile.faults(yaml: text, file: file).isEmpty)
    let profile = try LayerProfile(Setting(yaml: text, file: file))
    #expect(profile.role + ".yaml" == file)
    #expect(profile.fields.allSatisfy { $0.title.zh != $0.name })
  }

  private func survey() throws -> LayerProfile {
    let path = SampleLayers.folder + "/profiles/survey.yaml"
    return try LayerProfile(Setting(yaml: String(contentsOfFile: path, encoding: .utf8), file: path))
  }

  /// The longest beginning of a class decides.
  @Test(
    arguments: [
      ("0102", 400), ("0701", 200), ("1003", 0), ("1005", 200), ("1202", 200), ("1206", 600), ("1107A", 0),
    ] as [(String, Double)])
  func minimumAreasOfClasses(ground: String, area: Double) throws {
    #expect(try survey().minimumArea?.area(ofClass: ground) == area)
    #expect(try survey().minimumArea?.area(ofClass: nil) == nil)
  }
}

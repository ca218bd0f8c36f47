// The hash of what a layer holds changes with everything that is in it, and with nothing else.

import Geometry
import Reports
import TestSupport
import Testing

@Suite struct FileHashTests {
  private func layer(_ codes: [String?], _ x: Double = 10, field: String = "code", frame: String = "EPSG:4517") -> Layer
  {
    var fields = FieldTable()
    fields.set(field, .text(TextValues(codes)))
    return Layer(
      name: "plots", frame: Frame(definition: frame, name: "", isGeographic: false),
      geometry: polygons([[[rectangle(0, 0, x, 10)]], [[rectangle(20, 0, 30, 10)]]]), fields: fields,
      featureIDs: [1, 2])
  }

  private func hash(_ layer: Layer) -> String { FileHash(of: layer, named: "").sha256 }

  @Test func theSameLayerIsTheSameHash() {
    var other = layer(["a", "b"])
    other.name = "another"
    #expect(hash(layer(["a", "b"])) == hash(other))
  }

  @Test func everyDifferenceIsAnotherHash() {
    let hashes = [
      layer(["a", "b"]), layer(["ab", ""]), layer(["a", nil]), layer(["a", ""]), layer(["b", "a"]),
      layer(["a", "b"], 10.000_001), layer(["a", "b"], field: "name"), layer(["a", "b"], frame: "EPSG:4518"),
    ].map(hash)
    #expect(Set(hashes).count == hashes.count)
  }

  @Test func aFileIsHashedAsOtherProgramsDo() throws {
    let folder = try TemporaryFolder()
    // FIPS 180-2, appendix B.1.
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let file = try FileHash(of: folder.write("abc", to: "abc.txt"), named: "abc.txt")
    #expect(file.sha256 == known && file.bytes == 3)
  }
}

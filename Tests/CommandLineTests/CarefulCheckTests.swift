// taohe check and what reads its results: what they must not do to files, and layers that say nothing.

import Formats
import Foundation
import Geometry
import SampleLayers
import TestSupport
import Testing

@Suite struct CarefulCheckTests {
  /// With a copy of the sample county in it.
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let county = SampleLayers.folder + "/sample-county"
    for name in try FileManager.default.contentsOfDirectory(atPath: county) {
      try FileManager.default.copyItem(atPath: county + "/" + name, toPath: folder.file(name))
    }
  }

  /// The results of a check never lie among its inputs, of which some have their names.
  @Test func resultsAreKeptFromInputs() throws {
    let bytes = try folder.bytes(of: folder.file("wells.xlsx"))
    #expect(try Program.taohe("check", folder.file("job.yaml"), "--out", folder.path + "/.", "--quiet").code == 20)
    #expect(try Program.taohe("check", folder.file("job.yaml"), "--out", "", "--quiet").code == 10)
    #expect(try Program.taohe("check", folder.file("job.yaml"), "--out", "/", "--quiet").code == 20)
    for place in ["job.yaml", "job.yaml/results"] {
      let run = try Program.taohe("check", folder.file("absent.yaml"), "--out", folder.file(place), "--quiet")
      #expect(run.code == 20)
    }
    #expect(try folder.bytes(of: folder.file("wells.xlsx")) == bytes)
    let results = folder.file("results")
    #expect(try Program.taohe("check", folder.file("job.yaml"), "--out", results, "--quiet").code == 0)
    #expect(try Program.taohe("wells", results, "--out", results + "/wells.csv").code == 20)
    #expect(try Program.taohe("export", results, "wells", "--out", results + "/packet.gpkg").code == 20)
    #expect(try Program.taohe("explain", results, "JD0001", "--page", results + "/review.html").code == 20)
    // A sample is written over an earlier one, and over nothing else.
    try FileManager.default.createDirectory(atPath: folder.file("own"), withIntermediateDirectories: true)
    _ = try folder.write("an office's own", to: "own/wells.xlsx")
    #expect(try Program.taohe("sample", folder.file("own"), "--quiet").code == 20)
    #expect(try String(contentsOfFile: folder.file("own/wells.xlsx"), encoding: .utf8) == "an office's own")
    #expect(try Program.taohe("sample", folder.file("s"), "--plots", "100", "--quiet").code == 0)
    #expect(try Program.taohe("sample", folder.file("s"), "--plots", "100", "--quiet").code == 0)
    #expect(try folder.bytes(of: folder.file("wells.xlsx")) == bytes)
    #expect(
      try Program.taohe(
        "what-if", folder.file("job.yaml"), "--add", "zones=\(folder.file("zones.shp"))", "--out",
        folder.file("wells.xlsx")
      ).code == 20)
  }

  /// A layer of zones without a row says nothing of where zones are.
  @Test func zonesWithoutARow() throws {
    let frame = Frame(definition: "EPSG:4517", name: "zone 29", isGeographic: false)
    var empty = try LayerWriter(
      creating: folder.file("none.gpkg"), layer: "none", kind: .polygon, frame: frame,
      fields: [FieldDefinition("zone_id", .text), FieldDefinition("zone_kind", .text)])
    try empty.append(
      Layer(
        name: "none", frame: frame, geometry: GeometryBuilder(.polygon).finish(), fields: FieldTable(), featureIDs: []))
    try empty.close()
    let job = try String(contentsOfFile: folder.file("job.yaml"), encoding: .utf8).replacing(
      "zones.shp", with: "none.gpkg")
    let check = try Program.taohe(
      "check", try folder.write(job, to: "none.yaml"), "--out", folder.file("none"), "--json")
    #expect(check.code == 0 && check.output.contains("\"verify\" : 420"), "\(check.errors)")
  }

  private func job(_ name: String, replacing old: String, with new: String) throws -> String {
    let text = try String(contentsOfFile: folder.file("job.yaml"), encoding: .utf8)
    try #require(text.contains(old))
    return try folder.write(text.replacing(old, with: new), to: name)
  }

  /// The list that a township sent back lies where the next run would write or remove it.
  @Test func inputsInFoldersOfTownships() throws {
    let own = folder.file("results/townships/a")
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: folder.file("wells.xlsx"), toPath: own + "/wells.xlsx")
    let job = try job("own.yaml", replacing: "wells.xlsx", with: "results/townships/a/wells.xlsx")
    #expect(try Program.taohe("check", job, "--out", folder.file("results"), "--quiet").code == 20)
    #expect(try folder.bytes(of: own + "/wells.xlsx") == folder.bytes(of: folder.file("wells.xlsx")))
  }

  /// What a link points to is read, and its hash is in the manifest.
  @Test func linkedInputs() throws {
    try FileManager.default.createDirectory(atPath: folder.file("data"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: folder.file("wells.xlsx"), toPath: folder.file("data/w.xlsx"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("wells.xlsx"), withDestinationPath: folder.file("data/w.xlsx"))
    let out = folder.file("linked")
    #expect(try Program.taohe("check", folder.file("job.yaml"), "--out", out, "--quiet").code == 0)
    #expect(try String(contentsOfFile: out + "/manifest.json", encoding: .utf8).contains("\"wells.xlsx\""))
  }

  /// Maps are in longitude and latitude: a frame of an old datum needs the county's parameters for that too.
  @Test(arguments: [
    ("EPSG:4517", "EPSG:2353", "needs the county's parameters"),
    ("year: 2022", "year: 9223372036854775807", "is not a year"),
    ("year: 2022", "year: 22", "is not a year"),
  ]) func jobsThatCannotBeRun(old: String, new: String, problem: String) throws {
    let job = try job("other.yaml", replacing: old, with: new)
    let result = try Program.taohe("check", job, "--out", folder.file("other"), "--lang", "en", "--quiet")
    #expect(
      result.code == 20 && result.errors.contains(problem) && result.errors.contains("other.yaml:"), "\(result.errors)")
    #expect(try Program.taohe("check", job, "--out", "x", "--coordinates", "1e-320").code == 10)
  }
}

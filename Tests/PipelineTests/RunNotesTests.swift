// What a run says of its inputs beside the findings.

import Foundation
import Geometry
import Pipeline
import SampleLayers
import TestSupport
import Testing

@Suite struct RunNotesTests {
  private let folder: TemporaryFolder
  private var county: String { folder.file("county") }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: SampleLayers.folder + "/sample-county", toPath: folder.file("county"))
  }

  private func replace(_ old: String, by new: String, in file: String) throws {
    let path = "\(county)/\(file)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text.contains(old))
    try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func job() throws -> Job { try Job(readingFrom: county + "/job.yaml", shipped: SampleLayers.folder) }

  private func notes() async throws -> [String] {
    try await Run.check(try job(), workers: 2).notes.map { "\($0.source): \($0.note.en)" }
  }

  @Test(arguments: [(2022, false), (2021, false), (2020, true), (2023, true)])
  func aYearIsJudgedInItOrAfterIt(year: Int, isTold: Bool) async throws {
    try replace("year: 2022", by: "year: \(year)", in: "job.yaml")
    #expect(try await notes().contains { $0.contains("check year and decision-date") } == isTold)
  }

  /// A column that no field took is told where a field is left that it may stand for. Those of coordinates were taken.
  @Test func columnsThatNothingTook() async throws {
    #expect(!(try await notes()).contains { $0.contains("columns not used") })
    try replace("diameter_mm", by: "caliber", in: "network.geojson")
    let told = try await notes().filter { $0.contains("columns not used") }
    #expect(told.count == 1 && told[0].hasPrefix("network.geojson: columns not used: caliber; "))
    try replace(
      "source: network.geojson", by: "source: network.geojson, fields: {diameter_mm: caliber}", in: "job.yaml")
    #expect(!(try await notes()).contains { $0.contains("columns not used") })
  }

  /// The line of the job that asks for a file that is not there.
  @Test func aLayerThatIsNotThere() async throws {
    try replace("source: zones.shp", by: "source: zonez.shp", in: "job.yaml")
    let job = try job()
    let fault = await #expect(throws: InputFault.self) { try await Run.check(job, workers: 2) }
    #expect(fault?.place.hasSuffix("/zonez.shp") == true)
    #expect(fault?.problem.en.hasSuffix("/job.yaml:12:27)") == true, "\(fault?.problem.en ?? "")")
  }
}

// The check of the bundled county, end to end: the counts of the document, and the same bytes every time.

import Foundation
import Geometry
import Pipeline
import Rules
import SampleLayers
import TestSupport
import Testing

@Suite struct AnnualCheckTests {
  static let jobPath = SampleLayers.folder + "/sample-county/job.yaml"

  private func run(workers: Int) async throws -> Run {
    try await Run.check(try Job(readingFrom: Self.jobPath, shipped: SampleLayers.folder), workers: workers)
  }

  /// 昌市政办发〔2022〕7号 三（三）: 36 wells, 11 kept, 25 closed, by unit and by deadline.
  @Test func theCountsOfTheDocument() async throws {
    let table = try await run(workers: 2).closingTable
    #expect(table.inProhibitedZones == 36 && table.keptReady == 11 && table.toClose == 25)
    #expect(table.deadlines == ["2022-11-30", "2023-11-30"])
    let rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.unit, ($0.counts, $0.responsible)) })
    #expect(rows.count == 6)
    for (unit, counts, responsible) in [
      ("滨湖镇", [1, 0], "滨湖镇"), ("庙尔沟乡", [0, 3], "庙尔沟乡"), ("建国路街道", [1, 0], "建国路街道"),
      ("中山路街道", [1, 8], "中山路街道"), ("宁边路街道", [0, 10], "宁边路街道"), ("昌吉西部热力有限公司", [1, 0], "市水利局"),
    ] {
      #expect(rows[unit]?.0 == counts && rows[unit]?.1 == responsible, "\(unit)")
    }
  }

  @Test func theCleanCountyHasNoErrorsButItsWells() async throws {
    let findings = try await run(workers: 2).findings
    #expect(findings.filter { $0.severity == .error && $0.code != "W01" }.isEmpty)
    #expect(findings.count { $0.code == "W01" } == 36)
    #expect(!findings.contains { $0.code.hasPrefix("T") })
  }

  @Test func theSameBytesWhateverTheWorkers() async throws {
    let folder = try TemporaryFolder()
    for workers in [1, 2, 5] {
      try await run(workers: workers).write(
        to: folder.file("\(workers)"), OutputOptions(language: .zh), workers: workers)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("1")).sorted()
    #expect(
      names == [
        "explain.jsonl", "findings.csv", "findings.geojson", "findings.xlsx", "manifest.json", "packet.gpkg",
        "review.html",
        "rollup.csv",
        "rollup.xlsx", "run.json", "wells.csv", "wells.geojson", "wells.xlsx",
      ])
    for name in names {
      let first = try folder.bytes(of: folder.file("1/\(name)"))
      for other in ["2", "5"] { #expect(try folder.bytes(of: folder.file("\(other)/\(name)")) == first, "\(name)") }
    }
  }

  @Test func anExplanationGivesTheDecisionAgain() async throws {
    let folder = try TemporaryFolder()
    let run = try await run(workers: 2)
    try await run.write(to: folder.file("out"), OutputOptions(language: .en), workers: 2)
    let explanations = try Explanations(inFolder: folder.file("out"))
    let explained = try await explanations.wells(workers: 2)
    #expect(explained.map(\.id) == run.wells.map(\.id))
    for (again, well) in zip(explained, run.wells) {
      #expect(again.decision.outcome == well.decision.outcome && again.decision.rule == well.decision.rule)
      #expect(again.decision.deadline == well.decision.deadline && again.decision.basis == well.decision.basis)
      #expect(again.place == well.location.position && again.decision.possible == well.decision.possible)
    }
    #expect(try explanations.wells(numbered: run.wells[7].id).map(\.id) == [run.wells[7].id])
    #expect(throws: InputFault.self) { _ = try explanations.wells(numbered: "no such well") }
  }
}

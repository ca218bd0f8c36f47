// A county with planted faults in two years: the second is the first with all rows in another order, all keys anew, every
// coordinate moved by a centimetre. The store must know every problem again.

import Formats
import Foundation
import Geometry
import Pipeline
import Registers
import SampleCounty
import SampleLayers
import TestSupport
import Testing

@Suite struct LastingProblemsTests {
  private let folder: TemporaryFolder
  private static let day = Day(year: 2022, month: 7, day: 1)!
  /// Layers that are drawn anew, and the field of their key where that is given anew too.
  private static let redrawn = [
    ("plots.gpkg", "plot_id"), ("survey.gpkg", "BSM"), ("wells.xlsx", "井编号"), ("forest.shp", nil),
    ("villages.shp", nil),
    ("townships.shp", nil), ("zones.shp", nil),
  ]

  init() throws {
    folder = try TemporaryFolder()
    for year in ["1", "2"] {
      try FileManager.default.createDirectory(atPath: folder.file(year), withIntermediateDirectories: true)
      var options = SampleOptions()
      options.faults = true
      options.plots = 300
      try writeSampleCounty(options, into: folder.file(year))
      try FileManager.default.removeItem(atPath: folder.file(year) + "/faults.json")
      let job = try String(contentsOfFile: SampleLayers.folder + "/sample-county/job.yaml", encoding: .utf8)
      _ = try folder.write(job + "\nstore: ../county.gpkg\n", to: "\(year)/job.yaml")
    }
  }

  private func read(_ file: String) throws -> Layer {
    var options = ReadOptions()
    options.tableAllowed = true
    options.pointsFromTables = false
    return try readLayer(VectorSource(folder.file("1/\(file)")), options: options).layer
  }

  /// Draws a layer of the first year anew for the second; returns what every new key was.
  private func redraw(_ file: String, _ key: String?, keeping isKept: (Int) -> Bool = { _ in true }) throws -> [String:
    String]
  {
    let old = try read(file)
    var random = SeededGenerator(17)
    var order = (0..<old.count).filter(isKept)
    order.shuffle(using: &random)
    var layer = old.gathering(order)
    var names: [String: String] = [:]
    var newOfOld: [String: String] = [:]
    if let key {
      let keys = order.map { row -> String? in
        guard let before = old.fields.text(key, row) else { return nil }
        // Rows of one key, a planted fault, stay of one key.
        let now = newOfOld[before] ?? "\(file.prefix(1))\(newOfOld.count + 10_000)"
        newOfOld[before] = now
        names[now] = before
        return now
      }
      layer.fields.set(key, .text(TextValues(keys)))
    }
    layer.geometry = layer.geometry?.jittered(by: 0.01, seed: 5)
    for name in ["X坐标", "Y坐标"] {
      guard let column = layer.fields[name] else { continue }
      let moved = (0..<layer.count).map { row in
        column.number(row).map { $0 + Double.random(in: -0.01...0.01, using: &random) }
      }
      layer.fields.set(name, .real(Values(moved)))
    }
    let path = folder.file("2/\(file)")
    try FileManager.default.removeItem(atPath: path)
    var writing = WriteOptions()
    writing.legacyGBK = file.hasSuffix(".shp")
    var writer = try LayerWriter(
      creating: path, layer: layer.name, kind: layer.geometry?.kind, frame: layer.frame,
      fields: layer.fields.all.map { FieldDefinition($0.name, $0.column.fieldKind) }, options: writing)
    try writer.append(layer)
    try writer.close()
    return names
  }

  private func check(_ year: String, on day: Day) async throws -> Run {
    var run = try await Run.check(
      try Job(readingFrom: folder.file("\(year)/job.yaml"), shipped: SampleLayers.folder), workers: 2)
    var options = OutputOptions(language: .en)
    options.disclosure = .none  // fewer files
    try await run.publish(to: folder.file("out"), options, on: day, by: "test", workers: 2)
    return run
  }

  @Test func noProblemChangesItsNumber() async throws {
    let first = try await check("1", on: Self.day)
    var names: [String: String] = [:]
    for (file, key) in Self.redrawn { names.merge(try redraw(file, key)) { a, _ in a } }
    let second = try await check("2", on: Self.day.adding(days: 365))
    let tracking = try #require(second.tracking)
    // The same finding under the keys of the first year has the same number.
    func name(_ finding: Finding, _ keys: [String]) -> String {
      var text = finding.message.en
      for row in finding.rows { text = text.replacing(row, with: "") }
      return ([finding.code] + finding.layers + keys.sorted()).joined(separator: " ") + " \(text.filter(\.isLetter))"
    }
    var numbers: [String: Set<String>] = [:]
    for finding in first.findings {
      numbers[name(finding, finding.rows), default: []].insert(first.tracking!.problem(of: finding)!.id)
    }
    var compared = 0
    for finding in second.findings {
      guard let known = numbers[name(finding, finding.rows.map { names[$0] ?? $0 })] else { continue }
      let number = try #require(tracking.problem(of: finding)).id
      #expect(known.contains(number), "\(number) was \(known): \(finding.message.en)")
      compared += 1
    }
    // What the centimetre itself mends (vertices and lines nearer than that), and plots that name wells by their old numbers.
    let lasting = first.findings.filter { !["G03", "T04", "X08"].contains($0.code) }
    #expect(compared > 500 && Double(compared) > 0.99 * Double(lasting.count))
    #expect(tracking.tally.new <= second.findings.count - compared && tracking.tally.reopened == 0)
    #expect(tracking.tally.stayed >= compared)
  }

  /// A tenth of the wells is gone. What is wrong with their entries ends with them; that they lie in a zone or have no permit
  /// does not end by leaving them out. No other problem is closed, and nothing is new.
  @Test func onlyWhatIsGoneIsClosed() async throws {
    let first = try await check("1", on: Self.day)
    let wells = try read("wells.xlsx")
    let gone = Set((0..<wells.count).filter { $0 % 10 == 0 }.map { wells.fields.text("井编号", $0)! })
    _ = try redraw("wells.xlsx", "井编号") { $0 % 10 != 0 }
    let second = try await check("2", on: Self.day.adding(days: 365))
    // Of two wells too near to each other one may be gone: that is their problem's end as well. And a plot whose well was too
    // far away names a number that no well has any more.
    let touched = first.findings.filter { !gone.isDisjoint(with: $0.rows) || $0.code == "X08" }
    let ended = touched.filter { $0.code.first != "W" || ["W05", "W06"].contains($0.code) }
    let tally = try #require(second.tracking).tally
    // Plots name wells by their old numbers, which nobody has any more.
    #expect(
      tally.new == second.findings.count { $0.code == "X12" } && tally.closed == ended.count
        && tally.stayed == first.findings.count - touched.count && tally.notLookedAt == touched.count - ended.count)
    #expect(!ended.isEmpty && touched.count > ended.count + 20)
  }

  /// A well that lost its coordinates and a zone whose kind is misspelt end no problem: nobody looked.
  @Test func whatCannotBeReadStays() async throws {
    let first = try await check("1", on: Self.day)
    let inZones = first.findings.filter { $0.code == "W01" }
    let well = try #require(inZones.first).rows[0]
    try change("wells.xlsx") { wells in
      let row = (0..<wells.count).first { wells.fields.text("井编号", $0) == well }!
      wells.fields.set(
        "X坐标", .real(Values((0..<wells.count).map { $0 == row ? nil : wells.fields["X坐标"]!.number($0) })))
    }
    let second = try await check("1", on: Self.day.adding(days: 1))
    #expect(!second.findings.contains { $0.code == "W01" && $0.rows[0] == well })
    #expect(second.tracking!.tally.closed == 0 && second.tracking!.tally.notLookedAt >= 1)
    try change("zones.shp") { zones in
      let kinds = (0..<zones.count).map { zones.fields.text("类型", $0)?.replacing("禁采", with: "禁釆") }
      zones.fields.set("类型", .text(TextValues(kinds)))
    }
    let third = try await check("1", on: Self.day.adding(days: 2))
    #expect(!third.findings.contains { $0.code == "W01" })
    #expect(third.tracking!.tally.closed == 0 && third.tracking!.tally.notLookedAt >= inZones.count)
  }

  /// A layer that comes back without the column in which values were wrong has had none of them put right.
  @Test func columnsThatAreGoneEndNothing() async throws {
    let first = try await check("1", on: Self.day)
    let dropped = ["plots.gpkg": ["tenure", "village_code", "area_mu"], "wells.xlsx": ["井电双控"]]
    let fields = ["tenure", "village_code", "area_mu", "dual_control"]
    let touched = first.findings.filter { !Set(fields).isDisjoint(with: $0.fields) }
    #expect(Set(touched.map(\.code)).isSuperset(of: ["A02", "A03", "A05", "A07", "W08"]))
    for (file, columns) in dropped {
      try change(file) { layer in
        var kept = FieldTable()
        for field in layer.fields.all where !columns.contains(field.name) { kept.set(field.name, field.column) }
        layer.fields = kept
      }
    }
    _ = try await check("1", on: Self.day.adding(days: 1))
    let states = try ProblemBook(of: Job(readingFrom: folder.file("1/job.yaml"), shipped: SampleLayers.folder)).list
    for finding in touched {
      let problem = try #require(states[first.tracking!.problem(of: finding)!.id])
      #expect(problem.state.isOpen, "\(problem.id) \(finding.message.en)")
    }
  }

  private func change(_ file: String, _ edit: (inout Layer) -> Void) throws {
    var layer = try read(file)
    edit(&layer)
    try FileManager.default.removeItem(atPath: folder.file("1/\(file)"))
    var writing = WriteOptions()
    writing.legacyGBK = file.hasSuffix(".shp")
    var writer = try LayerWriter(
      creating: folder.file("1/\(file)"), layer: layer.name, kind: layer.geometry?.kind, frame: layer.frame,
      fields: layer.fields.all.map { FieldDefinition($0.name, $0.column.fieldKind) }, options: writing)
    try writer.append(layer)
    try writer.close()
  }

  /// What a check without its layers does not find is not gone: cropland without plots stays a problem while nobody hands in
  /// the plots.
  @Test func whatIsNotLookedForStays() async throws {
    let first = try await check("1", on: Self.day)
    let path = folder.file("1/job.yaml")
    let job = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("role: plots") }.joined(separator: "\n")
    try Data(job.utf8).write(to: URL(fileURLWithPath: path))
    let tally = try #require(try await check("1", on: Self.day.adding(days: 1)).tracking).tally
    let unasked = first.findings.filter { finding in
      ["X03", "X08"].contains(finding.code) || finding.layers.contains("plots")
    }
    #expect(unasked.contains { $0.code == "X03" } && tally.closed == 0 && tally.notLookedAt >= unasked.count)
  }
}

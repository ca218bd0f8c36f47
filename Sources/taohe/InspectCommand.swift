// taohe inspect: what a file is, and what is wrong with it. Changes nothing.

import ArgumentParser
import Formats
import Geodesy
import Geometry
import Overlay
import Pipeline
import Reports
import Rules
import SampleLayers

struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: say(
      "看看这个文件是什么：图层、行数、坐标系、编码、问题；不做改动。", "What is this file: layers, rows, frame, encoding, faults; changes nothing."))

  @Argument(help: .say("矢量文件；“路径|图层”指定其中一层。", "Vector files; path|layer names one layer."))
  var files: [String]

  @Option(
    help: .say(
      "县界或乡镇界：据此判断图层的坐标系是否写对。",
      "The county's outline, or its townships: shows whether the layers are in the frame that they state."))
  var county: String?

  @Option(
    help: .say(
      "作业文件：用其中的乡镇界或村界作轮廓，用其坐标系作目标。", "A job: its townships or villages are the outline, its frame is where layers go.")
  )
  var job: String?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let county = try await countyPlace
    var entries: [LayerInspection] = []
    var faults: [InputFault] = []
    for file in files {
      // Of many files the bad one is looked for: it must not hide the others.
      do {
        let source = VectorSource(file)
        for name in try source.layer.map({ [$0] }) ?? layerNames(of: source) {
          entries.append(try await inspect(VectorSource(path: source.path, layer: name), in: county))
        }
      } catch let fault as InputFault where files.count > 1 {
        faults.append(fault)
      }
    }
    if common.json {
      try printJSON(entries)
    } else {
      print(entries.map { $0.text(in: common.language) }.joined(separator: "\n"), terminator: "")
    }
    for fault in faults.dropLast() { printError("taohe: " + fault.message(in: common.language)) }
    if let last = faults.last { throw last }
  }

  private var countyPlace: CountyPlace {
    get async throws {
      var place = CountyPlace()
      if let job {
        let job = try Job(readingFrom: job, shipped: SampleLayers.folder)
        place.frame = job.frame
        if county == nil { place.bounds = try await countyBounds(of: job, workers: common.workerCount) }
      }
      if let county { place.bounds = try countyBounds(ofOutline: county) }
      return place
    }
  }

  private func inspect(_ source: VectorSource, in county: CountyPlace) async throws -> LayerInspection {
    // Found out once: it is looked up in the environment.
    let language = common.language
    var options = ReadOptions()
    options.tableAllowed = true
    let result = try readLayer(source, options: options)
    let geometry = result.layer.geometry
    let invalid = try await geometry.asyncMap { try await invalidRows(of: $0, workers: common.workerCount) } ?? []
    let ids = result.layer.featureIDs
    var faults = result.failures.map { "fid \(ids[$0.row]): \($0.reason[language])" }
    faults += invalid.map { row in
      "fid \(ids[row.row]): \(row.words[language])" + (row.place.map { " (\($0.x), \($0.y))" } ?? "")
    }
    let bounds = geometry?.bounds
    return LayerInspection(
      source: VectorSource(path: source.path, layer: nil).description, layer: result.layer.name,
      rows: result.layer.count,
      geometry: geometry?.kind.title[.en] ?? "none",
      withoutGeometry: geometry.map { column in (0..<column.count).count { column.isEmpty(row: $0) } }
        ?? result.layer.count,
      coordinates: geometry?.coordinateCount ?? 0, frame: result.layer.frame?.name,
      frameDefinition: result.layer.frame.map { $0.definition.hasPrefix("EPSG:") ? $0.definition : "WKT" },
      frameDiagnosis: FrameInspection(result.layer, in: county, language),
      bounds: bounds.flatMap { $0.isEmpty ? nil : [$0.minX, $0.minY, $0.maxX, $0.maxY] },
      fields: result.layer.fields.names, notes: result.notes.map { $0[language] },
      diagnoses: result.diagnoses.map { diagnosis in
        DiagnosisEntry(
          code: diagnosis.code, severity: Checks.all.first { $0.code == diagnosis.code }?.severity.rawValue,
          fid: diagnosis.row.map { ids[$0] }, message: diagnosis.message[language])
      }, faults: faults)
  }
}

/// What the checks of files tell, by their codes.
private struct DiagnosisEntry: Encodable {
  let code: String
  let severity: String?
  let fid: Int64?
  let message: String
}

private struct LayerInspection: Encodable {
  let source: String
  let layer: String
  let rows: Int
  let geometry: String
  let withoutGeometry: Int
  let coordinates: Int
  let frame: String?
  let frameDefinition: String?
  let frameDiagnosis: FrameInspection?
  let bounds: [Double]?
  let fields: [String]
  let notes: [String]
  let diagnoses: [DiagnosisEntry]
  let faults: [String]

  /// How many lines of a kind are printed; `--json` has all.
  private static let shown = 20

  func text(in language: Language) -> String {
    var lines = ["\(source) | \(layer)"]
    func add(_ zh: String, _ en: String, _ value: String) {
      let heading = language.say(zh, en)
      lines.append("  " + heading + String(repeating: " ", count: max(1, 12 - displayWidth(heading))) + value)
    }
    add(
      "行数", "rows",
      "\(rows)"
        + (withoutGeometry > 0
          ? language.say("（无图形 \(withoutGeometry)）", " (\(withoutGeometry) without geometry)") : "")
    )
    let kind =
      language == .zh ? ["points": "点", "lines": "线", "polygons": "面", "none": "无"][geometry] ?? geometry : geometry
    add("几何", "geometry", kind + language.say("，坐标 \(coordinates) 个", ", \(coordinates) coordinates"))
    add("坐标系", "frame", frame.map { "\($0) (\(frameDefinition ?? ""))" } ?? language.say("未注明", "not stated"))
    if let diagnosis = frameDiagnosis {
      add("坐标核对", "frame check", diagnosis.verdict)
      for line in diagnosis.evidence { add("依据", "evidence", line) }
      if let remedy = diagnosis.remedy { add("建议", "proposal", remedy) }
      if let intoJob = diagnosis.intoJob { add("作业", "job", intoJob) }
    }
    if let bounds { add("范围", "bounds", bounds.map { "\($0)" }.joined(separator: " ")) }
    add("字段", "fields", fields.joined(separator: ", "))
    for note in notes { add("说明", "note", note) }
    for diagnosis in diagnoses.prefix(Self.shown) {
      lines.append("  \(diagnosis.code)         \(diagnosis.fid.map { "fid \($0): " } ?? "")\(diagnosis.message)")
    }
    if diagnoses.count > Self.shown {
      add(
        "诊断", "diagnoses",
        language.say("……另有 \(diagnoses.count - Self.shown) 处", "… and \(diagnoses.count - Self.shown) more"))
    }
    for fault in faults.prefix(Self.shown) { add("问题", "fault", fault) }
    if faults.count > Self.shown {
      add("问题", "fault", language.say("……另有 \(faults.count - Self.shown) 处", "… and \(faults.count - Self.shown) more"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

// The folder of a run: all files appear together under their names, or none does.

import Formats
import Foundation
import Geodesy
import Geometry
import Overlay
import Pictures
import Reports
import Rules

/// Taohe's own version.
public let taoheVersion = "0.1.0"

/// One file on its way into the folder of a run.
private struct Output: Sendable {
  let name: String
  /// Writes the file at a path.
  let write: @Sendable (String) throws -> Void

  init(_ name: String, _ write: @escaping @Sendable (String) throws -> Void) {
    self.name = name
    self.write = write
  }

  init(_ name: String, data: @escaping @Sendable () throws -> Data) {
    self.name = name
    write = { try data().write(to: URL(fileURLWithPath: $0)) }
  }
}

extension Run {
  /// Writes the outputs of the run into a folder, several at a time. The same run with the same options is the same bytes,
  /// whatever the number of workers.
  ///
  /// - Parameter pictures: of ``pictures(_:in:workers:)``.
  public func write(
    to folder: String, _ options: OutputOptions, pictures: [PictureFile] = [], workers: Int
  ) async throws {
    let staged = try StagedFolder(for: folder)
    let inputs = try inputHashes()
    var run = self
    run.disclosure = options.disclosure
    let lists = try await run.lists(in: options.language, workers: workers)
    let outputs = run.outputs(options, pictures, lists, inputs)
    for output in outputs { try staged.makeFolder(of: output.name) }
    try await staged.withFolder { stage in
      _ = try await inChunks(of: outputs.count, size: 1, workers: workers, state: {}) { _, index in
        let output = outputs[index.lowerBound]
        try output.write("\(stage)/\(output.name)")
      }
    }
    try staged.write(try canonicalJSON(manifest(of: staged, inputs: inputs)), to: Manifest.fileName)
    try staged.publish()
  }

  /// The files of the run; those that take longest first, so that no worker waits for another at the end.
  private func outputs(
    _ options: OutputOptions, _ pictures: [PictureFile], _ lists: RunLists, _ inputs: [FileHash]
  ) -> [Output] {
    let language = options.language
    var outputs: [Output] = []
    if disclosure == .exact {
      outputs.append(Output("packet.gpkg") { try writePacket(lists, to: $0, in: language) })
      if let leaflet {
        outputs.append(
          Output(ReviewPage.fileName, data: { try reviewPage(lists, with: leaflet, language: language) }))
      }
    }
    outputs.append(
      Output(Explanations.fileName, data: { try explanationLines(lists.facts, places: lists.wells.places) }))
    outputs += self.outputs(of: lists.wells, lists.findings, under: "", language, inputs)
    outputs.append(Output("run.json", data: { try canonicalJSON(RunReport(self, timed: options.timed)) }))
    if previous != nil {
      outputs.append(Output("changes.csv", data: { Data(changesTable(in: language).text(in: language).utf8) }))
      outputs.append(Output("changes.xlsx") { try changesWorkbook(in: language, inputs: inputs).write(to: $0) })
    }
    if water != nil {
      outputs.append(Output("water.csv", data: { Data(waterTable(in: language).text(in: language).utf8) }))
      outputs.append(Output("water.xlsx") { try waterWorkbook(in: language, inputs: inputs).write(to: $0) })
    }
    for picture in pictures {
      outputs.append(Output("\(PictureFile.folder)/\(picture.name)", data: { picture.data }))
    }
    if options.byTownship {
      for own in townshipRuns {
        let folder = "townships/\(own.folder)/"
        outputs += own.run.outputs(
          of: lists.wells.keeping(own.wells), lists.findings.keeping(own.findings), under: folder, language, inputs)
        outputs.append(
          Output("\(folder)closing.html", data: { Data(own.run.closingPage(of: own.folder, in: language).utf8) }))
      }
    }
    return outputs
  }

  /// The lists of wells, findings and areas, each as CSV and XLSX, and as GeoJSON where places may be shown.
  private func outputs(
    of wells: RunList, _ findings: RunList, under folder: String, _ language: Language, _ inputs: [FileHash]
  ) -> [Output] {
    func csv(_ name: String, _ list: RunList) -> Output {
      Output("\(folder)\(name).csv", data: { self.csv(list, in: language).data })
    }
    func workbook(_ name: String, _ book: @escaping @Sendable () -> Workbook) -> Output {
      Output("\(folder)\(name).xlsx") { try book().write(to: $0) }
    }
    func geoJSON(_ name: String, _ list: RunList) -> Output {
      Output("\(folder)\(name).geojson", data: { list.geoJSON.data })
    }
    let places = disclosure == .none ? [] : [geoJSON("findings", findings), geoJSON("wells", wells)]
    return places + [
      workbook("wells") { wellsWorkbook(wells, in: language, inputs: inputs) },
      workbook("findings") { findingsWorkbook(findings, in: language, inputs: inputs) },
      csv("wells", wells), csv("findings", findings),
      workbook("rollup") { rollUpWorkbook(in: language, inputs: inputs) },
      Output("\(folder)rollup.csv", data: { Data(rollUpTable(in: language).text(in: language).utf8) }),
    ]
  }

  /// The closing list of a township as a page to print.
  private func closingPage(of township: String, in language: Language) -> String {
    let explained = wells.map { well in
      ExplainedWell(id: well.id, place: shownPlace(of: well), facts: facts(of: well), decision: well.decision)
    }
    let forms = WellForms(explained, on: job.decisionDate, in: language)
    return Sheet(
      title: language == .zh ? "\(township)机井处置清单" : "\(township): what happens to its wells",
      subtitle: language == .zh
        ? "\(job.county.name) \(job.year) 年度套核，判定日 \(job.decisionDate)"
        : "\(job.county.name), annual check of \(job.year), decided as of \(job.decisionDate)",
      lead: [], sections: forms.sections(.plan) + forms.sections(.order)
    ).page(in: language)
  }

  private func inputHashes() throws -> [FileHash] {
    var inputs: [FileHash] = []
    var seen: Set<String> = []
    for (path, name) in job.files + (leaflet?.files ?? []) where seen.insert(path).inserted {
      for file in Self.files(of: path) { inputs.append(try FileHash(of: path + file, named: name + file)) }
    }
    return inputs
      + job.layers.filter { $0.importedInto != nil }.compactMap { entry in
        layers[entry.role].map { FileHash(of: $0.layer, named: entry.sourceName) }
      }
  }

  private func manifest(of staged: StagedFolder, inputs: [FileHash]) throws -> Manifest {
    Manifest(
      versions: [
        "taohe": taoheVersion, "gdal": gdalVersion, "geos": geosVersion, "proj": projVersion,
        "librsvg": librsvgVersion, "cairo": cairoVersion,
      ],
      tolerances: [
        "position_accuracy_m": job.wellSettings.positionAccuracy, "pipe_reach_m": job.wellSettings.pipeReach,
        "pipe_detour": job.wellSettings.detour, "same_well_m": job.wellSettings.sameWell,
        "permit_window_days": Double(job.wellSettings.permitWindow),
      ].merging(job.checkSettings.tolerances) { own, _ in own },
      ruleSets: job.ruleTables.map(\.name), inputs: inputs,
      outputs: try staged.fileNames.map { try FileHash(of: staged.path($0), named: $0) })
  }

  /// What lies under a path: nothing where it is no file (a database), the file itself, or the files of a folder in order.
  /// As ends to be put behind the path.
  static func files(of path: String) -> [String] {
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    switch type {
    case .typeRegular: return [""]
    case .typeDirectory:
      let inside = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
      return inside.sorted().map { "/" + $0 }.filter { end in
        (try? FileManager.default.attributesOfItem(atPath: path + end))?[.type] as? FileAttributeType == .typeRegular
      }
    default: return []
    }
  }
}

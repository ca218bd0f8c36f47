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
    try await staged(for: folder, options, pictures: pictures, workers: workers).publish()
  }

  /// The same, not yet at their place.
  func staged(
    for folder: String, _ options: OutputOptions, pictures: [PictureFile], workers: Int
  ) async throws -> StagedFolder {
    let staged = try StagedFolder(for: folder)
    let run = disclosing(options.disclosure)
    async let lists = run.lists(in: options.language, workers: workers)
    let inputs = inputHashes
    let outputs = run.outputs(options, pictures, try await lists, inputs)
    for output in outputs { try staged.makeFolder(of: output.name) }
    let written = try await staged.withFolder { stage in
      try await inChunks(of: outputs.count, size: 1, workers: workers, state: {}) { _, index in
        let output = outputs[index.lowerBound]
        try output.write("\(stage)/\(output.name)")
        return try FileHash(of: "\(stage)/\(output.name)", named: output.name)
      }
    }
    try staged.write(try canonicalJSON(manifest(inputs: inputs, outputs: written)), to: Manifest.fileName)
    return staged
  }

  /// The files of the run; those that take longest first, so that no worker waits for another at the end.
  private func outputs(
    _ options: OutputOptions, _ pictures: [PictureFile], _ lists: RunLists, _ inputs: [FileHash]
  ) -> [Output] {
    let language = options.language
    var outputs: [Output] = []
    if disclosure == .exact {
      outputs.append(Output("packet.gpkg") { try writePacket(lists, to: $0, in: language) })
    }
    outputs += workbooks(of: lists.wells, lists.findings, under: "", language, inputs)
    if disclosure == .exact, let leaflet {
      outputs.append(
        Output(ReviewPage.fileName) { try writeReviewPage(lists, with: leaflet, to: $0, in: language) })
    }
    outputs.append(
      Output(Explanations.fileName) { try writeExplanations(lists.facts, places: lists.wells.places, to: $0) })
    outputs += texts(of: lists.wells, lists.findings, under: "", language)
    outputs.append(Output("run.json", data: { try canonicalJSON(RunReport(self, timed: options.timed)) }))
    if previous != nil {
      outputs.append(Output("changes.csv", data: { Data(changesTable(in: language).text(in: language).utf8) }))
      outputs.append(Output("keys.csv", data: { Data(keysTable(in: language).text(in: language).utf8) }))
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
        let (wells, findings) = (lists.wells.keeping(own.wells), lists.findings.keeping(own.findings))
        outputs += own.run.workbooks(of: wells, findings, under: folder, language, inputs)
        outputs += own.run.texts(of: wells, findings, under: folder, language)
        outputs.append(
          Output(
            "\(folder)closing.html", data: { Data(own.run.closingPage(of: own.name[language], in: language).utf8) }))
      }
    }
    return outputs
  }

  /// The lists of wells, findings and areas as XLSX.
  private func workbooks(
    of wells: RunList, _ findings: RunList, under folder: String, _ language: Language, _ inputs: [FileHash]
  ) -> [Output] {
    [
      Output("\(folder)wells.xlsx") { try wellsWorkbook(wells, in: language, inputs: inputs).write(to: $0) },
      Output("\(folder)findings.xlsx") { try findingsWorkbook(findings, in: language, inputs: inputs).write(to: $0) },
      Output("\(folder)rollup.xlsx") { try rollUpWorkbook(in: language, inputs: inputs).write(to: $0) },
    ]
  }

  /// The same lists as CSV, and as GeoJSON where places may be shown.
  private func texts(of wells: RunList, _ findings: RunList, under folder: String, _ language: Language) -> [Output] {
    var outputs: [Output] = []
    for (name, list) in [("wells", wells), ("findings", findings)] {
      if disclosure != .none { outputs.append(Output("\(folder)\(name).geojson") { try list.writeGeoJSON(to: $0) }) }
      outputs.append(Output("\(folder)\(name).csv") { try writeCSV(list, to: $0, in: language) })
    }
    outputs.append(Output("\(folder)rollup.csv", data: { Data(rollUpTable(in: language).text(in: language).utf8) }))
    return outputs
  }

  /// The closing list of a township as a page to print.
  private func closingPage(of township: String, in language: Language) -> String {
    let explained = wells.map { well in
      ExplainedWell(id: well.id, place: shownPlace(of: well), facts: facts(of: well), decision: well.decision)
    }
    let forms = WellForms(
      explained, on: job.decisionDate, hasRegister: hasRegister, hasRules: !job.ruleBook.tables.isEmpty,
      in: language)
    return Sheet(
      title: language.say("\(township)机电井处置清单", "\(township): what happens to its wells"),
      subtitle: language.say(
        "\(job.county.name)\(job.year)年度套核，判定日 \(job.decisionDate.written(in: .zh))",
        "\(job.county.name), annual check of \(job.year), decided as of \(job.decisionDate)"),
      lead: [], sections: forms.sections(.plan) + forms.sections(.order)
    ).page(in: language)
  }

  /// Of the files, and of what was imported.
  private var inputHashes: [FileHash] {
    inputs
      + job.layers.filter { $0.importedInto != nil }.compactMap { entry in
        layers[entry.role].map { FileHash(of: $0.layer, named: entry.sourceName) }
      }
  }

  private func manifest(inputs: [FileHash], outputs: [FileHash]) -> Manifest {
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
      outputs: outputs.sorted { $0.name < $1.name })
  }
}

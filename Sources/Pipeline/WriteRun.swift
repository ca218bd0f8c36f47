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

extension Run {
  /// Writes the outputs of the run into a folder. The same run with the same options is the same bytes.
  ///
  /// - Parameter pictures: of ``pictures(_:in:workers:)``.
  public func write(to folder: String, _ options: OutputOptions, pictures: [PictureFile] = []) throws {
    let staged = try StagedFolder(for: folder)
    let language = options.language
    var run = self
    run.disclosure = options.disclosure
    let inputs = try inputHashes()
    try staged.write(try canonicalJSON(RunReport(self, timed: options.timed)), to: "run.json")
    try staged.write(try run.explanationLines(), to: Explanations.fileName)
    try run.writeLists(into: staged, under: "", language, inputs)
    if options.disclosure == .exact {
      try staged.withFolder { try writePacket(to: $0 + "/packet.gpkg", in: language) }
      if let leaflet { try staged.write(try reviewPage(with: leaflet, language: language), to: ReviewPage.fileName) }
    }
    for picture in pictures { try staged.write(picture.data, to: "\(PictureFile.folder)/\(picture.name)") }
    if options.byTownship {
      for (name, own) in run.townshipRuns {
        try own.writeLists(into: staged, under: "townships/\(name)/", language, inputs)
        try staged.write(Data(own.closingPage(of: name, in: language).utf8), to: "townships/\(name)/closing.html")
      }
    }
    try staged.write(try canonicalJSON(manifest(of: staged, inputs: inputs)), to: "manifest.json")
    // A map that an earlier run left must not stand beside lists that are to show none.
    try staged.publish(replacing: Manifest.outputs(inFolder: folder))
  }

  /// The lists of wells, findings and areas, each as CSV and XLSX, and as GeoJSON where places may be shown.
  private func writeLists(
    into staged: StagedFolder, under folder: String, _ language: Language, _ inputs: [FileHash]
  ) throws {
    func write(_ table: CSVTable, _ name: String) throws {
      try staged.write(Data(table.text(in: language).utf8), to: "\(folder)\(name).csv")
    }
    func write(_ workbook: Workbook, _ name: String) throws {
      try staged.withFolder { try workbook.write(to: "\($0)/\(folder)\(name).xlsx") }
    }
    let (wellColumns, findingColumns) = (wellColumns(in: language), findingColumns(in: language))
    let placeOfWell = { (well: Well) in shownPlace(of: well) }
    let placeOfFinding = { (finding: Finding) in shownPlace(of: finding) }
    let showsPlaces = disclosure != .none
    try write(csv(wells, wellColumns, place: showsPlaces ? placeOfWell : nil, language: language), "wells")
    try write(csv(findings, findingColumns, place: showsPlaces ? placeOfFinding : nil, language: language), "findings")
    try write(rollUpTable(in: language), "rollup")
    try write(wellsWorkbook(in: language, inputs: inputs), "wells")
    try write(findingsWorkbook(in: language, inputs: inputs), "findings")
    try write(rollUpWorkbook(in: language, inputs: inputs), "rollup")
    guard showsPlaces else { return }
    try writeGeoJSON("wells", wells, wellColumns, place: placeOfWell, in: staged, under: folder)
    try writeGeoJSON("findings", findings, findingColumns, place: placeOfFinding, in: staged, under: folder)
  }

  private func writeGeoJSON<Row>(
    _ name: String, _ rows: [Row], _ columns: [ListColumn<Row>], place: (Row) -> Coordinate?, in staged: StagedFolder,
    under folder: String
  ) throws {
    let fields = columns.map { FieldDefinition($0.key, $0.kind) }
    let layer = try pointLayer(name, rows, columns, place: place).transformed(to: .wgs84).layer
    try staged.withFolder { stage in
      var writer = try LayerWriter(
        creating: "\(stage)/\(folder)\(name).geojson", layer: name, kind: .point, frame: .wgs84, fields: fields)
      try writer.append(layer)
      try writer.close()
    }
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
        "permit_window_days": Double(job.wellSettings.permitWindow), "overlap_area_m2": job.overlapTolerance.area,
        "overlap_width_m": job.overlapTolerance.width,
      ],
      ruleSets: job.ruleTables.map(\.name), inputs: inputs,
      outputs: try staged.fileNames.map { try FileHash(of: staged.path($0), named: $0) })
  }

  /// What lies under a path: nothing where it is no file (a database), the file itself, or the files of a folder in order.
  /// As ends to be put behind the path.
  private static func files(of path: String) -> [String] {
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

// The folder of a run: all files appear together under their names, or none does.

import Formats
import Foundation
import Geodesy
public import Geometry
import Overlay
import Pictures
import Reports
import Rules

/// Taohe's own version.
public let taoheVersion = "0.1.0"

extension Run {
  /// Writes the outputs of the run. The same run is the same bytes, except for `timed`, which adds step times to run.json.
  ///
  /// - Parameters:
  ///   - language: of headings and messages.
  ///   - pictures: of ``pictures(_:in:workers:)``.
  public func write(
    to folder: String, language: Language, timed: Bool = false, pictures: [PictureFile] = []
  ) throws {
    let staged = try StagedFolder(for: folder)
    try staged.write(try canonicalJSON(RunReport(self, timed: timed)), to: "run.json")
    try staged.write(try explanationLines(), to: Explanations.fileName)

    let wellColumns = wellColumns(in: language)
    let wellRows = csv(wells, wellColumns, place: \.location.position, language: language)
    try staged.write(Data(wellRows.text(in: language).utf8), to: "wells.csv")
    try writeGeoJSON(try pointLayer("wells", wells, wellColumns, place: \.location.position), wellColumns, in: staged)

    let message = ListColumn<Finding>("message", zh: "说明", en: "message") { .text($0.message[language]) }
    let columns = findingColumns + [message]
    let findingRows = csv(findings, columns, place: \.place, language: language)
    try staged.write(Data(findingRows.text(in: language).utf8), to: "findings.csv")
    try writeGeoJSON(try pointLayer("findings", findings, columns, place: \.place), columns, in: staged)

    try staged.write(Data(rollUpTable(in: language).text(in: language).utf8), to: "rollup.csv")
    for picture in pictures { try staged.write(picture.data, to: "\(PictureFile.folder)/\(picture.name)") }
    try staged.write(try canonicalJSON(manifest(of: staged)), to: "manifest.json")
    try staged.publish()
  }

  private func writeGeoJSON<Row>(_ layer: Layer, _ columns: [ListColumn<Row>], in staged: StagedFolder) throws {
    let fields = columns.map { FieldDefinition($0.key, $0.kind) }
    let layer = try layer.transformed(to: .wgs84).layer
    try staged.withFolder { folder in
      var writer = try LayerWriter(
        creating: "\(folder)/\(layer.name).geojson", layer: layer.name, kind: .point, frame: .wgs84, fields: fields)
      try writer.append(layer)
      try writer.close()
    }
  }

  private func manifest(of staged: StagedFolder) throws -> Manifest {
    var inputs: [FileHash] = []
    var seen: Set<String> = []
    for (path, name) in job.files where seen.insert(path).inserted {
      for file in Self.files(of: path) { inputs.append(try FileHash(of: path + file, named: name + file)) }
    }
    return Manifest(
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

// All pictures of a run, under the names of their files.

public import Foundation
public import Geometry
public import Pictures
import Rules

/// A file of the folder of pictures.
public struct PictureFile: Sendable {
  public let name: String
  public let data: Data

  /// The folder of pictures within the folder of a run.
  public static let folder = "pictures"
}

extension Run {
  /// Draws every township and every chart in every form asked for. The same run is the same bytes, whatever the workers.
  public func pictures(
    _ forms: [PictureForm], in language: Language, workers: Int
  ) async throws -> [PictureFile] {
    let units = mapUnits
    var names = FileNames()
    var drawings: [(name: String, drawing: any Drawable)] = []
    for unit in units {
      let kind = unit.rows.isEmpty ? "county" : "township"
      drawings.append((names.unused(fileName("\(kind)-\(unit.code)")), map(of: unit, in: language)))
    }
    for entry in areas {
      drawings.append((names.unused(fileName("areas-\(entry.role)")), areaChart(of: entry, in: language)))
    }
    if !wells.isEmpty { drawings.append((names.unused("wells"), wellChart(units, in: language))) }

    let (all, facts) = (drawings, PictureFacts(language: language, day: job.decisionDate))
    return try await inChunks(of: all.count, size: 1, workers: workers, state: {}) { _, index in
      let (name, drawing) = all[index.lowerBound]
      return try forms.map { PictureFile(name: "\(name).\($0.rawValue)", data: try drawing.file($0, facts)) }
    }.flatMap { $0 }
  }
}

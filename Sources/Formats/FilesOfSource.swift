// The files that a source consists of, for whoever has to say what was read.

import Foundation
import Geometry

extension VectorSource {
  /// The paths of its files, those that are there: a shapefile and a MapInfo table are several. The folder itself of a geodatabase;
  /// none of a database.
  public var files: [String] {
    guard !isDatabase else { return [] }
    switch SourceFormat(ending: fileExtension) {
    case .shapefile:
      let found = ShapefileFiles(path)
      return [found.shp, found.shx, found.dbf, found.prj, found.cpg].compactMap { $0 }
    case .mapInfo:
      let folder = path.folderOfPath
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
      let endings = ["tab", "dat", "map", "id", "ind", "mif", "mid"]
      return names.sorted().filter { name in
        let one = VectorSource(path: name, layer: nil)
        return one.stem == stem && endings.contains(one.fileExtension)
      }.map { (folder as NSString).appendingPathComponent($0) }
    default: return [path]
    }
  }
}

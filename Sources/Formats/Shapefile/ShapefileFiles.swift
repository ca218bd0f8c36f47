// The files that make up a shapefile, in whatever case their endings are written.

struct ShapefileFiles: Sendable {
  let shp: String?
  let shx: String?
  let dbf: String?
  let prj: String?
  let cpg: String?

  /// - Parameter path: of the .shp, or of a .dbf.
  init(_ path: String) {
    let base = String(path.dropLast(3))
    let isUpper = path.last?.isUppercase ?? false
    func companion(_ ending: String) -> String? {
      let endings = isUpper ? [ending.uppercased(), ending] : [ending, ending.uppercased()]
      return endings.lazy.map { base + $0 }.first(where: fileExists)
    }
    shp = companion("shp")
    shx = companion("shx")
    dbf = companion("dbf")
    prj = companion("prj")
    cpg = companion("cpg")
  }
}

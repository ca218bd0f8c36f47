// Points from tables: wells come as CSV or spreadsheets with two columns of coordinates.

import Geometry

/// Column names that say what they hold. X is taken as east here; a list with survey axes (X = north) names its columns
/// by direction, or the job names them.
private let coordinateNames: [(x: [String], y: [String], degrees: Bool)] = [
  (["longitude", "lon", "lng", "long", "经度"], ["latitude", "lat", "纬度"], true),
  (["easting", "east", "东坐标", "横坐标"], ["northing", "north", "北坐标", "纵坐标"], false),
  (["x", "x坐标", "x_coord", "point_x", "xcoord"], ["y", "y坐标", "y_coord", "point_y", "ycoord"], false),
]

extension ReadResult {
  /// Makes the points of a table from its coordinate columns. Rows without two finite numbers stay without geometry and
  /// are told as failures.
  mutating func placePoints(source: VectorSource, options: ReadOptions) throws {
    guard let fields = try coordinateFields(source: source, options: options) else {
      if options.tableAllowed { return }
      throw InputFault(
        at: source.description,
        Words(zh: "表中没有几何，也没有找到坐标列", en: "the table has no geometry and no columns of coordinates"),
        remedy: Words(
          zh: "坐标列请命名为 X/Y、东坐标/北坐标 或 经度/纬度，或指明列名；现有列：\(layer.fields.names.joined(separator: "、"))",
          en:
            "name the columns x/y, easting/northing or longitude/latitude, or say which they are; its columns: \(layer.fields.names.joined(separator: ", "))"
        ))
    }
    let xColumn = layer.fields[fields.x]!
    let yColumn = layer.fields[fields.y]!
    var builder = GeometryBuilder(.point)
    for row in 0..<layer.count {
      if let x = xColumn.number(row), let y = yColumn.number(row), Coordinate(x: x, y: y).isInRange {
        builder.appendPoint(Coordinate(x: x, y: y))
      } else {
        builder.endRow()
        failures.append(
          RowFailure(
            row: row,
            reason: Words(
              zh: "“\(fields.x)”“\(fields.y)”不是一对坐标",
              en: "'\(fields.x)' and '\(fields.y)' are not a pair of coordinates")))
      }
    }
    layer.geometry = builder.finish()
    layer.frame = options.statedFrame ?? options.assumedFrame
    if layer.frame == nil && fields.degrees {
      layer.frame = Frame(definition: "EPSG:4326", name: "WGS 84", isGeographic: true)
      notes.append(
        Words(
          zh: "坐标取自“\(fields.x)”“\(fields.y)”列，按 WGS 84 经纬度处理",
          en: "points from columns '\(fields.x)' and '\(fields.y)', taken as degrees of WGS 84"))
    }
  }

  private func coordinateFields(
    source: VectorSource, options: ReadOptions
  ) throws -> (x: String, y: String, degrees: Bool)? {
    let names = layer.fields.names
    if let given = options.coordinateFields {
      for name in [given.x, given.y] where !names.contains(name) {
        throw InputFault(
          at: source.description, Words(zh: "没有列“\(name)”", en: "there is no column '\(name)'"),
          remedy: Words(zh: "现有列：\(names.joined(separator: "、"))", en: "its columns: \(names.joined(separator: ", "))"))
      }
      return (given.x, given.y, false)
    }
    func first(of candidates: [String]) -> String? {
      let lowered = candidates.map { $0.lowercased() }
      return names.first { lowered.contains($0.trimmingSpaces().lowercased()) }
    }
    let stated = (options.statedFrame ?? options.assumedFrame)?.isGeographic
    // What the frame contradicts is not what the columns hold: 经度 beside X in a list that is stated to be in metres.
    for candidates in coordinateNames where stated == nil || stated == candidates.degrees {
      let x = first(of: candidates.x)
      let y = first(of: candidates.y)
      if let x, let y { return (x, y, candidates.degrees) }
    }
    if let x = first(of: options.coordinateNames.x), let y = first(of: options.coordinateNames.y) {
      return (x, y, false)
    }
    return nil
  }
}

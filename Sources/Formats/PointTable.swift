// Points from tables: wells come as CSV or spreadsheets with two columns of coordinates.

import Geometry

/// Column names that say what they hold. X is taken as east here; a list with survey axes (X = north) names its columns
/// by direction, or the job names them.
private let coordinateNames: [(x: [String], y: [String], degrees: Bool)] = [
  (["longitude", "lon", "lng", "long", "经度", "东经", "井口经度"], ["latitude", "lat", "纬度", "北纬", "井口纬度"], true),
  (["easting", "east", "东坐标", "横坐标"], ["northing", "north", "北坐标", "纵坐标"], false),
  (["x", "x坐标", "x_coord", "point_x", "xcoord"], ["y", "y坐标", "y_coord", "point_y", "ycoord"], false),
]

/// Two columns of coordinates.
private struct CoordinateColumns {
  let x: String
  let y: String
  /// Whether their names say that they are degrees.
  var degrees = false

  /// Whether a name says that plain numbers are degrees, minutes and seconds.
  static func isPacked(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["度分秒", "dms", "d.ms", "dd.mmss", "d.mmss"].contains { name.contains($0) }
  }

  /// A name without what stands in brackets and without its word for the form: 经度（度分秒） is 经度.
  static func plain(_ name: String) -> String {
    var plain = name.lowercased()
    if let bracket = plain.firstIndex(where: { "(（[".contains($0) }), bracket > plain.startIndex {
      plain = String(plain[..<bracket])
    }
    for word in ["度分秒", "_dms", "dms"] { plain = plain.replacing(word, with: "") }
    return plain.trimmingSpaces()
  }
}

extension ReadResult {
  /// Makes the points of a table from its coordinate columns. Rows without a pair of coordinates stay without geometry and
  /// are told as failures.
  mutating func placePoints(source: VectorSource, options: ReadOptions) throws {
    guard let columns = try coordinateColumns(source: source, options: options) else {
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
    coordinateColumns = [columns.x, columns.y]
    let isAngle = placePoints(columns)
    layer.frame = options.statedFrame ?? options.assumedFrame
    if layer.frame == nil && (columns.degrees || isAngle) {
      layer.frame = Frame(definition: "EPSG:4326", name: "WGS 84", isGeographic: true)
      notes.append(
        Words(
          zh: "坐标取自“\(columns.x)”“\(columns.y)”列，按 WGS 84 经纬度处理",
          en: "points from columns '\(columns.x)' and '\(columns.y)', taken as degrees of WGS 84"))
    }
  }

  /// Places every row; returns whether coordinates have minutes and seconds.
  private mutating func placePoints(_ columns: CoordinateColumns) -> Bool {
    let x = coordinates(of: columns.x)
    let y = coordinates(of: columns.y)
    var builder = GeometryBuilder(.point)
    var swapped = 0
    var angles = 0
    for row in 0..<layer.count {
      guard let first = x(row), let second = y(row), first.axis == nil || first.axis != second.axis else {
        builder.endRow()
        failures.append(RowFailure(row: row, reason: fault(of: columns, row, x: x(row), y: y(row))))
        continue
      }
      if first.isAngle || second.isAngle { angles += 1 }
      // What a value says of itself goes before what its column is called.
      let isSwapped = first.axis == .latitude || second.axis == .longitude
      if isSwapped { swapped += 1 }
      builder.appendPoint(
        isSwapped ? Coordinate(x: second.value, y: first.value) : Coordinate(x: first.value, y: second.value))
    }
    layer.geometry = builder.finish()
    if angles > 0 {
      notes.append(
        Words(zh: "\(angles) 行坐标是度分秒，已换算为度", en: "coordinates of \(angles) rows are degrees, minutes and seconds"))
    }
    if swapped > 0 {
      diagnoses.append(
        Diagnosis(
          "F04",
          Words(
            zh: "\(swapped) 行的经纬度写反了列（值上的 E/N、东经/北纬与列名“\(columns.x)”“\(columns.y)”相反），已按值上的标记取用；请改正表头",
            en:
              "\(swapped) rows have longitude and latitude in each other's column (their E, N, 东经, 北纬 say so, against '\(columns.x)' and '\(columns.y)'). They are taken as marked; correct the heading"
          )))
    }
    return angles > 0
  }

  /// Why the two are no pair of coordinates. The values are not said: a run may keep places to itself.
  private func fault(of columns: CoordinateColumns, _ row: Int, x: CoordinateText?, y: CoordinateText?) -> Words {
    let faults: [Words] = [(columns.x, x), (columns.y, y)].compactMap { column, value in
      if value != nil { return nil }
      return (layer.fields.text(column, row) ?? "").trimmingSpaces().isEmpty
        ? Words(zh: "“\(column)”是空的", en: "'\(column)' is empty")
        : Words(zh: "“\(column)”不能识别", en: "'\(column)' cannot be read")
    }
    let why =
      faults.isEmpty
      ? Words(zh: "两者标为同一轴", en: "both are marked as of one axis")
      : Words(zh: faults.map(\.zh).joined(separator: "，"), en: faults.map(\.en).joined(separator: ", "))
    return Words(
      zh: "“\(columns.x)”“\(columns.y)”不是一对坐标（\(why.zh)）",
      en: "'\(columns.x)' and '\(columns.y)' are not a pair of coordinates (\(why.en))")
  }

  private func coordinates(of name: String) -> (Int) -> CoordinateText? {
    let column = layer.fields[name]!
    let packed = CoordinateColumns.isPacked(name)
    return { row in
      if !packed, let number = column.number(row) { return CoordinateText(number) }
      return column.text(row).flatMap { CoordinateText($0, packed: packed) }.flatMap { $0.isInRange ? $0 : nil }
    }
  }

  private func coordinateColumns(source: VectorSource, options: ReadOptions) throws -> CoordinateColumns? {
    let names = layer.fields.names
    if let given = options.coordinateFields {
      for name in [given.x, given.y] where !names.contains(name) {
        throw InputFault(
          at: source.description, Words(zh: "没有列“\(name)”", en: "there is no column '\(name)'"),
          remedy: Words(zh: "现有列：\(names.joined(separator: "、"))", en: "its columns: \(names.joined(separator: ", "))"))
      }
      return CoordinateColumns(x: given.x, y: given.y)
    }
    func first(of candidates: [String]) -> String? {
      let lowered = candidates.map { $0.lowercased() }
      return names.first { lowered.contains($0.trimmingSpaces().lowercased()) }
        ?? names.first { lowered.contains(CoordinateColumns.plain($0)) }
    }
    let stated = (options.statedFrame ?? options.assumedFrame)?.isGeographic
    // What the frame contradicts is not what the columns hold: 经度 beside X in a list that is stated to be in metres.
    for candidates in coordinateNames where stated == nil || stated == candidates.degrees {
      if let x = first(of: candidates.x), let y = first(of: candidates.y) {
        return CoordinateColumns(x: x, y: y, degrees: candidates.degrees)
      }
    }
    if let x = first(of: options.coordinateNames.x), let y = first(of: options.coordinateNames.y) {
      return CoordinateColumns(x: x, y: y)
    }
    // Where there is no other pair, what the frame says goes before what the columns are called.
    for candidates in coordinateNames {
      if let x = first(of: candidates.x), let y = first(of: candidates.y) { return CoordinateColumns(x: x, y: y) }
    }
    return nil
  }
}

extension CoordinateText {
  /// A number of a column of numbers.
  fileprivate init?(_ number: Double) {
    guard abs(number) <= Coordinate.limit else { return nil }
    (value, axis, isAngle) = (number, nil, false)
  }

  fileprivate var isInRange: Bool { abs(value) <= Coordinate.limit }
}

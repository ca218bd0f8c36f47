// Reads one layer of any vector source that GDAL opens, as columns.

import CGDAL
public import Geometry

/// What the caller knows better than the file.
public struct ReadOptions: Sendable {
  /// Used whatever the source says of its frame.
  public var statedFrame: Frame?
  /// Used where the source has no frame of its own.
  public var assumedFrame: Frame?
  /// The columns of x (east, longitude) and y (north, latitude) of a table without geometry.
  public var coordinateFields: (x: String, y: String)?
  /// Further names of such columns, of the layer's profile.
  public var coordinateNames: (x: [String], y: [String]) = ([], [])
  /// Whether a table without geometry and without coordinate columns is acceptable.
  public var tableAllowed = false
  /// Whether a table with coordinate columns becomes a layer of points.
  public var pointsFromTables = true
  /// The kind that the layer should have: decides in files that mix kinds, and makes polygons of closed lines of drawings.
  public var kind: GeometryKind?
  /// Whether the columns of a layer with geometry are wanted. Without them it is read in a fraction of the time.
  public var fieldsWanted = true

  public init() {}
}

/// A layer as it was read, with everything that was not taken as it stood.
public struct ReadResult: Sendable {
  public var layer: Layer
  /// What was decided for the source: encoding, frame, coordinate columns.
  public var notes: [Words] = []
  /// What checks tell of the source and its rows.
  public var diagnoses: [Diagnosis] = []
  /// Rows whose geometry could not be used. They stay in the layer, without geometry.
  public var failures: [RowFailure] = []
  /// Columns whose names may have been longer before a shapefile cut them.
  public var fullNames: Set<String> = []
  /// Columns that the points of a table were made from.
  public var coordinateColumns: Set<String> = []
}

/// A row that something could not be done with, and why.
public struct RowFailure: Sendable {
  public let row: Int
  public let reason: Words
}

/// Reads a layer. Rows keep the order of the source, and every row of the source is a row of the result.
///
/// - Throws: ``InputFault`` where the file is missing, is no vector data, has no such layer, or cannot be read to its end.
public func readLayer(_ source: VectorSource, options: ReadOptions = ReadOptions()) throws -> ReadResult {
  try read(source, options, nil)
}

/// Some rows of a layer that is read piece by piece.
public struct LayerPiece: Sendable {
  /// Geometry and frame alone.
  public let layer: Layer
  /// The row of the whole layer that the piece begins with.
  public let firstRow: Int
  /// The box of the whole layer.
  public let extent: Box
}

/// Reads the geometry of a layer that is larger than memory piece by piece, in row order; `visit` gets each.
///
/// - Returns: what ``readLayer(_:options:)`` returns, but for the geometry, which is left empty.
public func readLayer(
  _ source: VectorSource, options: ReadOptions, inPiecesOf rows: Int, _ visit: (LayerPiece) throws -> Void
) throws -> ReadResult {
  try withoutActuallyEscaping(visit) { try read(source, options, Pieces(size: rows, visit: $0)) }
}

private struct Pieces {
  let size: Int
  let visit: (LayerPiece) throws -> Void

  /// Hands over all of a layer that was read at once.
  func handOver(_ result: inout ReadResult) throws {
    guard let geometry = result.layer.geometry else { return }
    let layer = Layer(
      name: result.layer.name, frame: result.layer.frame, geometry: geometry, fields: FieldTable(),
      featureIDs: result.layer.featureIDs)
    result.layer.geometry = GeometryBuilder(geometry.kind).finish()
    try visit(LayerPiece(layer: layer, firstRow: 0, extent: geometry.bounds))
  }
}

private func read(_ source: VectorSource, _ options: ReadOptions, _ pieces: Pieces?) throws -> ReadResult {
  do {
    return try readThrough(source, options, pieces)
  } catch let error as GDALError {
    throw InputFault(
      at: source.description, Words(zh: "不能完整读取（\(error)）", en: "cannot be read to its end (\(error))"),
      remedy: Words(zh: "文件可能已损坏，请重新索取或导出", en: "the file may be damaged; ask for it again, or export it anew"))
  }
}

private func readThrough(_ source: VectorSource, _ options: ReadOptions, _ pieces: Pieces?) throws -> ReadResult {
  try withGDAL { () throws in
    let ready = try ReadySource(source)
    defer { withExtendedLifetime(ready) {} }  // GDAL may read from its memory until the end
    if ready.format == .surveyText {
      var result = try surveyLayer(ready, source, options)
      try pieces?.handOver(&result)
      return result
    }
    let dataset = try ready.open(source)
    let names = dataset.layerNames
    guard let name = ready.layer ?? names.first, let layer = unsafe dataset.layer(named: name) else {
      throw InputFault(
        at: source.description, Words(zh: "没有这个图层", en: "there is no such layer"),
        remedy: Words(zh: "可用图层：\(names.joined(separator: "、"))", en: "its layers: \(names.joined(separator: ", "))"))
    }
    if !options.fieldsWanted { unsafe ignoreFields(of: layer, format: ready.format) }
    var reader = unsafe LayerReader(layer: layer, name: name, source: source, ready: ready, kind: options.kind)
    let own = unsafe frame(of: layer)
    CPLErrorReset()  // a frame that cannot be understood is none, and no reason not to read the rows
    if let pieces {
      let extent = unsafe extent(of: layer)
      let frame = options.statedFrame ?? own ?? options.assumedFrame
      try reader.readAll(piecesOf: pieces.size) { geometry, firstRow in
        let layer = Layer(name: name, frame: frame, geometry: geometry, fields: FieldTable(), featureIDs: [])
        try pieces.visit(LayerPiece(layer: layer, firstRow: firstRow, extent: extent))
      }
    } else {
      try reader.readAll()
    }
    let hasMissing = reader.missing > 0
    var result: ReadResult
    do {
      result = try reader.finish(frame: own, options: options)
    } catch let fault as InputFault where ready.layer == nil && names.count > 1 {
      // The first layer of a workbook may be a cover.
      throw fault.advised(
        Words(
          zh: "文件有 \(names.count) 个图层，只看了第一个；可写明 \(source.path)|\(names.dropFirst().joined(separator: "、"))",
          en:
            "it has \(names.count) layers, of which the first was looked at; others can be named: \(source.path)|\(names.dropFirst().joined(separator: ", "))"
        ))
    }
    if own == nil, ready.doctor?.hasProjection == true, result.layer.geometry != nil {
      result.diagnoses.append(
        Diagnosis(
          "F01",
          Words(
            zh: "它的 .prj 不是可用的坐标系（已损坏，或是独立坐标系）；请向提供单位核实",
            en: "its .prj is no frame that can be used: it is damaged, or a local grid; ask whoever sent it")))
    }
    if ready.format == .geoPackage && options.fieldsWanted {
      try unsafe result.tellWrongCells(in: dataset, layer)
    }
    if ready.countsFrom1904 { try refuseDaysFrom1904(in: result.layer.fields, of: source.path) }
    if ready.format == .geoJSON { result.numberAnewWhereDoubled() }
    if hasMissing { try unsafe result.tellLostGeometries(in: dataset, layer, ready) }
    if ready.layer == nil && names.count > 1 {
      result.notes.append(
        Words(
          zh: "有 \(names.count) 个图层，读取第一个“\(name)”；其余：\(names.dropFirst().joined(separator: "、"))",
          en:
            "there are \(names.count) layers; the first, '\(name)', is read; the others: \(names.dropFirst().joined(separator: ", "))"
        ))
    }
    if ready.layer == nil && ready.format == .spreadsheet {
      unsafe result.tellSheetsAlike(Array(names.dropFirst()), in: dataset, layer)
    }
    return result
  }
}

extension ReadResult {
  /// Ids that several rows have tell nobody which row is meant.
  fileprivate mutating func numberAnewWhereDoubled() {
    let ids = layer.featureIDs
    let doubled = ids.count - Set(ids).count
    guard doubled > 0 else { return }
    layer.featureIDs = ids.indices.map { Int64($0) }
    diagnoses.append(
      Diagnosis(
        "F06",
        Words(
          zh: "\(doubled) 行的 id 与别的行重复，fid 改为从 0 起的行号；请改正 id",
          en: "\(doubled) rows have the id of another; rows are numbered from 0 instead: correct the ids")))
  }

  /// Sheets with the columns of the one that is read: offices put each township on a sheet of its own.
  fileprivate mutating func tellSheetsAlike(_ others: [String], in dataset: borrowing Dataset, _ layer: OGRLayerH) {
    let columns = unsafe columnNames(of: layer)
    var (names, rows): ([String], Int) = ([], 0)
    for name in others {
      guard let other = unsafe dataset.layer(named: name), unsafe columnNames(of: other) == columns else { continue }
      names.append(name)
      rows += unsafe Int(clamping: OGR_L_GetFeatureCount(other, 1))
    }
    guard rows > 0 else { return }
    let list = names.prefix(5).joined(separator: "、") + (names.count > 5 ? " …" : "")
    diagnoses.append(
      Diagnosis(
        "F06",
        Words(
          zh: "另有 \(names.count) 张列名相同的表（\(list)）共 \(rows) 行，没有读取。请合并到一张表，或在作业中逐张列出（文件.xlsx|表名）",
          en:
            "\(names.count) more sheets have the same columns (\(list)), and their \(rows) rows are not read; put all rows on one sheet, or list each in the job (FILE.xlsx|SHEET)"
        )))
  }
}

private func columnNames(of layer: OGRLayerH) -> [String] {
  let definition = unsafe OGR_L_GetLayerDefn(layer)
  return unsafe (0..<OGR_FD_GetFieldCount(definition)).map { index in
    unsafe String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, index)))
  }
}

private func extent(of layer: OGRLayerH) -> Box {
  var envelope = OGREnvelope()
  guard unsafe OGR_L_GetExtent(layer, &envelope, 1) == OGRERR_NONE else { return .empty }
  unsafe OGR_L_ResetReading(layer)
  return Box(minX: envelope.MinX, minY: envelope.MinY, maxX: envelope.MaxX, maxY: envelope.MaxY)
}

/// Leaves out what a layer has beside its geometry. A table keeps its columns: they may say where its points are.
/// A column of a CSV that the geometry is made of is kept, to see where it is none.
private func ignoreFields(of layer: OGRLayerH, format: SourceFormat) {
  guard unsafe OGR_L_GetGeomType(layer) != wkbNone else { return }
  let names = unsafe columnNames(of: layer).filter { format != .commaSeparated || !holdsWKT($0) }
  unsafe withOptions(names) { _ = unsafe taohe_ignore_fields(layer, $0) }
}

/// The names of the layers of a source.
public func layerNames(of source: VectorSource) throws -> [String] {
  try withGDAL { () throws in
    if source.isArchive {
      let maps = try Archive(source.path).maps
      if maps.count > 1 {
        return try maps.flatMap { map in
          let names = try layersInside(VectorSource(path: source.path, layer: map.name))
          return names.count == 1 ? [map.name] : names.map { "\(map.name)|\($0)" }
        }
      }
    }
    return try layersInside(source)
  }
}

private func layersInside(_ source: VectorSource) throws -> [String] {
  let ready = try ReadySource(source)
  defer { withExtendedLifetime(ready) {} }
  return ready.format == .surveyText ? [source.stem] : try ready.open(source).layerNames
}

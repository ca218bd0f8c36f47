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

  public init() {}
}

/// A layer as it was read, with everything that was not taken as it stood.
public struct ReadResult: Sendable {
  public var layer: Layer
  /// What was decided for the source: encoding, frame, coordinate columns.
  public var notes: [Words] = []
  /// Rows whose geometry could not be used. They stay in the layer, without geometry.
  public var failures: [RowFailure] = []
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
  do {
    return try readWhole(source, options)
  } catch let error as GDALError {
    throw InputFault(
      at: source.description, Words(zh: "不能完整读取（\(error)）", en: "cannot be read to its end (\(error))"),
      remedy: Words(zh: "文件可能已损坏，请重新索取或导出", en: "the file may be damaged; ask for it again, or export it anew"))
  }
}

private func readWhole(_ source: VectorSource, _ options: ReadOptions) throws -> ReadResult {
  try withGDAL { () throws in
    var notes: [Words] = []
    let encoding = try shapefileEncoding(of: source, notes: &notes)
    let recoded = RecodedCSV(source, notes: &notes)
    defer { withExtendedLifetime(recoded) {} }  // GDAL reads from its memory until the end
    let readable = recoded.map { VectorSource(path: $0.path, layer: source.layer) } ?? source
    let dataset = try open(readable, options: encoding.map { ["ENCODING=\($0)"] } ?? [])
    let names = dataset.layerNames
    guard let name = source.layer ?? names.first, let layer = unsafe dataset.layer(named: name) else {
      throw InputFault(
        at: source.description, Words(zh: "没有这个图层", en: "there is no such layer"),
        remedy: Words(zh: "可用图层：\(names.joined(separator: "、"))", en: "its layers: \(names.joined(separator: ", "))"))
    }
    var reader = unsafe LayerReader(layer: layer, name: name, source: source)
    try reader.readAll()
    return try reader.finish(frame: unsafe frame(of: layer), options: options, notes: notes)
  }
}

/// The names of the layers of a source.
public func layerNames(of source: VectorSource) throws -> [String] {
  try withGDAL { () throws in try open(source).layerNames }
}

/// Opens for reading, and says in plain words what stands in the way.
private func open(_ source: VectorSource, options: [String] = []) throws -> Dataset {
  do {
    return try Dataset(reading: source.path, options: options)
  } catch {
    // A program that was killed while it wrote to a GeoPackage left its journal. Whoever opens the file next undoes what the
    // journal describes, and must be allowed to write for that.
    if error.message.contains(StoreFault.readOnly.sign) {
      try storeFaults(at: source.path) { () throws in try Dataset(updating: source.path).close() }
      return try storeFaults(at: source.path) { () throws in try Dataset(reading: source.path, options: options) }
    }
    throw exists(source.path)
      ? InputFault(
        at: source.path,
        Words(zh: "不是可读取的矢量数据（\(error.message)）", en: "is not vector data that can be read (\(error.message))"),
        remedy: Words(
          zh: "请提供 Shapefile、GeoPackage、GeoJSON、CSV、XLSX 等矢量文件；Shapefile 须带 .dbf、.shx",
          en: "give a Shapefile (with its .dbf and .shx), GeoPackage, GeoJSON, CSV, XLSX or another vector file"))
      : InputFault(
        at: source.path, Words(zh: "文件不存在", en: "no such file"),
        remedy: Words(zh: "检查路径和文件名", en: "check the path and the spelling of the name"))
  }
}

/// Whether there is a file or folder of that name, on disk or in an archive that GDAL reads.
private func exists(_ path: String) -> Bool {
  var name = Array(path.utf8CString)
  return unsafe CPLCheckForFile(&name, nil) != 0
}

/// The encoding to read a shapefile with where it does not say: decided by its bytes. `nil` leaves it to GDAL.
private func shapefileEncoding(of source: VectorSource, notes: inout [Words]) throws -> String? {
  guard source.fileExtension == "shp" || source.fileExtension == "dbf" else { return nil }
  let companions = ["cpg", "CPG"].map { String(source.path.dropLast(3) + $0) }
  if companions.contains(where: exists) { return nil }

  // An empty encoding makes GDAL hand out the bytes as they are.
  let dataset = try open(source, options: ["ENCODING="])
  guard let name = dataset.layerNames.first, let layer = unsafe dataset.layer(named: name) else { return nil }
  unsafe withOptions(["OGR_GEOMETRY"]) { _ = unsafe taohe_ignore_fields(layer, $0) }
  var guess = TextEncodingGuess()
  let definition = unsafe OGR_L_GetLayerDefn(layer)
  for index in 0..<(unsafe OGR_FD_GetFieldCount(definition)) {
    let name = unsafe String(cString: OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, index)))
    guess.add(Array(name.utf8))
  }
  var stream = try unsafe ArrowStream(layer)
  let formats = try stream.columns()
  while unsafe try stream.nextBatch({ rows, columns in
    for index in formats.indices where formats[index].format == "u" {
      let column = unsafe columns[index]
      for row in 0..<rows where unsafe !column.isMissing(row) { unsafe guess.add(column.bytes(row, wide: false)) }
    }
  }) {}
  let evidence = (guess.telling, guess.validUTF8, guess.validGB18030)
  let verdict: (encoding: String, name: String)
  switch guess.verdict {
  case .ascii: return nil
  case .utf8: verdict = ("UTF-8", "UTF-8")
  case .gb18030, .unclear: verdict = ("GB18030", "GBK/GB18030")
  }
  notes.append(
    Words(
      zh:
        "没有 .cpg，按字节判定文字编码为 \(verdict.name)（\(evidence.0) 个非 ASCII 值中，符合 UTF-8 的 \(evidence.1) 个，符合 GB18030 的 \(evidence.2) 个）",
      en:
        "no .cpg; texts read as \(verdict.name) by their bytes (of \(evidence.0) non-ASCII values \(evidence.1) are valid UTF-8, \(evidence.2) valid GB18030)"
    ))
  return verdict.encoding
}

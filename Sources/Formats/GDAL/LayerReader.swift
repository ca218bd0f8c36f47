// Collects the batches of an Arrow stream into a layer.

import CGDAL
import Foundation
import Geometry

/// One layer being read. What comes in as columns goes into columns; only texts and geometries are looked at one by one.
@safe struct LayerReader: ~Copyable {
  private let layer: OGRLayerH
  private let name: String
  private let source: VectorSource
  /// `nil` for a layer of a dataset that was open already.
  private let ready: ReadySource?

  private var kinds: KindCounts
  private var builder: GeometryBuilder?
  private var fields: [(name: String, column: ColumnBuilder)] = []
  private var featureIDs: [Int64] = []
  private var failures: [RowFailure] = []
  /// Rows that came without geometry.
  private(set) var missing = 0
  private var droppedOrdinates = 0
  private var linearised = 0
  private var collections = 0
  private var closed = 0
  private var skippedFields: [String] = []

  init(layer: OGRLayerH, name: String, source: VectorSource, ready: ReadySource? = nil, kind: GeometryKind? = nil) {
    unsafe self.layer = unsafe layer
    self.name = name
    self.source = source
    self.ready = ready
    kinds = unsafe KindCounts(of: layer, wanted: kind)
  }

  /// Reads to the end. With a piece size the geometry is handed over whenever so many rows have come, with the row that it
  /// begins with, and at the end the rest of it; the reader keeps none.
  mutating func readAll(
    piecesOf size: Int? = nil, _ handOver: (GeometryColumn, _ firstRow: Int) throws -> Void = { _, _ in }
  ) throws {
    let geometryColumn = unsafe String(cString: OGR_L_GetGeometryColumn(layer))
    let idColumn = unsafe String(cString: OGR_L_GetFIDColumn(layer))
    let hasGeometry = unsafe OGR_L_GetGeomType(layer) != wkbNone
    if hasGeometry { builder = GeometryBuilder(kinds.chosen) }
    unsafe avoidWrongFlags(of: layer)
    defer { trustAllStreams() }

    var stream = try unsafe ArrowStream(layer)
    // What is no geometry in a list is the fault of its row alone.
    stream.passesOverFaults = ready?.format == .commaSeparated
    var roles: [Role] = []
    for (name, format) in try stream.columns() {
      let isGeometry =
        hasGeometry && (name == geometryColumn || name == "wkb_geometry") && (format == "z" || format == "Z")
      if roles.isEmpty && (name == "OGC_FID" || (!idColumn.isEmpty && name == idColumn)) && format == "l" {
        roles.append(.featureID)
      } else if isGeometry {
        roles.append(.geometry(wide: format == "Z"))
      } else if let column = ColumnBuilder(format) {
        roles.append(.field(fields.count))
        fields.append((name, column))
      } else {
        roles.append(.skipped)
        skippedFields.append(name)
      }
    }
    let expected = unsafe max(0, Int(OGR_L_GetFeatureCount(layer, 0)))
    let hasColumn = roles.contains { if case .geometry = $0 { true } else { false } }
    guard hasColumn || builder == nil else {
      throw InputFault(
        at: source.description, Words(zh: "几何列不是 WKB，不能读取", en: "its geometry does not come as WKB and cannot be read"),
        remedy: Words(zh: "请另存为 GeoPackage", en: "save it as GeoPackage"))
    }
    // GDAL asks a GeoPackage for the rows behind the last one that it has. Where a damaged one has them in no order, the same
    // rows come for ever, or none do.
    var firstIDs: Set<Int64> = []
    var emptyBatches = 0
    while unsafe try stream.nextBatch({ rows, columns in
      try Task.checkCancellation()
      emptyBatches = rows == 0 ? emptyBatches + 1 : 0
      let isWithoutRows = featureIDs.isEmpty && expected == 0
      if emptyBatches > 2 && !isWithoutRows { throw Self.endless }
      let start = featureIDs.count
      if start > 0 && start == rows { reserve(expected, after: rows, geometry: size == nil) }
      for index in roles.indices {
        let column = unsafe columns[index]
        switch roles[index] {
        case .featureID:
          for row in 0..<rows { unsafe featureIDs.append(column.value(row, Int64.self)) }
          if rows > 0, !firstIDs.insert(featureIDs[start]).inserted { throw Self.endless }
        case .geometry(let wide): try unsafe appendGeometry(column, rows, wide: wide, firstRow: start)
        case .field(let index): unsafe fields[index].column.append(column, rows)
        case .skipped: break
        }
      }
      // A driver without feature ids numbers its rows from 0.
      while featureIDs.count < start + rows { featureIDs.append(Int64(featureIDs.count)) }
      if let size, let count = builder?.count, count >= size { try handOverGeometry(handOver) }
    }) {
      // Of a FlatGeobuf without rows GDAL hands out empty batches for ever.
      if emptyBatches > 2 { break }
    }
    if size != nil && builder != nil { try handOverGeometry(handOver) }
  }

  private static let endless = GDALError(
    function: "ArrowArrayStream.get_next", number: 0, message: "rows stand in no order")

  private mutating func handOverGeometry(_ handOver: (GeometryColumn, _ firstRow: Int) throws -> Void) throws {
    let piece = builder.take()!.finish()
    builder = GeometryBuilder(piece.kind)
    try handOver(piece, featureIDs.count - piece.count)
  }

  /// Makes room for the whole layer once the first batch has shown how long a row is: growing by doubling would touch
  /// every page twice. Never more than the file's own size could hold, because a file may say anything of its length.
  private mutating func reserve(_ expected: Int, after rows: Int, geometry: Bool) {
    guard expected > rows, let coordinates = builder?.coordinateCount else { return }
    let attributes = try? FileManager.default.attributesOfItem(atPath: source.path)
    let size = attributes?[.size] as? Int ?? 0
    let room = min(expected, size / 8)
    let wanted = Double(coordinates) / Double(rows) * Double(room) * 1.05
    if geometry { builder!.reserve(rows: room, coordinates: min(Int(wanted), size / 8)) }
    featureIDs.reserveCapacity(room)
  }

  private enum Role {
    case featureID
    case geometry(wide: Bool)
    case field(Int)
    case skipped
  }

  private mutating func appendGeometry(_ column: ArrowColumn, _ rows: Int, wide: Bool, firstRow: Int) throws {
    for row in 0..<rows {
      if unsafe column.isMissing(row) {
        builder!.endRow()
        missing += 1
        continue
      }
      let bytes = unsafe column.bytes(row, wide: wide)
      do {
        if try unsafe builder!.appendRow(wkb: bytes.bytes) { droppedOrdinates += 1 }
      } catch {
        if unsafe appendConverted(bytes, after: error) { continue }
        builder!.endRow()
        failures.append(RowFailure(row: firstRow + row, reason: error.words))
      }
    }
    do {
      try builder!.checkCapacity()
    } catch {
      throw InputFault(
        at: source.description, Words(zh: "图层的坐标超过 2³¹ 个", en: "the layer has more than 2³¹ coordinates"),
        remedy: Words(zh: "请按乡镇或图幅分成几个图层", en: "split it into several layers, by township or sheet"))
    }
  }

  /// A row that is no plain geometry of the layer's kind, in the nearest form that is: chords for curves, the members of its
  /// kind for a collection, and in a drawing the ground inside a closed line. False where there is none.
  private mutating func appendConverted(_ bytes: UnsafeRawBufferPointer, after error: WKBError) -> Bool {
    let kind = kinds.chosen
    let converted: [UInt8]?
    switch error {
    case .unsupported:
      converted = unsafe linearWKB(bytes, kind)
    case .otherKind(2) where kind == .polygon && ready?.format == .dxf:
      converted = unsafe polygonWKB(closedLine: bytes)
    default: return false
    }
    guard let converted else { return false }
    do {
      _ = try unsafe builder!.appendRow(wkb: converted.span.bytes)
    } catch {
      return false
    }
    switch error {
    case .unsupported(7): collections += 1
    case .unsupported: linearised += 1
    default: closed += 1
    }
    return true
  }

  consuming func finish(frame: Frame?, options: ReadOptions) throws -> ReadResult {
    let headings = SheetHeadings(
      fields.map { (ready?.fieldNames[$0.name] ?? $0.name, $0.column.finish()) }, rows: featureIDs.count,
      format: builder == nil ? ready?.format : nil
    )
    var result = ReadResult(
      layer: Layer(
        name: name, frame: frame, geometry: nil, fields: FieldTable(),
        featureIDs: headings.rows.map { rows in rows.map { featureIDs[$0] } } ?? featureIDs),
      notes: (ready?.notes ?? []) + headings.notes, failures: failures)
    result.diagnoses = ready?.diagnoses ?? []
    let isWorkbook = ready?.format == .spreadsheet
    result.setFields(
      isWorkbook ? headings.columns.map { ($0.name, $0.column.asCellsOfNumbers) } : headings.columns,
      fullNames: ready?.doctor?.fullNames ?? [])
    result.tell(ready?.doctor, frame: options.statedFrame ?? frame ?? options.assumedFrame)
    if ready?.doctor == nil { result.tellBrokenTexts() }
    if droppedOrdinates > 0 {
      result.notes.append(
        Words(zh: "\(droppedOrdinates) 行带 Z/M 值，已忽略", en: "Z/M values of \(droppedOrdinates) rows are left out"))
    }
    if let mixed = kinds.fault(closed: closed) { result.diagnoses.append(mixed) }
    if linearised > 0 {
      result.diagnoses.append(
        Diagnosis(
          "F07",
          Words(
            zh: "\(linearised) 行是曲线或曲面，已转为折线边界（弦角不超过 0.5°）；面积与原图形略有出入",
            en:
              "\(linearised) rows are curves or surfaces and were turned into plain ones (chords of at most 0.5°); their areas differ slightly"
          )))
    }
    if collections > 0 {
      let kind = kinds.chosen.title
      result.diagnoses.append(
        Diagnosis(
          "F07",
          Words(
            zh: "\(collections) 行是几何集合，只取其中的\(kind.zh)；请核对其余部分是否有用",
            en:
              "\(collections) rows are collections, of which the \(kind.en) are taken; check whether the rest is needed"
          )))
    }
    if closed > 0 {
      result.notes.append(Words(zh: "\(closed) 条闭合线按面处理", en: "\(closed) closed lines are taken as polygons"))
    }
    if !skippedFields.isEmpty {
      let list = skippedFields.joined(separator: ", ")
      result.notes.append(Words(zh: "未读取的字段（类型不支持）：\(list)", en: "fields of unsupported types, not read: \(list)"))
    }
    if let finished = builder.take()?.finish() {
      result.layer.geometry = finished
      result.layer.frame = options.statedFrame ?? frame ?? options.assumedFrame
      if let stated = options.statedFrame, let frame, frame.definition != stated.definition {
        result.notes.append(
          Words(
            zh: "文件注明 \(frame.name)，按作业文件改用 \(stated.name)",
            en: "the file says \(frame.name); taken as \(stated.name), as the job says"))
      }
    } else if options.pointsFromTables {
      try result.placePoints(source: source, options: options)
    }
    return result
  }
}

/// Before GDAL 3.8.3 the drivers of GeoPackage and FlatGeobuf set the wrong bits for truth values in their Arrow streams
/// (OSGeo/gdal#8998). Layers that have some are read by the general stream there, which is slower and right.
private func avoidWrongFlags(of layer: OGRLayerH) {
  let version = unsafe Int(String(cString: GDALVersionInfo("VERSION_NUM"))) ?? 0
  guard version < 3_080_300, let definition = unsafe OGR_L_GetLayerDefn(layer) else { return }
  let hasFlags = (0..<(unsafe OGR_FD_GetFieldCount(definition))).contains { index in
    unsafe OGR_FD_GetFieldDefn(definition, index).map { unsafe OGR_Fld_GetSubType($0) == OFSTBoolean } ?? false
  }
  guard hasFlags else { return }
  for name in ownStreamSwitches { unsafe CPLSetThreadLocalConfigOption(name, "YES") }
}

private func trustAllStreams() {
  for name in ownStreamSwitches { unsafe CPLSetThreadLocalConfigOption(name, nil) }
}

private let ownStreamSwitches = ["OGR_GPKG_STREAM_BASE_IMPL", "OGR_FLATGEOBUF_STREAM_BASE_IMPL"]

extension WKBError {
  var words: Words {
    switch self {
    case .truncated: Words(zh: "几何数据不完整", en: "the geometry's data end too early")
    case .malformed: Words(zh: "几何数据已损坏", en: "the geometry's data are damaged")
    case .otherKind: Words(zh: "几何类型与图层不同", en: "the geometry is not of the layer's kind")
    case .unsupported: Words(zh: "不支持的几何类型（曲线、曲面或集合）", en: "a curve, surface or collection, which is not supported")
    case .outOfRange: Words(zh: "坐标超出可能的范围", en: "a coordinate is beyond any frame")
    }
  }
}

// One new layer of an open dataset, and rows going into it.

import CGDAL
import Geometry

/// Valid while its dataset is open. ``finish(in:)`` writes what is put off until all rows are there.
@safe struct LayerTable {
  private let layer: OGRLayerH
  private let definition: OGRFeatureDefnH
  private var index: SpatialIndex?

  /// The column of geometries of a GeoPackage.
  private static let geometryColumn = "geom"

  /// - Parameter kind: `nil` for a table without geometry.
  init(
    creating name: String, in dataset: borrowing Dataset, kind: GeometryKind?, multipart: Bool, frame: Frame?,
    fields: [FieldDefinition], options: [String] = []
  ) throws(GDALError) {
    let isGeoPackage = dataset.driverName == "GPKG"
    var options = options
    if isGeoPackage {
      options += ["GEOMETRY_NAME=\(Self.geometryColumn)", "FID=fid", "SPATIAL_INDEX=NO"]
    }
    let pointer = unsafe dataset.pointer
    let type = kind.map { $0.ogrType(multipart: multipart) } ?? wkbNone
    let layer = try unsafe withReference(frame) { reference throws(GDALError) in
      unsafe withOptions(options) { unsafe taohe_create_layer(pointer, name, reference, type, $0) }
    }
    guard let layer = unsafe layer, let definition = unsafe OGR_L_GetLayerDefn(layer) else {
      throw lastGDALError("GDALDatasetCreateLayer")
    }
    for field in fields {
      let made = unsafe OGR_Fld_Create(field.name, field.ogrType)
      defer { unsafe OGR_Fld_Destroy(made) }
      if field.kind == .flag { unsafe OGR_Fld_SetSubType(made, OFSTBoolean) }
      if let width = field.width { unsafe OGR_Fld_SetWidth(made, Int32(width)) }
      try unsafe check(OGR_L_CreateField(layer, made, 1), "OGR_L_CreateField")
    }
    unsafe self.layer = unsafe layer
    unsafe self.definition = unsafe definition
    index =
      isGeoPackage && kind != nil ? try SpatialIndex(of: name, column: Self.geometryColumn, in: dataset) : nil
  }

  /// Once all rows are there, before the transaction that wrote them ends.
  func finish(in dataset: borrowing Dataset) throws(GDALError) { try index?.write(into: dataset) }

  /// Writes the rows of a layer that has the fields given at the start, by name. Missing values stay missing.
  ///
  /// - Throws: ``GDALError``; `CancellationError` when the task was cancelled between rows.
  mutating func append(_ rows: Layer, _ fields: [FieldDefinition], multipart: Bool) throws {
    let columns = fields.map { rows.fields[$0.name] }
    for row in 0..<rows.count {
      if row % 1024 == 0 { try Task.checkCancellation() }
      try write(row, of: rows, columns, multipart: multipart)
    }
  }

  private mutating func write(
    _ row: Int, of rows: Layer, _ columns: [AttributeColumn?], multipart: Bool
  ) throws(GDALError) {
    guard let feature = unsafe OGR_F_Create(definition) else { throw lastGDALError("OGR_F_Create") }
    defer { unsafe OGR_F_Destroy(feature) }
    for (index, column) in columns.enumerated() {
      guard let column else { continue }
      unsafe set(feature, Int32(index), column, row)
    }
    if let bytes = rows.geometry?.wkb(ofRow: row) {
      var geometry: OGRGeometryH? = nil
      try unsafe check(OGR_G_CreateFromWkb(bytes, nil, &geometry, Int32(bytes.count)), "OGR_G_CreateFromWkb")
      if multipart {
        unsafe geometry = OGR_G_ForceTo(geometry, rows.geometry!.kind.ogrType(multipart: true), nil)
      }
      try unsafe check(OGR_F_SetGeometryDirectly(feature, geometry), "OGR_F_SetGeometryDirectly")
    }
    try unsafe check(OGR_L_CreateFeature(layer, feature), "OGR_L_CreateFeature")
    if let geometry = rows.geometry { index?.add(unsafe OGR_F_GetFID(feature), geometry.box(ofRow: row)) }
  }

  private func set(_ feature: OGRFeatureH, _ index: Int32, _ column: AttributeColumn, _ row: Int) {
    switch column {
    case .integer(let values):
      if let value = values[row] {
        unsafe OGR_F_SetFieldInteger64(feature, index, value)
      } else {
        unsafe OGR_F_SetFieldNull(feature, index)
      }
    case .real(let values):
      if let value = values[row] {
        unsafe OGR_F_SetFieldDouble(feature, index, value)
      } else {
        unsafe OGR_F_SetFieldNull(feature, index)
      }
    case .flag(let values):
      if let value = values[row] {
        unsafe OGR_F_SetFieldInteger(feature, index, value ? 1 : 0)
      } else {
        unsafe OGR_F_SetFieldNull(feature, index)
      }
    case .text, .day:
      if let value = column.text(row) {
        // Not passed as it is: that would copy every text.
        unsafe value.withCString { unsafe OGR_F_SetFieldString(feature, index, $0) }
      } else {
        unsafe OGR_F_SetFieldNull(feature, index)
      }
    }
  }
}

extension FieldDefinition {
  fileprivate var ogrType: OGRFieldType {
    switch kind {
    case .integer: OFTInteger64
    case .real: OFTReal
    case .text: OFTString
    case .flag: OFTInteger
    case .day: OFTDate
    }
  }
}

extension GeometryKind {
  fileprivate func ogrType(multipart: Bool) -> OGRwkbGeometryType {
    switch self {
    case .point: multipart ? wkbMultiPoint : wkbPoint
    case .line: multipart ? wkbMultiLineString : wkbLineString
    case .polygon: multipart ? wkbMultiPolygon : wkbPolygon
    }
  }
}

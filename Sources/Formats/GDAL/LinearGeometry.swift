// Curves, surfaces and collections in the plain form that layers have here, by GDAL.

import CGDAL
import Geometry

/// A geometry of the given kind out of one that is not plain: arcs as chords of at most half a degree, which leaves a hundred
/// thousandth of the radius; of a collection its members of that kind. `nil` where nothing of the kind is in it.
func linearWKB(_ bytes: UnsafeRawBufferPointer, _ kind: GeometryKind) -> [UInt8]? {
  var read: OGRGeometryH? = nil
  guard unsafe OGR_G_CreateFromWkb(bytes.baseAddress, nil, &read, Int32(clamping: bytes.count)) == OGRERR_NONE,
    let geometry = unsafe read
  else { return nil }
  defer { unsafe OGR_G_DestroyGeometry(geometry) }
  guard let linear = unsafe OGR_G_GetLinearGeometry(geometry, 0.5, nil) else { return nil }
  let plain: OGRGeometryH? = unsafe OGR_G_CreateGeometry(kind.multiType)
  defer { unsafe OGR_G_DestroyGeometry(plain) }
  unsafe addMembers(of: linear, kind, to: plain)
  unsafe OGR_G_DestroyGeometry(linear)
  guard unsafe OGR_G_GetGeometryCount(plain) > 0 else { return nil }
  unsafe OGR_G_FlattenTo2D(plain)
  let count = unsafe Int(OGR_G_WkbSize(plain))
  return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    filled = unsafe OGR_G_ExportToIsoWkb(plain, wkbNDR, buffer.baseAddress) == OGRERR_NONE ? count : 0
  }
}

private func addMembers(of geometry: OGRGeometryH, _ kind: GeometryKind, to collection: OGRGeometryH?) {
  let type = unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
  if type == kind.singleType {
    unsafe OGR_G_AddGeometry(collection, geometry)
  } else if type == wkbTriangle && kind == .polygon {
    if let polygon = unsafe OGR_G_ForceToPolygon(OGR_G_Clone(geometry)) {
      unsafe OGR_G_AddGeometryDirectly(collection, polygon)
    }
  } else if type != wkbPolygon && type != wkbLineString && type != wkbPoint {
    for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
      if let member = unsafe OGR_G_GetGeometryRef(geometry, index) {
        unsafe addMembers(of: member, kind, to: collection)
      }
    }
  }
}

/// The polygon inside a line that ends where it began, both as WKB; `nil` where it does not. Closed lines are how drawings
/// have polygons.
func polygonWKB(closedLine bytes: UnsafeRawBufferPointer) -> [UInt8]? {
  let line = unsafe [UInt8](bytes)
  guard line.byte(0) == 1 else { return nil }
  let type = line.uint32(1)
  let count = line.uint32(5)
  let stride = count > 0 ? (line.count - 9) / count : 0
  guard count >= 4, stride >= 16, line[9..<25].elementsEqual(line[(line.count - stride)..<(line.count - stride + 16)])
  else { return nil }
  var polygon: [UInt8] = [1]
  polygon.append(little: type + 1, bytes: 4)
  polygon.append(little: 1, bytes: 4)
  return polygon + line[5...]
}

extension GeometryKind {
  fileprivate var singleType: OGRwkbGeometryType {
    switch self {
    case .point: wkbPoint
    case .line: wkbLineString
    case .polygon: wkbPolygon
    }
  }

  fileprivate var multiType: OGRwkbGeometryType {
    switch self {
    case .point: wkbMultiPoint
    case .line: wkbMultiLineString
    case .polygon: wkbMultiPolygon
    }
  }
}

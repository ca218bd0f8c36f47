// Rows of a column to geometries of GEOS and back; a ring crosses in one call.

import CGEOS
import Geometry

extension GEOSContext {
  /// A row as a GEOS geometry: single where it has one part, multi otherwise, empty where it has none.
  func geometry(ofRow row: Int, of column: GeometryColumn) throws(GEOSError) -> GEOSGeometry {
    let parts = column.parts(ofRow: row)
    if parts.count == 1 { return try part(parts.lowerBound, of: column) }
    let type =
      switch column.kind {
      case .point: GEOS_MULTIPOINT
      case .line: GEOS_MULTILINESTRING
      case .polygon: GEOS_MULTIPOLYGON
      }
    var gathered = GEOSGeometryList(in: self)
    for index in parts { gathered.append(try part(index, of: column)) }
    var members = unsafe gathered.relinquish()
    return unsafe try own("GEOSGeom_createCollection_r") {
      unsafe GEOSGeom_createCollection_r($0, Int32(type.rawValue), &members, UInt32(members.count))
    }
  }

  /// Some rows as a collection, the argument of a union.
  func collection(ofRows rows: [Int], of column: GeometryColumn) throws(GEOSError) -> GEOSGeometry {
    var gathered = GEOSGeometryList(in: self)
    for row in rows { gathered.append(try geometry(ofRow: row, of: column)) }
    var members = unsafe gathered.relinquish()
    return unsafe try own("GEOSGeom_createCollection_r") {
      unsafe GEOSGeom_createCollection_r(
        $0, Int32(GEOS_GEOMETRYCOLLECTION.rawValue), &members, UInt32(members.count))
    }
  }

  private func part(_ part: Int, of column: GeometryColumn) throws(GEOSError) -> GEOSGeometry {
    let rings = column.rings(ofPart: part)
    switch column.kind {
    case .point:
      let sequence = try unsafe sequence(ofRing: rings.lowerBound, of: column)
      return unsafe try own("GEOSGeom_createPoint_r") { unsafe GEOSGeom_createPoint_r($0, sequence) }
    case .line:
      let sequence = try unsafe sequence(ofRing: rings.lowerBound, of: column)
      return unsafe try own("GEOSGeom_createLineString_r") { unsafe GEOSGeom_createLineString_r($0, sequence) }
    case .polygon:
      let shell = try ring(rings.lowerBound, of: column)
      var gathered = GEOSGeometryList(in: self)
      for hole in rings.dropFirst() { gathered.append(try ring(hole, of: column)) }
      var holes = unsafe gathered.relinquish()
      let shellPointer = unsafe shell.relinquish()
      return unsafe try own("GEOSGeom_createPolygon_r") {
        unsafe GEOSGeom_createPolygon_r($0, shellPointer, &holes, UInt32(holes.count))
      }
    }
  }

  private func ring(_ ring: Int, of column: GeometryColumn) throws(GEOSError) -> GEOSGeometry {
    let sequence = try unsafe sequence(ofRing: ring, of: column)
    return unsafe try own("GEOSGeom_createLinearRing_r") { unsafe GEOSGeom_createLinearRing_r($0, sequence) }
  }

  /// The coordinates of a ring; whoever receives the sequence owns it.
  private func sequence(ofRing ring: Int, of column: GeometryColumn) throws(GEOSError) -> OpaquePointer {
    let made = unsafe column.withRing(ring) { xy in
      unsafe xy.withUnsafeBufferPointer { buffer in
        unsafe plain { unsafe GEOSCoordSeq_copyFromBuffer_r($0, buffer.baseAddress, UInt32(buffer.count / 2), 0, 0) }
      }
    }
    guard let made = unsafe made else {
      throw GEOSError(function: "GEOSCoordSeq_copyFromBuffer_r", message: "failed without a message")
    }
    return unsafe made
  }
}

extension GeometryBuilder {
  /// Appends the polygons of a result as one row; points and lines in it have no area and are left out.
  mutating func appendPolygons(of geometry: borrowing GEOSGeometry) {
    let context = geometry.context
    unsafe context.plain { handle in unsafe appendPolygons(handle, geometry.pointer) }
    endRow()
  }

  /// Appends the members of a collection of polygons, one a row.
  mutating func appendRows(of collection: borrowing GEOSGeometry) {
    let context = collection.context
    unsafe context.plain { handle in
      for index in 0..<(unsafe GEOSGetNumGeometries_r(handle, collection.pointer)) {
        if let member = unsafe GEOSGetGeometryN_r(handle, collection.pointer, index) {
          unsafe appendPolygons(handle, member)
        }
        endRow()
      }
    }
  }

  private mutating func appendPolygons(_ handle: GEOSContextHandle_t, _ pointer: OpaquePointer) {
    switch unsafe UInt32(bitPattern: GEOSGeomTypeId_r(handle, pointer)) {
    case GEOS_POLYGON.rawValue:
      guard unsafe GEOSisEmpty_r(handle, pointer) == 0, let shell = unsafe GEOSGetExteriorRing_r(handle, pointer) else {
        return
      }
      unsafe appendRing(handle, shell)
      for index in 0..<(unsafe GEOSGetNumInteriorRings_r(handle, pointer)) {
        if let hole = unsafe GEOSGetInteriorRingN_r(handle, pointer, index) { unsafe appendRing(handle, hole) }
      }
      endPart()
    case GEOS_MULTIPOLYGON.rawValue, GEOS_GEOMETRYCOLLECTION.rawValue:
      for index in 0..<(unsafe GEOSGetNumGeometries_r(handle, pointer)) {
        if let member = unsafe GEOSGetGeometryN_r(handle, pointer, index) { unsafe appendPolygons(handle, member) }
      }
    default: break
    }
  }

  private mutating func appendRing(_ handle: GEOSContextHandle_t, _ ring: OpaquePointer) {
    guard let sequence = unsafe GEOSGeom_getCoordSeq_r(handle, ring) else { return }
    var count: UInt32 = 0
    unsafe GEOSCoordSeq_getSize_r(handle, sequence, &count)
    var xy = [Double](repeating: 0, count: 2 * Int(count))
    unsafe GEOSCoordSeq_copyToBuffer_r(handle, sequence, &xy, 0, 0)
    appendRing((0..<Int(count)).map { Coordinate(x: xy[2 * $0], y: xy[2 * $0 + 1]) })
  }
}

// Which polygons are not valid, why and where: GEOS knows (OGC 06-103r4 §6.1.11.1), the kernel's sums rely on it.

import CGEOS
public import Geometry

/// A row whose geometry is not valid.
public struct InvalidRow: Sendable {
  public let row: Int
  /// GEOS's reason, such as `Self-intersection`.
  public let reason: String
  public let place: Coordinate?

  /// The reason in both languages; one that GEOS should word anew is shown as it is.
  public var words: Words {
    let chinese = [
      "Self-intersection": "边界自相交", "Ring Self-intersection": "环自相接", "Hole lies outside shell": "洞在外环之外",
      "Holes are nested": "洞套洞", "Nested shells": "外环互相包含", "Interior is disconnected": "内部不连通",
      "Duplicate Rings": "环重复", "Too few points": "点数不足", "Invalid Coordinate": "坐标无效", "Ring is not closed": "环未闭合",
      "Invalid number of points": "点数不足", "point array must contain": "点数不足", "Area does not add up": "面积不闭合",
    ]
    return Words(zh: chinese.first { reason.hasPrefix($0.key) }?.value ?? reason, en: reason)
  }
}

/// The invalid rows of a layer of polygons, in row order.
public func invalidRows(of column: GeometryColumn, workers: Int) async throws -> [InvalidRow] {
  guard column.kind == .polygon else { return [] }
  return try await inChunks(of: column.count, workers: workers, state: { GEOSContext() }) { context, rows in
    var invalid: [InvalidRow] = []
    for row in rows {
      if let found = invalidity(ofRow: row, of: column, context) { invalid.append(found) }
    }
    return invalid
  }.flatMap { $0 }
}

func invalidity(ofRow row: Int, of column: GeometryColumn, _ context: GEOSContext) -> InvalidRow? {
  guard !column.isEmpty(row: row) else { return nil }
  do {
    return try invalidity(of: context.geometry(ofRow: row, of: column), row: row, column)
  } catch {
    // GEOS refuses rings of too few coordinates outright, and names the kind of exception first.
    let words = error.message.drop { $0 != ":" }.dropFirst().trimmingSpaces()
    return InvalidRow(
      row: row, reason: words.isEmpty ? error.message : words, place: column.firstCoordinate(ofRow: row))
  }
}

private func invalidity(of geometry: consuming GEOSGeometry, row: Int, _ column: GeometryColumn) -> InvalidRow? {
  let context = geometry.context
  var reason: UnsafeMutablePointer<CChar>? = nil
  var location: OpaquePointer? = nil
  let isValid = unsafe context.plain { unsafe GEOSisValidDetail_r($0, geometry.pointer, 0, &reason, &location) }
  defer {
    unsafe context.plain { handle in
      if let reason = unsafe reason { unsafe GEOSFree_r(handle, reason) }
      if let location = unsafe location { unsafe GEOSGeom_destroy_r(handle, location) }
    }
  }
  if isValid == 1 { return nil }
  var place: Coordinate?
  if let point = unsafe location {
    var (x, y) = (0.0, 0.0)
    let found = unsafe context.plain { unsafe GEOSGeomGetX_r($0, point, &x) == 1 && GEOSGeomGetY_r($0, point, &y) == 1 }
    if found { place = Coordinate(x: x, y: y) }
  }
  let words = unsafe reason.map { unsafe String(cString: $0) } ?? "Invalid"
  return InvalidRow(row: row, reason: words, place: place ?? column.firstCoordinate(ofRow: row))
}

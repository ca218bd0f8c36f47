// Gaps of a layer that should leave none, without the coverage functions of newer versions of GEOS.
//
// Every gap is bounded by edges that no neighbour has too (CoverageEdges.swift), and the ring of them that runs with the
// gap on its right is nearly always the gap. Where it is not, because edges that were meant to be shared cross each other
// or a row lies over the rim, GEOS cuts the plane along the edges that remain, and the faces that no row holds are gaps.

import CGEOS
public import Geometry

/// Ground inside a layer, or inside the units that it should fill, that no row of it holds.
public struct CoverageGap: Sendable {
  /// Rows of the layer beside it, ascending.
  public let rows: [Int]
  public let area: Double
  /// The short side of the rectangle with the same area and perimeter.
  public let width: Double
  public let thinness: Double
  /// A place inside.
  public let place: Coordinate
}

/// The gaps of a layer.
public struct CoverageGaps: Sendable {
  public let gaps: [CoverageGap]
  /// The gaps as polygons, in their order.
  public let geometry: GeometryColumn
  /// Set where GEOS could not cut the plane, so that only the plain gaps are told.
  public let reason: String?
}

/// A layer of polygons with its tree.
public struct IndexedPolygons: Sendable {
  public let prepared: PreparedColumn
  public let tree: PackedRTree

  public init(_ prepared: PreparedColumn, tree: PackedRTree) {
    self.prepared = prepared
    self.tree = tree
  }

  /// Whether a row owns the place.
  func holds(_ place: Coordinate) -> Bool {
    var hits: [Int32] = []
    tree.search(Box(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y), into: &hits)
    return hits.contains { prepared.owns(place, row: Int($0)) }
  }
}

/// The gaps of `layer` that are larger than `area` and wider than `width`.
///
/// - Parameter unit: what the layer should fill; without it only gaps that the layer itself encloses are found.
public func coverageGaps(
  in layer: IndexedPolygons, within unit: IndexedPolygons? = nil, above area: Double, widerThan width: Double,
  workers: Int
) async throws -> CoverageGaps {
  let edges = try await unsharedEdges(of: layer.prepared, within: unit?.prepared, workers: workers)
  let rings = coverageRings(of: edges)
  let (plain, areTangled) = try await plainGaps(of: rings, in: layer, within: unit, workers: workers)
  var candidates = plain
  var reason: String?
  if !areTangled {
    candidates = separated(plain)
  } else {
    do {
      candidates = try facesWithoutRow(between: rings, in: layer, within: unit)
    } catch {
      reason = "\(error)"
    }
  }
  let chosen = candidates.gathering(
    (0..<candidates.count).filter { candidates.area(ofRow: $0) > area && candidates.sides(ofRow: $0).width > width })
  let gaps = try await inChunks(of: chosen.count, size: 64, workers: workers, state: { GEOSContext() }) {
    context, range in
    range.map { gap in
      CoverageGap(
        rows: rows(of: layer, beside: chosen, gap), area: chosen.area(ofRow: gap),
        width: chosen.sides(ofRow: gap).width, thinness: chosen.thinness(ofRow: gap),
        place: (try? context.geometry(ofRow: gap, of: chosen).innerPlace) ?? chosen.labelPoint(ofRow: gap)!)
    }
  }.flatMap { $0 }
  return CoverageGaps(gaps: gaps, geometry: chosen, reason: reason)
}

/// The rings that are gaps as they stand, and whether there are rings that cross themselves, a row or the unit's line.
private func plainGaps(
  of rings: [CoverageRing], in layer: IndexedPolygons, within unit: IndexedPolygons?, workers: Int
) async throws -> (gaps: GeometryColumn, areTangled: Bool) {
  var builder = GeometryBuilder(.polygon)
  for ring in rings {
    builder.appendRing(ring.edges.map(\.start))
    builder.endPart()
    builder.endRow()
  }
  let all = try await PreparedColumn(builder.finish(), workers: workers)
  if !(try await unsoundRows(of: all, workers: workers)).isEmpty { return (all.geometry.gathering([]), true) }
  let gaps = try await PreparedColumn(
    all.geometry.gathering(rings.indices.filter { rings[$0].signedArea < 0 }), workers: workers)
  let areas = (0..<gaps.geometry.count).map { gaps.geometry.area(ofRow: $0) }
  func shared(_ other: IndexedPolygons) async throws -> [Double] {
    var shared = [Double](repeating: 0, count: areas.count)
    for pair in try await sharedAreas(gaps, other.prepared, tree: other.tree, workers: workers) {
      shared[pair.left] += pair.area
    }
    return shared
  }
  let held = try await shared(layer)
  let inside = if let unit { try await shared(unit) } else { areas }
  let areTangled = areas.indices.contains { gap in
    held[gap] > 1e-9 * areas[gap] || inside[gap] < (1 - 1e-9) * areas[gap]
  }
  return (gaps.geometry, areTangled)
}

/// Rings without the threads of no width that run along a line that only one side has a vertex on; what such threads hold
/// together comes apart.
private func separated(_ rings: GeometryColumn) -> GeometryColumn {
  let context = GEOSContext()
  var builder = GeometryBuilder(.polygon)
  for row in 0..<rings.count {
    if let whole = try? context.geometry(ofRow: row, of: rings), let valid = try? whole.madeValid() {
      builder.appendRows(of: valid)
    } else {
      builder.appendRow(row, of: rings)
    }
  }
  return builder.finish()
}

/// The faces into which rings cut the plane, without those that a row holds or that lie outside the unit.
private func facesWithoutRow(
  between rings: [CoverageRing], in layer: IndexedPolygons, within unit: IndexedPolygons?
) throws(GEOSError) -> GeometryColumn {
  let context = GEOSContext()
  let faces = try context.faces(between: rings)
  var chosen: [Int] = []
  for face in 0..<faces.count {
    guard let place = try context.geometry(ofRow: face, of: faces).innerPlace, !layer.holds(place) else { continue }
    if unit?.holds(place) ?? true { chosen.append(face) }
  }
  return faces.gathering(chosen)
}

/// The rows whose boundary runs along a gap. Asked edge by edge of the gap: half a county that is missing is one gap, with the
/// boundaries of half a county's rows within its box.
private func rows(of layer: IndexedPolygons, beside gaps: GeometryColumn, _ gap: Int) -> [Int] {
  let nearby = 1e-3  // the coordinate tolerance of contract-land data; cutting moves vertices by far less
  var rows: Set<Int> = []
  var hits: [Int32] = []
  for ring in gaps.rings(ofRow: gap) {
    for index in gaps.coordinates(ofRing: ring).dropLast() {
      let (a, b) = (gaps.coordinate(index), gaps.coordinate(index + 1))
      let middle = Coordinate(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
      hits.removeAll(keepingCapacity: true)
      layer.tree.search(
        Box(minX: middle.x, minY: middle.y, maxX: middle.x, maxY: middle.y).expanded(by: nearby), into: &hits)
      for row in hits.map(Int.init) where !rows.contains(row) {
        if layer.prepared.nearestEdge(ofRow: row, to: middle, within: nearby * nearby) != nil { rows.insert(row) }
      }
    }
  }
  return rows.sorted()
}

extension GEOSContext {
  /// The faces into which rings cut the plane, one a row.
  fileprivate func faces(between rings: [CoverageRing]) throws(GEOSError) -> GeometryColumn {
    var lines = GeometryBuilder(.line)
    for ring in rings {
      lines.appendRing(ring.edges.map(\.start) + [ring.edges[0].start])
      lines.endPart()
    }
    lines.endRow()
    let column = lines.finish()
    let drawn = try geometry(ofRow: 0, of: column)
    let noded = try withFallingPrecision(in: column.box(ofRow: 0), areas: 0...0) { grid throws(GEOSError) in
      unsafe try own("GEOSUnaryUnionPrec_r") { unsafe GEOSUnaryUnionPrec_r($0, drawn.pointer, grid) }
    }
    let cut = unsafe try own("GEOSPolygonize_r") { handle in
      var lines: OpaquePointer? = unsafe noded.pointer
      return unsafe GEOSPolygonize_r(handle, &lines, 1)
    }
    var faces = GeometryBuilder(.polygon)
    faces.appendRows(of: cut)
    return faces.finish()
  }
}

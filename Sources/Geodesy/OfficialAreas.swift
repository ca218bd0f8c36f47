// The area of the land survey for the rows of a layer in any frame: into degrees, then the formula.
//
// The formula takes an edge as straight in latitude and longitude, a map as straight in its own plane. Over an edge of
// length L they part by L²/8 · tan B / R, which makes 4e-9 of the area with edges of 1 km and 4e-7 with edges of 10 km,
// such as outlines of zones and counties have. So long edges are cut first, alike on both sides of a border; the edges of
// parcels are short enough to be taken as they are.

public import Geometry

/// Edges of projected frames longer than this, in metres, are cut: what is left is 3e-10 of the area.
private let longestEdge = 250.0

/// The area of each row on the ellipsoid in m², by row; 0 where it has no place there. The result does not depend on
/// `workers`.
///
/// - Throws: ``PROJError`` where PROJ cannot get from this frame to longitude and latitude.
public func officialAreas(of geometry: GeometryColumn, in frame: Frame, workers: Int) async throws -> [Double] {
  guard geometry.kind == .polygon else { return [Double](repeating: 0, count: geometry.count) }
  let base = try frame.geographicBase
  let formula = EllipsoidalArea(try frame.ellipsoid)
  return try await inChunks(
    of: geometry.count, size: 2048, workers: workers, state: { try Transformer(from: frame, to: base) }
  ) { transformer, rows in
    var part = geometry.gathering(Array(rows))
    if !frame.isGeographic { part = part.densified(longerThan: longestEdge) }
    return formula.areas(of: transformer.transformed(part)).map { $0.isFinite ? $0 : 0 }
  }.flatMap { $0 }
}

// The shared geometry itself, where somebody asks for it: GEOS OverlayNG, with a ladder of precisions for rows it refuses.

import CGEOS
public import Geometry

/// The shared parts of pairs, with lineage; pairs that GEOS refused at every precision are told, and the run goes on.
public struct Pieces: Sendable {
  public var geometry: GeometryColumn
  /// The pair of each piece.
  public var pairs: [SharedArea]
  public var failures: [(pair: SharedArea, reason: String)]
}

/// Builds the shared part of each pair. Points and lines where two rows only touch have no area and are left out. A piece has
/// the area that the kernel sums, or the pair is among the failures (RetryLadder.swift).
public func pieces(
  of pairs: [SharedArea], _ left: GeometryColumn, _ right: GeometryColumn, workers: Int
) async throws -> Pieces {
  let (lefts, rights) = (
    try await PreparedColumn(left, workers: workers), try await PreparedColumn(right, workers: workers)
  )
  let chunks = try await inChunks(of: pairs.count, size: 256, workers: workers, state: { PieceMaker() }) {
    maker, range in
    var builder = GeometryBuilder(.polygon)
    var made: [SharedArea] = []
    var failures: [(pair: SharedArea, reason: String)] = []
    for pair in pairs[range] {
      do {
        builder.appendPolygons(of: try maker.piece(of: pair, lefts, rights))
        made.append(pair)
      } catch {
        failures.append((pair, "\(error)"))
      }
    }
    return Pieces(geometry: builder.finish(), pairs: made, failures: failures)
  }
  return Pieces(
    geometry: GeometryColumn(joining: chunks.map(\.geometry), kind: .polygon), pairs: chunks.flatMap(\.pairs),
    failures: chunks.flatMap(\.failures))
}

private struct PieceMaker: ~Copyable {
  private let context = GEOSContext()
  private var kernel = OverlapKernel()

  mutating func piece(
    of pair: SharedArea, _ left: PreparedColumn, _ right: PreparedColumn
  ) throws(GEOSError) -> GEOSGeometry {
    let a = try context.geometry(ofRow: pair.left, of: left.geometry)
    let b = try context.geometry(ofRow: pair.right, of: right.geometry)
    let (area, error) = kernel.area(pair.left, of: left, pair.right, of: right)
    let smaller = min(left.geometry.area(ofRow: pair.left), right.geometry.area(ofRow: pair.right))
    let slack = error + 1e-9 * smaller
    let window = left.boxes[pair.left].intersection(right.boxes[pair.right])
    return try withFallingPrecision(in: window, areas: area - slack...area + slack) { grid throws(GEOSError) in
      unsafe try context.own("GEOSIntersectionPrec_r") { unsafe GEOSIntersectionPrec_r($0, a.pointer, b.pointer, grid) }
    }
  }
}

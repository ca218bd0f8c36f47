// Which polygons the kernel must not sum over, told by the kernel itself.
//
// The sums of OverlapArea.swift need an indicator that is 0 or 1. Whatever a row's rings do, its signed count n of edges
// above a point is a whole number, and n² ≥ n with equality only for 0 and 1. So ∫n² = ∫n, that is  area(P ∩ P) = area(P),
// holds exactly for the rows that are sound. Rings that merely touch themselves, which the standard calls invalid, are sound;
// rings that cross are not. Of a row with several rings each must be sound by itself too: one that winds backwards about
// ground of another part takes it away, and what is left may be 0 or 1 everywhere without being what anybody drew. Most rows are
// one ring that does not even touch itself, and for those it need not be asked.

public import Geometry

/// The rows that cannot be summed over, in row order, with GEOS's reason and place.
public func unsoundRows(of polygons: PreparedColumn, workers: Int) async throws -> [InvalidRow] {
  let geometry = polygons.geometry
  let suspects = try await inChunks(of: geometry.count, size: 512, workers: workers, state: { OverlapKernel() }) {
    kernel, rows in
    rows.filter { row in
      guard !geometry.isEmpty(row: row) else { return false }
      guard kernel.isZeroOrOne(row, of: polygons) else { return true }
      guard geometry.rings(ofRow: row).count > 1 else { return false }
      let rings = PreparedColumn(ringsOf: row, of: polygons)
      return rings.boxes.indices.contains { !kernel.isZeroOrOne($0, of: rings) }
    }
  }.flatMap { $0 }
  let reasons = try await invalidRows(of: geometry.gathering(suspects), workers: workers)
  var byPosition: [Int: InvalidRow] = [:]
  for reason in reasons { byPosition[reason.row] = reason }
  return suspects.enumerated().map { position, row in
    let reason = byPosition[position]
    return InvalidRow(
      row: row, reason: reason?.reason ?? "Area does not add up",
      place: reason?.place ?? geometry.firstCoordinate(ofRow: row))
  }
}

extension OverlapKernel {
  /// Whether a row winds about every place once or not at all.
  fileprivate mutating func isZeroOrOne(_ row: Int, of polygons: PreparedColumn) -> Bool {
    if polygons.isOneSimpleRing(row) { return true }
    let own = polygons.geometry.area(ofRow: row)
    let (area, error) = areaWithItself(row, of: polygons)
    // A sum that is not a number is not.
    return abs(area - own) <= 4 * error + 1e-12 * own
  }
}

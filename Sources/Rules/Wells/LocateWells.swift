// Where every well lies: zones with the distance to the deciding edge, township, village, coverage, nearest pipe.

import Geometry
import Overlay

/// Locates every row of the wells layer, in row order. Distances are in the units of the frame, metres.
public func locateWells(
  _ wells: RoleLayer, in layers: LayerSet, settings: WellSettings, workers: Int
) async throws -> [WellLocation] {
  guard let geometry = wells.layer.geometry else { return [] }
  let zones = layers["zones"].flatMap(ZoneIndex.init)
  let units = ["townships", "villages", "coverage"].map { layers[$0] }
  let pipes = layers["pipes"]
  return try await inChunks(of: geometry.count, size: 2048, workers: workers, state: {}) { _, rows in
    rows.map { row in
      var well = WellLocation()
      guard let position = geometry.firstCoordinate(ofRow: row) else { return well }
      well.position = position
      zones?.locate(&well, accuracy: wells.layer.fields["accuracy"]?.number(row) ?? settings.positionAccuracy)
      well.township = units[0]?.owner(of: position)
      well.village = units[1]?.owner(of: position)
      if let pipes, let prepared = pipes.prepared {
        well.pipeDistance = prepared.nearestEdge(to: position, in: pipes.tree)?.distance
      }
      let inCoverage = units[2].map { $0.owner(of: position) != nil }
      let inReach = settings.pipeReach > 0 ? well.pipeDistance.map { $0 <= settings.pipeReach } : nil
      well.covered = inCoverage == true || inReach == true ? true : inCoverage ?? inReach
      return well
    }
  }.flatMap { $0 }
}

extension RoleLayer {
  /// The row that owns the point: exactly one in a layer without overlaps, the first where rows overlap.
  func owner(of point: Coordinate) -> Int? { owners(of: point).first }

  /// All rows that own the point, in row order.
  func owners(of point: Coordinate) -> [Int] {
    guard let prepared else { return [] }
    var candidates: [Int32] = []
    tree.search(Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y), into: &candidates)
    return candidates.sorted().map { Int($0) }.filter { prepared.owns(point, row: $0) }
  }
}

/// The zone layer with the kind of every row. Rows without a kind hold no well: the kind is a required field.
private struct ZoneIndex: Sendable {
  private let layer: RoleLayer
  private let prepared: PreparedColumn
  private let kinds: [ZoneKind?]

  init?(_ layer: RoleLayer) {
    guard let prepared = layer.prepared else { return nil }
    self.layer = layer
    self.prepared = prepared
    kinds = (0..<layer.layer.count).map { layer.layer.fields.text("zone_kind", $0).flatMap(ZoneKind.init) }
  }

  func locate(_ well: inout WellLocation, accuracy: Double) {
    let position = well.position!
    well.zones = layer.owners(of: position).filter { kinds[$0] != nil }
      .sorted { (kinds[$0]!.rank, $0) < (kinds[$1]!.rank, $1) }
    well.zoneKind = well.zones.first.flatMap { kinds[$0] }
    let weakest = well.zoneKind?.rank ?? ZoneKind.allCases.count
    var nearest = Double.infinity
    layer.tree.visitNearest(to: position, within: .infinity) { row, bound in
      guard let kind = kinds[row], kind.rank <= weakest,
        let edge = prepared.nearestEdge(ofRow: row, to: position, within: bound)
      else { return bound }
      nearest = edge.squaredDistance
      return nearest
    }
    guard nearest.isFinite else { return }
    well.zoneEdge = (well.zoneKind == nil ? 1 : -1) * nearest.squareRoot()
    well.nearEdge = nearest.squareRoot() < accuracy
  }
}

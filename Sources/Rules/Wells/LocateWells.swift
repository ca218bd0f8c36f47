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
  let accuracies = wells.layer.fields["accuracy"]
  return try await inChunks(of: geometry.count, size: 2048, workers: workers, state: {}) { _, rows in
    rows.map { row in
      var well = WellLocation()
      guard let position = geometry.firstCoordinate(ofRow: row) else { return well }
      well.position = position
      let accuracy = accuracies?.number(row).map { max($0, 0) } ?? settings.positionAccuracy
      zones?.locate(&well, accuracy: accuracy)
      well.township = units[0]?.owner(of: position)
      well.village = units[1]?.owner(of: position)
      if let pipes, let prepared = pipes.prepared {
        well.pipeDistance = prepared.nearestEdge(to: position, in: pipes.tree)?.distance
      }
      let inCoverage = units[2].map { $0.owner(of: position) != nil }
      well.coverageDoubt = coverageDoubt(of: position, units[2], well.pipeDistance, settings, accuracy: accuracy)
      let inReach = settings.pipeReach > 0 ? well.pipeDistance.map { $0 <= settings.pipeReach } : nil
      well.covered = inCoverage == true || inReach == true ? true : inCoverage ?? inReach
      return well
    }
  }.flatMap { $0 }
}

/// Coverage is in doubt where its edge, or the reach of the pipes, is nearer than the position accuracy.
private func coverageDoubt(
  of position: Coordinate, _ coverage: RoleLayer?, _ pipe: Double?, _ settings: WellSettings, accuracy: Double
) -> Words? {
  if let edge = coverage?.prepared?.nearestEdge(to: position, in: coverage!.tree, within: accuracy)?.distance,
    edge < accuracy
  {
    return Words(
      zh: "距覆盖范围边界 \(metres(edge)) 米，小于定位精度",
      en: "\(metres(edge)) m from the edge of the coverage, less than the position accuracy")
  }
  if let pipe, settings.pipeReach > 0, abs(pipe - settings.pipeReach) < accuracy {
    return Words(zh: "到管道的距离接近服务半径", en: "its distance to a pipe is close to the reach")
  }
  return nil
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

/// The zone layer with the kind of every row. A zone whose kind cannot be read, or that has no geometry, decides nothing,
/// but it puts in doubt what the others say.
private struct ZoneIndex: Sendable {
  private let layer: RoleLayer
  private let prepared: PreparedColumn
  private let kinds: [ZoneKind?]
  private let doubtOfAll: Words?

  init?(_ layer: RoleLayer) {
    guard let prepared = layer.prepared else { return nil }
    self.layer = layer
    self.prepared = prepared
    kinds = (0..<layer.layer.count).map { layer.layer.fields.text("zone_kind", $0).flatMap(ZoneKind.init) }
    let unusable = (0..<layer.layer.count).first { prepared.geometry.isEmpty(row: $0) || layer.unsound.contains($0) }
    doubtOfAll = unusable.map { row in
      Words(zh: "分区 \(layer.key(row)) 没有可用的图形", en: "zone \(layer.key(row)) has no usable geometry")
    }
  }

  func locate(_ well: inout WellLocation, accuracy: Double) {
    let position = well.position!
    let owners = layer.owners(of: position)
    well.zones = owners.filter { kinds[$0] != nil }.sorted { (kinds[$0]!.rank, $0) < (kinds[$1]!.rank, $1) }
    well.zoneKind = well.zones.first.flatMap { kinds[$0] }
    let weakest = well.zoneKind?.rank ?? ZoneKind.allCases.count
    var nearest = Double.infinity
    var unclear = owners.first { kinds[$0] == nil }
    layer.tree.visitNearest(to: position, within: .infinity) { row, bound in
      guard let edge = prepared.nearestEdge(ofRow: row, to: position, within: bound) else { return bound }
      guard let kind = kinds[row] else {
        if edge.distance < accuracy { unclear = unclear ?? row }
        return bound
      }
      guard kind.rank <= weakest else { return bound }
      nearest = edge.squaredDistance
      return nearest
    }
    if nearest.isFinite {
      well.zoneEdge = (well.zoneKind == nil ? 1 : -1) * nearest.squareRoot()
      well.nearEdge = nearest.squareRoot() < accuracy
    }
    well.zoneDoubt = doubt(of: well, unclear: unclear)
  }

  private func doubt(of well: WellLocation, unclear: Int?) -> Words? {
    if well.nearEdge {
      return Words(
        zh: "距分区边界 \(metres(well.zoneEdge)) 米，小于定位精度",
        en: "\(metres(well.zoneEdge)) m from a zone's edge, less than the position accuracy")
    }
    if let unclear {
      return Words(zh: "分区 \(layer.key(unclear)) 的类型不明", en: "the kind of zone \(layer.key(unclear)) cannot be read")
    }
    // No zone is stricter than a prohibited one, so what cannot be read changes nothing for the wells inside.
    return well.zoneKind == .prohibited ? nil : doubtOfAll
  }
}

// Which zones hold a well, and how near the edge is that decides it.

import Geometry
import Overlay

/// The zone layer with the kind of every row. A zone whose kind cannot be read, or that has no geometry, decides nothing,
/// but it puts in doubt what the others say. A class, because every worker asks it for every well: copies of its fields
/// would be counted by all of them.
final class ZoneIndex: Sendable {
  private let layer: RoleLayer
  private let prepared: PreparedColumn
  /// Zones of one kind are one ground, however many rows it is drawn as.
  private let ground: JoinedGround
  private let kinds: [ZoneKind?]
  /// Rows whose rings cross, with the ground about which they may say anything.
  private let unsound: [(row: Int, box: Box)]
  private let doubtOfAll: Words?

  init?(_ layer: RoleLayer, workers: Int) async throws {
    let kinds = (0..<layer.layer.count).map { layer.zoneKind(ofRow: $0) }
    guard let prepared = layer.prepared,
      let ground = try await JoinedGround(layer, kind: { kinds[$0]?.rank }, workers: workers)
    else { return nil }
    self.layer = layer
    self.prepared = prepared
    self.ground = ground
    self.kinds = kinds
    unsound = layer.unsound.sorted().map { ($0, prepared.boxes[$0]) }
    doubtOfAll = layer.lostGround
  }

  func locate(_ well: inout WellLocation) {
    let position = well.position!
    let owners = layer.soundOwners(of: position)
    well.zones = owners.filter { kinds[$0] != nil }
    if well.zones.count > 1 { well.zones.sort { (kinds[$0]!.rank, $0) < (kinds[$1]!.rank, $1) } }
    well.zoneKind = well.zones.first.flatMap { kinds[$0] }
    let weakest = well.zoneKind?.rank ?? ZoneKind.allCases.count
    let accuracy = well.accuracy
    var nearest = Double.infinity
    var near: Set<ZoneKind> = []
    var unclear = owners.first { kinds[$0] == nil }
    // One walk, outwards: as far as the nearest deciding edge, and at least as far as the accuracy, for the other kinds.
    ground.tree.visitNearest(to: position, within: .infinity) { outline, bound in
      guard let edge = ground.outlines.nearestEdge(ofRow: outline, to: position, within: bound) else { return bound }
      let row = ground.rows[outline]
      if edge.distance < accuracy {
        if let kind = kinds[row] { near.insert(kind) } else { unclear = unclear ?? row }
      }
      guard let kind = kinds[row], kind.rank <= weakest else { return bound }
      nearest = min(nearest, edge.squaredDistance)
      return max(nearest, accuracy * accuracy)
    }
    if nearest.isFinite {
      well.zoneEdge = (well.zoneKind == nil ? 1 : -1) * nearest.squareRoot()
      well.nearEdge = nearest.squareRoot() < accuracy
    }
    well.kindsNear = near
    well.zonesNear = rows(near: position, within: accuracy)
    let other = doubtBesideEdges(of: well, unclear: unclear)
    well.doubtBesideEdges = other
    guard well.nearEdge else {
      // No zone is stricter than a prohibited one, so what cannot be read changes nothing for the wells well inside.
      return well.zoneDoubt = well.zoneKind == .prohibited ? nil : other
    }
    well.zoneDoubt = Words(
      zh: "距分区边界 \(metres(well.zoneEdge)) 米，小于定位精度",
      en: "\(metres(well.zoneEdge)) m from a zone's edge, less than the position accuracy")
    guard other == nil else { return }
    // What has no edge near by holds the well for certain or not at all; below what certainly holds it nothing is possible.
    let held = Set(well.zones.map { kinds[$0]! })
    let certain = held.subtracting(near).map(\.rank).min()
    well.kindsPossible = ZoneKind.allCases.filter {
      (near.contains($0) || held.contains($0)) && $0.rank <= certain ?? .max
    }
    if certain == nil { well.kindsPossible.append(nil) }
  }

  /// Rows that have an edge nearer than a distance, in row order.
  private func rows(near position: Coordinate, within distance: Double) -> [Int] {
    var rows: [Int] = []
    layer.tree.visitNearest(to: position, within: distance * distance) { row, bound in
      let edge = layer.unsound.contains(row) ? nil : prepared.nearestEdge(ofRow: row, to: position, within: bound)
      if let edge, edge.distance < distance { rows.append(row) }
      return bound
    }
    return rows.sorted()
  }

  private func doubtBesideEdges(of well: WellLocation, unclear: Int?) -> Words? {
    if let unclear {
      return Words(zh: "分区 \(layer.key(unclear)) 的类型不明", en: "the kind of zone \(layer.key(unclear)) cannot be read")
    }
    let position = well.position!
    let near = unsound.first { $0.box.squaredDistance(to: position) <= well.accuracy * well.accuracy }
    return near.map { unusable($0.row, layer) } ?? doubtOfAll
  }
}

extension RoleLayer {
  /// The kind of a row of the zone layer; `nil` where it cannot be read.
  func zoneKind(ofRow row: Int) -> ZoneKind? { layer.fields.text("zone_kind", row).flatMap { ZoneKind(rawValue: $0) } }
}

// Where every well lies: zones with the distance to the deciding edge, township, village, coverage, nearest pipe.

import Geometry
import Overlay

/// Locates every row of the wells layer, in row order. Distances are in the units of the frame, metres.
func locateWells(
  _ wells: RoleLayer, in layers: LayerSet, settings: WellSettings, workers: Int
) async throws -> [WellLocation] {
  guard let geometry = wells.layer.geometry else {
    return Array(repeating: WellLocation(), count: wells.layer.count)
  }
  let zones = layers["zones"].flatMap { ZoneIndex($0) }
  let (townships, villages, coverage) = (layers["townships"], layers["villages"], layers["coverage"])
  let (pipes, hardToRenew) = (layers["pipes"], layers["hard-to-renew"])
  let accuracies = wells.layer.fields["accuracy"]
  return try await inChunks(of: geometry.count, size: 2048, workers: workers, state: {}) { _, rows in
    rows.map { row in
      var well = WellLocation()
      guard let position = geometry.firstCoordinate(ofRow: row) else { return well }
      well.position = position
      well.accuracy = accuracies?.number(row).map { max($0, 0) } ?? settings.positionAccuracy
      zones?.locate(&well)
      well.township = townships?.owner(of: position)
      well.village = villages?.owner(of: position)
      if let pipes, let nearest = pipes.prepared?.nearestEdge(to: position, in: pipes.tree) {
        well.pipe = nearest.row
        well.pipeDistance = nearest.distance
      }
      well.locate(onCoverage: coverage, settings)
      if let hardToRenew {
        well.hardToRenew = hardToRenew.owner(of: position) != nil
        well.hardToRenewDoubt = hardToRenew.edge(within: well.accuracy, of: position).map {
          Words(
            zh: "距该图层边界 \(metres($0)) 米，小于定位精度", en: "\(metres($0)) m from its edge, less than the position accuracy")
        }
      }
      return well
    }
  }.flatMap { $0 }
}

extension WellLocation {
  /// Covered is a well inside a coverage polygon, or within the reach of a pipe. In doubt where that line is nearer than
  /// the position accuracy, unless the other one settles it.
  fileprivate mutating func locate(onCoverage coverage: RoleLayer?, _ settings: WellSettings) {
    let position = position!
    let inside = coverage.map { $0.owner(of: position) != nil }
    let inReach = settings.pipeReach > 0 ? pipeDistance.map { $0 <= settings.pipeReach } : nil
    covered = inside == true || inReach == true ? true : inside ?? inReach
    let edge = coverage?.edge(within: accuracy, of: position)
    let reachMargin = settings.pipeReach > 0 ? pipeDistance.map { abs($0 - settings.pipeReach) } : nil
    let isReachNear = reachMargin.map { $0 < accuracy } ?? false
    if inside == true && edge == nil || inReach == true && !isReachNear { return }
    if let edge {
      coverageDoubt = Words(
        zh: "距覆盖范围边界 \(metres(edge)) 米，小于定位精度",
        en: "\(metres(edge)) m from the edge of the coverage, less than the position accuracy")
    } else if isReachNear {
      coverageDoubt = Words(zh: "到管道的距离接近服务半径", en: "its distance to a pipe is close to the reach")
    }
  }
}

extension RoleLayer {
  /// The row that owns the point: exactly one in a layer without overlaps, the first where rows overlap.
  func owner(of point: Coordinate) -> Int? { owners(of: point).first }

  /// All rows that own the point, in row order.
  func owners(of point: Coordinate) -> [Int] {
    guard let prepared else { return [] }
    var candidates: [Int32] = []
    tree.search(Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y), into: &candidates)
    if candidates.isEmpty { return [] }
    candidates.sort()
    return candidates.compactMap { prepared.owns(point, row: Int($0)) ? Int($0) : nil }
  }

  /// The distance to the nearest edge of any row, where it is less than `distance`.
  func edge(within distance: Double, of point: Coordinate) -> Double? {
    prepared?.nearestEdge(to: point, in: tree, within: distance).map(\.distance).flatMap { $0 < distance ? $0 : nil }
  }
}

// What several checks of one layer want to know, found once: its overlaps and its gaps.

import Geometry
import Overlay

/// Ground that two rows of a layer share.
struct RowOverlap: Sendable {
  let left: Int
  let right: Int
  /// Whether the two have the same boundary: one thing entered twice, which G07 tells.
  let isDuplicate: Bool
  let shape: OverlapShape
}

/// What was found, by role, for as long as the checks run.
struct LayerWork: Sendable {
  fileprivate let overlaps = FoundOnce<String, [RowOverlap]>()
  fileprivate let gaps = FoundOnce<String, CoverageGaps>()
  fileprivate let intendedGaps = FoundOnce<String, [Bool]>()
}

extension CheckContext {
  /// The layers whose rows divide ground among them. Zones of different kinds may lie one in the other.
  var dividingLayers: [RoleLayer] {
    layers.layers.filter { $0.role != "zones" && $0.prepared?.geometry.kind == .polygon }
  }

  /// The overlaps within a layer that exceed the area and the width of T01.
  func overlaps(within layer: RoleLayer) async throws -> [RowOverlap] {
    guard let prepared = layer.prepared else { return [] }
    return try await work.overlaps.value(layer.role) { [self] in
      let least = threshold(Overlaps.self, "area")
      let pairs = try await ground.pairs(layer, layer).filter { $0.area > least }
      let shapes = try await shapes(of: pairs, prepared, prepared, workers: workers)
      return zip(pairs, shapes).filter { $1.width > threshold(Overlaps.self, "width") }.map { pair, shape in
        RowOverlap(
          left: pair.left, right: pair.right,
          isDuplicate: prepared.geometry.hasSameBoundary(pair.left, pair.right), shape: shape)
      }
    }
  }

  /// The gaps of a layer that must fill its unit, larger than the area and wider than the width of T02; `nil` for a layer
  /// that may have gaps.
  func gaps(in layer: RoleLayer) async throws -> CoverageGaps? {
    guard let units = unitRoles[layer.role], let polygons = layer.indexedPolygons else { return nil }
    let unit = units.lazy.compactMap { layers[$0]?.indexedPolygons }.first
    return try await work.gaps.value(layer.role) { [self] in
      try await coverageGaps(
        in: polygons, within: unit, above: threshold(Gaps.self, "area"), widerThan: threshold(Gaps.self, "width"),
        workers: workers)
    }
  }
}

extension CheckContext {
  /// Of each gap of a layer whether it is no fault: filled by ground that has a layer of its own, or larger than the job calls
  /// a gap (thresholds of T02).
  func areIntended(_ gaps: CoverageGaps, in layer: RoleLayer) async throws -> [Bool] {
    try await work.intendedGaps.value(layer.role) { [self] in
      var filled = [Double](repeating: 0, count: gaps.gaps.count)
      let prepared = try await PreparedColumn(gaps.geometry, workers: workers)
      for role in ["reservoirs", "canals", "headworks"] {
        guard let filler = layers[role], let ground = filler.indexedPolygons else { continue }
        for pair in try await sharedAreas(prepared, ground.prepared, tree: ground.tree, workers: workers)
        where !filler.unsound.contains(pair.right) {
          filled[pair.left] += pair.area
        }
      }
      let (hole, share) = (threshold(Gaps.self, "hole"), threshold(Gaps.self, "filled"))
      return zip(gaps.gaps, filled).map { gap, filled in
        filled >= share * gap.area || (hole > 0 && gap.area > hole)
      }
    }
  }
}

/// What a layer must fill, by role: the first of the units that the job has.
let unitRoles = ["survey": ["villages", "townships"], "villages": ["townships"]]

extension RoleLayer {
  var indexedPolygons: IndexedPolygons? {
    guard let prepared, prepared.geometry.kind == .polygon else { return nil }
    return IndexedPolygons(prepared, tree: tree)
  }
}

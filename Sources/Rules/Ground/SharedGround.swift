// Which rows of which roles share ground: each pair of layers is laid over each other once, for all checks and registers.

import Geometry
public import Overlay

/// Lists of pairs, made when first asked for and kept for whoever asks next.
public final class SharedGround: Sendable {
  private let layers: LayerSet
  private let workers: Int
  private let lists = FoundOnce<[String], [SharedArea]>()

  public init(_ layers: LayerSet, workers: Int) {
    self.layers = layers
    self.workers = workers
  }

  /// Every pair of rows of two layers of polygons that share ground, by left row, then right row; of one layer with
  /// itself the lower row on the left. Rows whose rings cross are in no pair. Areas are planar, in units of the frame.
  public func pairs(_ left: RoleLayer, _ right: RoleLayer) async throws -> [SharedArea] {
    guard let a = left.polygons, let b = right.polygons else { return [] }
    return try await lists.value([left.role, right.role]) { [self] in
      let made: [SharedArea]
      if left.role == right.role {
        made = try await sharedAreasWithin(a, tree: left.tree, workers: workers)
      } else if comesFirst(left, right) {
        made = try await sharedAreas(a, b, tree: right.tree, workers: workers)
      } else {
        // The last bits of an area depend on which side is left: it is the layer that the job names first, for all askers.
        return try await pairs(right, left).map { SharedArea(left: $0.right, right: $0.left, area: $0.area) }
          .sorted { ($0.left, $0.right) < ($1.left, $1.right) }
      }
      return made.filter { !left.unsound.contains($0.left) && !right.unsound.contains($0.right) }
    }
  }

  private func comesFirst(_ left: RoleLayer, _ right: RoleLayer) -> Bool {
    layers.layers.first { $0.role == left.role || $0.role == right.role }?.role == left.role
  }
}

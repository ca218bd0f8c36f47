// The ground that rows of one kind hold together. The lines between them decide nothing: beside the line between the prohibited
// zones of two townships a well is in a prohibited zone whichever side it is on, and so is one beside a zone drawn in another. Lines
// that were drawn apart, be it by a millimetre, have ground of no kind between them, and remain.

import Geometry
import Overlay

/// The outlines of a layer of polygons, with rows of one kind joined where their boxes meet. Rows whose rings cross are left out:
/// they say of no place whose it is.
struct JoinedGround: Sendable {
  let outlines: PreparedColumn
  let tree: PackedRTree
  /// Of each outline one of the rows that it is made of, whose kind it has.
  let rows: [Int]

  /// `nil` for a layer without polygons.
  ///
  /// - Parameter kind: of a row; a row without one is joined to no other. Where it is not said all are of one.
  init?(_ layer: RoleLayer, kind: (Int) -> Int? = { _ in 0 }, workers: Int) async throws {
    guard let prepared = layer.prepared, prepared.geometry.kind == .polygon else { return nil }
    let groups = Self.groups(of: layer, prepared, kind)
    if groups.allSatisfy({ $0.count == 1 }) && layer.unsound.isEmpty {
      // Nothing is joined, and what the layer has serves.
      (outlines, tree, rows) = (prepared, layer.tree, Array(0..<prepared.geometry.count))
      return
    }
    let joined = try await unions(of: groups, in: prepared.geometry, workers: workers)
    let refused = Set(joined.failures.map(\.row))
    var builder = GeometryBuilder(.polygon)
    var rows: [Int] = []
    for (number, group) in groups.enumerated() {
      if refused.contains(number) {
        // As it is: lines between its rows put wells in doubt that need not be, and free none.
        for row in group { builder.appendRow(row, of: prepared.geometry) }
        rows += group
      } else {
        builder.appendRow(number, of: joined.geometry)
        rows.append(group[0])
      }
    }
    outlines = try await PreparedColumn(builder.finish(), workers: workers)
    tree = PackedRTree(outlines.boxes)
    self.rows = rows
  }

  /// The distance to the nearest outline, where it is less than `distance`.
  func edge(within distance: Double, of point: Coordinate) -> Double? {
    outlines.edge(within: distance, of: point, in: tree)
  }

  /// Sound rows of one kind whose boxes meet, directly or by way of others, in row order.
  private static func groups(of layer: RoleLayer, _ prepared: PreparedColumn, _ kind: (Int) -> Int?) -> [[Int]] {
    let kinds = (0..<prepared.geometry.count).map(kind)
    var isTaken = prepared.boxes.indices.map { prepared.boxes[$0].isEmpty || layer.unsound.contains($0) }
    var groups: [[Int]] = []
    var hits: [Int32] = []
    for first in prepared.boxes.indices where !isTaken[first] {
      isTaken[first] = true
      var group = [first]
      var next = 0
      while next < group.count && kinds[first] != nil {
        hits.removeAll(keepingCapacity: true)
        layer.tree.search(prepared.boxes[group[next]], into: &hits)
        for other in hits.map(Int.init) where !isTaken[other] && kinds[other] == kinds[first] {
          isTaken[other] = true
          group.append(other)
        }
        next += 1
      }
      groups.append(group.sorted())
    }
    return groups
  }
}

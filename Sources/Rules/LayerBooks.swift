// The books of plots and forest over the land survey: where the ground of every row went (Overlay/AreaLedger.swift).

import Geometry
public import Overlay

/// The account of every row of one layer over another.
public struct LayerBook: Sendable {
  public let role: String
  public let over: String
  public let ledger: AreaLedger
}

/// The registers of ground that have books.
let bookedRoles = ["plots", "forest"]

/// The books of the layers of polygons that are registers of ground, over the survey; none where the job has no survey.
public func layerBooks(in layers: LayerSet, ground: SharedGround, workers: Int) async throws -> [LayerBook] {
  guard let survey = layers["survey"], let covering = survey.polygons else { return [] }
  var books: [LayerBook] = []
  for role in bookedRoles {
    guard let layer = layers[role], let covered = layer.polygons else { continue }
    let unsound = UnsoundSides(covered: layer.unsound, covering: survey.unsound)
    let cover = try await cover(
      of: covered, by: covering, tree: survey.tree, unsound: unsound, pairs: ground.pairs(layer, survey),
      overlaps: ground.pairs(survey, survey), workers: workers)
    let ledger = try await areaLedger(
      of: cover, covered, over: covering, slivers: .boundaryPoints, unsound: unsound, workers: workers)
    books.append(LayerBook(role: role, over: survey.role, ledger: ledger))
  }
  return books
}

extension RoleLayer {
  /// The prepared geometry of a layer of polygons.
  var polygons: PreparedColumn? { prepared?.geometry.kind == .polygon ? prepared : nil }
}

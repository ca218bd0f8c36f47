// The ground of the zones, cut so that every place is in one zone: the strictest. Zones lie in each other – an
// over-extracted zone is the reason for the prohibited one inside it – and sums by kind must not count that ground twice.

public import Geometry
import Overlay

public struct ZoneDivision: Sendable {
  /// A row for each usable zone, the strictest first, less the zones before it.
  public let ground: PreparedColumn
  public let tree: PackedRTree
  /// By row of `ground`.
  public let kinds: [ZoneKind]

  /// Zones without kind or usable geometry hold no ground. Where GEOS refuses to cut a zone, it stays whole: what it
  /// shares with stricter ones is then shared out between them.
  public init(of zones: RoleLayer, workers: Int) async throws {
    var usable: [(row: Int, kind: ZoneKind)] = []
    if let geometry = zones.layer.geometry, geometry.kind == .polygon {
      usable = (0..<zones.layer.count).compactMap { row in
        guard !geometry.isEmpty(row: row), !zones.unsound.contains(row) else { return nil }
        return zones.zoneKind(ofRow: row).map { (row, $0) }
      }.sorted { ($0.kind.rank, $0.row) < ($1.kind.rank, $1.row) }
    }
    var cut = GeometryBuilder(.polygon)
    let rank = Dictionary(uniqueKeysWithValues: usable.enumerated().map { ($1.row, $0) })
    var near: [Int32] = []
    for (position, zone) in usable.enumerated() {
      let own = zones.layer.geometry!.gathering([zone.row])
      near.removeAll(keepingCapacity: true)
      zones.tree.search(zones.prepared!.boxes[zone.row], into: &near)
      let stricterRanks = near.compactMap { rank[Int($0)] }.filter { $0 < position }.sorted()
      let stricter = zones.layer.geometry!.gathering(stricterRanks.map { usable[$0].row })
      let left = try await differences(of: own, without: stricter, workers: workers)[0] ?? own
      cut.appendRow(0, of: left)
    }
    ground = try await PreparedColumn(cut.finish(), workers: workers)
    tree = PackedRTree(ground.boxes)
    kinds = usable.map(\.kind)
  }
}

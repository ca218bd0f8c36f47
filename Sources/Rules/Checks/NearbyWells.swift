// W06: two entries at one place. It may be one well under two numbers, and then it is counted and charged twice.

public import Geometry

public enum NearbyWells: Check {
  public static let code = "W06"
  public static let severity = Severity.warning
  public static let title = Words(zh: "两井过近或一井两号", en: "wells too near, or one well under two numbers")
  public static let source = Words(zh: "登记核对", en: "register practice (bcgov/gwells)")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let layer = context.layers["wells"] else { return [] }
    let limit = context.wellSettings.sameWell
    let wells = context.wells
    return try await inChunks(of: wells.count, workers: context.workers, state: {}) { _, rows in
      var candidates: [Int32] = []
      return rows.flatMap { row -> [Finding] in
        guard let place = wells[row].location.position else { return [] }
        candidates.removeAll(keepingCapacity: true)
        layer.tree.search(
          Box(minX: place.x - limit, minY: place.y - limit, maxX: place.x + limit, maxY: place.y + limit),
          into: &candidates)
        return candidates.sorted().compactMap { other in
          guard Int(other) > row, let there = wells[Int(other)].location.position else { return nil }
          let distance = place.distance(to: there)
          return distance < limit ? finding(wells[row], wells[Int(other)], distance, limit) : nil
        }
      }
    }.flatMap { $0 }
  }

  private static func finding(_ well: Well, _ other: Well, _ distance: Double, _ limit: Double) -> Finding {
    Finding(
      code: code, severity: severity, layers: ["wells"], rows: [well.id, other.id], place: well.location.position,
      measure: distance, unit: "m",
      message: Words(
        zh: "机井 \(well.id) 与 \(other.id) 相距 \(metres(distance)) 米（小于 \(metres(limit)) 米），可能是一口井登记了两次；请核实后合并或改正坐标",
        en:
          "wells \(well.id) and \(other.id) are \(metres(distance)) m apart (less than \(metres(limit)) m), perhaps one well registered twice; check, then merge them or correct the coordinates"
      ))
  }
}

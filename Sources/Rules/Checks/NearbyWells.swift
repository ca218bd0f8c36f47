// W06: two entries at one place. It may be one well under two numbers, and then it is counted and charged twice.

public import Geometry

public enum NearbyWells: Check {
  public static let code = "W06"
  public static let severity = Severity.warning
  public static let title = Words(zh: "两井过近或一井两号", en: "wells too near, or one well under two numbers")
  public static let source = Words(zh: "登记核对", en: "register practice (bcgov/gwells)")

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells"]] }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool { well.location.position != nil }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let layer = context.layers["wells"] else { return [] }
    let limit = context.wellSettings.sameWell
    let wells = context.wells
    let crowds = Self.crowds(wells, within: limit)
    var crowdOfWell: [Int: Int] = [:]
    for (crowd, members) in crowds.enumerated() { for row in members { crowdOfWell[row] = crowd } }
    let pairs = try await inChunks(of: wells.count, workers: context.workers, state: {}) { [crowdOfWell] _, rows in
      var candidates: [Int32] = []
      return rows.flatMap { row -> [Finding] in
        guard let place = wells[row].location.position, crowdOfWell[row] == nil else { return [] }
        candidates.removeAll(keepingCapacity: true)
        layer.tree.search(
          Box(minX: place.x - limit, minY: place.y - limit, maxX: place.x + limit, maxY: place.y + limit),
          into: &candidates)
        var near: [(other: Int, distance: Double)] = []
        // Of a crowd beside the well the nearest: the crowd as such is told with all its wells.
        var nearest: [Int: (other: Int, distance: Double)] = [:]
        for other in candidates.sorted().map({ Int($0) }) where other != row {
          guard let there = wells[other].location.position else { continue }
          let distance = place.distance(to: there)
          guard distance < limit else { continue }
          if let crowd = crowdOfWell[other] {
            if distance < nearest[crowd]?.distance ?? .infinity { nearest[crowd] = (other, distance) }
          } else if other > row {
            near.append((other, distance))
          }
        }
        return (near + nearest.values.sorted { $0.other < $1.other }).map {
          finding(wells[row], wells[$0.other], $0.distance, limit)
        }
      }
    }.concatenated()
    return crowds.map { finding($0.map { wells[$0] }, limit) } + pairs
  }

  /// More wells than this at one place are no well under two numbers but a position that was given to all of them.
  private static let fewestOfCrowd = 9

  /// Wells of which so many stand in one square of the limit's size. Told pair by pair, five thousand would be twelve million findings.
  private static func crowds(_ wells: [Well], within limit: Double) -> [[Int]] {
    guard limit > 0 else { return [] }
    struct Square: Hashable { let x, y: Double }
    var squares: [Square: [Int]] = [:]
    for (row, well) in wells.enumerated() {
      guard let place = well.location.position else { continue }
      squares[Square(x: (place.x / limit).rounded(.down), y: (place.y / limit).rounded(.down)), default: []].append(row)
    }
    return squares.values.filter { $0.count >= fewestOfCrowd }.sorted { $0[0] < $1[0] }
  }

  private static func finding(_ crowd: [Well], _ limit: Double) -> Finding {
    let shown = crowd.prefix(fewestOfCrowd).map(\.id)
    let (zh, en) = (shown.joined(separator: "、"), shown.joined(separator: ", "))
    return Finding(
      code: code, severity: severity, layers: ["wells"], rows: crowd.map(\.id), place: crowd[0].location.position,
      measure: Double(crowd.count), unit: "wells",
      message: Words(
        zh: "\(crowd.count) 眼井（\(zh) 等）的坐标在边长 \(metres(limit)) 米的范围内，多半是统一填写的位置，不是各井的实际位置；请逐井核实坐标",
        en:
          "\(crowd.count) wells (\(en) …) have coordinates within a square of \(metres(limit)) m, mostly one position entered for all of them; enter where each one is"
      ))
  }

  private static func finding(_ well: Well, _ other: Well, _ distance: Double, _ limit: Double) -> Finding {
    Finding(
      code: code, severity: severity, layers: ["wells"], rows: [well.id, other.id], place: well.location.position,
      measure: distance, unit: "m",
      message: Words(
        zh: "机井 \(well.id) 与 \(other.id) 相距 \(metres(distance)) 米（小于 \(metres(limit)) 米），可能是一眼井登记了两次；请核实后合并或改正坐标",
        en:
          "wells \(well.id) and \(other.id) are \(metres(distance)) m apart (less than \(metres(limit)) m), perhaps one well registered twice; check, then merge them or correct the coordinates"
      ))
  }
}

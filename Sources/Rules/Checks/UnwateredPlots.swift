// X08: irrigated plots with no source of water within reach. Either the source is missing on the map, or the plot is not
// irrigated as it says.

public import Geometry

public enum UnwateredPlots: Check {
  public static let code = "X08"
  public static let severity = Severity.warning
  public static let title = Words(zh: "灌溉地块周边没有水源", en: "irrigated plot with no water source within reach")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（四）3：供水工程设施落图", en: "昌市政办发〔2021〕36号 四(四)3: waterworks on the map")

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.watered.flatMap { rule in
      rule.needsWells ? [[rule.kind.role, "wells"]] : rule.sources.map { [rule.kind.role, $0.role] }
    }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for rule in context.rules.watered {
      guard let plots = rule.kind.rows(in: context.layers) else { continue }
      let sources = try await rule.sources.asyncMap { try await WaterSource(role: $0.role, reach: $0.reach, context) }
        .compactMap(\.self)
      // Without the wells every plot that they water would be one without.
      guard !sources.isEmpty, !rule.needsWells || context.layers["wells"] != nil else { continue }
      let wells = NamedWells(context.layers["wells"])
      let rows = plots.rows
      findings += try await inChunks(of: rows.count, workers: context.workers, state: {}) { _, range in
        range.compactMap { index in
          let names = rule.wells.flatMap { plots.layer.layer.fields.text($0, rows[index]) }
          return finding(plots, rows[index], sources, wells.places(of: names), rule)
        }
      }.flatMap { $0 }
    }
    return findings
  }

  private static func finding(
    _ plots: GroundRows, _ row: Int, _ sources: [WaterSource], _ named: [Coordinate], _ rule: WaterRule
  ) -> Finding? {
    let geometry = plots.prepared.geometry
    guard let middle = geometry.labelPoint(ofRow: row) else { return nil }
    let vertices = geometry.coordinates(ofRow: row).lazy.map { geometry.coordinate($0) }
    let key = plots.layer.key(row)
    if !named.isEmpty, let reach = rule.sources.first(where: { $0.role == "wells" })?.reach {
      // The plot says which wells water it: no other stands in for them.
      let distance = named.map { plots.prepared.distance(ofRow: row, to: $0) }.min()!
      return distance <= reach
        ? nil
        : told(
          plots.layer, rule, key, middle, distance,
          Words(
            zh: "地块 \(key) 登记的水源井最近的也在 \(metres(distance)) 米外，超过 \(metres(reach)) 米；请核对水源井编号或井的坐标",
            en:
              "the nearest of the wells that plot \(key) names is \(metres(distance)) m away, more than \(metres(reach)) m; check the well's number or its coordinates"
          ))
    }
    if sources.contains(where: { $0.isInReach(of: middle) }) { return nil }
    // Seldom: a large plot can reach a source from its edge.
    if sources.contains(where: { source in vertices.contains { source.isInReach(of: $0) } }) { return nil }
    let nearest = sources.compactMap { source in source.distance(from: middle).map { ($0, source.layer.title) } }
      .min { $0.0 < $1.0 }
    let known = nearest.map {
      Words(zh: "最近的\($0.1.zh)在 \(metres($0.0)) 米外", en: "the nearest, of the \($0.1.en), is \(metres($0.0)) m away")
    }
    return told(
      plots.layer, rule, key, middle, nearest?.0,
      Words(
        zh: "灌溉地块 \(key) 在设定的距离内没有水源（\(known?.zh ?? "图上没有")）；请补绘水源，或核实该地块是否灌溉",
        en:
          "irrigated plot \(key) has no source of water within reach (\(known?.en ?? "none is on the map")); draw the source, or see whether the plot is irrigated"
      ))
  }

  /// The wells that were looked for are named, so that a run without them does not look for this.
  private static func told(
    _ plots: RoleLayer, _ rule: WaterRule, _ key: String, _ place: Coordinate, _ distance: Double?, _ message: Words
  ) -> Finding {
    Finding(
      code: code, severity: severity, layers: [plots.role] + (rule.needsWells ? ["wells"] : []), rows: [key],
      place: place,
      measure: distance,
      unit: distance == nil ? nil : "m", message: message)
  }
}

/// A layer that water comes from.
private struct WaterSource: Sendable {
  let layer: RoleLayer
  private let prepared: PreparedColumn
  private let tree: PackedRTree
  private let reach: Double

  /// `nil` where the job has no such layer. Of wells, those count that may take water.
  init?(role: String, reach: Double, _ context: CheckContext) async throws {
    guard let layer = context.layers[role], let prepared = layer.prepared else { return nil }
    self.layer = layer
    self.reach = reach
    guard role == "wells" else {
      (self.prepared, tree) = (prepared, layer.tree)
      return
    }
    let usable = context.wellsThatMayTakeWater.map(\.row)
    self.prepared = try await PreparedColumn(prepared.geometry.gathering(usable), workers: context.workers)
    tree = PackedRTree(self.prepared.boxes)
  }

  func isInReach(of place: Coordinate) -> Bool { prepared.nearestEdge(to: place, in: tree, within: reach) != nil }
  func distance(from place: Coordinate) -> Double? { prepared.nearestEdge(to: place, in: tree)?.distance }
}

extension PreparedColumn {
  /// From the ground of a row; 0 within it.
  fileprivate func distance(ofRow row: Int, to place: Coordinate) -> Double {
    owns(place, row: row) ? 0 : nearestEdge(ofRow: row, to: place)?.distance ?? .infinity
  }
}

/// Where the wells are that a plot names.
private struct NamedWells: Sendable {
  /// A number that several entries have stands for all of them.
  private var places: [String: [Coordinate]] = [:]

  init(_ wells: RoleLayer?) {
    guard let wells, let geometry = wells.layer.geometry else { return }
    places.reserveCapacity(wells.layer.count)
    for row in 0..<wells.layer.count {
      if let place = geometry.firstCoordinate(ofRow: row) { places[wells.key(row), default: []].append(place) }
    }
  }

  /// Of several names in one cell; those that are in no register have no place.
  func places(of cell: String?) -> [Coordinate] {
    cell.map { names(in: $0) { places[$0] != nil }.flatMap { places[$0] ?? [] } } ?? []
  }
}

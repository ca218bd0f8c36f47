// F05: rows that lie outside the county. They are in no township, so no register has them.

public import Geometry

public enum OutsideCounty: Check {
  public static let code = "F05"
  public static let severity = Severity.warning
  public static let title = Words(zh: "在县界之外", en: "outside the county")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）：村→乡镇→市逐级汇总", en: "昌市政办发〔2021〕36号 四(二): summed by village, township and city")
  public static let thresholds = [
    Threshold(
      "distance", 100, "m",
      reason: Words(
        zh: "各部门县界线相差可达数十米，界边的地块不算错",
        en: "county lines of different offices differ by tens of metres; a plot at the line is no fault"))
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["townships"], ["villages"]] }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let outline = context.layers["townships"] ?? context.layers["villages"], let prepared = outline.prepared,
      prepared.geometry.kind == .polygon, outline.layer.count > 0
    else { return [] }
    let limit = context.threshold(Self.self, "distance")
    var findings: [Finding] = []
    for layer in context.layers.layers where !["townships", "villages"].contains(layer.role) {
      // A layer in the wrong frame is one fault, not one for each of its rows.
      let isUnfit = context.loading.contains { $0.code == UnfitFrames.code && $0.layers == [layer.role] }
      guard let geometry = layer.layer.geometry, !isUnfit else { continue }
      let found = try await inChunks(of: geometry.count, workers: context.workers, state: {}) { _, rows in
        rows.compactMap { row in finding(of: row, in: layer, outline, prepared, limit) }
      }
      findings += found.flatMap { $0 }
    }
    return findings
  }

  /// A row is outside where none of its coordinates is in a unit, or near one.
  private static func finding(
    of row: Int, in layer: RoleLayer, _ outline: RoleLayer, _ prepared: PreparedColumn, _ limit: Double
  ) -> Finding? {
    let geometry = layer.layer.geometry!
    let coordinates = geometry.coordinates(ofRow: row)
    if coordinates.isEmpty { return nil }
    var nearest = Double.infinity
    for index in coordinates {
      let place = geometry.coordinate(index)
      if outline.owner(of: place) != nil { return nil }
      // Only what beats the nearest so far is looked for.
      if let edge = prepared.nearestEdge(to: place, in: outline.tree, within: nearest) {
        nearest = min(nearest, edge.distance)
      }
      if nearest <= limit { return nil }
    }
    // A zone may be larger than the county, with every corner outside.
    if let inside = outline.place(0), layer.prepared?.owns(inside, row: row) == true { return nil }
    // Units without any outline say nothing of where the county ends.
    guard nearest.isFinite else { return nil }
    let key = layer.key(row)
    let distance = Int(nearest.rounded())
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [key], place: layer.place(row), measure: nearest,
      unit: "m",
      message: Words(
        zh: "\(key) 在县界之外 \(distance) 米，不属于任何乡镇，汇总中没有它；请核对坐标或坐标系，若属邻县请移交",
        en:
          "\(key) lies \(distance) m outside the county, in no township and in no register; check its coordinates and frame, or hand it to the neighbouring county"
      ))
  }
}

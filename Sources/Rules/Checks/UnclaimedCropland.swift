// X03: cropland of the survey that nobody reports: neither planted, nor withdrawn, nor fallow, nor under forest.
//
// Beside a row whose rings cross nothing is told: how much that row covers is known when it is corrected (G01).

public import Geometry
import Overlay

public enum UnclaimedCropland: Check {
  public static let code = "X03"
  public static let severity = Severity.warning
  public static let title = Words(zh: "三调耕地未申报地块", en: "survey cropland without a plot")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（二）1：不遗漏、应统尽统", en: "昌市政办发〔2021〕36号 四(二)1: nothing left out")
  public static let thresholds = [
    Threshold(
      "area", 666.7, "m²",
      reason: Words(zh: "1 亩：更小的零星空地不单独申报", en: "1 mu: smaller odd corners are not reported by themselves")),
    Threshold.surveysWidth,
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.complete.map { [$0.kinds[0].role, "survey"] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let survey = context.layers["survey"], let ground = survey.prepared, ground.geometry.kind == .polygon,
      let classes = survey.layer.fields["class"]
    else { return [] }
    var findings: [Finding] = []
    for rule in context.rules.complete {
      // Without the layer that the ground is for, everything would be an omission.
      guard let plots = rule.kinds[0].rows(in: context.layers) else { continue }
      let others = rule.kinds.dropFirst().compactMap { $0.rows(in: context.layers) }
      let cropland = (0..<survey.layer.count).map { row in
        !survey.unsound.contains(row) && classes.text(row).map(rule.classes.hold) ?? false
      }
      let left = try await uncovered(cropland, survey, ground, plots, others, context)
      findings += left.compactMap { finding(survey, row: $0.row, $0.ground, $0.place, context) }
    }
    return findings
  }

  /// What no kind covers of the rows where it may be enough to tell.
  private static func uncovered(
    _ cropland: [Bool], _ survey: RoleLayer, _ ground: PreparedColumn, _ plots: GroundRows, _ others: [GroundRows],
    _ context: CheckContext
  ) async throws -> [(row: Int, ground: GeometryColumn?, place: Coordinate?)] {
    let pairs = try await context.ground.pairs(survey, plots.layer).filter { plots.holds[$0.right] }
    let overlaps = try await context.ground.pairs(plots.layer, plots.layer)
      .filter { plots.holds[$0.left] && plots.holds[$0.right] }
    let cover = try await cover(
      of: ground, by: plots.prepared, tree: plots.layer.tree,
      unsound: UnsoundSides(covered: survey.unsound, covering: plots.layer.unsound), pairs: pairs, overlaps: overlaps,
      workers: context.workers)
    let least = 0.99 * context.threshold(Self.self, "area")
    // Where plots cannot be joined nothing is known, and that is told as well.
    let refused = Set(cover.refused.map(\.row))
    let unsound = others.flatMap { other in other.layer.unsound.map { other.prepared.boxes[$0] } }
    let candidates = cropland.indices.filter { row in
      cropland[row] && !cover.besideUnsound.contains(row)
        && (cover.rows[row].map { $0.remainder > least } ?? refused.contains(row))
        && !unsound.contains { $0.meets(ground.boxes[row]) }
    }
    let remainders = try await cover.remainders(
      ofRows: candidates, ground.geometry, plots.prepared.geometry, workers: context.workers)
    var left = remainders.map { (row: $0.row, ground: $0.geometry, place: $0.place) }
    for other in others {
      var column = GeometryBuilder(.polygon)
      for remainder in left {
        if let ground = remainder.ground { column.appendRow(0, of: ground) } else { column.endRow() }
      }
      let rest = try await differences(
        of: column.finish(), without: other.prepared.geometry.gathering(other.rows), workers: context.workers)
      left = zip(left, rest).map { old, rest in
        (old.row, old.ground == nil ? nil : rest, rest?.labelPoint(ofRow: 0) ?? old.place)
      }
    }
    return left
  }

  /// Told where a part is large and wide enough, whatever narrow strips remain along the edges.
  private static func finding(
    _ survey: RoleLayer, row: Int, _ ground: GeometryColumn?, _ place: Coordinate?, _ context: CheckContext
  ) -> Finding? {
    let parcel = survey.key(row)
    guard let ground else { return refused(parcel, survey.place(row)) }
    let (least, narrowest) = (context.threshold(Self.self, "area"), context.threshold(Self.self, "width"))
    let parts = ground.partsAsRows()
    let told = (0..<parts.count).filter { part in
      parts.area(ofRow: part) > least && 2 * parts.area(ofRow: part) / parts.length(ofRow: part) > narrowest
    }
    guard let largest = told.max(by: { parts.area(ofRow: $0) < parts.area(ofRow: $1) }) else { return nil }
    let at = parts.count == 1 ? place : parts.labelPoint(ofRow: largest)
    let area = told.reduce(0) { $0 + parts.area(ofRow: $1) } * context.scale(parts.box(ofRow: largest).center)
    let share = area / context.officialArea(survey, row)
    let spoken = spoken(area)
    let isWhole = share > 0.98
    return Finding(
      code: code, severity: severity, layers: [survey.role], rows: [parcel], place: at, measure: area, unit: "m²",
      message: Words(
        zh: isWhole
          ? "三调耕地图斑 \(parcel)（\(spoken.zh)）没有任何地块申报；请查明是种植、退减、休耕还是撂荒，补报或说明"
          : "三调耕地图斑 \(parcel) 有 \(spoken.zh)（占 \(percent(share))）没有地块申报；请查明用途，补报或说明",
        en: isWhole
          ? "survey cropland \(parcel), \(spoken.en), has no plot at all; find out whether it is planted, withdrawn, fallow or abandoned, and report it or say why not"
          : "\(spoken.en) (\(percent(share))) of survey cropland \(parcel) have no plot; find out what they are used for, and report them or say why not"
      ))
  }

  private static func refused(_ parcel: String, _ place: Coordinate?) -> Finding {
    Finding(
      code: code, severity: severity, layers: ["survey"], rows: [parcel], place: place,
      message: Words(
        zh: "三调耕地图斑 \(parcel) 与其上地块无法叠加，是否有遗漏未能核对；请检查各自的边界",
        en:
          "survey cropland \(parcel) and the plots on it cannot be overlaid, so nothing is proven; check their boundaries"
      ))
  }
}

// The charts of a run: areas by township and category, wells by township and outcome.

import Geometry
import Pictures
import Registers
import Rules

extension Run {
  /// One chart a layer whose areas are added up.
  func areaChart(of entry: RegisteredAreas, in language: Language) -> StackedBars {
    let rows = entry.rollUp.rows.filter { $0.level == .township }
    let categories = entry.rollUp.rows.filter { $0.level == .city }.map(\.category)
    var units: [RegisterUnit] = []
    for row in rows where !units.contains(row.unit) { units.append(row.unit) }
    let title = title(of: entry)
    return StackedBars(
      title: Words(
        zh: "\(job.county.name)\(job.year)年度\(title.zh)面积", en: "Areas of \(title.en), \(job.county.name), \(job.year)")[
          language],
      subtitle: Words(zh: "按乡镇（街道）和类别，单位：亩", en: "by township and category, in mu (1 mu = 2000/3 m²)")[language],
      unit: Words(zh: "亩", en: "mu"),
      parts: categories.enumerated().map { index, category in
        StackedBars.Part(categoryTitle(category, of: entry), textures[index % textures.count])
      },
      bars: units.sorted { ($0.code, $0.name) < ($1.code, $1.name) }.map { unit in
        let label = unit.code == "—" ? Words(zh: "未落入任何村", en: "in no village")[language] : unit.name
        return StackedBars.Bar(
          label,
          categories.map { category in
            rows.first { $0.unit == unit && $0.category == category }?.hundredthsOfMu ?? 0
          })
      }, places: 2, source: "rollup.csv")
  }

  func wellChart(_ units: [MapUnit], in language: Language) -> StackedBars {
    let counts = units.map { unit in unit.wells.counts(by: \.decision.outcome) }
    let outcomes = Outcome.allCases.filter { outcome in counts.contains { $0[outcome] != nil } }
    return StackedBars(
      title: Words(
        zh: "\(job.county.name)\(job.year)年度机电井处置情况", en: "What happens to wells, \(job.county.name), \(job.year)")[
          language],
      subtitle: Words(
        zh: "按井所在乡镇（街道）和处置，单位：眼；判定日 \(job.decisionDate.written(in: .zh))",
        en: "by the township that wells lie in, and outcome; decided as of \(job.decisionDate)")[language],
      unit: Words(zh: "眼", en: "wells"),
      parts: outcomes.map { StackedBars.Part($0.title, $0.texture) },
      bars: zip(units, counts).map { unit, counts in
        StackedBars.Bar(unit.name[language], outcomes.map { Int64(counts[$0] ?? 0) })
      }, places: 0, source: "wells.csv")
  }
}

/// Neighbours differ in the way that they are hatched.
private let textures = [
  Texture(ground: "#d9c48a", ink: "#5c4a14", .lines(angle: 45, gap: 4)),
  Texture(ground: "#cfe3c0", ink: "#33591d"),
  Texture(ground: "#a9c3dd", ink: "#173a5c", .lines(angle: 135, gap: 4)),
  Texture(ground: "#f3ead9", ink: "#6b5420", .dots(gap: 4)),
  Texture(ground: "#7f8f6a", ink: "#20300f", .crossed(gap: 5)),
  Texture(ground: "#f4f4f4", ink: "#444", .lines(angle: 0, gap: 4)),
  Texture(ground: "#c9a9bd", ink: "#4a1f3a", .lines(angle: 90, gap: 4)),
]

extension Outcome {
  /// Of bars: in the colour of its sign on the maps.
  fileprivate var texture: Texture {
    switch self {
    case .close: Texture(ground: "#d9777c", ink: "#6e0a11", .crossed(gap: 4))
    case .convertToMonitoring: Texture(ground: "#c3a3d3", ink: "#4a1f66", .lines(angle: 90, gap: 3))
    case .closeAndKeepReady: Texture(ground: "#a9c7ea", ink: "#0b4f9e", .lines(angle: 45, gap: 4))
    case .notRenewed: Texture(ground: "#cbb191", ink: "#5a360c", .lines(angle: 0, gap: 3))
    case .verify: Texture(ground: "#ffe9b0", ink: "#7a4b00", .dots(gap: 4))
    case .reduce: Texture(ground: "#a6d3cc", ink: "#00655b", .lines(angle: 135, gap: 4))
    case .permitAndMeter: Texture(ground: "#bfe0c4", ink: "#1d6b2a", .lines(angle: 90, gap: 6))
    case .deferred: Texture(ground: "#dddddd", ink: "#444", .lines(angle: 135, gap: 7))
    case .keepException: Texture(ground: "#ececec", ink: "#333", .lines(angle: 0, gap: 6))
    case .none: Texture(ground: "#ffffff", ink: "#555")
    }
  }
}

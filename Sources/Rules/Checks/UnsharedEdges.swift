// T04: one line drawn twice. Neighbours whose edges run beside each other within a few centimetres, or lie on each other
// with different vertices, come apart as soon as one of them is transformed, simplified or corrected.

public import Geometry
import Overlay

public enum UnsharedEdges: Check {
  public static let code = "T04"
  public static let severity = Severity.warning
  public static let title = Words(zh: "相邻界线未共用", en: "edges that should be shared and are not")
  public static let source = Words(zh: "三调质检：相邻图斑共用界线", en: "land-survey quality rules: neighbours share their lines")
  public static let thresholds: [Threshold] = [
    Threshold(
      "distance", 0.05, "m",
      reason: Words(
        zh: "TD/T 1001-2012 一级界址点中误差：更近的两条线就是同一条",
        en: "TD/T 1001-2012, mean error of boundary points of the first class: lines nearer than that are one line")),
    Threshold(
      "length", 1, "m",
      reason: Words(
        zh: "更短的多是尖角处两条不同的线自然靠近", en: "shorter ones are mostly corners, where different lines come near by themselves")),
  ]

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    var findings: [Finding] = []
    for layer in context.dividingLayers {
      guard let prepared = layer.prepared else { continue }
      let edges = try await unsharedEdges(of: prepared, workers: context.workers)
      let told = try await pairsToldAlready(layer, context)
      let near = try await nearEdges(
        of: edges, within: context.threshold(Self.self, "distance"), workers: context.workers)
      for pair in near
      where pair.length >= context.threshold(Self.self, "length") && !told.contains(pair.rows.0, pair.rows.1) {
        findings.append(finding(layer, pair))
      }
    }
    return findings
  }

  private static func pairsToldAlready(_ layer: RoleLayer, _ context: CheckContext) async throws -> ToldPairs {
    var told = ToldPairs()
    for (number, overlap) in try await context.overlaps(within: layer).enumerated() {
      told.insert([overlap.left, overlap.right], place: .overlap(number))
    }
    if let gaps = try await context.gaps(in: layer) {
      // A gap that is meant to be one is told by nobody, but for a thread of ground.
      for (number, isIntended) in try await context.areIntended(gaps, in: layer).enumerated() {
        let gap = gaps.gaps[number]
        if isIntended && !context.slivers.holds(width: gap.width, thinness: gap.thinness) { continue }
        told.insert(gap.rows, place: .gap(number))
      }
    }
    return told
  }

  private static func finding(_ layer: RoleLayer, _ pair: NearEdges) -> Finding {
    let (a, b) = (layer.key(pair.rows.0), layer.key(pair.rows.1))
    let (length, millimetres) = (pair.length.toHundredths, (pair.distance * 10_000).rounded() / 10)
    return Finding(
      code: code, severity: severity, layers: [layer.role], rows: [a, b], place: pair.place, measure: pair.length,
      unit: "m",
      message: Words(
        zh: "\(a) 与 \(b) 有 \(length) 米界线由双方分别绘制、未共用（相距至多 \(millimetres) 毫米，或顶点不同），日后任何一方修改即产生重叠或空隙；请让两者共用同样的顶点",
        en:
          "\(a) and \(b) each have a line of their own over \(length) m (at most \(millimetres) mm apart, or with other vertices), which will open into overlaps and gaps with the next change; let both have the same vertices"
      ))
  }
}

/// Rows whose lines leave so much ground between them, or claim so much twice, that T01, T02 or T03 tells it.
private struct ToldPairs {
  enum Place: Hashable {
    case overlap(Int)
    case gap(Int)
  }
  private var places: [Int: Set<Place>] = [:]

  mutating func insert(_ rows: [Int], place: Place) {
    for row in rows { places[row, default: []].insert(place) }
  }

  func contains(_ a: Int, _ b: Int) -> Bool {
    guard let left = places[a], let right = places[b] else { return false }
    return !left.isDisjoint(with: right)
  }
}

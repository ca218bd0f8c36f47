// X10: retreat scattered in small pieces over a township, which neither saves a canal nor lets a well be closed.

public import Geometry
import Overlay
import Profiles

public enum FragmentedRetreat: Check {
  public static let code = "X10"
  public static let severity = Severity.warning
  public static let title = Words(zh: "退减、休耕面积碎片化", en: "retreat area in fragments")
  public static let source = Words(
    zh: "昌市政办发〔2021〕36号 四（六）1：避免退减面积碎片化", en: "昌市政办发〔2021〕36号 四(六)1: retreat not to be scattered")
  public static let thresholds = [
    Threshold(
      "piece", 10_000, "m²",
      reason: Words(zh: "15 亩（1 公顷）：更小的片难以单独停灌、停井", en: "15 mu (1 ha): smaller pieces can hardly be cut off from water")
    ),
    Threshold(
      "share", 0.5, "",
      reason: Words(zh: "过半面积在小片上，即为零碎", en: "scattered is what lies in small pieces for the greater part")),
    Threshold(
      "gap", 15, "m",
      reason: Words(zh: "隔田埂、渠路（15 米以内）仍算一片", en: "across a ridge, a ditch or a road of up to 15 m it is one piece")),
  ]

  public static func reads(_ scope: CheckScope) -> [[String]]? {
    scope.rules.contiguous.map { [$0.role, "townships"] }
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let townships = context.layers["townships"] else { return [] }
    return try context.rules.contiguous.flatMap { kind -> [Finding] in
      guard let rows = kind.rows(in: context.layers) else { return [] }
      let pieces = try pieces(of: rows, context)
      // A township in several rows of one code is told by the first of them.
      let firstRow = Dictionary((0..<townships.layer.count).map { (plainUnitCode(townships.key($0)), $0) }) { a, _ in a
      }
      let byTownship = Dictionary(grouping: pieces) { piece in
        townships.owner(of: piece.place).flatMap { firstRow[plainUnitCode(townships.key($0))] }
      }
      return byTownship.sorted { ($0.key ?? .max) < ($1.key ?? .max) }.compactMap { township, own in
        township.flatMap { finding(rows.layer, townships, $0, own, context) }
      }
    }
  }

  /// Ground without a gap wider than the threshold.
  private struct Piece {
    var area: Double
    let place: Coordinate
  }

  private static func pieces(of rows: GroundRows, _ context: CheckContext) throws -> [Piece] {
    let all = rows.rows
    let gap = context.threshold(Self.self, "gap")
    let tree = PackedRTree(all.map { rows.prepared.boxes[$0] })
    var groups = Groups(count: all.count)
    var near: [Int32] = []
    for (index, row) in all.enumerated() {
      near.removeAll(keepingCapacity: true)
      tree.search(rows.prepared.boxes[row].expanded(by: gap), into: &near)
      for other in near.sorted() where Int(other) > index && groups.root(of: Int(other)) != groups.root(of: index) {
        if rows.prepared.isNear(row, all[Int(other)], within: gap) { groups.join(index, Int(other)) }
      }
    }
    var pieces: [Int: Piece] = [:]
    for (index, row) in all.enumerated() {
      let area = context.officialArea(rows.layer, row)
      pieces[groups.root(of: index), default: Piece(area: 0, place: rows.layer.place(row)!)].area += area
    }
    return pieces.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func finding(
    _ layer: RoleLayer, _ townships: RoleLayer, _ township: Int, _ pieces: [Piece], _ context: CheckContext
  ) -> Finding? {
    let areas = pieces.map(\.area).sorted()
    let total = areas.reduce(0, +)
    let limit = context.threshold(Self.self, "piece")
    let small = areas.filter { $0 < limit }
    let share = small.reduce(0, +) / total
    guard share > context.threshold(Self.self, "share") else { return nil }
    let median =
      areas.count % 2 == 1 ? areas[areas.count / 2] : (areas[areas.count / 2 - 1] + areas[areas.count / 2]) / 2
    let (key, name) = (townships.key(township), townships.name(township))
    let (all, middle, piece) = (spoken(total), spoken(median), spoken(limit))
    return Finding(
      code: code, severity: severity, layers: [townships.role], rows: [key], place: townships.place(township),
      measure: share, unit: nil,
      message: Words(
        zh:
          "\(name)的退减、休耕面积 \(all.zh)散在 \(areas.count) 片，中位数 \(middle.zh)，\(percent(share)) 在小于 \(piece.zh)的 \(small.count) 片上；请调整为连片",
        en:
          "the retreat of \(name), \(all.en), lies in \(areas.count) pieces, half of them below \(middle.en); \(percent(share)) of it are in \(small.count) pieces smaller than \(piece.en): bring it together"
      ))
  }
}

extension PreparedColumn {
  /// Whether the boundaries of two rows come within a distance of each other: from the vertices of each to the edges of
  /// the other.
  fileprivate func isNear(_ a: Int, _ b: Int, within distance: Double) -> Bool {
    func reaches(_ from: Int, _ to: Int) -> Bool {
      geometry.coordinates(ofRow: from).contains { index in
        let vertex = geometry.coordinate(index)
        return boxes[to].squaredDistance(to: vertex) <= distance * distance
          && nearestEdge(ofRow: to, to: vertex, within: (distance * distance).nextUp) != nil
      }
    }
    return reaches(a, b) || reaches(b, a)
  }
}

/// Rows joined into groups (union-find); the root of a group is its first row.
private struct Groups {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of row: Int) -> Int {
    var row = row
    while parents[row] != row {
      parents[row] = parents[parents[row]]
      row = parents[row]
    }
    return row
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (x, y) = (root(of: a), root(of: b))
    parents[max(x, y)] = min(x, y)
  }
}

// Whether a layer is drawn on the vertices of another and has been moved away from them as a whole: then the differences from
// its vertices to those of the other agree in one vector, while those to all unrelated vertices are spread over the plane.
//
//     1. the differences from some hundred vertices, evenly over the layer, to every vertex of the base within reach
//     2. counted in cells of 2 m; the square of three by three cells that most of the vertices have a difference in
//     3. the median of the differences in it, and how many vertices meet one of the base when moved by it

public struct ConstantOffset: Sendable {
  /// What brings the layer on to the base, in the unit of their frame.
  public let x: Double
  public let y: Double
  /// Vertices looked at, those that meet a vertex of the base when moved, and those that do where they are.
  public let sampled: Int
  public let matched: Int
  public let matchedUnmoved: Int

  public var length: Double { (x * x + y * y).squareRoot() }

  private static let sampleSize = 400
  /// Datums in China differ by less than this on the plane.
  private static let reach = 200.0
  private static let cell = 2.0
  /// How near is met: over a county the difference of two datums varies by a few metres.
  private static let tolerance = 3.0
  /// A row of more vertices, such as a county's network of roads, costs more than it tells.
  private static let mostCoordinates = 10_000

  /// `nil` where the vertices agree in no offset at all.
  public init?(of column: GeometryColumn, onto base: GeometryColumn, tree: PackedRTree) {
    let step = max(1, column.coordinateCount / Self.sampleSize)
    let places = stride(from: 0, to: column.coordinateCount, by: step).map(column.coordinate)
    let differences = places.map { Self.differences(from: $0, to: base, tree) }
    guard let center = Self.densest(differences) else { return nil }
    let near = differences.compactMap { Self.nearest(to: center, in: $0, within: 2 * Self.cell) }
    guard !near.isEmpty else { return nil }
    let offset = Coordinate(x: near.map(\.x).sorted()[near.count / 2], y: near.map(\.y).sorted()[near.count / 2])
    func count(at offset: Coordinate) -> Int {
      differences.count { Self.nearest(to: offset, in: $0, within: Self.tolerance) != nil }
    }
    (x, y, sampled) = (offset.x, offset.y, places.count)
    (matched, matchedUnmoved) = (count(at: offset), count(at: Coordinate(x: 0, y: 0)))
  }

  private static func differences(
    from place: Coordinate, to base: GeometryColumn, _ tree: PackedRTree
  ) -> [Coordinate] {
    let window = Box(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y).expanded(by: reach)
    var rows: [Int32] = []
    tree.search(window, into: &rows)
    var differences: [Coordinate] = []
    for row in rows where base.coordinates(ofRow: Int(row)).count <= mostCoordinates {
      for index in base.coordinates(ofRow: Int(row)) {
        let vertex = base.coordinate(index)
        guard window.contains(vertex) else { continue }
        differences.append(Coordinate(x: vertex.x - place.x, y: vertex.y - place.y))
      }
    }
    return differences
  }

  private struct Cell: Hashable, Comparable {
    let x, y: Int

    static func < (a: Cell, b: Cell) -> Bool { (a.x, a.y) < (b.x, b.y) }
  }

  /// The middle of the square of nine cells with the most vertices; of equal ones the first by its place.
  private static func densest(_ differences: [[Coordinate]]) -> Coordinate? {
    var counts: [Cell: Int] = [:]
    for own in differences {
      // Neighbours share their vertices, which count once.
      let cells = Set(own.map { Cell(x: Int(($0.x / cell).rounded()), y: Int(($0.y / cell).rounded())) })
      for cell in cells { counts[cell, default: 0] += 1 }
    }
    var best: (cell: Cell, count: Int)?
    for cell in counts.keys {
      var sum = 0
      for x in cell.x - 1...cell.x + 1 {
        for y in cell.y - 1...cell.y + 1 { sum += counts[Cell(x: x, y: y)] ?? 0 }
      }
      if best.map({ (sum, $0.cell) > ($0.count, cell) }) ?? true { best = (cell, sum) }
    }
    return best.map { Coordinate(x: Double($0.cell.x) * cell, y: Double($0.cell.y) * cell) }
  }

  private static func nearest(to offset: Coordinate, in differences: [Coordinate], within bound: Double) -> Coordinate?
  {
    differences.filter { $0.distance(to: offset) <= bound }.min { $0.distance(to: offset) < $1.distance(to: offset) }
  }
}

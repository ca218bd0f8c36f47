// The geometry of a whole layer as four flat arrays. Everything that loops over planar coordinates reads this type.

/// What the rows of a layer are. A layer has one kind; mixed files are told apart on reading.
public enum GeometryKind: UInt8, Sendable {
  case point, line, polygon

  public var title: Words {
    switch self {
    case .point: Words(zh: "点", en: "points")
    case .line: Words(zh: "线", en: "lines")
    case .polygon: Words(zh: "面", en: "polygons")
    }
  }
}

/// Rows → parts → rings → coordinates: each level by its starts, all coordinates in one buffer.
///
///     xy          x0 y0 x1 y1 x2 y2 x3 y3 | x0 y0 …
///     ringStarts  0                          4 …      (in coordinates)
///     partStarts  0                          …        (in rings; the first ring of a part is its shell)
///     rowStarts   0 …                                 (in parts; a row without a part has no geometry)
///
/// A point has one ring of one coordinate, a line one ring a part, a polygon closed rings whose last coordinate
/// repeats the first. Starts are `Int32`: a layer holds up to 2³¹ coordinates, and a larger one is refused by
/// ``GeometryBuilder`` with an error.
public struct GeometryColumn: Sendable {
  public let kind: GeometryKind
  package var xy: [Double]
  package let ringStarts: [Int32]
  package let partStarts: [Int32]
  package let rowStarts: [Int32]

  public var count: Int { rowStarts.count - 1 }
  public var ringCount: Int { ringStarts.count - 1 }
  public var coordinateCount: Int { xy.count / 2 }

  public func parts(ofRow row: Int) -> Range<Int> { Int(rowStarts[row])..<Int(rowStarts[row + 1]) }
  public func rings(ofPart part: Int) -> Range<Int> { Int(partStarts[part])..<Int(partStarts[part + 1]) }
  public func rings(ofRow row: Int) -> Range<Int> {
    Int(partStarts[Int(rowStarts[row])])..<Int(partStarts[Int(rowStarts[row + 1])])
  }
  /// The coordinates of a ring, as positions of whole coordinates in the buffer.
  public func coordinates(ofRing ring: Int) -> Range<Int> { Int(ringStarts[ring])..<Int(ringStarts[ring + 1]) }
  public func coordinates(ofRow row: Int) -> Range<Int> {
    let rings = rings(ofRow: row)
    return Int(ringStarts[rings.lowerBound])..<Int(ringStarts[rings.upperBound])
  }
  public func isEmpty(row: Int) -> Bool { rowStarts[row] == rowStarts[row + 1] }
  public func coordinate(_ index: Int) -> Coordinate { Coordinate(x: xy[2 * index], y: xy[2 * index + 1]) }

  /// The first coordinate of a row: the position of a point. `nil` where the row has no geometry.
  public func firstCoordinate(ofRow row: Int) -> Coordinate? {
    let all = coordinates(ofRow: row)
    return all.isEmpty ? nil : coordinate(all.lowerBound)
  }

  /// Lends the coordinates of a ring as x0 y0 x1 y1 …
  public func withRing<R, E: Error>(_ ring: Int, _ body: (Span<Double>) throws(E) -> R) throws(E) -> R {
    let range = coordinates(ofRing: ring)
    return try body(xy.span.extracting(2 * range.lowerBound..<2 * range.upperBound))
  }

  /// The column with some rows left without geometry.
  public func emptying(_ rows: [Int]) -> GeometryColumn {
    guard !rows.isEmpty else { return self }
    let emptied = Set(rows)
    var builder = GeometryBuilder(kind)
    for row in 0..<count {
      if emptied.contains(row) { builder.endRow() } else { builder.appendRow(row, of: self) }
    }
    return builder.finish()
  }

  /// The column with x and y in each other's place.
  public func exchangingAxes() -> GeometryColumn {
    var column = self
    for index in stride(from: 0, to: xy.count, by: 2) { column.xy.swapAt(index, index + 1) }
    return column
  }

  /// The column with every part as a row of its own.
  public func partsAsRows() -> GeometryColumn {
    GeometryColumn(
      kind: kind, xy: xy, ringStarts: ringStarts, partStarts: partStarts, rowStarts: partStarts.indices.map(Int32.init))
  }

  /// The chosen rows, in the order given, as a column of their own.
  public func gathering(_ rows: [Int]) -> GeometryColumn {
    var builder = GeometryBuilder(kind)
    for row in rows { builder.appendRow(row, of: self) }
    return builder.finish()
  }
}

extension GeometryColumn {
  /// Columns of one kind, one behind the other.
  public init(joining columns: [GeometryColumn], kind: GeometryKind) {
    var builder = GeometryBuilder(kind)
    for column in columns { for row in 0..<column.count { builder.appendRow(row, of: column) } }
    self = builder.finish()
  }
}

public struct Coordinate: Sendable, Equatable, BitwiseCopyable {
  public var x: Double
  public var y: Double
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
  /// No frame has larger ordinates; what is beyond is damage, and would overflow in products of four lengths.
  public static let limit = 1e12
  public var isInRange: Bool { abs(x) <= Self.limit && abs(y) <= Self.limit }

  public func distance(to other: Coordinate) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}

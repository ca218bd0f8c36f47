// Grows a geometry column row by row; the only way to make one.

/// The layer has more coordinates than a column can number (2³¹ − 1).
public struct ColumnOverflow: Error, Sendable, Equatable {}

/// Append rings, end the part, end the row; `finish()` hands the arrays over without a copy.
///
/// Rings of polygons are closed on the way in where the source left them open.
public struct GeometryBuilder: ~Copyable {
  public let kind: GeometryKind
  package var xy: [Double] = []
  private var ringStarts: [Int32] = [0]
  private var partStarts: [Int32] = [0]
  private var rowStarts: [Int32] = [0]
  /// Set once the column is too long; `finish()` must not be called then, ``checkCapacity()`` says so in time.
  private var overflowed = false

  public init(_ kind: GeometryKind) { self.kind = kind }

  public var count: Int { rowStarts.count - 1 }
  public var coordinateCount: Int { xy.count / 2 }

  public mutating func reserve(rows: Int, coordinates: Int) {
    xy.reserveCapacity(2 * coordinates)
    ringStarts.reserveCapacity(rows + 1)
    partStarts.reserveCapacity(rows + 1)
    rowStarts.reserveCapacity(rows + 1)
  }

  public mutating func append(_ coordinate: Coordinate) {
    xy.append(coordinate.x)
    xy.append(coordinate.y)
  }

  /// Ends the ring that began after the last one; an empty ring is dropped.
  public mutating func endRing() {
    let start = Int(ringStarts[ringStarts.count - 1])
    let end = xy.count / 2
    guard end > start else { return }
    if kind == .polygon, xy[2 * start] != xy[2 * end - 2] || xy[2 * start + 1] != xy[2 * end - 1] {
      xy.append(xy[2 * start])
      xy.append(xy[2 * start + 1])
    }
    ringStarts.append(clamped(xy.count / 2))
  }
  /// Ends the part that began after the last one; a part without rings is dropped.
  public mutating func endPart() {
    guard ringStarts.count - 1 > Int(partStarts[partStarts.count - 1]) else { return }
    partStarts.append(clamped(ringStarts.count - 1))
  }
  public mutating func endRow() { rowStarts.append(clamped(partStarts.count - 1)) }

  /// Forgets what was appended since the last ``endRow()``: the row turned out to be unreadable.
  public mutating func abandonRow() {
    partStarts.removeLast(partStarts.count - 1 - Int(rowStarts[rowStarts.count - 1]))
    ringStarts.removeLast(ringStarts.count - 1 - Int(partStarts[partStarts.count - 1]))
    xy.removeLast(xy.count - 2 * Int(ringStarts[ringStarts.count - 1]))
  }

  public mutating func appendPoint(_ coordinate: Coordinate) {
    append(coordinate)
    endRing()
    endPart()
    endRow()
  }

  public mutating func appendRing(_ coordinates: some Sequence<Coordinate>) {
    for coordinate in coordinates { append(coordinate) }
    endRing()
  }

  /// Copies a row of another column of the same kind.
  public mutating func appendRow(_ row: Int, of column: GeometryColumn) {
    for part in column.parts(ofRow: row) {
      for ring in column.rings(ofPart: part) {
        let range = column.coordinates(ofRing: ring)
        xy.append(contentsOf: column.xy[2 * range.lowerBound..<2 * range.upperBound])
        endRing()
      }
      endPart()
    }
    endRow()
  }

  /// Throws ``ColumnOverflow`` once the column has grown beyond what its starts can number.
  public func checkCapacity() throws(ColumnOverflow) {
    if overflowed { throw ColumnOverflow() }
  }

  public consuming func finish() -> GeometryColumn {
    precondition(!overflowed, "checkCapacity() was not asked")
    return GeometryColumn(kind: kind, xy: xy, ringStarts: ringStarts, partStarts: partStarts, rowStarts: rowStarts)
  }

  private mutating func clamped(_ count: Int) -> Int32 {
    if count > Int(Int32.max) { overflowed = true }
    return Int32(truncatingIfNeeded: min(count, Int(Int32.max)))
  }
}

extension GeometryColumn {
  /// A column of points, one a row; rows without a place are empty.
  public init(points: some Sequence<Coordinate?>) {
    var builder = GeometryBuilder(.point)
    for place in points {
      if let place { builder.appendPoint(place) } else { builder.endRow() }
    }
    self = builder.finish()
  }
}

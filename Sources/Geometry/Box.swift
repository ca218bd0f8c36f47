// Axis-parallel boxes, the filter before every exact test.

public struct Box: Sendable, Equatable {
  public var minX, minY, maxX, maxY: Double

  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The box of nothing: it meets no box, and a union with it changes nothing.
  public static let empty = Box(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

  public var isEmpty: Bool { minX > maxX }
  public var width: Double { maxX - minX }
  public var height: Double { maxY - minY }
  public var center: Coordinate { Coordinate(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

  @inline(__always)
  public func meets(_ other: Box) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }
  public func contains(_ point: Coordinate) -> Bool {
    minX <= point.x && point.x <= maxX && minY <= point.y && point.y <= maxY
  }
  @inline(__always)
  public func intersection(_ other: Box) -> Box {
    Box(
      minX: max(minX, other.minX), minY: max(minY, other.minY),
      maxX: min(maxX, other.maxX), maxY: min(maxY, other.maxY))
  }
  public mutating func formUnion(_ other: Box) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
  }
  public func expanded(by margin: Double) -> Box {
    Box(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }
  /// The square of the distance from a point to the box; 0 inside.
  @inline(__always)
  public func squaredDistance(to point: Coordinate) -> Double {
    let dx = max(minX - point.x, 0, point.x - maxX)
    let dy = max(minY - point.y, 0, point.y - maxY)
    return dx * dx + dy * dy
  }
}

extension GeometryColumn {
  /// The box of a run of coordinates.
  public func box(ofCoordinates range: Range<Int>) -> Box {
    var box = Box.empty
    let span = xy.span
    var index = 2 * range.lowerBound
    while index < 2 * range.upperBound {
      let x = span[index]
      let y = span[index + 1]
      box.minX = min(box.minX, x)
      box.maxX = max(box.maxX, x)
      box.minY = min(box.minY, y)
      box.maxY = max(box.maxY, y)
      index += 2
    }
    return box
  }
  public func box(ofRow row: Int) -> Box { box(ofCoordinates: coordinates(ofRow: row)) }
  public var bounds: Box { box(ofCoordinates: 0..<coordinateCount) }
}

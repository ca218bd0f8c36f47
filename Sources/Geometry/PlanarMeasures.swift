// Area, centroid and length in the plane of the layer's own frame.

extension Double {
  /// To a hundredth, as lists and messages give metres, square metres and 亩.
  public var toHundredths: Double { (self * 100).rounded() / 100 }
}

extension GeometryColumn {
  /// The signed area of a ring: positive where it runs counter-clockwise. Shoelace formula about the ring's first
  /// coordinate, because eight-digit eastings would otherwise cost seven digits of the result.
  public func signedArea(ofRing ring: Int) -> Double {
    withRing(ring) { xy in
      guard xy.count >= 8 else { return 0 }
      let originX = xy[0]
      let originY = xy[1]
      var sum = 0.0
      var previousX = 0.0
      var previousY = 0.0
      var index = 2
      while index < xy.count {
        let x = xy[index] - originX
        let y = xy[index + 1] - originY
        sum += previousX * y - x * previousY
        previousX = x
        previousY = y
        index += 2
      }
      return sum / 2
    }
  }

  /// The area of a row in square units of its frame: shells less holes, whatever way the rings run.
  public func area(ofRow row: Int) -> Double {
    guard kind == .polygon else { return 0 }
    var total = 0.0
    for part in parts(ofRow: row) {
      let rings = rings(ofPart: part)
      for ring in rings {
        let area = abs(signedArea(ofRing: ring))
        total += ring == rings.lowerBound ? area : -area
      }
    }
    return total
  }

  /// The length of a row's lines or rings in units of its frame.
  public func length(ofRow row: Int) -> Double {
    var total = 0.0
    for ring in rings(ofRow: row) {
      let range = coordinates(ofRing: ring)
      for index in range.dropLast() { total += coordinate(index).distance(to: coordinate(index + 1)) }
    }
    return total
  }

  /// A place to point at, in the box of the row: the centroid of the largest part of a polygon, the middle of the coordinates
  /// of anything else.
  public func labelPoint(ofRow row: Int) -> Coordinate? {
    guard !isEmpty(row: row) else { return nil }
    guard kind == .polygon else { return box(ofRow: row).center }
    let shells = parts(ofRow: row).map { rings(ofPart: $0).lowerBound }
    let largest = shells.max { abs(signedArea(ofRing: $0)) < abs(signedArea(ofRing: $1)) }!
    let range = coordinates(ofRing: largest)
    guard let centroid = centroid(ofRing: largest) else { return coordinate(range.lowerBound) }
    // Of a figure of eight, and of a ring whose area is rounding alone, it can be many kilometres away.
    let box = box(ofCoordinates: range)
    return Coordinate(
      x: min(max(centroid.x, box.minX), box.maxX), y: min(max(centroid.y, box.minY), box.maxY))
  }

  private func centroid(ofRing ring: Int) -> Coordinate? {
    withRing(ring) { xy in
      guard xy.count >= 8 else { return nil }
      let (originX, originY) = (xy[0], xy[1])
      var (sum, sumX, sumY) = (0.0, 0.0, 0.0)
      var index = 2
      while index < xy.count {
        let (x0, y0) = (xy[index - 2] - originX, xy[index - 1] - originY)
        let (x1, y1) = (xy[index] - originX, xy[index + 1] - originY)
        let cross = x0 * y1 - x1 * y0
        sum += cross
        sumX += (x0 + x1) * cross
        sumY += (y0 + y1) * cross
        index += 2
      }
      guard sum != 0 else { return nil }
      return Coordinate(x: originX + sumX / (3 * sum), y: originY + sumY / (3 * sum))
    }
  }
}

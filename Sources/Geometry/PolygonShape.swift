// How long, wide and thin a polygon is: what tells a sliver from a small field.

extension GeometryColumn {
  /// The sides of the rectangle with the row's area and perimeter. Holes add to the perimeter: a rim is as wide as it looks.
  /// What is rounder than any rectangle gets the sides of its square.
  public func sides(ofRow row: Int) -> (length: Double, width: Double) {
    let area = area(ofRow: row)
    let half = length(ofRow: row) / 2
    let rest = half * half - 4 * area
    guard rest > 0 else { return (area.squareRoot(), area.squareRoot()) }
    let length = (half + rest.squareRoot()) / 2
    return (length, area / length)
  }

  /// 4π × area / perimeter², 1 for a circle and near 0 for a thread (Polsby and Popper 1991).
  public func thinness(ofRow row: Int) -> Double {
    let length = length(ofRow: row)
    return length > 0 ? 4 * Double.pi * area(ofRow: row) / (length * length) : 0
  }
}

extension OverlapShape {
  /// 4π × area / perimeter² of the rectangle with its sides.
  public var thinness: Double {
    let half = length + width
    return half > 0 ? Double.pi * area / (half * half) : 0
  }
}

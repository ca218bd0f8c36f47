// A row as plain numbers, for working files: what a row is made of, then its coordinates. All counts fit a double exactly.
//
//     row   parts   rings of each part …   coordinates of each ring …   x0 y0 x1 y1 …

extension GeometryColumn {
  /// Appends a row, under the number that it shall have.
  package func appendNumbers(ofRow row: Int, as number: Int, to numbers: inout [Double]) {
    let parts = parts(ofRow: row)
    numbers.append(Double(number))
    numbers.append(Double(parts.count))
    for part in parts { numbers.append(Double(rings(ofPart: part).count)) }
    for ring in rings(ofRow: row) { numbers.append(Double(coordinates(ofRing: ring).count)) }
    let range = coordinates(ofRow: row)
    numbers.append(contentsOf: xy[2 * range.lowerBound..<2 * range.upperBound])
  }
}

/// A row within such numbers.
package struct NumberedRow: Sendable {
  package let number: Int
  private let parts: Range<Int>
  private let rings: Range<Int>
  /// Its ordinates.
  private let ordinates: Range<Int>
  /// Where the next row begins.
  package var end: Int { ordinates.upperBound }

  /// The row that begins at a place.
  package init(_ numbers: [Double], at start: Int) {
    number = Int(numbers[start])
    parts = start + 2..<start + 2 + Int(numbers[start + 1])
    rings = parts.upperBound..<parts.upperBound + Int(numbers[parts].reduce(0, +))
    ordinates = rings.upperBound..<rings.upperBound + 2 * Int(numbers[rings].reduce(0, +))
  }

  package func append(from numbers: [Double], to builder: inout GeometryBuilder) {
    var ring = rings.lowerBound
    var place = ordinates.lowerBound
    for part in parts {
      for _ in 0..<Int(numbers[part]) {
        let end = place + 2 * Int(numbers[ring])
        builder.xy.append(contentsOf: numbers[place..<end])
        builder.endRing()
        (ring, place) = (ring + 1, end)
      }
      builder.endPart()
    }
    builder.endRow()
  }
}

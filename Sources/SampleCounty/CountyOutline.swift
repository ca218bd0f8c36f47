// Which blocks of the frame the county has: a superellipse with another bend in each quarter.
//
// In every row and column the blocks inside are one run, and from row to row the runs first grow, then shrink; so each
// village, the part of a rectangle that lies inside, is one piece.

struct CountyOutline: Sendable {
  /// South-west, south-east, north-west, north-east; the larger, the less is cut off the corner.
  private let limits: [Double]

  init(draw: Draw) { limits = (0..<4).map { 0.8 + 0.45 * draw.unit(.outline, $0) } }

  func holds(_ column: Int, _ row: Int, of frame: (columns: Int, rows: Int)) -> Bool {
    let (x, y) = (2 * column + 1 - frame.columns, 2 * row + 1 - frame.rows)
    let (u, v) = (Double(abs(x)) / Double(frame.columns), Double(abs(y)) / Double(frame.rows))
    return u * u * u + v * v * v <= limits[(x < 0 ? 0 : 1) + (y < 0 ? 0 : 2)]
  }

  /// The number of blocks inside, by walking along the outline.
  func count(of frame: (columns: Int, rows: Int)) -> Int {
    var total = 0
    var (first, last) = (frame.columns / 2, frame.columns / 2)
    for row in 0..<frame.rows {
      while first > 0, holds(first - 1, row, of: frame) { first -= 1 }
      while first < frame.columns / 2, !holds(first, row, of: frame) { first += 1 }
      while last < frame.columns, holds(last, row, of: frame) { last += 1 }
      while last > frame.columns / 2, !holds(last - 1, row, of: frame) { last -= 1 }
      total += last - first
    }
    return total
  }
}

// The boundaries of a layer cut into runs that only ever go right, or only ever left.
//
// Two such runs meet like two sorted lists: one pass along both, from left to right, sees every pair of their edges that
// can cross. That is what the overlap of polygons is computed from (BoundaryCrossings.swift).

/// Boxes in single precision. Rounding to nearest keeps the order of numbers, so boxes that meet still meet when both are
/// rounded from the same corner; a few more may.
struct FloatBox: Sendable, BitwiseCopyable {
  var minX, minY, maxX, maxY: Float

  static let empty = FloatBox(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

  @inline(__always)
  init(minX: Float, minY: Float, maxX: Float, maxY: Float) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }
  @inline(__always)
  init(_ box: Box, from corner: Coordinate) {
    minX = Float(box.minX - corner.x)
    minY = Float(box.minY - corner.y)
    maxX = Float(box.maxX - corner.x)
    maxY = Float(box.maxY - corner.y)
  }
  @inline(__always)
  func meets(_ other: FloatBox) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }
}

/// A stretch of a ring.
struct BoundaryRun: Sendable, BitwiseCopyable {
  /// From the lower left corner of the row's box.
  let box: FloatBox
  /// The position of its first coordinate; edge i joins coordinates i and i + 1.
  let first: Int32
  let edges: Int32

  /// A run has no more edges than this, so that its box says something of where they are.
  static let longest = 16

  var last: Int { Int(first) + Int(edges) }
}

/// Cuts rings into runs, row by row.
struct RunCutter {
  private(set) var runs: [BoundaryRun] = []
  private var drafts: [(first: Int, last: Int, box: Box)] = []

  /// How many runs there are so far.
  var count: Int { runs.count + drafts.count }

  /// Cuts a ring or line, and returns twice its signed area, positive where it runs counter-clockwise. Areas are taken about
  /// the first coordinate, because eight-digit eastings would otherwise cost seven digits of them.
  mutating func cut(_ range: Range<Int>, of geometry: GeometryColumn) -> Double {
    guard range.count > 1 else { return 0 }
    let xy = geometry.xy.span
    let originX = unsafe xy[unchecked: 2 * range.lowerBound]
    let originY = unsafe xy[unchecked: 2 * range.lowerBound + 1]
    var area = 0.0
    var (x0, y0) = (originX, originY)
    var first = range.lowerBound
    var way = 0
    var low = y0
    var high = y0
    var index = first + 1
    while index < range.upperBound {
      let x1 = unsafe xy[unchecked: 2 * index]
      let y1 = unsafe xy[unchecked: 2 * index + 1]
      let step = x1 > x0 ? 1 : x1 < x0 ? -1 : way
      if (step != way && way != 0) || index - first > BoundaryRun.longest {
        end(first, index - 1, low, high, xy)
        first = index - 1
        low = y0
        high = y0
      }
      way = step
      low = min(low, y1)
      high = max(high, y1)
      area += (x0 - originX) * (y1 - originY) - (x1 - originX) * (y0 - originY)
      x0 = x1
      y0 = y1
      index += 1
    }
    end(first, range.upperBound - 1, low, high, xy)
    return area
  }

  private mutating func end(_ first: Int, _ last: Int, _ low: Double, _ high: Double, _ xy: Span<Double>) {
    let (a, b) = (xy[2 * first], xy[2 * last])
    drafts.append((first, last, Box(minX: min(a, b), minY: low, maxX: max(a, b), maxY: high)))
  }

  /// The hierarchy over the runs of the ring that was cut last.
  func hierarchy(since first: Int) -> EdgeHierarchy {
    let ring = drafts[(first - runs.count)...]
    return EdgeHierarchy(runs: ring.map(\.box), firsts: ring.map { Int32($0.first) } + [Int32(ring.last!.last)])
  }

  /// Ends the row and returns its box.
  mutating func endRow() -> Box {
    var box = Box.empty
    for draft in drafts { box.formUnion(draft.box) }
    let corner = Coordinate(x: box.minX, y: box.minY)
    for draft in drafts {
      runs.append(
        BoundaryRun(
          box: FloatBox(draft.box, from: corner), first: Int32(draft.first), edges: Int32(draft.last - draft.first)))
    }
    drafts.removeAll(keepingCapacity: true)
    return box
  }
}

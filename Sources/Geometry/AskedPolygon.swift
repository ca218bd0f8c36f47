// One polygon laid out so that the boundaries of others can ask, run by run, which of its own runs they may cross.

/// A run of the polygon that is asked.
struct AskedRun: BitwiseCopyable {
  /// Its leftmost vertex, and the step from there to the right.
  let left: Int32
  let step: Int32
  let edges: Int32
  /// Which side of its ring is inside: +1 for the left, −1 for the right.
  let ringSign: Int32
}

/// Scratch that is filled for one polygon and kept while others are held against it. Coordinates are taken from the lower
/// left corner of the polygon's box.
struct AskedPolygon<Integral: BoundaryIntegral>: ~Copyable {
  private(set) var origin = Coordinate(x: 0, y: 0)
  /// The width and height of the polygon's box together.
  private(set) var reach = 0.0
  /// The vertices of all rings.
  private(set) var vertices = Scratch<SIMD2<Double>>()
  /// From the first vertex of its ring up to each vertex.
  private(set) var integrals = Scratch<Integral>()
  private(set) var vertexCount = 0
  private(set) var runs = Scratch<AskedRun>()
  private(set) var runCount = 0
  private(set) var rings: [(vertices: ClosedRange<Int>, sign: Double)] = []
  /// Of the runs.
  private var boxes = BoxLevels()

  mutating func fill(row: Int, of polygons: PreparedColumn) {
    let geometry = polygons.geometry
    let coordinates = geometry.coordinates(ofRow: row)
    let box = polygons.boxes[row]
    origin = Coordinate(x: box.minX, y: box.minY)
    reach = box.width + box.height
    vertexCount = coordinates.count
    vertices.reserve(vertexCount)
    integrals.reserve(vertexCount)
    rings.removeAll(keepingCapacity: true)
    runCount = 0
    boxes.removeAll()
    for ring in geometry.rings(ofRow: row) {
      let range = geometry.coordinates(ofRing: ring)
      let first = range.lowerBound - coordinates.lowerBound
      copy(range, of: geometry, to: first)
      rings.append((first...first + range.count - 1, Double(polygons.ringSigns[ring])))
      copyRuns(polygons.runs(ofRing: ring), of: polygons, from: coordinates.lowerBound, sign: polygons.ringSigns[ring])
    }
    boxes.stack()
  }

  private func copy(_ range: Range<Int>, of geometry: GeometryColumn, to first: Int) {
    let xy = geometry.xy.span
    var vertex = first
    var sum = Integral.zero
    var previous = SIMD2(0.0, 0.0)
    for index in range {
      let next = SIMD2(unsafe xy[unchecked: 2 * index] - origin.x, unsafe xy[unchecked: 2 * index + 1] - origin.y)
      if vertex > first { sum = sum + .along(previous, next) }
      vertices[vertex] = next
      integrals[vertex] = sum
      previous = next
      vertex += 1
    }
  }

  private mutating func copyRuns(_ range: Range<Int>, of polygons: PreparedColumn, from base: Int, sign: Int8) {
    runs.reserve(runCount + range.count, keeping: runCount)
    for index in range {
      let run = polygons.runs[index]
      let (first, last) = (Int(run.first) - base, run.last - base)
      let goesRight = vertices[first].x <= vertices[last].x
      runs[runCount] = AskedRun(
        left: Int32(goesRight ? first : last), step: goesRight ? 1 : -1, edges: run.edges, ringSign: Int32(sign))
      boxes.append(run.box)
      runCount += 1
    }
  }

  /// Writes the numbers of the runs whose boxes meet `box` to `hits`, which has room for all runs and eight more.
  @inline(__always)
  func findRuns(meeting box: FloatBox, _ hits: borrowing Scratch<Int32>) -> Int {
    var found = 0
    boxes.forEachGroup(meeting: box) { group, mask in write(mask, of: group, to: hits, &found) }
    return found
  }

  /// Writes the lanes that are set. All eight places are written, as many as are set count: no branch.
  @inline(__always)
  private func write(_ mask: Int, of group: Int, to hits: borrowing Scratch<Int32>, _ found: inout Int) {
    let numbers = setBits[mask] &+ SIMD8(repeating: Int32(truncatingIfNeeded: group << 3))
    unsafe UnsafeMutableRawPointer(hits.base + found).storeBytes(of: numbers, as: SIMD8<Int32>.self)
    found += mask.nonzeroBitCount
  }
}

/// The numbers of the bits that are set in each of the 256 bytes, lowest first.
private let setBits: [SIMD8<Int32>] = (0..<256).map { byte in
  var numbers = SIMD8<Int32>()
  var count = 0
  for bit in 0..<8 where byte >> bit & 1 == 1 {
    numbers[count] = Int32(bit)
    count += 1
  }
  return numbers
}

extension AskedPolygon {
  /// How often the polygon winds about a point that is moved down by less than anything, and left by less than that.
  func windings(about point: SIMD2<Double>, _ hits: borrowing Scratch<Int32>) -> Int {
    let ray = FloatBox(minX: Float(point.x), minY: Float(point.y), maxX: Float(point.x), maxY: .infinity)
    var count = 0
    for hit in 0..<findRuns(meeting: ray, hits) {
      let run = runs[Int(hits[hit])]
      let step = Int(run.step)
      var vertex = Int(run.left)
      if vertices[vertex].x >= point.x || vertices[vertex + step * Int(run.edges)].x < point.x { continue }
      while vertices[vertex + step].x < point.x { vertex += step }
      if !isAbove(point, vertices[vertex], vertices[vertex + step], tie: false) { count -= step * Int(run.ringSign) }
    }
    return count
  }
}

// The crossings of two boundaries, found run by run and summed as OverlapArea.swift says.

/// Scratch of one worker. One of the two polygons is laid out and asked (AskedPolygon.swift), the runs of the other that
/// meet the window of both boxes ask, one after the other. The asked one is the one that is moved where vertices lie on edges.
struct BoundaryCrossings<Integral: BoundaryIntegral>: ~Copyable {
  private(set) var total = Integral.zero

  private var asked = AskedPolygon<Integral>()
  private var askedRow: (row: Int, column: PreparedColumn)?
  /// The run that asks; of each of its edges a place from which to measure along it, and the integral up to there.
  private var vertices = Scratch<SIMD2<Double>>(capacity: BoundaryRun.longest + 1)
  private var anchors = Scratch<SIMD2<Double>>(capacity: BoundaryRun.longest)
  private var integrals = Scratch<Integral>(capacity: BoundaryRun.longest)
  private var hits = Scratch<Int32>()
  /// What rounding is measured by: edges summed over, the largest ordinate and the largest integral met.
  private var edges = 0
  private var reach = 0.0
  private var largest = 0.0
  /// Whether the other polygon is so much larger than the asked one that the precision of integrals needs care.
  private var isLarger = false

  /// What coordinates and moments are taken from: the lower left corner of the asked polygon's box.
  var origin: Coordinate { asked.origin }

  /// A bound of the rounding error of the area.
  var roundingBound: Double {
    Double(edges + 8) * 0x1p-52 * (asked.reach * max(asked.reach, reach) + largest)
  }

  /// Sums over what two rows share. False where they have no area in common, as far as boxes and grids can tell.
  mutating func sum(
    _ row: Int, of polygons: PreparedColumn, _ other: Int, of others: PreparedColumn, _ grids: GridsOfPair
  ) -> Bool {
    let (box, otherBox) = (polygons.boxes[row], others.boxes[other])
    let window = box.intersection(otherBox)
    guard window.width > 0 && window.height > 0 else { return false }
    // The asked polygon's integrals are as precise as its box is small. It is the first one, because one row is mostly held
    // against several others, unless that is far the larger.
    let (area, otherArea) = (box.width * box.height, otherBox.width * otherBox.height)
    isLarger = max(area, otherArea) > 64 * min(area, otherArea)
    if area <= otherArea || !isLarger {
      return sum(row, of: polygons, other, of: others, window, grids.right)
    } else {
      return sum(other, of: others, row, of: polygons, window, grids.left)
    }
  }

  private mutating func sum(
    _ row: Int, of polygons: PreparedColumn, _ other: Int, of others: PreparedColumn, _ window: Box,
    _ grids: PolygonGrids?
  ) -> Bool {
    let grid = isLarger ? grids?.grid(ofRow: other) : nil
    let around = grid.flatMap { grids!.windings($0, aboutAllOf: polygons.boxes[row]) }
    if around == 0 { return false }
    if askedRow?.row != row || askedRow?.column !== polygons {
      asked.fill(row: row, of: polygons)
      askedRow = (row, polygons)
      hits.reserve(asked.runCount + 8)
    }
    total = .zero
    edges = asked.vertexCount
    reach = 0
    largest = 0
    if let around {  // no edge of the other one comes near
      for ring in asked.rings {
        total.add(asked.integrals[ring.vertices.upperBound], times: ring.sign * Double(around))
      }
    } else {
      let window = window.expanded(by: asked.reach * 0x1p-50)
      addAsking(other, others, window)
      addRingsInside(other, others, window)
    }
    return true
  }

  /// The crossings, and the rings of the other polygon that begin inside the asked one.
  ///
  /// - Parameter window: of both boxes, and as much around it as taking coordinates from the origin may round them: what lies
  ///   outside lies outside in the picture of rounded coordinates too, in which crossings and windings are told.
  private mutating func addAsking(_ other: Int, _ others: PreparedColumn, _ window: Box) {
    let geometry = others.geometry
    let view = FloatBox(window, from: Coordinate(x: others.boxes[other].minX, y: others.boxes[other].minY))
    let local = Box(
      minX: window.minX - origin.x, minY: window.minY - origin.y, maxX: window.maxX - origin.x,
      maxY: window.maxY - origin.y)
    for ring in geometry.rings(ofRow: other) {
      if let box = others.box(ofLongRing: ring), !box.meets(window) { continue }
      let sign = Double(others.ringSigns[ring])
      // Outside the window the boundary is outside the asked polygon. Between two such places what enters also leaves, so that
      // the integral may begin anew at each: it stays small however large the other polygon is.
      var integral = Integral.zero
      if let hierarchy = others.hierarchy(ofRing: ring) {
        walk(hierarchy, hierarchy.root, geometry, sign, window, local, &integral)
      } else {
        for index in others.runs(ofRing: ring) {
          let run = others.runs[index]
          if run.box.meets(view) { ask(Int(run.first), Int(run.edges), geometry, sign, local, &integral) }
        }
      }
      let start = geometry.coordinate(geometry.coordinates(ofRing: ring).lowerBound)
      if window.contains(start) {
        let point = SIMD2(start.x - origin.x, start.y - origin.y)
        total.add(integral, times: sign * Double(asked.windings(about: point, hits)))
      }
    }
  }

  /// The rings of the asked polygon that begin inside the other one.
  private mutating func addRingsInside(_ other: Int, _ others: PreparedColumn, _ window: Box) {
    for ring in asked.rings {
      let start = asked.vertices[ring.vertices.lowerBound]
      guard start.x >= window.minX - origin.x && start.x <= window.maxX - origin.x else { continue }
      guard start.y >= window.minY - origin.y && start.y <= window.maxY - origin.y else { continue }
      let windings = others.windings(ofRow: other, about: Coordinate(x: start.x, y: start.y), from: origin)
      total.add(asked.integrals[ring.vertices.upperBound], times: ring.sign * Double(windings))
    }
  }

  private mutating func walk(
    _ hierarchy: EdgeHierarchy, _ run: EdgeHierarchy.Run, _ geometry: GeometryColumn, _ sign: Double, _ window: Box,
    _ local: Box, _ integral: inout Integral
  ) {
    guard hierarchy.box(of: run).meets(window) else { return }
    if run.isLeaf {
      let ends = hierarchy.ends(of: run)
      ask(ends.first, ends.last - ends.first, geometry, sign, local, &integral)
    } else {
      for child in hierarchy.children(of: run) { walk(hierarchy, child, geometry, sign, window, local, &integral) }
    }
  }

  /// Holds one run against those of the asked polygon whose boxes it meets. `local` is the window from the origin.
  private mutating func ask(
    _ first: Int, _ count: Int, _ geometry: GeometryColumn, _ sign: Double, _ local: Box, _ integral: inout Integral
  ) {
    let xy = geometry.xy.span
    let origin = origin
    var sum = integral
    var index = 2 * first
    var from = SIMD2(unsafe xy[unchecked: index] - origin.x, unsafe xy[unchecked: index + 1] - origin.y)
    vertices[0] = from
    var low = from.y
    var high = from.y
    var largest = largest
    for edge in 0..<count {
      index += 2
      let to = SIMD2(unsafe xy[unchecked: index] - origin.x, unsafe xy[unchecked: index + 1] - origin.y)
      var anchor = from
      if isLarger, let nearer = local.start(from, to) {
        anchor = nearer
        sum = .zero
      }
      anchors[edge] = anchor
      integrals[edge] = sum
      largest = max(largest, sum.magnitude)
      sum = sum + .along(anchor, to)
      vertices[edge + 1] = to
      low = min(low, to.y)
      high = max(high, to.y)
      from = to
    }
    integral = sum
    self.largest = largest
    edges += count
    let goesRight = vertices[0].x <= from.x
    let (left, right) = goesRight ? (0, count) : (count, 0)
    let (minX, maxX) = (vertices[left].x, vertices[right].x)
    reach = max(reach, max(maxX, high), -min(minX, low))
    let box = FloatBox(minX: Float(minX), minY: Float(low), maxX: Float(maxX), maxY: Float(high))
    let found = asked.findRuns(meeting: box, hits)
    var hit = 0
    while hit < found {
      merge(asked.runs[Int(hits[hit])], left: left, step: goesRight ? 1 : -1, edges: count, sign)
      hit += 1
    }
  }

  /// Goes along two runs from left to right, edge by edge. Which of two edges lies above is told where either ends; where it
  /// is no longer the same one, they cross.
  @inline(__always)
  private mutating func merge(_ run: AskedRun, left: Int, step: Int, edges: Int, _ sign: Double) {
    let aStep = Int(run.step)
    var a = unsafe asked.vertices.base + Int(run.left)
    var b = unsafe vertices.base + left
    let aLast = unsafe a + Int(run.edges) &* aStep
    let bLast = unsafe b + edges &* step
    var above: Bool
    if unsafe b.pointee.x <= a.pointee.x {
      while unsafe (b + step).pointee.x <= a.pointee.x {
        unsafe b += step
        if unsafe b == bLast { return }
      }
      above = unsafe isAbove(a.pointee, b.pointee, (b + step).pointee, tie: true)
    } else {
      while unsafe (a + aStep).pointee.x < b.pointee.x {
        unsafe a += aStep
        if unsafe a == aLast { return }
      }
      above = unsafe !isAbove(b.pointee, a.pointee, (a + aStep).pointee, tie: false)
    }
    // Whether both rings run the same way, and have their interiors on the same side.
    let weight = sign * Double(Int(run.ringSign) &* aStep &* step)
    while true {
      let s = unsafe a + aStep
      let r = unsafe b + step
      let askedEnds = unsafe s.pointee.x < r.pointee.x
      let now =
        unsafe askedEnds
        ? isAbove(s.pointee, b.pointee, r.pointee, tie: true) : !isAbove(r.pointee, a.pointee, s.pointee, tie: false)
      if now != above {
        unsafe addCrossing(
          a.pointee, s.pointee, asked.integrals[a - asked.vertices.base], along: r.pointee - b.pointee,
          edge: min(b, r) - vertices.base, weight: now ? weight : -weight)
        above = now
      }
      if askedEnds {
        unsafe a = s
        if unsafe a == aLast { return }
      } else {
        unsafe b = r
        if unsafe b == bLast { return }
      }
    }
  }

  /// Adds S_B − S_A at the place where the edge p → s crosses an edge of the run. The place lies on p → s; where the edges are
  /// nearly parallel, any place near both will do, as long as both boundaries go through the same.
  private mutating func addCrossing(
    _ p: SIMD2<Double>, _ s: SIMD2<Double>, _ integral: Integral, along f: SIMD2<Double>, edge: Int, weight: Double
  ) {
    let anchor = anchors[edge]
    let before = abs(f.x * (p.y - anchor.y) - f.y * (p.x - anchor.x))
    let after = abs(f.x * (s.y - anchor.y) - f.y * (s.x - anchor.x))
    let place = p + (before + after > 0 ? before / (before + after) : 0.5) * (s - p)
    total.add(integrals[edge] + .along(anchor, place), times: weight)
    total.add(integral + .along(p, place), times: -weight)
  }
}

extension Box {
  /// Where to begin on an edge that is long beside the window: `nil` where the edge begins less than the window's own size
  /// from it. Of an edge that does not come near, its end.
  fileprivate func start(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double>? {
    var share = 0.0
    if a.x < minX - width { share = max(share, (minX - width - a.x) / (b.x - a.x)) }
    if a.x > maxX + width { share = max(share, (maxX + width - a.x) / (b.x - a.x)) }
    if a.y < minY - height { share = max(share, (minY - height - a.y) / (b.y - a.y)) }
    if a.y > maxY + height { share = max(share, (maxY + height - a.y) / (b.y - a.y)) }
    if share == 0 { return nil }
    return share <= 1 && share > 0 ? a + share * (b - a) : b
  }
}

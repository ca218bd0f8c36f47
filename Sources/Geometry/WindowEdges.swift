// The boundary of one polygon inside one window, as edges sorted by their left ends: what the overlap sums read.
//
// A polygon's indicator is the signed sum over its edges of "lies below the edge" (see OverlapArea.swift). Seen through a
// window, an edge below the window counts nothing, an edge above it counts like a flat piece along the window's top, and a
// run of consecutive edges above it counts like one flat piece between the run's ends, because what goes right and comes
// back cancels. So a long boundary costs only where it passes through the window.

/// An edge over [left, right], `y` high at its left end. Window coordinates: the origin is the window's lower left corner.
struct WindowEdge {
  var left: Double
  var right: Double
  var y: Double
  var slope: Double
  /// +1 with the interior below the edge, −1 with the interior above it.
  var sign: Double
}

/// Reusable scratch: filled for one polygon and one window, then sorted.
struct WindowEdges {
  /// The edges, `count` of them; the rest of the storage is kept for the next polygon.
  private var storage: [WindowEdge] = []
  private(set) var count = 0
  private var merged: [WindowEdge] = []
  private var runEnds: [Int] = []

  private var view = WindowView(Box(minX: 0, minY: 0, maxX: 0, maxY: 0))
  private var flat = FlatRun()

  var isEmpty: Bool { count == 0 }

  /// Lends the edges, sorted.
  @inline(__always)
  func withEdges(_ body: (Span<WindowEdge>) -> Void) { body(storage.span.extracting(first: count)) }

  mutating func fill(row: Int, of polygons: PreparedColumn, window: Box) {
    count = 0
    view = WindowView(window)
    let geometry = polygons.geometry
    for ring in geometry.rings(ofRow: row) {
      view.ringSign = Double(polygons.ringSigns[ring])
      flat.isOpen = false
      if let hierarchy = polygons.hierarchy(ofRing: ring) {
        walk(hierarchy, hierarchy.root, geometry)
      } else {
        let range = geometry.coordinates(ofRing: ring)
        walk(from: range.lowerBound, to: range.upperBound - 1, geometry)
      }
      endFlat()
    }
    sort()
  }

  private mutating func endFlat() {
    reserve(1)
    let (view, flat) = (view, flat)
    var written = count
    var target = storage.mutableSpan
    view.writeFlat(flat, &target, &written)
    count = written
    self.flat.isOpen = false
  }

  private mutating func reserve(_ further: Int) {
    let missing = count + further - storage.count
    if missing > 0 {
      storage.append(
        contentsOf: repeatElement(
          WindowEdge(left: 0, right: 0, y: 0, slope: 0, sign: 0), count: missing + storage.count))
    }
  }

  private mutating func walk(_ hierarchy: EdgeHierarchy, _ run: EdgeHierarchy.Run, _ geometry: GeometryColumn) {
    let box = hierarchy.box(of: run)
    if box.maxY <= view.originY {
      endFlat()
    } else if view.isAboveOrBeside(box) {
      let ends = hierarchy.ends(of: run)
      if !flat.isOpen { flat.from = geometry.xy[2 * ends.first] - view.originX }
      flat.to = geometry.xy[2 * ends.last] - view.originX
      flat.isOpen = true
    } else if run.isLeaf {
      let ends = hierarchy.ends(of: run)
      walk(from: ends.first, to: ends.last, geometry)
    } else {
      hierarchy.forEachChild(of: run) { walk(hierarchy, $0, geometry) }
    }
  }

  /// Walks the edges between two coordinates of a ring.
  private mutating func walk(from first: Int, to last: Int, _ geometry: GeometryColumn) {
    // An edge leaves a flat run before it, a piece, and a flat end.
    reserve(3 * (last - first) + 1)
    let xy = geometry.xy.span
    let view = view
    var written = count
    var run = flat
    var target = storage.mutableSpan
    var x0 = unsafe xy[unchecked: 2 * first] - view.originX
    var y0 = unsafe xy[unchecked: 2 * first + 1] - view.originY
    var index = first + 1
    while index <= last {
      let x1 = unsafe xy[unchecked: 2 * index] - view.originX
      let y1 = unsafe xy[unchecked: 2 * index + 1] - view.originY
      if max(y0, y1) <= 0 {
        if run.isOpen {
          view.writeFlat(run, &target, &written)
          run.isOpen = false
        }
      } else if min(y0, y1) >= view.height || max(x0, x1) <= 0 || min(x0, x1) >= view.width {
        if !run.isOpen { run.from = x0 }
        run.to = x1
        run.isOpen = true
      } else {
        if run.isOpen {
          view.writeFlat(run, &target, &written)
          run.isOpen = false
        }
        if x0 < x1 {
          view.clip(x0, y0, x1, y1, sign: -view.ringSign, &target, &written)
        } else if x1 < x0 {
          view.clip(x1, y1, x0, y0, sign: view.ringSign, &target, &written)
        }
      }
      x0 = x1
      y0 = y1
      index += 1
    }
    count = written
    flat = run
  }

  // MARK: Sorting

  /// Sorts by left ends. Edges come in the order of the ring, that is in a few long rising and falling runs: short lists
  /// are sorted by insertion, long ones by merging the natural runs. Stable, hence the same for the same polygon and window.
  private mutating func sort() {
    if count <= 24 { insertionSort() } else { naturalMergeSort() }
  }

  private mutating func insertionSort() {
    let count = count
    var span = storage.mutableSpan
    var index = 1
    while index < count {
      let edge = unsafe span[unchecked: index]
      var hole = index
      while hole > 0, unsafe span[unchecked: hole - 1].left > edge.left {
        unsafe span[unchecked: hole] = span[unchecked: hole - 1]
        hole -= 1
      }
      unsafe span[unchecked: hole] = edge
      index += 1
    }
  }

  private mutating func naturalMergeSort() {
    findRuns()
    if merged.count < storage.count { merged = storage }
    // Taken out of self while it is written to.
    var output: [WindowEdge] = []
    swap(&output, &merged)
    while runEnds.count > 1 {
      var kept = 0
      var start = 0
      var run = 0
      while run < runEnds.count {
        let middle = runEnds[run]
        let end = run + 1 < runEnds.count ? runEnds[run + 1] : middle
        merge(start, middle, end, into: &output)
        runEnds[kept] = end
        kept += 1
        start = end
        run += 2
      }
      runEnds.removeLast(runEnds.count - kept)
      swap(&storage, &output)
    }
    swap(&output, &merged)
  }

  /// Finds the runs that rise, turning round those that fall.
  private mutating func findRuns() {
    var runEnds = runEnds
    self.runEnds = []
    runEnds.removeAll(keepingCapacity: true)
    let count = count
    var span = storage.mutableSpan
    var first = 0
    while first < count {
      var end = first + 1
      if end < count && span[end].left < span[first].left {
        while end < count && span[end].left < span[end - 1].left { end += 1 }
        var (low, high) = (first, end - 1)
        while low < high {
          span.swapAt(low, high)
          low += 1
          high -= 1
        }
      } else {
        while end < count && span[end].left >= span[end - 1].left { end += 1 }
      }
      runEnds.append(end)
      first = end
    }
    self.runEnds = runEnds
  }

  /// Merges two neighbouring runs of the storage into the same places of `output`.
  private func merge(_ start: Int, _ middle: Int, _ end: Int, into output: inout [WindowEdge]) {
    let source = storage.span
    var target = output.mutableSpan
    var left = start
    var right = middle
    var place = start
    while left < middle && right < end {
      let a = unsafe source[unchecked: left]
      let b = unsafe source[unchecked: right]
      let takesRight = b.left < a.left
      unsafe target[unchecked: place] = takesRight ? b : a
      if takesRight { right += 1 } else { left += 1 }
      place += 1
    }
    while left < middle {
      unsafe target[unchecked: place] = source[unchecked: left]
      left += 1
      place += 1
    }
    while right < end {
      unsafe target[unchecked: place] = source[unchecked: right]
      right += 1
      place += 1
    }
  }
}

/// A run of edges above or beside the window, not yet written as a flat piece: from where to where.
private struct FlatRun {
  var isOpen = false
  var from = 0.0
  var to = 0.0
}

/// A window, and which side of the ring being walked is inside: how edges are cut and written.
private struct WindowView {
  let originX: Double
  let originY: Double
  let width: Double
  let height: Double
  /// The interior lies to the left (+1) or right (−1) of the ring.
  var ringSign = 1.0

  init(_ window: Box) {
    originX = window.minX
    originY = window.minY
    width = window.width
    height = window.height
  }

  func isAboveOrBeside(_ box: Box) -> Bool {
    box.minY >= originY + height || box.maxX <= originX || box.minX >= originX + width
  }

  @inline(__always)
  func writeFlat(_ run: FlatRun, _ target: inout MutableSpan<WindowEdge>, _ count: inout Int) {
    guard run.isOpen else { return }
    let from = min(max(run.from, 0), width)
    let to = min(max(run.to, 0), width)
    if from < to {
      write(WindowEdge(left: from, right: to, y: height, slope: 0, sign: -ringSign), &target, &count)
    } else if to < from {
      write(WindowEdge(left: to, right: from, y: height, slope: 0, sign: ringSign), &target, &count)
    }
  }

  @inline(__always)
  private func write(_ edge: WindowEdge, _ target: inout MutableSpan<WindowEdge>, _ count: inout Int) {
    unsafe target[unchecked: count] = edge  // reserve() has made room
    count += 1
  }

  /// Cuts an edge that runs from left to right to the window: what is above becomes flat, what is below vanishes.
  @inline(__always)
  func clip(
    _ xl: Double, _ yl: Double, _ xr: Double, _ yr: Double, sign: Double, _ target: inout MutableSpan<WindowEdge>,
    _ count: inout Int
  ) {
    let slope = (yr - yl) / (xr - xl)
    guard slope.isFinite else { return }  // narrower than arithmetic can say, hence without area
    let left = max(xl, 0)
    let right = min(xr, width)
    if min(yl, yr) >= 0 && max(yl, yr) <= height {
      write(
        WindowEdge(left: left, right: right, y: yl + (left - xl) * slope, slope: slope, sign: sign), &target, &count)
      return
    }
    guard slope != 0 else { return }  // a flat edge outside the window's heights was met before
    let atBottom = min(max(xl - yl / slope, left), right)
    let atTop = min(max(xl + (height - yl) / slope, left), right)
    // From where to where it runs inside, and where above.
    let inside = slope > 0 ? (atBottom, atTop) : (atTop, atBottom)
    let above = slope > 0 ? (atTop, right) : (left, atTop)
    if inside.0 < inside.1 {
      let y = min(max(yl + (inside.0 - xl) * slope, 0), height)
      write(WindowEdge(left: inside.0, right: inside.1, y: y, slope: slope, sign: sign), &target, &count)
    }
    if above.0 < above.1 {
      write(WindowEdge(left: above.0, right: above.1, y: height, slope: 0, sign: sign), &target, &count)
    }
  }
}

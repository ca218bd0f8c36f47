// How one edge looks through a window: cut at its sides, flat along its top, gone below it.

/// An edge over [left, right], `y` high at its left end. Window coordinates: the origin is the window's lower left corner.
struct WindowEdge {
  var left: Double
  var right: Double
  var y: Double
  var slope: Double
  /// +1 with the interior below the edge, −1 with the interior above it.
  var sign: Double
}

/// A run of edges above or beside the window, not yet written as a flat piece: from where to where.
struct FlatRun {
  var isOpen = false
  var from = 0.0
  var to = 0.0
}

/// A window, and which side of the ring being walked is inside: how edges are cut and written.
struct WindowView {
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

// The boundary of one polygon inside one window, as edges sorted by their left ends: what the overlap sums read.
//
// A polygon's indicator is the signed sum over its edges of "lies below the edge" (see OverlapArea.swift). Seen through a
// window, an edge below the window counts nothing, an edge above it counts like a flat piece along the window's top, and a
// run of consecutive edges above it counts like one flat piece between the run's ends, because what goes right and comes
// back cancels. So a long boundary costs only where it passes through the window.

/// Reusable scratch: filled for one polygon and one window, then sorted.
struct WindowEdges {
  private(set) var list = EdgeList()
  private var view = WindowView(Box(minX: 0, minY: 0, maxX: 0, maxY: 0))
  private var flat = FlatRun()

  mutating func fill(row: Int, of polygons: PreparedColumn, window: Box) {
    list.count = 0
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
    list.sort()
  }

  private mutating func endFlat() {
    list.reserve(1)
    let (view, flat) = (view, flat)
    var written = list.count
    var target = list.storage.mutableSpan
    view.writeFlat(flat, &target, &written)
    list.count = written
    self.flat.isOpen = false
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
    list.reserve(3 * (last - first) + 1)
    let xy = geometry.xy.span
    let view = view
    var written = list.count
    var run = flat
    var target = list.storage.mutableSpan
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
    list.count = written
    flat = run
  }
}

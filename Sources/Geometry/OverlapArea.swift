// The area that two polygons share, summed over pairs of edges without building the shared polygon.
//
// Give each edge e of a polygon, a straight piece over the interval X_e, the sign s_e = +1 where the interior lies below it
// and −1 where it lies above it. Then the polygon's indicator is  1(x, y) = Σ s_e [x ∈ X_e] [y < y_e(x)],  and so
//
//     area(A ∩ B) = Σ_{e∈A} Σ_{f∈B} s_e s_f ∫_{X_e ∩ X_f} (min(y_e, y_f) − y₀) dx          y₀ at or below every y
//
// With heights e_l e_r f_l f_r at the ends of the common interval of width w, and d = e − f there,
//
//     ∫ min = w/4 · (e_l + e_r + f_l + f_r − q)     q = |d_l + d_r|                       where d does not change sign
//                                                   q = (d_l² + d_r²) / (|d_l| + |d_r|)   where the edges cross
//
// Every term is a continuous function of the coordinates: shared vertices and coincident edges need no special case,
// nothing is built and nothing can fail. The sum is taken in the window where the two boxes meet, with its corner as the
// origin and y₀, so rounding stays near 2⁻⁵² × window area × edges whatever the size of the coordinates.
//
// The indicator is right for valid polygons only; rings that cross are found and told beforehand (check G01).

/// Computes shared areas pair by pair, with scratch memory that is reused. One per worker.
public struct OverlapKernel {
  private var left = WindowEdges()
  private var right = WindowEdges()

  public init() {}

  /// The area that `row` of one layer shares with `other` of another, in square units of their common frame, and a bound
  /// of its rounding error. Depends on the two polygons and their order alone.
  public mutating func area(
    _ row: Int, of polygons: PreparedColumn, _ other: Int, of others: PreparedColumn
  ) -> (area: Double, error: Double) {
    guard let window = fill(row, polygons, other, others) else { return (0, 0) }
    var sum = 0.0
    left.list.withEdges { a in
      right.list.withEdges { b in
        forEachOverlappingPair(a, b) { e, f, start, end in
          sum += e.sign * f.sign * quadrupleIntegralOfMinimum(e, f, start, end)
        }
      }
    }
    return (sum / 4, roundingBound(window, edges: left.list.count + right.list.count))
  }

  /// The area that a row shares with itself, ∫n² of its signed count n of edges above: its own area where the row is
  /// sound (UnsoundRows.swift). Each pair of edges counts for both of its orders.
  public mutating func areaWithItself(_ row: Int, of polygons: PreparedColumn) -> (area: Double, error: Double) {
    let window = polygons.boxes[row]
    guard window.width > 0 && window.height > 0 else { return (0, 0) }
    left.fill(row: row, of: polygons, window: window)
    var sum = 0.0
    left.list.withEdges { edges in
      for i in edges.indices {
        let e = edges[i]
        sum += (e.right - e.left) * (4 * e.y + 2 * e.slope * (e.right - e.left))
        var j = i + 1
        while j < edges.count {
          let f = unsafe edges[unchecked: j]
          if f.left >= e.right { break }
          sum += 2 * e.sign * f.sign * quadrupleIntegralOfMinimum(e, f, f.left, min(e.right, f.right))
          j += 1
        }
      }
    }
    return (sum / 4, roundingBound(window, edges: 2 * left.list.count))
  }

  /// As ``area(_:of:_:of:)``, with where the shared part lies and how it is shaped.
  public mutating func shape(
    _ row: Int, of polygons: PreparedColumn, _ other: Int, of others: PreparedColumn
  ) -> OverlapShape {
    guard let window = fill(row, polygons, other, others) else {
      return OverlapShape(Moments(), window: .empty, error: 0)
    }
    var moments = Moments()
    left.list.withEdges { a in
      right.list.withEdges { b in
        forEachOverlappingPair(a, b) { e, f, start, end in moments.addBelowMinimum(of: e, f, from: start, to: end) }
      }
    }
    return OverlapShape(
      moments, window: window, error: roundingBound(window, edges: left.list.count + right.list.count))
  }

  private mutating func fill(
    _ row: Int, _ polygons: PreparedColumn, _ other: Int, _ others: PreparedColumn
  ) -> Box? {
    let window = polygons.boxes[row].intersection(others.boxes[other])
    guard window.width > 0 && window.height > 0 else { return nil }
    left.fill(row: row, of: polygons, window: window)
    guard left.list.count > 0 else { return nil }
    right.fill(row: other, of: others, window: window)
    guard right.list.count > 0 else { return nil }
    return window
  }

  private func roundingBound(_ window: Box, edges: Int) -> Double {
    Double(edges + 8) * 0x1p-52 * window.width * window.height
  }
}

/// Visits every pair of edges whose intervals overlap, once, with the common interval. Both lists are sorted by left ends:
/// the edge that begins first looks forward along the other list until that list begins behind it.
@inline(__always)
private func forEachOverlappingPair(
  _ a: Span<WindowEdge>, _ b: Span<WindowEdge>,
  _ visit: (_ e: WindowEdge, _ f: WindowEdge, _ start: Double, _ end: Double) -> Void
) {
  var i = 0
  var j = 0
  while i < a.count && j < b.count {
    let e = unsafe a[unchecked: i]
    let f = unsafe b[unchecked: j]
    if e.left <= f.left {
      var k = j
      while k < b.count {
        let other = unsafe b[unchecked: k]
        if other.left >= e.right { break }
        visit(e, other, other.left, min(e.right, other.right))
        k += 1
      }
      i += 1
    } else {
      var k = i
      while k < a.count {
        let other = unsafe a[unchecked: k]
        if other.left >= f.right { break }
        visit(other, f, other.left, min(f.right, other.right))
        k += 1
      }
      j += 1
    }
  }
}

/// Four times the integral of min(e, f) over [start, end].
@inline(__always)
private func quadrupleIntegralOfMinimum(_ e: WindowEdge, _ f: WindowEdge, _ start: Double, _ end: Double) -> Double {
  let el = e.y + (start - e.left) * e.slope
  let er = e.y + (end - e.left) * e.slope
  let fl = f.y + (start - f.left) * f.slope
  let fr = f.y + (end - f.left) * f.slope
  let dl = el - fl
  let dr = er - fr
  // A branch, because the quotient is the dearest step and few edges cross.
  let q = dl * dr >= 0 ? abs(dl + dr) : (dl * dl + dr * dr) / (abs(dl) + abs(dr))
  return (end - start) * (el + er + fl + fr - q)
}

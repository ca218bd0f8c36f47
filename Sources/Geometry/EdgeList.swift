// Edges in memory that is kept from one polygon to the next, sorted by their left ends.

struct EdgeList {
  /// The edges, `count` of them; what is behind is room.
  var storage: [WindowEdge] = []
  var count = 0
  private var merged: [WindowEdge] = []
  private var runEnds: [Int] = []

  /// Lends the edges.
  @inline(__always)
  func withEdges(_ body: (Span<WindowEdge>) -> Void) { body(storage.span.extracting(first: count)) }

  /// Makes room for further edges.
  mutating func reserve(_ further: Int) {
    let missing = count + further - storage.count
    if missing > 0 {
      let nothing = WindowEdge(left: 0, right: 0, y: 0, slope: 0, sign: 0)
      storage.append(contentsOf: repeatElement(nothing, count: missing + storage.count))
    }
  }

  /// Sorts by left ends. Edges come in the order of the ring, that is in a few long rising and falling runs: short lists
  /// are sorted by insertion, long ones by merging the natural runs. Stable, hence the same for the same polygon and window.
  mutating func sort() {
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

// Memory that a kernel keeps from one row to the next.

/// Room for plain values, without counting references or checking bounds: the caller reserves before it writes.
@safe struct Scratch<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private var capacity: Int

  init(capacity: Int = 64) {
    unsafe base = .allocate(capacity: capacity)
    self.capacity = capacity
  }
  deinit { unsafe base.deallocate() }

  /// Makes room for `count` values; the first `kept` of them stay.
  mutating func reserve(_ count: Int, keeping kept: Int = 0) {
    guard count > capacity else { return }
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * count)
    unsafe larger.update(from: base, count: kept)
    unsafe base.deallocate()
    unsafe base = larger
    capacity = 2 * count
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }
}

// What a register calls a township or a village beside what the map calls it, and whether the two contradict each other.

import Geometry

extension RoleLayer {
  /// Whether a place contradicts a unit that a register names: it lies in another row, and not at the border of the one named,
  /// where neither coordinates nor borders are sure to the metre.
  func contradicts(_ registered: String, ownedBy row: Int, at place: Coordinate, within accuracy: Double) -> Bool {
    if isCalled(registered, row) { return false }
    return !(0..<layer.count).contains { other in
      isCalled(registered, other)
        && prepared?.nearestEdge(ofRow: other, to: place, within: accuracy * accuracy).map { $0.distance < accuracy }
          ?? false
    }
  }

  private func isCalled(_ name: String, _ row: Int) -> Bool {
    name == key(row) || name == self.name(row) || name.asUnit == self.name(row).asUnit
  }
}

extension String {
  /// The name of a unit without what offices write behind it or leave out: 滨湖镇 is 滨湖, and 新村村委会 is 新.
  fileprivate var asUnit: String {
    var name = inHalfWidth().trimmingSpaces()
    let endings = [
      "人民政府", "街道办事处", "街道办", "街道", "镇", "乡", "村民委员会", "居民委员会", "村委会", "居委会", "社区", "村",
    ]
    for ending in endings where name.hasSuffix(ending) && name != ending { name.removeLast(ending.count) }
    return name
  }
}

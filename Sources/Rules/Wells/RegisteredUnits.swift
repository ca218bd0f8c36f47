// What a register calls a township or a village beside what the map calls it, and whether the two contradict each other.

import Geometry
import Profiles

/// The units of a layer by all that registers call them. Made once, and asked for every well.
struct RegisteredUnits: Sendable {
  enum Answer: Sendable, Equatable {
    /// The row of the unit that the register means.
    case agrees(Int)
    /// It means another unit than the one that holds the place.
    case contradicts
    /// No unit is called so.
    case unknown

    var isAgreement: Bool { if case .agrees = self { true } else { false } }
  }

  let layer: RoleLayer
  private let names: [String]
  private var exact: [String: [Int]] = [:]
  /// By the name without its ending: asked where no unit is called exactly so, because there may be a 镇 and a 乡 of one name.
  private var loose: [String: [Int]] = [:]

  init(_ layer: RoleLayer) {
    self.layer = layer
    names = (0..<layer.layer.count).map { layer.name($0) }
    for row in 0..<layer.layer.count {
      let (key, name) = (layer.key(row), names[row].inHalfWidth().trimmingSpaces())
      for text in Set([key, plainUnitCode(key), name]) { exact[text, default: []].append(row) }
      loose[name.withoutUnitEnding, default: []].append(row)
    }
  }

  /// What a register says beside the unit that holds a place. At the border of the one that it names nothing is contradicted:
  /// neither coordinates nor borders are sure to the metre.
  func compare(_ registered: String, with owner: Int, at place: Coordinate, within accuracy: Double) -> Answer {
    // Almost always.
    if registered == names[owner] { return .agrees(owner) }
    let named = units(called: registered)
    if named.isEmpty { return .unknown }
    if named.contains(owner) { return .agrees(owner) }
    let near = named.first { row in
      layer.prepared?.nearestEdge(ofRow: row, to: place, within: accuracy * accuracy)
        .map { $0.distance < accuracy } ?? false
    }
    return near.map(Answer.agrees) ?? .contradicts
  }

  /// The unit that a register means where no place helps to tell; `nil` where none or several are called so.
  func unit(called registered: String) -> Int? {
    let named = units(called: registered)
    return Set(named.map { names[$0] }).count == 1 ? named[0] : nil
  }

  private func units(called registered: String) -> [Int] {
    let name = registered.inHalfWidth().trimmingSpaces()
    return exact[name] ?? exact[plainUnitCode(name)] ?? loose[name.withoutUnitEnding] ?? []
  }
}

extension String {
  /// 滨湖 of 滨湖镇, 新 of 新村村委会.
  fileprivate var withoutUnitEnding: String {
    let endings = [
      "人民政府", "街道办事处", "街道办", "街道", "镇", "乡", "村民委员会", "居民委员会", "村委会", "居委会", "社区", "村",
    ]
    var name = self
    for ending in endings where name.hasSuffix(ending) && name != ending { name.removeLast(ending.count) }
    return name
  }
}

// Year on year: what became of the rows of a layer. Plots are numbered anew every year, so rows are known again by the
// ground that they hold; only where ground does not tell, by their keys.

public import Geometry

/// A row as one of the two years has it.
public struct YearRow: Sendable {
  public let key: String
  /// Zero for points.
  public let area: Area
  /// Where it is: a point, or the middle of a polygon's box.
  public let place: Coordinate?
  /// The values of the fields whose change is a change of kind, in the order of those fields. The first is what the row is.
  public let kinds: [String?]
  /// How far its place may be off, where it says so itself.
  public let accuracy: Double?

  public init(key: String, area: Area, place: Coordinate? = nil, kinds: [String?], accuracy: Double? = nil) {
    self.key = key
    self.area = area
    self.place = place
    self.kinds = kinds
    self.accuracy = accuracy
  }
}

/// Ground that a row of last year and a row of this year have in common.
public struct CommonGround: Sendable {
  public let old: Int
  public let new: Int
  public let area: Area

  public init(old: Int, new: Int, area: Area) {
    self.old = old
    self.new = new
    self.area = area
  }
}

/// What became of a row, or of several that were cut anew.
public struct RowChange: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Ground that no row held last year.
    case new
    /// Ground that no row holds this year.
    case gone
    /// The same row with another area.
    case area
    /// The same row with another value of a field.
    case kind
    /// Ground of last year's rows, cut anew: split, joined, or handed to a neighbour.
    case cut
    /// The same row at another place, or without one.
    case moved
  }
  public let kind: Kind
  /// Rows of last year and of this year.
  public let old: [Int]
  public let new: [Int]
  /// Of a change of kind: which of the fields.
  public let fields: [Int]

  public init(_ kind: Kind, old: [Int], new: [Int], fields: [Int] = []) {
    self.kind = kind
    self.old = old
    self.new = new
    self.fields = fields
  }
}

/// What a change of area must exceed to be told. Both, because a large plot is never drawn twice alike.
public struct AreaChangeLimits: Sendable {
  /// The default is the tolerance of contract-land sums, 0.05 亩.
  public var area = Area(squareMetres: 0.05 * 2000 / 3)
  /// Of the larger area.
  public var share = 0.01

  public init() {}

  /// Of zones, in which a hole about one well matters.
  public static let ofZones: AreaChangeLimits = {
    var limits = AreaChangeLimits()
    limits.share = 0.0001
    return limits
  }()
}

public struct YearOnYear: Sendable {
  public let old: [YearRow]
  public let new: [YearRow]
  /// By kind of change, in the order of the rows. A row that changed in several ways has several.
  public let changes: [RowChange]
  /// For every row of this year the one of last year that it continues.
  public let oldOfNew: [Int?]
  /// Rows that go on under another key, whatever else changed.
  public let renumbered: Int
  /// Rows that go on with the same area and the same kinds.
  public let unchanged: Int

  /// Of polygons: rows are the same where each is more than half of the other; then, of what is left, where they have
  /// one key and ground in common, or one key and no area that could be trusted.
  ///
  /// - Parameters:
  ///   - distance: a row whose place is further from where it was has been moved; nearer it may only have been drawn anew.
  ///   - isNested: whether rows of several kinds lie one in the other, as zones do: none is cut from one of another kind.
  public init(
    old: [YearRow], new: [YearRow], ground: [CommonGround], movedBeyond distance: Double = .infinity,
    isNested: Bool = false, limits: AreaChangeLimits = AreaChangeLimits()
  ) {
    func areOfOneKind(_ common: CommonGround) -> Bool { old[common.old].kinds.first == new[common.new].kinds.first }
    var pairing = Pairing(old.count, new.count)
    let same = ground.filter { old[$0.old].isMostly($0) && new[$0.new].isMostly($0) }
    // A row goes on as one of its kind, where there is one.
    for common in same where old[common.old].kinds == new[common.new].kinds { pairing.join(common.old, common.new) }
    for common in same where areOfOneKind(common) { pairing.join(common.old, common.new) }
    for common in same { pairing.join(common.old, common.new) }
    for common in ground where old[common.old].key == new[common.new].key { pairing.join(common.old, common.new) }
    pairing.joinByKeys(old, new) { $0.area == .zero || $1.area == .zero }
    var oldsUnder = [[Int]](repeating: [], count: new.count)
    var newsOver = [[Int]](repeating: [], count: old.count)
    var held = [Area](repeating: .zero, count: new.count)
    var kept = [Area](repeating: .zero, count: old.count)
    for common in ground where !isNested || areOfOneKind(common) {
      oldsUnder[common.new].append(common.old)
      newsOver[common.old].append(common.new)
      held[common.new] = held[common.new] + common.area
      kept[common.old] = kept[common.old] + common.area
    }
    self.init(old, new, pairing, limits, movedBeyond: distance) { row, isNew in
      let (area, whole) = isNew ? (held[row], new[row].area) : (kept[row], old[row].area)
      guard whole > .zero, area.squareMetres * 2 > whole.squareMetres else { return [] }
      return isNew ? oldsUnder[row] : newsOver[row]
    }
  }

  /// Of points, such as wells: the nearest pairs within reach, then those whose key has been kept.
  ///
  /// - Parameter distance: what is further from where it was has been moved; nearer it may only have been measured anew.
  public init(old: [YearRow], new: [YearRow], reach: Double, movedBeyond distance: Double) {
    func trace(_ row: YearRow) -> Trace {
      Trace(group: "", layers: "", keys: [row.key], ground: row.place)
    }
    var pairing = Pairing(old.count, new.count)
    for (row, partner) in match(new.map(trace), with: old.map(trace), samePlace: reach).enumerated() {
      if let partner { pairing.join(partner, row) }
    }
    self.init(old, new, pairing, AreaChangeLimits(), movedBeyond: max(distance, reach)) { _, _ in [] }
  }

  /// - Parameter cutFrom: the rows of the other year that hold most of the ground of a row which does not go on.
  private init(
    _ old: [YearRow], _ new: [YearRow], _ pairing: Pairing, _ limits: AreaChangeLimits,
    movedBeyond distance: Double, cutFrom: (_ row: Int, _ isNew: Bool) -> [Int]
  ) {
    var changes: [RowChange.Kind: [RowChange]] = [:]
    var (renumbered, unchanged) = (0, 0)
    for row in new.indices {
      guard let before = pairing.oldOfNew[row] else {
        let olds = cutFrom(row, true)
        let change = RowChange(olds.isEmpty ? .new : .cut, old: olds, new: [row])
        changes[change.kind, default: []].append(change)
        continue
      }
      if old[before].key != new[row].key { renumbered += 1 }
      let fields = zip(old[before].kinds, new[row].kinds).enumerated().filter { $0.element.0 != $0.element.1 }
        .map(\.offset)
      let isAreaOther = limits.areExceeded(old[before].area, new[row].area)
      if isAreaOther { changes[.area, default: []].append(RowChange(.area, old: [before], new: [row])) }
      if !fields.isEmpty {
        changes[.kind, default: []].append(RowChange(.kind, old: [before], new: [row], fields: fields))
      }
      // A row that grew to one side has another middle, which its area tells already.
      let isMoved = !isAreaOther && old[before].isElsewhere(new[row], beyond: distance)
      if isMoved { changes[.moved, default: []].append(RowChange(.moved, old: [before], new: [row])) }
      if !isAreaOther && fields.isEmpty && !isMoved { unchanged += 1 }
    }
    for row in old.indices where pairing.newOfOld[row] == nil {
      let news = cutFrom(row, false)
      let change = RowChange(news.isEmpty ? .gone : .cut, old: [row], new: news)
      changes[change.kind, default: []].append(change)
    }
    self.old = old
    self.new = new
    self.changes = RowChange.Kind.allCases.flatMap { changes[$0] ?? [] }
    oldOfNew = pairing.oldOfNew
    self.renumbered = renumbered
    self.unchanged = unchanged
  }
}

extension YearRow {
  /// `nil` where one of the two has no place.
  public func distance(to other: YearRow) -> Double? {
    guard let place, let there = other.place else { return nil }
    return place.distance(to: there)
  }

  fileprivate func isElsewhere(_ other: YearRow, beyond limit: Double) -> Bool {
    // Neither year's measurement is better than it says.
    let own = [accuracy, other.accuracy].compactMap(\.self).max() ?? limit
    return distance(to: other).map { $0 > max(own, defaultSamePlace) } ?? ((place == nil) != (other.place == nil))
  }

  fileprivate func isMostly(_ common: CommonGround) -> Bool { common.area.squareMetres * 2 > area.squareMetres }
}

extension AreaChangeLimits {
  fileprivate func areExceeded(_ before: Area, _ after: Area) -> Bool {
    let difference = max(before, after) - min(before, after)
    guard before > .zero, after > .zero else { return false }
    return difference > area && difference.squareMetres > share * max(before, after).squareMetres
  }
}

/// Who goes on as whom; the first to come is the first served.
private struct Pairing {
  private(set) var newOfOld: [Int?]
  private(set) var oldOfNew: [Int?]

  init(_ oldCount: Int, _ newCount: Int) {
    newOfOld = [Int?](repeating: nil, count: oldCount)
    oldOfNew = [Int?](repeating: nil, count: newCount)
  }

  mutating func join(_ old: Int, _ new: Int) {
    guard newOfOld[old] == nil, oldOfNew[new] == nil else { return }
    newOfOld[old] = new
    oldOfNew[new] = old
  }

  mutating func joinByKeys(_ old: [YearRow], _ new: [YearRow], where isAllowed: (YearRow, YearRow) -> Bool) {
    let rowOfKey = Dictionary(old.indices.map { (old[$0].key, $0) }) { first, _ in first }
    for row in new.indices {
      if let before = rowOfKey[new[row].key], isAllowed(old[before], new[row]) { join(before, row) }
    }
  }
}

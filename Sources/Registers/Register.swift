// The register of a run: ground added up in its finest cells, once. Every table is sums of these cells, in m² and in
// levelled 亩, so all tables of a run close in themselves and agree with each other.

/// A unit of a level, or another value of a key that people call by a name.
public struct RegisterUnit: Sendable, Hashable, Comparable {
  public let code: String
  public let name: String

  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }

  /// What no value of a key holds: ground outside every unit, a field left empty. It stays in all sums.
  public static let blank = RegisterUnit(code: "—", name: "—")

  public static func < (a: RegisterUnit, b: RegisterUnit) -> Bool {
    // What has no value comes last.
    (a == .blank ? 1 : 0, a.code, a.name) < (b == .blank ? 1 : 0, b.code, b.name)
  }
}

/// What areas are added up by.
public enum RegisterKey: String, Sendable, CaseIterable, Codable {
  case role, category, city, township, village, crop, tenure, zone
}

/// The values of all keys of a piece of ground.
public struct RegisterKeys: Sendable, Hashable {
  public var role: String
  /// What the ground is to its role: the status of a plot, the type of a forest.
  public var category: String
  public var township: RegisterUnit
  public var village: RegisterUnit
  public var crop: String
  public var tenure: String
  /// The strictest kind of zone that holds it.
  public var zone: String

  public init(
    role: String, category: String, township: RegisterUnit = .blank, village: RegisterUnit = .blank,
    crop: String = RegisterUnit.blank.code, tenure: String = RegisterUnit.blank.code,
    zone: String = RegisterUnit.blank.code
  ) {
    self.role = role
    self.category = category
    self.township = township
    self.village = village
    self.crop = crop
    self.tenure = tenure
    self.zone = zone
  }
}

/// The part of one row that has one value of every key.
public struct AreaShare: Sendable {
  /// Which row of its role the share belongs to. The shares of a row stand one behind the other.
  public let row: Int
  public let keys: RegisterKeys
  public let area: Area

  public init(row: Int, keys: RegisterKeys, area: Area) {
    self.row = row
    self.keys = keys
    self.area = area
  }
}

/// All ground with the same value of every key.
public struct RegisterCell: Sendable {
  public let keys: RegisterKeys
  public let area: Area
  /// Hundredths of a 亩, levelled.
  public fileprivate(set) var hundredthsOfMu: Int64

  public init(keys: RegisterKeys, area: Area, hundredthsOfMu: Int64 = 0) {
    self.keys = keys
    self.area = area
    self.hundredthsOfMu = hundredthsOfMu
  }
}

public struct Register: Sendable {
  public let city: RegisterUnit
  /// In the order of the tree of levelling: role, category, township, village, crop, tenure, zone.
  public let cells: [RegisterCell]
  let shares: [AreaShare]

  /// A register that was written down: its cells are as they are.
  public init(cells: [RegisterCell], city: RegisterUnit) {
    self.city = city
    self.cells = cells
    shares = []
  }

  /// Adds up shares and levels the 亩: what a category has in the city is rounded plainly, and shared out by largest
  /// remainders among its townships, their villages, and on to the cells.
  public init(_ shares: [AreaShare], city: RegisterUnit) {
    self.city = city
    self.shares = shares
    var areas: [RegisterKeys: Area] = [:]
    for share in shares { areas[share.keys, default: .zero] += share.area }
    var leaves = areas.map { Leaf(path: $0.key.path, cell: RegisterCell(keys: $0.key, area: $0.value)) }
      .sorted { $0.path.lexicographicallyPrecedes($1.path) }
    for category in leaves.runs(of: leaves.indices, depth: 1) {
      leaves.level(category, depth: 2, to: leaves[category].sum.plainHundredthsOfMu)
    }
    cells = leaves.map(\.cell)
  }
}

extension Register {
  /// The cells of one township, by its name, levelled as they were in the whole.
  public func keeping(township name: String) -> Register {
    Register(cells: cells.filter { $0.keys.township.name == name }, city: city)
  }
}

/// A cell with its way from the root of the tree of levelling.
private struct Leaf {
  let path: [RegisterUnit]
  var cell: RegisterCell
}

extension RegisterKeys {
  fileprivate var path: [RegisterUnit] {
    func plain(_ code: String) -> RegisterUnit { RegisterUnit(code: code, name: code) }
    return [plain(role), plain(category), township, village, plain(crop), plain(tenure), plain(zone)]
  }
}

extension [Leaf] {
  /// The runs of leaves that have the same way down to a depth, where they have the same way above it.
  fileprivate func runs(of range: Range<Int>, depth: Int) -> [Range<Int>] {
    var starts: [Int] = []
    for leaf in range
    where leaf == range.lowerBound || self[leaf].path[...depth] != self[leaf - 1].path[...depth] {
      starts.append(leaf)
    }
    return zip(starts, starts.dropFirst() + [range.upperBound]).map { $0..<$1 }
  }

  fileprivate mutating func level(_ range: Range<Int>, depth: Int, to hundredths: Int64) {
    guard range.count > 1 else { return self[range.lowerBound].cell.hundredthsOfMu = hundredths }
    let groups = runs(of: range, depth: depth)
    let shares = largestRemainder(of: hundredths, by: groups.map { self[$0].sum.squareMetres })
    for (group, share) in zip(groups, shares) { level(group, depth: depth + 1, to: share) }
  }
}

extension Collection<Leaf> {
  fileprivate var sum: Area { reduce(.zero) { $0 + $1.cell.area } }
}

extension Area {
  /// Rounded to a hundredth of a 亩, before levelling.
  public var plainHundredthsOfMu: Int64 { Int64((mu * 100).rounded()) }
}

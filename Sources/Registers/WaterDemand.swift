// Water in outline: the area of every crop and forest type times its quota, by village, township and city.

public import Geometry

/// How much water a category of ground may take in a year.
public struct WaterQuota: Sendable {
  /// The role of the layer and the value of its category: `plots`, 小麦.
  public let role: String
  public let category: String
  public let cubicMetresPerMu: Double
  /// The document that sets it; `nil` where nobody has said.
  public let basis: String?
  /// What could not be verified about it.
  public let doubt: Words?

  public init(role: String, category: String, cubicMetresPerMu: Double, basis: String?, doubt: Words?) {
    self.role = role
    self.category = category
    self.cubicMetresPerMu = cubicMetresPerMu
    self.basis = basis
    self.doubt = doubt
  }
}

/// Ground of a category in a village.
public struct IrrigatedGround: Sendable {
  public let role: String
  public let category: String
  public let township: RegisterUnit
  public let village: RegisterUnit
  public let area: Area
  /// As the register has levelled it.
  public let hundredthsOfMu: Int64

  public init(
    role: String, category: String, township: RegisterUnit, village: RegisterUnit, area: Area, hundredthsOfMu: Int64
  ) {
    self.role = role
    self.category = category
    self.township = township
    self.village = village
    self.area = area
    self.hundredthsOfMu = hundredthsOfMu
  }
}

/// A line of the demand: a unit and a category.
public struct WaterDemandRow: Sendable {
  public let level: RegisterLevel
  public let unit: RegisterUnit
  public let role: String
  public let category: String
  public let area: Area
  /// Of the register's levelled cells, so that this table agrees with the others.
  public let hundredthsOfMu: Int64
  /// `nil` where the category has no quota: its ground is there, its water is not known.
  public let quota: WaterQuota?
  public let volume: Volume
}

public struct WaterDemand: Sendable {
  /// City first, then each township followed by its villages; in each the categories by role and name.
  public let rows: [WaterDemandRow]

  /// Volumes are rounded once, to the litre, for every village and category, and added up from there: every level is the sum
  /// of the next.
  public init(_ ground: [IrrigatedGround], quotas: [WaterQuota], city: RegisterUnit) {
    let known = Dictionary(quotas.map { (Kind(role: $0.role, category: $0.category), $0) }) { first, _ in first }
    let cells = Dictionary(grouping: ground) { Cell(township: $0.township, village: $0.village, kind: Kind($0)) }
      .mapValues { own in
        (area: own.reduce(Area.zero) { $0 + $1.area }, hundredths: own.reduce(0) { $0 + $1.hundredthsOfMu })
      }
    var lines: [Line: (area: Area, hundredths: Int64, volume: Volume)] = [:]
    for (cell, (area, hundredths)) in cells {
      let volume = known[cell.kind].map { Volume(cubicMetres: area.mu * $0.cubicMetresPerMu) } ?? .zero
      for line in [
        Line(level: .city, township: nil, unit: city, kind: cell.kind),
        Line(level: .township, township: cell.township, unit: cell.township, kind: cell.kind),
        Line(level: .village, township: cell.township, unit: cell.village, kind: cell.kind),
      ] {
        let sum = lines[line] ?? (.zero, 0, .zero)
        lines[line] = (sum.area + area, sum.hundredths + hundredths, sum.volume + volume)
      }
    }
    rows = lines.sorted { $0.key < $1.key }.map { line, sum in
      WaterDemandRow(
        level: line.level, unit: line.unit, role: line.kind.role, category: line.kind.category, area: sum.area,
        hundredthsOfMu: sum.hundredths, quota: known[line.kind], volume: sum.volume)
    }
  }

  /// All water of a unit.
  public func volume(_ level: RegisterLevel, _ code: String) -> Volume {
    rows.filter { $0.level == level && $0.unit.code == code }.reduce(.zero) { $0 + $1.volume }
  }

  /// Ground of the city whose water is not known, by role and category.
  public var withoutQuota: [WaterDemandRow] { rows.filter { $0.level == .city && $0.quota == nil } }
}

private struct Kind: Hashable {
  let role, category: String

  init(role: String, category: String) {
    self.role = role
    self.category = category
  }
  init(_ ground: IrrigatedGround) { self.init(role: ground.role, category: ground.category) }
}

private struct Cell: Hashable {
  let township, village: RegisterUnit
  let kind: Kind
}

private struct Line: Hashable, Comparable {
  let level: RegisterLevel
  /// `nil` for the city.
  let township: RegisterUnit?
  let unit: RegisterUnit
  let kind: Kind

  static func < (a: Line, b: Line) -> Bool { a.order.lexicographicallyPrecedes(b.order) }

  private var order: [String] {
    let place =
      [township?.code ?? "", township?.name ?? ""] + (level == .village ? [unit.code, unit.name] : ["", ""])
    return [level == .city ? "0" : "1"] + place + [kind.role, kind.category]
  }
}

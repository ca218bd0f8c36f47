// Areas added up from village to township to city, by category: sums in m² close exactly, rounded 亩 close by levelling.

/// The levels of a register, from the top.
public enum RegisterLevel: String, Sendable, CaseIterable { case city, township, village }

/// A unit of a level.
public struct RegisterUnit: Sendable, Hashable {
  public let code: String
  public let name: String
  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}

/// The part of one row that lies in one village.
public struct AreaShare: Sendable {
  /// Which row of the source the share belongs to.
  public let row: Int
  public let category: String
  public let township: RegisterUnit
  public let village: RegisterUnit
  public let area: Area

  public init(row: Int, category: String, township: RegisterUnit, village: RegisterUnit, area: Area) {
    self.row = row
    self.category = category
    self.township = township
    self.village = village
    self.area = area
  }
}

/// One line of a register.
public struct RegisterRow: Sendable {
  public let level: RegisterLevel
  public let unit: RegisterUnit
  public let category: String
  /// Rows of the source with ground in the unit. A row across a line counts in both villages, once in the city.
  public let rows: Int
  public let area: Area
  /// Hundredths of a 亩, levelled: the villages of a township add up to it, the townships to the city.
  public let hundredthsOfMu: Int64
  /// How far levelling moved the figure from plain rounding, in hundredths of a 亩.
  public let levelledBy: Int64
}

public struct RollUp: Sendable {
  /// City first, then each township followed by its villages, categories in the order given; units by code.
  public private(set) var rows: [RegisterRow]

  /// Some of the lines, as they are: levelled within the whole.
  public func keeping(_ isKept: (RegisterRow) -> Bool) -> RollUp {
    var part = self
    part.rows = rows.filter(isKept)
    return part
  }

  /// Adds up shares. `categories` sets the order; a category without ground has no line.
  public init(_ shares: [AreaShare], city: RegisterUnit, categories: [String]) {
    var result: [RegisterRow] = []
    for category in categories {
      let chosen = shares.filter { $0.category == category }
      guard !chosen.isEmpty else { continue }
      let total = chosen.sum
      let cityHundredths = total.plainHundredthsOfMu
      result.append(chosen.line(.city, city, category, cityHundredths))
      let townships = Dictionary(grouping: chosen, by: \.township).sorted {
        ($0.key.code, $0.key.name) < ($1.key.code, $1.key.name)
      }
      let townshipHundredths = largestRemainder(of: cityHundredths, by: townships.map { $0.value.sum.squareMetres })
      for ((township, inTownship), hundredths) in zip(townships, townshipHundredths) {
        result.append(inTownship.line(.township, township, category, hundredths))
        let villages = Dictionary(grouping: inTownship, by: \.village).sorted {
          ($0.key.code, $0.key.name) < ($1.key.code, $1.key.name)
        }
        let villageHundredths = largestRemainder(of: hundredths, by: villages.map { $0.value.sum.squareMetres })
        for ((village, inVillage), hundredths) in zip(villages, villageHundredths) {
          result.append(inVillage.line(.village, village, category, hundredths))
        }
      }
    }
    rows = result
  }
}

extension [AreaShare] {
  fileprivate var sum: Area { reduce(.zero) { $0 + $1.area } }

  fileprivate func line(
    _ level: RegisterLevel, _ unit: RegisterUnit, _ category: String, _ hundredths: Int64
  ) -> RegisterRow {
    RegisterRow(
      level: level, unit: unit, category: category, rows: Set(map(\.row)).count, area: sum, hundredthsOfMu: hundredths,
      levelledBy: hundredths - sum.plainHundredthsOfMu)
  }
}

extension Area {
  /// Rounded to a hundredth of a 亩, before levelling.
  var plainHundredthsOfMu: Int64 { Int64((mu * 100).rounded()) }
}

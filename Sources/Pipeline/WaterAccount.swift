// Water in outline: what the ground of a run may take by its quotas, indices beside what was used, and the shares of wells.

import Geometry
import Registers
import Rules

/// What was used, or what the ground may take, beside the index of its scope.
struct WaterLine: Sendable {
  let used: WaterFigure
  let index: WaterFigure?
  let result: WaterComparison
  /// Whether `used` is area × quota, not a measurement.
  let isDemand: Bool
}

/// A well with its share of its village's groundwater index.
struct WellWater: Sendable {
  let share: WellShare
  let scope: WaterScope
  let irrigatedMu: Double?
  let conversion: PowerConversion?
  /// Whether the conversion was measured lately enough.
  let isFresh: Bool
  /// By the meter, and by electricity.
  let metered, byPower: Volume?
  let powerUsed: Double?

  /// 伽政办规〔2021〕2号 第十二条（四）: water or power over the quota is enough. `nil` where nobody knows what it used.
  var isOver: Bool? {
    let answers = [
      metered.map { $0.litres > share.cubicMetres * 1000 },
      powerUsed.flatMap { used in share.kilowattHours.map { used > Double($0) } },
    ].compactMap(\.self)
    return answers.isEmpty ? nil : answers.contains(true)
  }
}

struct WaterAccount: Sendable {
  let quotas: QuotaTable?
  let demand: WaterDemand
  let lines: [WaterLine]
  let wells: [WellWater]
  /// Indices of this year's groundwater for which there is no well, or no such village.
  let indicesWithoutWells: [WaterFigure]

  init(
    _ settings: WaterSettings, _ register: Register, _ layers: LayerSet, wells: [Well], facts: WellFacts?, year: Int,
    on day: Day
  ) {
    quotas = settings.quotas
    demand = WaterDemand(
      register.cells.compactMap(IrrigatedGround.init), quotas: settings.quotas?.quotas ?? [], city: register.city)
    let figures = settings.figures(with: layers["water-figures"])
    var lines = figures.used.map { used in
      let (index, result) = figures.indices.comparison(of: used)
      return WaterLine(used: used, index: index, result: result, isDemand: false)
    }
    for index in figures.indices where index.scope.source == .total && index.scope.year == year {
      guard let own = demand.rows.first(where: { [$0.unit.code, $0.unit.name].contains(index.scope.unit) }) else {
        continue
      }
      let used = WaterFigure(scope: index.scope, volume: demand.volume(own.level, own.unit.code))
      lines.append(WaterLine(used: used, index: index, result: WaterComparison(used, against: index), isDemand: true))
    }
    self.lines = lines
    var shared: [WellWater] = []
    var without: [WaterFigure] = []
    for index in figures.indices where index.scope.source == .groundwater && index.scope.year == year {
      let villages =
        layers["villages"].map { villages in
          (0..<villages.layer.count).filter { [villages.key($0), villages.name($0)].contains(index.scope.unit) }
        } ?? []
      guard villages.count == 1, let layer = layers["wells"], let facts else {
        // The city's or a township's index is not one to be shared among wells.
        let isOfLargerUnit = villages.isEmpty && Self.isLarger(index.scope.unit, register.city, layers["townships"])
        if !isOfLargerUnit { without.append(index) }
        continue
      }
      let own = wells.filter { $0.location.village == villages[0] && layer.wellStatus($0.row)?.takesWater ?? true }
      if own.isEmpty { without.append(index) }
      shared += Self.shares(of: index, among: own, layer, layers["zones"], facts, settings, on: day)
    }
    self.wells = shared
    indicesWithoutWells = without
  }

  /// Whether a unit is the city or one of its townships.
  private static func isLarger(_ unit: String, _ city: RegisterUnit, _ townships: RoleLayer?) -> Bool {
    [city.code, city.name].contains(unit)
      || townships.map { layer in
        (0..<layer.layer.count).contains { [layer.key($0), layer.name($0)].contains(unit) }
      } ?? false
  }

  private static func shares(
    of index: WaterFigure, among wells: [Well], _ layer: RoleLayer, _ zones: RoleLayer?, _ facts: WellFacts,
    _ settings: WaterSettings, on day: Day
  ) -> [WellWater] {
    func number(_ name: FactName, _ well: Well) -> Double? {
      if case .number(let number)? = facts.value(of: name, well), number >= 0 { number } else { nil }
    }
    let conversions = wells.map { settings.conversion(of: $0, in: layer, zones: zones) }
    let irrigated = wells.map { number(.irrigatedMu, $0) }
    let parts = Registers.shares(
      of: index.volume,
      among: wells.indices.map {
        SharingWell(id: wells[$0].id, weight: irrigated[$0] ?? 0, conversion: conversions[$0])
      })
    return wells.indices.map { row in
      let power = number(.powerUsed, wells[row])
      return WellWater(
        share: parts[row], scope: index.scope, irrigatedMu: irrigated[row], conversion: conversions[row],
        isFresh: conversions[row]?.isFresh(on: day, within: settings.maxAge) ?? false,
        metered: number(.waterUsed, wells[row]).map { Volume(cubicMetres: $0) },
        byPower: power.flatMap { energy in conversions[row]?.volume(ofKilowattHours: energy) }, powerUsed: power)
    }
  }
}

extension IrrigatedGround {
  /// Planted ground by its crop, forest by its type; what is withdrawn or fallow takes no water.
  fileprivate init?(_ cell: RegisterCell) {
    let keys = cell.keys
    let category: String
    switch (keys.role, keys.category) {
    case ("plots", "planted"): category = keys.crop
    case ("forest", _): category = keys.category
    default: return nil
    }
    self.init(
      role: keys.role, category: category, township: keys.township, village: keys.village, area: cell.area,
      hundredthsOfMu: cell.hundredthsOfMu)
  }
}

// What a job says about water: quotas, indices and what was used, and how electricity is turned into water.
//
//     water:
//       quotas: sample-2022                  # of Layers/quotas, or a path that ends in .yaml
//       conversion: {m3-per-kwh: 1.8, calibrated: 2021-10-20, max-age-days: 365, zones: {JC-01: {m3-per-kwh: 1.5}}}
//       figures:
//         - {figure: index, unit: 昌吉市, year: 2025, source: groundwater, wan-m3: 12446, basis: 昌市政办发〔2021〕36号}
//         - {figure: used, unit: 昌吉市, year: 2025, source: groundwater, wan-m3: 9000, until: 2025-08-26}

import Geometry
import Registers
import Rules
import Settings

/// Quotas of one county and year.
struct QuotaTable: Sendable {
  let name: String
  let title: Words
  let basis: String
  let year: Int
  let unverified: [Words]
  let quotas: [WaterQuota]

  init(_ setting: Setting) throws {
    _ = try setting.entries(known: ["name", "title", "basis", "year", "unverified", "quotas"])
    name = try setting.required("name").text()
    title = try setting.required("title").words()
    let basis = try setting.required("basis").text()
    self.basis = basis
    year = try setting.required("year").integer()
    unverified = try setting["unverified"]?.list().map { try $0.words() } ?? []
    var seen: Set<[String]> = []
    quotas = try setting.required("quotas").list().flatMap { entry -> [WaterQuota] in
      _ = try entry.entries(known: ["role", "of", "m3-per-mu", "clause", "unverified"])
      let role = try entry.required("role").choice(QuotaRole.self).rawValue
      let quota = try entry.required("m3-per-mu").positive()
      let clause = try entry["clause"]?.text()
      let doubt = try entry["unverified"]?.words()
      return try entry.required("of").list().map { of in
        let category = try of.text()
        guard seen.insert([role, category]).inserted else {
          throw of.wrong(
            Words(zh: "“\(category)”已有定额", en: "'\(category)' has a quota already"),
            remedy: Words(zh: "同一作物或人工林类型只写一次", en: "write every crop or forest type once"))
        }
        return WaterQuota(
          role: role, category: category, cubicMetresPerMu: quota,
          basis: [basis, clause].compactMap(\.self).joined(separator: " "), doubt: doubt)
      }
    }
  }

  private enum QuotaRole: String, CaseIterable { case plots, forest }
}

/// Figures of water as a job has them: indices, and what was used.
struct WaterFigures: Sendable {
  var indices: [WaterFigure] = []
  var used: [WaterFigure] = []

  fileprivate enum Kind: String, CaseIterable { case index, used }

  fileprivate mutating func append(_ figure: WaterFigure, _ kind: Kind) {
    if kind == .index { indices.append(figure) } else { used.append(figure) }
  }
}

struct WaterSettings: Sendable {
  let quotas: QuotaTable?
  private let stated: WaterFigures
  private let conversion: PowerConversion?
  private let conversionOfZone: [String: PowerConversion]
  /// An older measurement of Tc is in doubt.
  let maxAge: Int

  init(_ setting: Setting, library: Library) throws {
    _ = try setting.entries(known: ["quotas", "figures", "conversion"])
    quotas = try setting["quotas"].map(library.quotaTable)
    var figures = WaterFigures()
    for entry in try setting["figures"]?.list() ?? [] {
      _ = try entry.entries(known: ["figure", "unit", "year", "source", "m3", "wan-m3", "until", "basis"])
      let volume =
        try entry["wan-m3"].map { Volume(cubicMetres: try $0.positive() * 10_000) }
        ?? Volume(cubicMetres: try entry.required("m3").positive())
      let scope = WaterScope(
        unit: try entry.required("unit").text(), year: try entry.required("year").integer(),
        source: try entry["source"]?.choice(WaterSource.self) ?? .total)
      figures.append(
        WaterFigure(scope: scope, volume: volume, until: try entry["until"]?.day(), basis: try entry["basis"]?.text()),
        try entry.required("figure").choice(WaterFigures.Kind.self))
    }
    stated = figures
    let electric = setting["conversion"]
    _ = try electric?.entries(known: ["m3-per-kwh", "calibrated", "max-age-days", "zones"])
    conversion = try electric.flatMap { $0["m3-per-kwh"] == nil ? nil : try PowerConversion($0) }
    maxAge = try electric?["max-age-days"].map(Job.days) ?? 365
    conversionOfZone = Dictionary(
      try electric?["zones"]?.entries().map { entry in
        _ = try entry.value.entries(known: ["m3-per-kwh", "calibrated"])
        return (entry.key, try PowerConversion(entry.value))
      } ?? []
    ) { first, _ in first }
  }

  /// The figures of the job and of its table, where it has one. A row without a volume is none.
  func figures(with table: RoleLayer?) -> WaterFigures {
    var figures = stated
    guard let table else { return figures }
    let fields = table.layer.fields
    for row in 0..<table.layer.count {
      guard let kind = fields.text("figure", row).flatMap({ WaterFigures.Kind(rawValue: $0) }),
        let unit = fields.text("unit", row), let year = fields["year"]?.number(row).flatMap({ Int(exactly: $0) }),
        let volume = fields["wan_m3"]?.number(row).map({ $0 * 10_000 }) ?? fields["m3"]?.number(row)
      else { continue }
      let source = fields.text("source", row).flatMap { WaterSource(rawValue: $0) } ?? .total
      figures.append(
        WaterFigure(
          scope: WaterScope(unit: unit, year: year, source: source), volume: Volume(cubicMetres: volume),
          until: fields.text("until", row).flatMap { Day($0) }, basis: fields.text("basis", row)), kind)
    }
    return figures
  }

  /// How a well's electricity is turned into water: by its own measurement, by that of its zone, or of the county.
  func conversion(of well: Well, in wells: RoleLayer, zones: RoleLayer?) -> PowerConversion? {
    let fields = wells.layer.fields
    if let own = fields["conversion_m3_per_kwh"]?.number(well.row), own > 0 {
      return PowerConversion(
        cubicMetresPerKilowattHour: own, calibrated: fields.text("calibrated_on", well.row).flatMap { Day($0) })
    }
    let zone = well.location.zones.first.flatMap { row in zones.map { $0.key(row) } }
    return zone.flatMap { conversionOfZone[$0] } ?? conversion
  }
}

extension PowerConversion {
  fileprivate init(_ setting: Setting) throws {
    self.init(
      cubicMetresPerKilowattHour: try setting.required("m3-per-kwh").positive(),
      calibrated: try setting["calibrated"]?.day())
  }
}

extension Setting {
  fileprivate func positive() throws -> Double {
    let number = try number()
    guard number > 0 else { throw wrong(Words(zh: "应为正数", en: "must be positive")) }
    return number
  }
}

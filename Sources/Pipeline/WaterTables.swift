// Water in outline as lists, in run.json and on the terminal.

import Geometry
import Profiles
import Registers
import Reports
import Rules

/// The part of run.json about water.
struct WaterReport: Encodable {
  struct Unit: Encodable {
    let level, code, name: String
    let m3: Double
  }
  struct Ground: Encodable {
    let role, category: String
    let mu: Double
  }
  struct Line: Encodable {
    let unit: String
    let year: Int
    let source: String
    let usedM3: Double
    let until: String?
    let isDemand: Bool
    let indexUnit: String?
    let indexYear: Int?
    let indexM3: Double?
    /// Of the index; `nil` where the two are of different scope, and then why.
    let percent: Double?
    let notCompared: [String: String]?
  }
  struct Wells: Encodable {
    let sharing, withoutConversion, overQuota: Int
    let m3, kWh: Int64
  }
  let quotas: String?
  let demand: [Unit]
  let withoutQuota: [Ground]
  let figures: [Line]
  let wells: Wells

  init(_ account: WaterAccount) {
    quotas = account.quotas?.name
    demand = account.totals.filter { $0.level != .village }.map {
      Unit(level: $0.level.rawValue, code: $0.unit.code, name: $0.unit.name, m3: $0.volume.cubicMetres)
    }
    withoutQuota = account.demand.withoutQuota.map {
      Ground(role: $0.role, category: $0.category, mu: Double($0.hundredthsOfMu) / 100)
    }
    figures = account.lines.map { line in
      Line(
        unit: line.used.scope.unit, year: line.used.scope.year, source: line.used.scope.source.rawValue,
        usedM3: line.used.volume.cubicMetres, until: line.used.until?.description, isDemand: line.isDemand,
        indexUnit: line.index?.scope.unit, indexYear: line.index?.scope.year, indexM3: line.index?.volume.cubicMetres,
        percent: line.percent, notCompared: line.reason?.both)
    }
    wells = Wells(
      sharing: account.wells.count, withoutConversion: account.wells.count { $0.conversion == nil },
      overQuota: account.wells.count { $0.isOver == true }, m3: account.wells.reduce(0) { $0 + $1.share.cubicMetres },
      kWh: account.wells.reduce(0) { $0 + ($1.share.kilowattHours ?? 0) })
  }
}

extension WaterLine {
  /// Of the index, to a tenth.
  var percent: Double? { if case .share(let share, _) = result { (share * 1000).rounded() / 10 } else { nil } }
  /// Why there is no percentage.
  var reason: Words? { if case .otherScope(let reason) = result { reason } else { nil } }
}

extension WaterAccount {
  /// All water of every unit, in the order of the demand.
  var totals: [(level: RegisterLevel, unit: RegisterUnit, volume: Volume)] {
    var totals: [(level: RegisterLevel, unit: RegisterUnit, volume: Volume)] = []
    for row in demand.rows {
      if let last = totals.last, last.level == row.level, last.unit == row.unit {
        totals[totals.count - 1].volume = last.volume + row.volume
      } else {
        totals.append((row.level, row.unit, row.volume))
      }
    }
    return totals
  }

  /// What of the account is in doubt, for the notes of the run.
  func notes(year: Int) -> [RunNote] {
    guard let quotas else { return [] }
    var notes = (quotas.unverified + quotas.quotas.compactMap(\.doubt)).map { doubt in
      (source: quotas.name, note: Words(zh: "未核实：\(doubt.zh)", en: "not verified: \(doubt.en)"))
    }
    if quotas.year != year {
      notes.append(
        (
          quotas.name,
          Words(zh: "定额为 \(quotas.year) 年的，用于 \(year) 年", en: "quotas of \(quotas.year), used for \(year)")
        ))
    }
    return notes
  }
}

extension Run {
  private func demandLine(_ row: WaterDemandRow, _ language: Language) -> [String?] {
    let profile = profile(ofRole: row.role)
    let category =
      row.role == "forest" ? profile?.title(ofValue: row.category, field: "kind")[language] : row.category
    return [
      row.level.title[language], row.unit.code, row.unit.name, layers[row.role]?.title[language] ?? row.role,
      category ?? row.category, decimalText(row.hundredthsOfMu, places: 2),
      row.quota.map { "\($0.cubicMetresPerMu)" }, row.quota == nil ? nil : decimalText(row.volume.litres, places: 3),
      row.quota?.basis, row.quota?.doubt?[language],
    ]
  }

  private static let demandHeadings = [
    Words(zh: "级别", en: "level"), Words(zh: "代码", en: "code"), Words(zh: "名称", en: "name"),
    Words(zh: "图层", en: "layer"), Words(zh: "作物或人工林类型", en: "crop or forest type"),
    Words(zh: "面积（亩）", en: "area (mu)"), Words(zh: "定额（m³/亩）", en: "quota (m³ a mu)"),
    Words(zh: "水量（m³）", en: "water (m³)"), Words(zh: "依据", en: "document"), Words(zh: "未核实", en: "not verified"),
  ]

  func waterTable(in language: Language) -> CSVTable {
    CSVTable(headings: Self.demandHeadings, rows: water?.demand.rows.map { demandLine($0, language) } ?? [])
  }

  /// Demand, indices and use, wells.
  func waterSheets(in language: Language) -> [WorkbookSheet] {
    guard let water else { return [] }
    func sheet(_ name: Words, _ headings: [Words], _ rows: [[String?]], numbers: Set<Int>) -> WorkbookSheet {
      var sheet = WorkbookSheet(name[language], headings: headings.map { $0[language] })
      for row in rows {
        sheet.append(
          row.enumerated().map { column, text in
            guard let text else { return .empty }
            guard numbers.contains(column), let number = Double(text) else { return .text(text) }
            return .number(number, decimals: text.split(separator: ".").dropFirst().first?.count ?? 0)
          })
      }
      return sheet
    }
    let lines = waterLineTable(in: language)
    return [
      sheet(
        Words(zh: "需水量（面积×定额）", en: "Area by quota"), Self.demandHeadings,
        water.demand.rows.map { demandLine($0, language) }, numbers: [5, 6, 7]),
      sheet(
        Words(zh: "指标与用水", en: "Indices and use"), lines.headings.map { Words($0) }, lines.rows, numbers: [3, 5]),
      sheet(
        Words(zh: "单井定额", en: "Quotas of wells"), Self.wellHeadings, water.wells.map { wellLine($0, language) },
        numbers: [3, 4, 5, 6, 9, 10]),
    ]
  }

  private static let wellHeadings = [
    Words(zh: "井编号", en: "well"), Words(zh: "村", en: "village"), Words(zh: "指标年度", en: "year of the index"),
    Words(zh: "灌溉面积（亩）", en: "irrigates (mu)"), Words(zh: "用水定额（m³）", en: "water quota (m³)"),
    Words(zh: "折算系数（m³/kWh）", en: "m³ a kWh"), Words(zh: "用电定额（kWh）", en: "power quota (kWh)"),
    Words(zh: "率定日期", en: "measured on"), Words(zh: "系数是否有效", en: "measured lately"),
    Words(zh: "计量水量（m³）", en: "metered (m³)"), Words(zh: "以电折水（m³）", en: "by electricity (m³)"),
    Words(zh: "超定额", en: "over quota"),
  ]

  private func wellLine(_ well: WellWater, _ language: Language) -> [String?] {
    return [
      well.share.id, well.scope.unit, String(well.scope.year), well.irrigatedMu.map { "\($0.toHundredths)" },
      String(well.share.cubicMetres), well.conversion.map { "\($0.cubicMetresPerKilowattHour)" },
      well.share.kilowattHours.map { String($0) }, well.conversion?.calibrated?.description,
      well.conversion == nil ? nil : Words.yesOrNo(well.isFresh)[language],
      well.metered.map { decimalText($0.litres, places: 3) },
      well.byPower.map { decimalText($0.litres, places: 3) }, well.isOver.map { Words.yesOrNo($0)[language] },
    ]
  }

  private func waterLineTable(in language: Language) -> TerminalTable {
    func wan(_ volume: Volume) -> String { decimalText((volume.litres + 50_000) / 100_000, places: 2) }
    return TerminalTable(
      headings: [
        language.say("用水（万m³）", "water (10⁴ m³)"), language.say("年度", "year"), language.say("水源", "source"),
        language.say("用水量", "used"),
        language.say("指标范围", "scope of the index"), language.say("指标", "index"), language.say("占指标比例", "share"),
      ],
      rows: water?.lines.map { line in
        let until = line.used.until.map { language.say("（截至 \($0)）", " (up to \($0))") } ?? ""
        let what = line.isDemand ? language.say("（面积×定额）", " (area × quota)") : until
        return [
          line.used.scope.unit + what, String(line.used.scope.year), line.used.scope.source.title[language],
          wan(line.used.volume), line.index.map { "\($0.scope.unit) \($0.scope.year)" } ?? "",
          line.index.map { wan($0.volume) } ?? "",
          line.percent.map { "\($0)%" } ?? line.reason?[language] ?? "",
        ]
      } ?? [], numeric: [3, 5])
  }

  func waterText(in language: Language) -> String {
    guard let water else { return "" }
    var text = ""
    if let quotas = water.quotas {
      let city = water.demand.volume(.city, water.demand.rows.first?.unit.code ?? "")
      let wan = decimalText((city.litres + 50_000) / 100_000, places: 2)
      text +=
        language.say(
          "按面积和定额（\(quotas.title.zh)）需水 \(wan) 万m³", "By area and quota (\(quotas.title.en)): \(wan) × 10⁴ m³")
      let unknown = water.demand.withoutQuota.reduce(0) { $0 + $1.hundredthsOfMu }
      if unknown > 0 {
        let mu = decimalText(unknown, places: 2)
        text += language.say("；另有 \(mu) 亩没有定额，未计水量", "; \(mu) mu have no quota, and no water is counted for them")
      }
      text += "\n"
    }
    if !water.lines.isEmpty { text += (text.isEmpty ? "" : "\n") + waterLineTable(in: language).text }
    if !water.wells.isEmpty {
      let report = WaterReport(water).wells
      text +=
        language.say(
          "单井定额：\(report.sharing) 眼共分解用水定额 \(report.m3) m³、用电定额 \(report.kWh) kWh；无折算系数 \(report.withoutConversion) 眼，超定额 \(report.overQuota) 眼\n",
          "Quotas of wells: \(report.sharing) share \(report.m3) m³ and \(report.kWh) kWh; \(report.withoutConversion) without a conversion, \(report.overQuota) over quota\n"
        )
    }
    for index in water.indicesWithoutWells {
      text +=
        language.say(
          "\(index.scope.unit) 的地下水指标没有可分解到的机井，或存在同名村\n",
          "the groundwater index of \(index.scope.unit) has no well to go to, or there are several villages of that name\n"
        )
    }
    return text
  }
}

// Water: the numbers of the documents, scopes that are never mixed, sums and shares that close.

import Geometry
import Registers
import TestSupport
import Testing

@Suite struct WaterTests {
  private func figure(_ unit: String, _ year: Int, _ tenThousands: Double, until: Day? = nil) -> WaterFigure {
    WaterFigure(
      scope: WaterScope(unit: unit, year: year, source: .groundwater),
      volume: Volume(cubicMetres: tenThousands * 10_000), until: until)
  }
  private func percent(_ comparison: WaterComparison) -> Double? {
    if case .share(let share, _) = comparison { (share * 1000).rounded() / 10 } else { nil }
  }

  /// 第十四师昆玉市 2025-09-04, 整改措施五: 81.6 %, 94.9 %, 38.5 % up to 2025-08-26.
  @Test func theFiguresOfKunyu() {
    let indices = [figure("师市", 2023, 2589), figure("师市老团场", 2024, 2482), figure("师市老团场", 2025, 2482)]
    let used = [
      figure("师市", 2023, 2112.32), figure("师市老团场", 2024, 2356.52),
      figure("师市老团场", 2025, 954.57, until: Day(year: 2025, month: 8, day: 26)),
    ]
    #expect(used.map { percent(indices.comparison(of: $0).result) } == [81.6, 94.9, 38.5])
    guard case .share(_, isWholeYear: false) = indices.comparison(of: used[2]).result else {
      Issue.record("a share of a year that is not over must say so")
      return
    }
  }

  /// The index of 2023 is of the whole division and city, that of 2024 of its old farms only.
  @Test func figuresOfOtherScopeAreNotDivided() {
    let old = figure("师市老团场", 2024, 2482)
    for other in [figure("师市", 2024, 2112.32), figure("师市老团场", 2023, 2356.52)] {
      guard case .otherScope(let why) = WaterComparison(other, against: old) else {
        Issue.record("compared")
        continue
      }
      #expect(why.zh.contains("不能比较"))
    }
    let result = [old].comparison(of: figure("师市", 2024, 2112.32))
    guard case .otherScope(let why) = result.result else {
      Issue.record("compared")
      return
    }
    #expect(result.index?.scope.unit == "师市老团场" && why.zh.contains("师市老团场") && why.en.contains("师市"))
  }

  /// 昌市政办发〔2021〕36号 二: groundwater of the city in 2025 at most 12,446 × 10⁴ m³.
  @Test func theCapOfChangji() {
    let cap = figure("昌吉市", 2025, 12_446)
    #expect(percent(WaterComparison(figure("昌吉市", 2025, 12_446), against: cap)) == 100)
    #expect(percent(WaterComparison(figure("昌吉市", 2025, 13_000), against: cap))! > 100)
    #expect(cap.volume.litres == 124_460_000_000 && cap.volume.cubicMetres == 124_460_000)
  }

  /// Every difference of scope is named, and an index of nothing has no shares.
  @Test func whyFiguresAreNotCompared() {
    let index = WaterFigure(
      scope: WaterScope(unit: "昌吉市", year: 2025, source: .groundwater), volume: Volume(cubicMetres: 100))
    func why(_ unit: String, _ year: Int, _ source: WaterSource, _ indices: [WaterFigure]) -> Words? {
      let used = WaterFigure(
        scope: WaterScope(unit: unit, year: year, source: source), volume: Volume(cubicMetres: 1))
      if case .otherScope(let why) = indices.comparison(of: used).result { return why }
      return nil
    }
    for source in WaterSource.allCases where source != .groundwater {
      let used = WaterFigure(scope: WaterScope(unit: "昌吉市", year: 2025, source: source), volume: .zero)
      guard case .otherScope(let why) = WaterComparison(used, against: index) else {
        Issue.record("compared")
        continue
      }
      #expect(why.zh.contains(source.title.zh) && why.zh.contains("地下水") && why.en.contains(source.title.en))
      #expect(!why.zh.contains("年份") && !why.zh.contains("范围"))
    }
    // The nearest index is one of the same year and water, or else of the same unit; of other water there is none.
    #expect(why("阜康市", 2025, .groundwater, [index])?.zh.contains("范围不同") == true)
    #expect(why("昌吉市", 2024, .groundwater, [index])?.zh.contains("年份不同") == true)
    #expect(why("昌吉市", 2025, .surface, [index])?.en == "there is no index of the same scope")
    #expect(why("昌吉市", 2025, .groundwater, [index]) == nil)
    let nothing = WaterFigure(scope: index.scope, volume: .zero)
    #expect(why("昌吉市", 2025, .groundwater, [nothing])?.en.contains("zero") == true)
  }

  /// Of quotas for one category the first counts.
  @Test func aQuotaGivenTwice() {
    let (township, village) = village(1, 1)
    let ground = IrrigatedGround(
      role: "plots", category: "小麦", township: township, village: village, area: Area(squareMetres: 2000),
      hundredthsOfMu: 300)
    let quotas = [300.0, 500].map {
      WaterQuota(role: "plots", category: "小麦", cubicMetresPerMu: $0, basis: nil, doubt: nil)
    }
    let demand = WaterDemand([ground], quotas: quotas, city: RegisterUnit(code: "c", name: "C"))
    #expect(demand.rows.map(\.volume) == [Volume](repeating: Volume(cubicMetres: 900), count: 3))
  }

  private func village(_ township: Int, _ village: Int) -> (RegisterUnit, RegisterUnit) {
    (RegisterUnit(code: "\(township)", name: "T\(township)"), RegisterUnit(code: "\(township)\(village)", name: "V"))
  }

  @Test(arguments: 0..<30) func demandClosesAtEveryLevel(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let crops = ["小麦", "棉花", "玉米"]
    let ground = (0..<400).map { _ in
      let (township, village) = village(Int.random(in: 0..<4, using: &random), Int.random(in: 0..<6, using: &random))
      return IrrigatedGround(
        role: "plots", category: crops.randomElement(using: &random)!, township: township, village: village,
        area: Area(squareMetres: Double.random(in: 0...90_000, using: &random)),
        hundredthsOfMu: Int64.random(in: 0...13_500, using: &random))
    }
    let quotas = [("小麦", 310.0), ("棉花", 287.5)].map {
      WaterQuota(role: "plots", category: $0.0, cubicMetresPerMu: $0.1, basis: nil, doubt: nil)
    }
    let demand = WaterDemand(ground, quotas: quotas, city: RegisterUnit(code: "c", name: "C"))
    for crop in crops {
      let rows = demand.rows.filter { $0.category == crop }
      let city = rows.first { $0.level == .city }!
      let townships = rows.filter { $0.level == .township }
      #expect(city.volume == townships.reduce(.zero) { $0 + $1.volume })
      #expect(city.area == ground.filter { $0.category == crop }.reduce(.zero) { $0 + $1.area })
      // The levelled 亩 of the register, not rounded anew.
      #expect(city.hundredthsOfMu == ground.filter { $0.category == crop }.reduce(0) { $0 + $1.hundredthsOfMu })
      for township in townships {
        let villages = rows.filter { $0.level == .village && $0.unit.code.hasPrefix(township.unit.code) }
        #expect(township.volume == villages.reduce(.zero) { $0 + $1.volume })
      }
      if let quota = city.quota {
        #expect(abs(city.volume.cubicMetres - city.area.mu * quota.cubicMetresPerMu) < 0.0005 * 24 + 1e-6)
      }
    }
    // Ground without a quota is told with its area, and no water is made up for it.
    #expect(demand.withoutQuota.map(\.category) == ["玉米"] && demand.withoutQuota[0].volume == .zero)
  }

  @Test(arguments: 0..<50) func sharesOfWellsAddUpToTheIndex(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let wells = (0..<Int.random(in: 1...60, using: &random)).map { index in
      SharingWell(
        id: "J\(index)", weight: Bool.random(using: &random) ? Double.random(in: 0...500, using: &random) : 0,
        conversion: index % 3 == 0
          ? nil
          : PowerConversion(cubicMetresPerKilowattHour: Double.random(in: 0.5...4, using: &random), calibrated: nil))
    }
    let index = Volume(litres: Int64.random(in: 0...9_000_000_000, using: &random))
    let result = shares(of: index, among: wells)
    #expect(result.reduce(0) { $0 + $1.cubicMetres } == index.litres / 1000)
    for (share, well) in zip(result, wells) {
      guard let conversion = well.conversion, let energy = share.kilowattHours else { continue }
      // No more can be pumped with the power than the well may take, and one kWh more would be too much.
      #expect(conversion.volume(ofKilowattHours: Double(energy)).litres <= share.cubicMetres * 1000 + 1)
      #expect(conversion.volume(ofKilowattHours: Double(energy + 1)).litres >= share.cubicMetres * 1000 - 1)
    }
  }

  /// Equal shares where nothing is known of what the wells irrigate; nothing where there is no well.
  @Test func sharesWithoutWeights() {
    let wells = (0..<3).map { SharingWell(id: "\($0)", weight: 0, conversion: nil) }
    #expect(shares(of: Volume(cubicMetres: 100), among: wells).map(\.cubicMetres) == [34, 33, 33])
    #expect(shares(of: Volume(cubicMetres: 100), among: []).isEmpty)
  }

  @Test(arguments: [0.0, -1, .nan, .infinity, 1e-300]) func aSenselessConversionDoesNotTrap(factor: Double) {
    let conversion = PowerConversion(cubicMetresPerKilowattHour: factor, calibrated: nil)
    _ = conversion.kilowattHours(for: Volume(cubicMetres: 1e12))
    _ = conversion.volume(ofKilowattHours: factor)
  }

  @Test func calibrationGrowsOld() {
    let measured = Day(year: 2021, month: 3, day: 1)!
    let conversion = PowerConversion(cubicMetresPerKilowattHour: 1.2, calibrated: measured)
    #expect(conversion.isFresh(on: measured.adding(days: 365), within: 365))
    #expect(!conversion.isFresh(on: measured.adding(days: 366), within: 365))
    #expect(!conversion.isFresh(on: measured.adding(days: -1), within: 365))
    #expect(!PowerConversion(cubicMetresPerKilowattHour: 1, calibrated: nil).isFresh(on: measured, within: 9999))
  }
}

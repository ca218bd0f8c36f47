// The register of wells: the 36 of the prohibited zone as the document of 2022 counts them, and all others.

import Geometry

struct Well: Sendable {
  var key = ""
  var place: Coordinate
  var township: String
  var village: String
  var owner: String
  var use: String
  /// The document that lists it as an emergency source of the town.
  var emergencyBasis: String?
  var permit: Permit
  var hasMeter: Bool
  var works = Works()
  /// Whether it is one of the 36.
  let isProhibited: Bool

  /// What was built at the well, and what is to come in its place.
  struct Works: Sendable {
    var builtOn: Day?
    var hasDualControl = false
    var replacement: String?
    var replacementOn: Day?
  }

  struct Permit: Sendable {
    var number: String?
    var state: String
    var expiry: Day?
  }
}

/// Wells in the prohibited zone by unit and use: numbers of 昌市政办发〔2022〕7号, names of owners invented but for the one
/// that the document itself treats as a unit. `nil` as owner stands for the village.
private let prohibitedWells: [(count: Int, township: Township, use: String, owner: String?)] = [
  (1, .binhu, "生活、绿化", "晴湖培训中心"),
  (2, .miaoergou, "生活", nil), (1, .miaoergou, "养殖", "北坡养殖专业合作社"),
  (1, .jianguo, "生活", nil),
  (2, .zhongshan, "生活", nil), (2, .zhongshan, "生活、农灌", nil), (4, .zhongshan, "农灌（二轮）", nil),
  (1, .zhongshan, "自备（农场）", "清渠农场"),
  (10, .ningbian, "农灌（二轮）", nil),
  (1, .jianguo, "自备（企业）", "昌吉西部热力有限公司"),
  (3, .ningbian, emergencyUse, waterCompany), (4, .zhongshan, emergencyUse, waterCompany),
  (4, .jianguo, emergencyUse, waterCompany),
]
private let emergencyUse = "应急备用"
private let waterCompany = "清源渠样例供水有限公司"
private let emergencyDocument = "昌市政办发〔2022〕7号"

extension County {
  /// - Throws: ``InputFault`` where the county has no room for so many wells.
  func wells(count: Int) throws -> [Well] {
    var sites = WellSites(self)
    var sequence = draw.sequence(.wellAttributes)
    var wells: [Well] = []
    for (number, township, use, owner) in prohibitedWells {
      for _ in 0..<number {
        guard
          let site = sites.next(
            in: zones.prohibited.box, tries: 50_000,
            where: { zones.isProhibited($0) && $1.township == township })
        else { throw noRoom(for: count) }
        wells.append(
          Well(
            place: site.place, township: township.name, village: site.village.name,
            owner: owner ?? site.village.committee, use: use,
            emergencyBasis: use == emergencyUse ? emergencyDocument : nil,
            permit: use == emergencyUse ? .valid(&sequence) : .any(&sequence),
            hasMeter: use == emergencyUse || sequence.unit() < 0.7, isProhibited: true))
      }
    }
    let all = Box(minX: 0, minY: 0, maxX: plan.width, maxY: plan.height)
    var limitedIsFull = false
    while wells.count < count {
      // Nearly half of them in the limited zone, where most decisions are.
      var site: WellSite?
      if !limitedIsFull, sequence.unit() < 0.45 {
        site = sites.next(in: zones.limited.box, tries: 1000) { place, _ in zones.isLimited(place) }
        limitedIsFull = site == nil
      }
      site = site ?? sites.next(in: all, tries: 50_000) { place, _ in !zones.isProhibited(place) }
      guard let site else { throw noRoom(for: count) }
      wells.append(ordinaryWell(at: site, &sequence))
    }
    var order = draw.sequence(.wellOrder)
    order.shuffle(&wells)
    var works = draw.sequence(.wellWorks)
    for index in wells.indices {
      wells[index].key = "JD" + padded(index + 1, 4)
      wells[index].works = .any(of: wells[index], &works)
    }
    return wells
  }

  private func ordinaryWell(at site: WellSite, _ sequence: inout DrawSequence) -> Well {
    let village = site.village
    let uses =
      village.township.isStreet
      ? ["生活", "生活、绿化", "工业", "自备（企业）", "农灌（二轮）"]
      : ["农灌（二轮）", "农灌（二轮）", "农灌", "农灌", "生活、农灌", "生活", "养殖", "自备（农场）", "工业"]
    let use = sequence.pick(uses)
    return Well(
      place: site.place, township: village.township.name, village: village.name,
      owner: owner(of: use, in: village, &sequence), use: use, permit: .any(&sequence),
      hasMeter: sequence.unit() < 0.7, isProhibited: false)
  }

  private func owner(of use: String, in village: Village, _ sequence: inout DrawSequence) -> String {
    let name = sequence.pick(["禾源", "润塬", "麦浪", "泉畔", "塞禾", "沃塬", "青垄", "渠上", "晨垦", "白榆"])
    switch use {
    case "工业", "自备（企业）":
      return name + sequence.pick(["食品有限公司", "建材有限公司", "番茄制品有限公司", "棉业有限公司"])
    case "自备（农场）": return name + "农场"
    case "养殖": return name + "养殖专业合作社"
    default: return village.committee
    }
  }

  private func noRoom(for wells: Int) -> InputFault {
    InputFault(
      at: "wells.xlsx",
      Words(
        zh: "\(plan.plots) 个地块的样例县放不下 \(wells) 眼机电井",
        en: "a sample county of \(plan.plots) plots has no room for \(wells) wells"),
      remedy: Words(zh: "减少机电井，或增加地块", en: "ask for fewer wells, or for more plots"))
  }
}

extension Village {
  fileprivate var committee: String { name + (township.isStreet ? "居民委员会" : "村民委员会") }
}

extension Well.Permit {
  /// Without, valid or expired; the dates leave 2022 from March to August free, when a year's check is made.
  fileprivate static func any(_ sequence: inout DrawSequence) -> Well.Permit {
    let chance = sequence.unit()
    if chance < 0.25 { return Well.Permit(number: nil, state: "无", expiry: nil) }
    if chance < 0.7 { return valid(&sequence) }
    return Well.Permit(
      number: number(&sequence), state: "过期", expiry: .between(2017, 1, 1, and: 2022, 2, 28, &sequence))
  }

  fileprivate static func valid(_ sequence: inout DrawSequence) -> Well.Permit {
    Well.Permit(number: number(&sequence), state: "有效", expiry: .between(2022, 9, 1, and: 2026, 12, 31, &sequence))
  }

  private static func number(_ sequence: inout DrawSequence) -> String {
    "取水样例字〔\(2012 + sequence.below(10))〕第\(padded(1 + sequence.below(9999), 4))号"
  }
}

extension Well.Works {
  /// Older than every zone. Of the wells to close nine in ten have a replacement, and of those nine in ten know when it
  /// delivers: a few days lie after the deadlines, so that the order of closing has something to say.
  fileprivate static func any(of well: Well, _ sequence: inout DrawSequence) -> Well.Works {
    var works = Well.Works()
    works.builtOn = .between(1988, 3, 1, and: 2014, 10, 31, &sequence)
    works.hasDualControl = sequence.unit() < 0.6
    guard well.isProhibited, well.emergencyBasis == nil else { return works }
    let isTown = well.township.hasSuffix("街道")
    works.replacement = sequence.unit() < 0.9 ? (isTown ? "市政供水管网" : "农村集中供水") : nil
    guard works.replacement != nil, sequence.unit() < 0.9 else { return works }
    works.replacementOn = .between(2022, 4, 1, and: 2023, 3, 31, &sequence)
    return works
  }
}

extension NaturalCurve {
  /// A box around the curve, in the plan's own metres.
  var box: Box {
    let reach = scale * (1 + raggedness)
    return Box(
      minX: center.x - a * reach, minY: center.y - b * reach, maxX: center.x + a * reach, maxY: center.y + b * reach)
  }
}

extension Day {
  /// Any day of a span, both ends included.
  fileprivate static func between(
    _ year: Int, _ month: Int, _ day: Int, and lastYear: Int, _ lastMonth: Int, _ lastDay: Int,
    _ sequence: inout DrawSequence
  ) -> Day {
    let first = Day(year: year, month: month, day: day)!.daysSince1970
    let last = Day(year: lastYear, month: lastMonth, day: lastDay)!.daysSince1970
    return Day(daysSince1970: sequence.pick(first..<last + 1))
  }
}

// How a frame diagnosis is reached: read the numbers, list the frames that such numbers can be in, lay each over the county.

import Geometry

struct FrameExamination {
  private let sample: CoordinateSample
  private let stated: Frame?
  private let statedZone: GaussFrame?
  private let county: Box?

  init(_ sample: CoordinateSample, stated: Frame?, county: Box?) {
    self.sample = sample
    self.stated = stated
    statedZone = stated.flatMap { GaussFrame($0) }
    // Neighbouring zones are over a hundred kilometres away, so a generous margin decides nothing wrongly.
    self.county = county.map { $0.expanded(by: max($0.width, $0.height, 0.1) / 4) }
  }

  typealias Result = ([FrameDiagnosis.Problem], [Words], FrameDiagnosis.Proposal?)

  var result: Result {
    guard let (reading, count) = sample.reading else { return unreadable }
    var evidence = [
      Words(
        zh: "抽查 \(sample.places.count) 行，其中 \(count) 行的坐标为：\(reading.words.zh)",
        en: "of \(sample.places.count) rows looked at \(count) have coordinates of this kind: \(reading.words.en)")
    ]
    let places = sample.places.filter { CoordinateReading($0) == reading }.map(reading.eastNorth)
    if let stated, !reading.isSwapped, fits(stated, reading, places) {
      guard let share = share(of: places, in: stated) else {
        return ([], evidence + (isOfZone(stated) ? [] : [Self.otherProjectionUnproven]), nil)
      }
      evidence.append(inCounty(share, places.count, stated))
      if 2 * share >= places.count { return ([], evidence, nil) }
    }
    let candidates = candidates(for: reading)
    let scored = candidates.map { (frame: $0, share: share(of: places, in: $0)) }
    let found = best(scored, count: places.count)
    if let found, let share = scored.first(where: { $0.frame == found })?.share {
      evidence.append(inCounty(share, places.count, found))
    }
    let problems = problems(reading, found)
    if problems.contains(.otherProjection) || problems.contains(.otherZone) || problems.contains(.prefix)
      || problems.contains(.otherUnit), let stated
    {
      evidence.append(Words(zh: "文件注明：\(stated.name)", en: "the source says: \(stated.name)"))
    }
    guard let found else {
      if candidates.isEmpty && county == nil {
        evidence.append(
          Words(
            zh: "没有带号，坐标本身不能说明中央经线；给出县界即可判断",
            en: "without a zone's number the coordinates do not show the central meridian; the county's outline would"))
      }
      return (problems, evidence, nil)
    }
    let isAssumed = stated.flatMap { GaussFrame.Datum(of: $0) } == nil
    return (
      problems, evidence,
      .init(frame: found, swapsAxes: reading.isSwapped, assumesDatum: isAssumed, stated: stated)
    )
  }

  private var unreadable: Result {
    // A frame of another part of the world, or a local one: only what PROJ can say of it.
    let box = sample.places.reduce(into: Box.empty) {
      $0.formUnion(Box(minX: $1.x, minY: $1.y, maxX: $1.x, maxY: $1.y))
    }
    let seen = Words(
      zh: "坐标（x \(box.minX) … \(box.maxX)，y \(box.minY) … \(box.maxY)）不像中国的经纬度，也不像高斯投影的米",
      en:
        "the coordinates (x \(box.minX) … \(box.maxX), y \(box.minY) … \(box.maxY)) are neither degrees in China nor metres of a Gauss–Krüger zone"
    )
    if let stated, statedZone == nil, let share = share(of: sample.places, in: stated), 2 * share >= sample.places.count
    {
      return ([], [inCounty(share, sample.places.count, stated)], nil)
    }
    return (stated == nil ? [.missing, .unclear] : [.unclear], [seen], nil)
  }

  private func isOfZone(_ frame: Frame) -> Bool { frame.isGeographic || GaussFrame(frame) != nil }

  private static let otherProjectionUnproven = Words(
    zh: "注明的不是高斯投影，六位东坐标本身不能证明或否定；给出县界即可判断",
    en:
      "the stated frame is no Gauss–Krüger zone, which eastings of 6 digits neither prove nor refute; the county's outline would"
  )

  /// Whether numbers read like this can be in a frame, whatever the county.
  private func fits(_ frame: Frame, _ reading: CoordinateReading, _ places: [Coordinate]) -> Bool {
    switch reading.unit {
    case .degrees: frame.isGeographic
    case .metres(let zone):
      if let own = GaussFrame(frame) {
        own.hasPrefix ? own.zone == zone : zone == nil
      } else {
        // Another projection in metres, such as UTM: only the county can tell. Its eastings have no zone before them.
        !frame.isGeographic && zone == nil && (county != nil || isInChina(places, in: frame))
      }
    }
  }

  /// Whether most places are, as far as longitude and latitude tell.
  private func isInChina(_ places: [Coordinate], in frame: Frame) -> Bool {
    guard let base = try? frame.geographicBase, let transformer = try? Transformer(from: frame, to: base) else {
      return false
    }
    let degrees = CoordinateReading(unit: .degrees, isSwapped: false)
    return 2 * places.count { CoordinateReading(transformer.apply($0)) == degrees } >= places.count
  }

  /// Frames that such numbers can be in.
  private func candidates(for reading: CoordinateReading) -> [Frame] {
    let datum = stated.flatMap { GaussFrame.Datum(of: $0) } ?? .cgcs2000
    switch reading.unit {
    case .degrees: return [stated?.isGeographic == true ? stated! : datum.degrees]
    case .metres(let zone?):
      if let statedZone, statedZone.hasPrefix, statedZone.zone == zone { return [stated!] }
      return [GaussFrame(zone: zone, datum: datum)].compactMap { try? $0?.frame }
    case .metres(nil):
      // Without an outline the stated meridian is all there is; its prefix may still be wrong.
      let meridians = county == nil ? statedZone.map { [$0.meridian] } ?? [] : GaussFrame.meridians
      let plain = meridians.compactMap { GaussFrame(meridian: $0, datum: datum) }
      return plain.compactMap { own in
        if let statedZone, !statedZone.hasPrefix, statedZone.meridian == own.meridian { return stated }
        return try? own.frame
      }
    }
  }

  /// The frame that lays most places into the county, where it is one and holds at least half of them. Without an outline
  /// the only candidate.
  private func best(_ scored: [(frame: Frame, share: Int?)], count: Int) -> Frame? {
    guard county != nil else { return scored.count == 1 ? scored[0].frame : nil }
    guard let most = scored.compactMap(\.share).max(), 2 * most >= count, most > 0 else { return nil }
    let best = scored.filter { $0.share == most }
    return best.count == 1 ? best[0].frame : best.first { $0.frame == stated }?.frame
  }

  /// How many places lie in the county if they are in this frame; `nil` without an outline.
  private func share(of places: [Coordinate], in frame: Frame) -> Int? {
    guard let county else { return nil }
    guard let base = try? frame.geographicBase, let transformer = try? Transformer(from: frame, to: base) else {
      return 0
    }
    return places.count { county.contains(frame.isGeographic ? $0 : transformer.apply($0)) }
  }

  private func inCounty(_ share: Int, _ count: Int, _ frame: Frame) -> Words {
    Words(
      zh: "按 \(frame.name) 计，\(count) 行中有 \(share) 行在县界范围内",
      en: "in \(frame.name), \(share) of \(count) rows lie within the county's bounds")
  }

  private func problems(_ reading: CoordinateReading, _ found: Frame?) -> [FrameDiagnosis.Problem] {
    var problems: [FrameDiagnosis.Problem] = []
    if let stated {
      switch reading.unit {
      case .degrees: if !stated.isGeographic { problems.append(.otherUnit) }
      case .metres(let zone):
        if stated.isGeographic {
          problems.append(.otherUnit)
        } else if let statedZone {
          if statedZone.hasPrefix != (zone != nil) { problems.append(.prefix) }
          let meridian = found.flatMap { GaussFrame($0) }?.meridian
          if let zone, statedZone.hasPrefix, statedZone.zone != zone {
            problems.append(.otherZone)
          } else if let meridian, meridian != statedZone.meridian {
            problems.append(.otherZone)
          }
        } else if found.map({ !$0.isSame(as: stated) }) ?? true {
          problems.append(.otherProjection)
        }
      }
    } else {
      problems.append(.missing)
    }
    if reading.isSwapped { problems.append(.swappedAxes) }
    if county != nil && found == nil { problems.append(.outsideCounty) }
    return problems
  }
}

// The map of a township as it is posted: what lies under its wells, what happens to each, and the list of those to close.

import Geometry
import Pictures
import Reports
import Rules

extension Run {
  func map(of unit: MapUnit, in language: Language) -> MapSheet {
    let townships = layers["townships"]
    let outline = townships?.layer.geometry
    let placed = unit.wells.compactMap(\.location.position)
    var extent = Box.empty
    if let outline { for row in unit.rows { extent.formUnion(outline.box(ofRow: row)) } }
    if extent.isEmpty {
      let whole = ["townships", "villages", "zones"].compactMap { layers[$0]?.layer.geometry?.bounds }
      for box in whole { extent.formUnion(box) }
      for place in placed { extent.formUnion(Box(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y)) }
    }
    let subject = outline.flatMap { outline in
      unit.rows.isEmpty || unit.rows.allSatisfy(outline.isEmpty)
        ? nil
        : MapSheet.Ground(
          Words(zh: "乡镇（街道）界", en: "township boundary"), outline, rows: unit.rows,
          MapSheet.Style(stroke: "#111", width: 1.8, dash: "9 2.5 2 2.5"))
    }
    return MapSheet(
      title: mapTitle(of: unit)[language], subtitle: mapSubtitle[language], extent: extent, subject: subject,
      grounds: grounds(around: extent, besides: subject != nil), names: names(in: unit),
      points: pointKinds(of: unit.wells), list: closingList(of: unit.wells, in: language),
      notes: mapNotes(of: unit).map { $0[language] })
  }

  private func mapTitle(of unit: MapUnit) -> Words {
    let (county, year) = (job.county.name, job.year)
    if unit.name.zh != county {
      return Words(
        zh: "\(county)\(unit.name.zh)\(year)年度机电井处置图",
        en: "What happens to wells in \(year): \(unit.name.en), \(county)"
      )
    }
    return Words(zh: "\(county)\(year)年度机电井处置图", en: "What happens to wells in \(year): \(county)")
  }

  var mapSubtitle: Words {
    Words(
      zh: "判定日 \(job.decisionDate.written(in: .zh))　坐标系 \(job.frame.name)　依据 \(bases)",
      en: "decided as of \(job.decisionDate.written(in: .en)) · \(job.frame.name) · under \(bases)")
  }

  private var bases: String {
    let bases = job.ruleBook.tables.map(\.basis)
    return bases.isEmpty ? "—" : bases.joined(separator: "；")
  }

  /// What lies under the wells, from the widest to the narrowest.
  private func grounds(around extent: Box, besides hasSubject: Bool) -> [MapSheet.Ground] {
    // The frame of the page shows more than its subject.
    let seen = extent.expanded(by: max(extent.width, extent.height))
    func rows(_ layer: RoleLayer?, where isWanted: (Int) -> Bool = { _ in true }) -> [Int] {
      var hits: [Int32] = []
      layer?.tree.search(seen, into: &hits)
      return hits.map { Int($0) }.sorted().filter(isWanted)
    }
    func ground(_ role: String, _ title: Words?, _ style: MapSheet.Style) -> MapSheet.Ground? {
      guard let layer = layers[role], let geometry = layer.layer.geometry, geometry.kind != .point else { return nil }
      let rows = rows(layer)
      return rows.isEmpty ? nil : MapSheet.Ground(title, geometry, rows: rows, style)
    }
    func zones(_ kind: ZoneKind, _ style: MapSheet.Style) -> MapSheet.Ground? {
      guard let layer = layers["zones"], let geometry = layer.layer.geometry else { return nil }
      let rows = rows(layer) { layer.layer.fields.text("zone_kind", $0) == kind.rawValue }
      guard !rows.isEmpty else { return nil }
      return MapSheet.Ground(
        Words(zh: kind.title.zh, en: "\(kind.title.en) zone"), geometry, rows: rows, style)
    }
    let covered = Texture(ground: "#d8ead0", ink: "#7fa66c", .lines(angle: 0, gap: 9), opacity: 0.12)
    let overExtracted = Texture(ground: "#efe6f3", ink: "#8a6aa0", .dots(gap: 7), opacity: 0.7)
    let limited = Texture(ground: "#fbe9cf", ink: "#c98b2b", .lines(angle: 135, gap: 8), opacity: 0.65)
    let prohibited = Texture(ground: "#f6cfcb", ink: "#c0453c", .lines(angle: 45, gap: 4.5), opacity: 0.65)
    return [
      zones(.overExtracted, .init(overExtracted, stroke: "#6f4a8a", width: 1, dash: "2 2")),
      zones(.limited, .init(limited, stroke: "#b06f10", width: 1.1, dash: "6 2")),
      zones(.prohibited, .init(prohibited, stroke: "#a3201a", width: 1.3)),
      ground(
        "coverage", Words(zh: "公共供水管网覆盖范围", en: "public network"),
        .init(covered, stroke: "#3f6f2a", width: 0.8, dash: "1 1.5")),
      ground(
        "reservoirs", Words(zh: "水库", en: "reservoir"),
        .init(Texture(ground: "#cfe2f2", ink: "#7fa8cc"), stroke: "#7fa8cc", width: 0.6)),
      ground("canals", Words(zh: "渠道", en: "canal"), .init(stroke: "#7fb0d8", width: 1)),
      ground("pipes", Words(zh: "供水管道", en: "pipe"), .init(stroke: "#2f6f4f", width: 0.9, dash: "5 1.5 1 1.5")),
      ground(
        "villages", Words(zh: "村（社区）界", en: "village boundary"), .init(stroke: "#777", width: 0.45, dash: "3 1.5")),
      ground(
        "townships", hasSubject ? nil : Words(zh: "乡镇（街道）界", en: "township boundary"), .init(stroke: "#444", width: 0.9)
      ),
    ].compactMap(\.self)
  }

  /// The villages of the township, and its neighbours; of the whole county its townships.
  private func names(in unit: MapUnit) -> [MapSheet.Name] {
    let townships = layers["townships"]
    func names(_ layer: RoleLayer?, isBeyond: Bool, where isWanted: (Int) -> Bool) -> [MapSheet.Name] {
      guard let layer, let geometry = layer.layer.geometry, geometry.kind == .polygon else { return [] }
      return (0..<layer.layer.count).filter(isWanted).compactMap { row in
        layer.layer.fields.text("name", row).map { MapSheet.Name($0, geometry, row: row, isBeyond: isBeyond) }
      }
    }
    let villages = layers["villages"]
    guard !unit.rows.isEmpty, let townships, let prepared = townships.prepared else {
      return names(townships ?? villages, isBeyond: false) { _ in true }
    }
    return names(villages, isBeyond: false) { row in
      guard let place = villages?.layer.geometry?.innerPoint(ofRow: row) else { return false }
      return unit.rows.contains { prepared.owns(place, row: $0) }
    } + names(townships, isBeyond: true) { !unit.rows.contains($0) }
  }

  private func pointKinds(of wells: [Well]) -> [MapSheet.PointKind] {
    func kind(_ title: Words, _ symbol: Symbol, where isMeant: (Well) -> Bool) -> MapSheet.PointKind? {
      let points = wells.filter(isMeant).compactMap { well in
        // Only wells that somebody must find are numbered; the others would bury them.
        well.location.position.map { (place: $0, label: well.isToClose ? well.id : nil) }
      }
      return points.isEmpty ? nil : MapSheet.PointKind(title, symbol, points)
    }
    // What was decided about a well that is closed has been done.
    let open = Outcome.allCases.map { outcome in
      kind(outcome.title, outcome.symbol) { $0.decision.outcome == outcome && !$0.isClosed }
    }
    return (open + [kind(WellStatus.closed.title, .struckRing, where: \.isClosed)]).compactMap(\.self)
  }

  /// The wells that are to take no more water, in the order of their days.
  private func closingList(of wells: [Well], in language: Language) -> MapSheet.List {
    let closing = wells.filter(\.isToClose).sorted { a, b in
      let (first, second) = (a.decision.deadline?.description ?? "—", b.decision.deadline?.description ?? "—")
      // Rows stand in the order of their keys.
      return (first, a.row) < (second, b.row)
    }
    let showsOutcome = closing.contains { $0.decision.outcome != .close }
    let table = TerminalTable(
      headings: [language.say("序号", "no."), language.say("井编号", "well")]
        + (showsOutcome ? [language.say("处置", "outcome")] : []) + [
          language.say("用途", "use"), language.say("期限", "deadline"), language.say("责任单位", "responsible"),
          language.say("依据", "basis"),
        ],
      rows: closing.enumerated().map { index, well in
        let decision = well.decision
        return [String(index + 1), well.id] + (showsOutcome ? [decision.outcome.title[language]] : []) + [
          wellFacts?.value(of: .use, well)?.description ?? "—", decision.deadline?.written(in: language) ?? "—",
          decision.responsible ?? "—", decision.basis ?? "—",
        ]
      })
    let open = openQuestions(of: wells)
    let title =
      closing.isEmpty
      ? (hasJudgedWells ? Words(zh: "经判定，没有应关停的机电井", en: "No well is to be closed") : open[0])
      : showsOutcome
        ? Words(zh: "应停止取水的机电井：\(closing.count) 眼", en: "Wells that are to take no more water: \(closing.count)")
        : Words(zh: "应关停的机电井：\(closing.count) 眼", en: "Wells to close: \(closing.count)")
    return MapSheet.List(title, table, source: "wells.csv")
  }

  /// What the map cannot show.
  private func mapNotes(of unit: MapUnit) -> [Words] {
    let open = openQuestions(of: unit.wells).map { Words(zh: "\($0.zh)。", en: "\($0.en).") } + placeNotes(of: unit)
    let placeless = unit.wells.filter { $0.location.position == nil }
    guard !placeless.isEmpty else { return open }
    let shown = placeless.prefix(12).map(\.id)
    let more = placeless.count > shown.count
    return open + [
      Words(
        zh: "没有可用坐标、未上图的机电井 \(placeless.count) 眼：\(shown.joined(separator: "、"))\(more ? " 等，见 wells.csv" : "")。",
        en:
          "Wells without usable coordinates are not on the map (\(placeless.count)): \(shown.joined(separator: ", "))\(more ? " and others, see wells.csv" : "")."
      )
    ]
  }
}

extension Run {
  /// Maps have wells where they lie, lists where they are registered: where the two differ they count differently.
  private func placeNotes(of unit: MapUnit) -> [Words] {
    guard unit.strangers + unit.absent > 0 else { return [] }
    return [
      Words(
        zh:
          "本图按位置列井，清单按登记乡镇列井：登记在其他乡镇、位置在此的 \(unit.strangers) 眼在本图；登记在此、位置不在此的 \(unit.absent) 眼不在本图。",
        en:
          "The map has wells where they lie, lists where they are registered: \(unit.strangers) on it are registered elsewhere, \(unit.absent) registered here do not lie here."
      )
    ]
  }
}

extension Outcome {
  var symbol: Symbol {
    switch self {
    case .close: .crossedDisc
    case .convertToMonitoring: .diamond
    case .closeAndKeepReady: .framedSquare
    case .notRenewed: .downTriangle
    case .verify: .openTriangle
    case .reduce: .halfDisc
    case .permitAndMeter: .plus
    case .deferred: .openDiamond
    case .keepException: .openSquare
    case .none: .smallRing
    }
  }
}

extension Day {
  /// As a notice has it.
  func written(in language: Language) -> String {
    guard language == .zh else { return description }
    let (year, month, day) = components
    return "\(year)年\(month)月\(day)日"
  }
}

// The facts of a well for the rules: what the register says and what the map says, each with its source.

public import Geometry

/// Gathers the facts of wells, one well at a time: a million wells with fifty facts each are not kept.
public struct WellFacts: Sendable {
  /// The layers that facts of wells come from.
  public static let roles = [
    "wells", "zones", "townships", "villages", "coverage", "pipes", "permits", "hard-to-renew", "plots",
  ]

  private let wells: RoleLayer
  private let zones: RoleLayer?
  private let townships: RoleLayer?
  private let villages: RoleLayer?
  private let pipes: RoleLayer?
  let permits: Permits
  private let dependents: DependentPlots
  private let settings: WellSettings
  private let decisionDate: Day
  let sources: [Words]
  private let namesakes: Namesakes
  /// The register's column of the fact's name, for facts that are not found on the map or computed.
  private let columns: [AttributeColumn?]

  public init(_ wells: RoleLayer, in layers: LayerSet, settings: WellSettings, on day: Day) {
    self.wells = wells
    zones = layers["zones"]
    townships = layers["townships"]
    villages = layers["villages"]
    pipes = layers["pipes"]
    permits = Permits(of: wells, register: layers["permits"], closed: layers["closed-wells"], on: day)
    dependents = DependentPlots(layers["plots"], of: wells)
    self.settings = settings
    decisionDate = day
    columns = FactName.allCases.map { wells.layer.fields[$0.key] }
    namesakes = Namesakes(wells, columns)
    sources = FactName.allCases.map { [permits] in $0.origin.title(register: wells, in: layers, permits: permits) }
  }

  public func facts(of well: Well) -> Facts { facts(ofRow: well.row, well.location) }

  /// One fact of a well, whether it is in doubt or not.
  public func value(of name: FactName, _ well: Well) -> FactValue? {
    value(name, well.row, well.location, standing(of: well, for: name))
  }

  /// Whether the register has a column for a fact.
  func has(_ name: FactName) -> Bool { columns[name.rawValue] != nil }

  /// Why the value of a fact must not decide alone.
  func doubt(of name: FactName, _ well: Well) -> Words? {
    doubt(name, well.row, well.location, standing(of: well, for: name))
  }

  private func standing(of well: Well, for name: FactName) -> PermitStanding {
    name.origin == .permits ? permits.standing(ofRow: well.row) : PermitStanding()
  }

  /// Whether the register calls the well closed and nothing says otherwise.
  func isClosed(_ row: Int, _ well: WellLocation) -> Bool {
    guard wells.wellStatus(row) == .closed else { return false }
    return facts(ofRow: row, well, only: Facts.ofClosing).isOfClosedWell
  }

  /// - Parameter wanted: the facts to gather; the others stay missing.
  func facts(ofRow row: Int, _ well: WellLocation, only wanted: [FactName] = FactName.allCases) -> Facts {
    var values = [FactValue?](repeating: nil, count: FactName.allCases.count)
    var doubts: [FactName: Words] = [:]
    var standing: PermitStanding?
    for name in wanted {
      if standing == nil && name.origin == .permits { standing = permits.standing(ofRow: row) }
      values[name.rawValue] = value(name, row, well, standing ?? PermitStanding())
      if let doubt = doubt(name, row, well, standing ?? PermitStanding()) { doubts[name] = doubt }
    }
    let kinds = well.possibleZoneKinds
    return Facts(
      values: values, doubts: doubts, alternatives: kinds.isEmpty ? [:] : [.zoneKind: kinds], sources: sources)
  }

  private func value(_ name: FactName, _ row: Int, _ well: WellLocation, _ standing: PermitStanding) -> FactValue? {
    if name == .township, case .agrees(let unit) = well.registeredTownship { return .text(townships!.name(unit)) }
    if name.origin == .register { return registered(name, row) }
    return switch name {
    case .decisionDate: .day(decisionDate)
    case .accuracy: well.position.map { _ in .number(well.accuracy) }
    case .zoneKind: zoned(well).map { _ in .text(well.zoneKind?.rawValue ?? "none") }
    case .zoneID: well.zones.first.map { .text(zones!.key($0)) }
    case .zoneIDs: well.zones.isEmpty ? nil : .text(well.zones.map { zones!.key($0) }.joined(separator: "、"))
    case .zoneName: ofZone("name", well)
    case .zoneApproval: ofZone("approval", well)
    case .zoneEdge: well.zoneEdge.map(FactValue.number)
    case .nearEdge: well.zoneEdge.map { _ in .flag(well.nearEdge) }
    case .inProhibited: isIn(.prohibited, well)
    case .inLimited: isIn(.limited, well)
    case .inOverExtracted: isIn(.overExtracted, well)
    case .builtAfterZone: builtAfterZone(row, well).map(FactValue.flag) ?? illegibleAge(row, well).map(FactValue.text)
    case .hardToRenew: well.hardToRenew.map(FactValue.flag)
    case .covered: well.covered.map(FactValue.flag)
    case .pipeID: well.pipe.map { .text(pipes!.key($0)) }
    case .pipe: well.pipeDistance.map { .number($0.toHundredths) }
    case .connection: well.pipeDistance.map { .number(($0 * settings.detour).rounded()) }
    case .locatedTownship: located(townships, well.township)
    case .locatedVillage: located(villages, well.village)
    case .permitNumbers: standing.numbers.isEmpty ? nil : .text(standing.numbers.joined(separator: "、"))
    case .permitState: standing.state.map(FactValue.text)
    case .permitEnd: standing.end.map(FactValue.day) ?? standing.illegibleEnd.map(FactValue.text)
    case .exception: hasEnded(.exceptionEnd, row) == true ? .text("none") : registered(name, row)
    case .irrigatedPlots: dependents.plots(ofWell: wells.key(row)).map { .number(Double($0.count)) }
    case .irrigatedMu: dependents.plots(ofWell: wells.key(row)).map { .number($0.mu) }
    default: nil
    }
  }

  /// What the register says; what cannot be read stands as its text, always in doubt.
  private func registered(_ name: FactName, _ row: Int) -> FactValue? {
    columns[name.rawValue]?.factValue(row) ?? wells.illegible(name.key, row).map(FactValue.text)
  }

  /// The column of the register for a fact that is found nowhere else and nowhere in doubt; `nil` where it has none.
  func undoubted(_ name: FactName) -> AttributeColumn? {
    name.origin == .register && !Self.inDoubtByOthers.contains(name) && !wells.hasIllegible(name.key)
      && namesakes.isEmpty
      ? columns[name.rawValue] : nil
  }

  /// Entries that other facts can put in doubt.
  private static let inDoubtByOthers = [FactName.township, .deferralBasis]

  /// Whether a day of the register lies before the day of decision; `nil` where it names none.
  private func hasEnded(_ name: FactName, _ row: Int) -> Bool? {
    columns[name.rawValue]?.factValue(row)?.day.map { $0 < decisionDate }
  }

  private func doubt(_ name: FactName, _ row: Int, _ well: WellLocation, _ standing: PermitStanding) -> Words? {
    // Without a day there is no age, wherever the well lies.
    if name == .builtAfterZone && isUndated(row) { return contradictionOfNamesakes(name, row) }
    if let doubt = well.positionDoubt, name.origin.isOfPosition { return doubt }
    if !wells.isWhollyLegible, name.origin.isEntry, let text = wells.illegible(name.key, row) {
      return cannotBeRead(text)
    }
    if !namesakes.isEmpty, let doubt = contradictionOfNamesakes(name, row) { return doubt }
    return switch name {
    case .zoneKind, .zoneEdge: well.zoneDoubt
    case .zoneID, .zoneIDs, .zoneName, .zoneApproval:
      well.zoneDoubt ?? (likeZonesNear(well).isEmpty ? nil : betweenZones)
    case .builtAfterZone: well.zoneDoubt ?? doubtOfAge(row, well)
    case .inProhibited: near(.prohibited, well)
    case .inLimited: near(.limited, well)
    case .inOverExtracted: near(.overExtracted, well)
    case .covered: well.coverageDoubt
    case .hardToRenew: well.hardToRenewDoubt
    case .permitState, .permitEnd: standing.doubt
    case .locatedTownship: nearBorder(townships, well)
    case .locatedVillage: nearBorder(villages, well)
    case .township: elsewhere(row, well)
    case .exception: wells.illegible(FactName.exceptionEnd.key, row).map(cannotBeRead)
    case .deferralBasis: doubtOfDeferral(row)
    default: nil
    }
  }

  /// The township of the register, where the well lies in another one: deadlines go by township, and one of the two is wrong.
  private func elsewhere(_ row: Int, _ well: WellLocation) -> Words? {
    guard let answer = well.registeredTownship, !answer.isAgreement else { return nil }
    let (registered, located) = (wells.layer.fields.text("township", row)!, townships!.name(well.township!))
    if case .unknown = answer { return hasNoUnit(registered, located: located) }
    return liesElsewhere(registered, located: located)
  }

  /// Of entries of one number that say several things nobody knows which holds.
  private func contradictionOfNamesakes(_ name: FactName, _ row: Int) -> Words? {
    guard name.entries.contains(where: { namesakes.disagree($0.rawValue, row) }) else { return nil }
    if name.origin == .permits, permits.areAlike(namesakes.rows(ofNumberOf: row)) { return nil }
    return Words(zh: "编号重复，各行所填不一", en: "its number is given more than once, and the entries differ")
  }

  private func nearBorder(_ units: RoleLayer?, _ well: WellLocation) -> Words? {
    guard let edge = well.position.flatMap({ units?.edge(within: well.accuracy, of: $0) }) else { return nil }
    return Words(
      zh: "距其边界 \(metres(edge)) 米，小于定位精度", en: "\(metres(edge)) m from its border, less than the position accuracy")
  }

  /// The position, where there are zones to lie in.
  private func zoned(_ well: WellLocation) -> Coordinate? { zones == nil ? nil : well.position }

  private func isIn(_ kind: ZoneKind, _ well: WellLocation) -> FactValue? {
    zoned(well).map { _ in .flag(well.zones.contains { zones!.zoneKind(ofRow: $0) == kind }) }
  }

  private func near(_ kind: ZoneKind, _ well: WellLocation) -> Words? {
    if well.kindsNear.contains(kind) {
      return Words(
        zh: "距\(kind.title.zh)边界小于定位精度",
        en: "nearer to the edge of a zone of kind '\(kind.title.en)' than its position accuracy")
    }
    // What holds the well for certain holds it whatever else may lie there.
    return isIn(kind, well) == .flag(true) ? nil : well.doubtBesideEdges
  }

  /// Zones of the kind that holds the well that it may or may not lie in: the ground is of that kind on both sides of their edges.
  private func likeZonesNear(_ well: WellLocation) -> [Int] {
    well.zonesNear.filter { well.zoneKind != nil && zones!.zoneKind(ofRow: $0) == well.zoneKind }
  }

  private let betweenZones = Words(
    zh: "距同类分区之间的界线小于定位精度", en: "nearer to a line between zones of one kind than its position accuracy")

  /// After any of the zones of the strictest kind that hold it.
  private func builtAfterZone(_ row: Int, _ well: WellLocation) -> Bool? {
    let answers = strictestZones(well).map { isBuilt(row, after: $0) }
    if answers.contains(true) { return true }
    return answers.isEmpty || answers.contains(nil) ? nil : false
  }

  /// Whether the register does not say when the well was built, in no way.
  private func isUndated(_ row: Int) -> Bool {
    wells.layer.fields.day("built_on", row) == nil && wells.illegible("built_on", row) == nil
  }

  private func isBuilt(_ row: Int, after zone: Int) -> Bool? {
    guard let built = wells.layer.fields.day("built_on", row) else { return nil }
    return zones!.layer.fields.day("approved_on", zone).map { built > $0 }
  }

  /// Of zones of one kind beside each other it does not matter which hold the well, where it is older or younger than all.
  private func doubtOfAge(_ row: Int, _ well: WellLocation) -> Words? {
    let near = likeZonesNear(well)
    let zones = strictestZones(well)
    // One that certainly holds it is enough.
    let isSettled = zones.contains { !near.contains($0) && isBuilt(row, after: $0) == true }
    if !near.isEmpty, !isSettled, Set((zones + near).map { isBuilt(row, after: $0) }).count > 1 { return betweenZones }
    return builtAfterZone(row, well) == nil ? illegibleAge(row, well).map(cannotBeRead) : nil
  }

  private func strictestZones(_ well: WellLocation) -> [Int] {
    well.zones.filter { zones!.zoneKind(ofRow: $0) == well.zoneKind }
  }

  private func illegibleAge(_ row: Int, _ well: WellLocation) -> String? {
    guard !well.zones.isEmpty else { return nil }
    return wells.illegible("built_on", row)
      ?? strictestZones(well).lazy.compactMap { zones!.illegible("approved_on", $0) }.first
  }

  /// A deferral holds until somebody was to look again. Whether somebody did is not in the register.
  private func doubtOfDeferral(_ row: Int) -> Words? {
    if let text = wells.illegible(FactName.reviewOn.key, row) { return cannotBeRead(text) }
    guard hasEnded(.reviewOn, row) == true, let day = columns[FactName.reviewOn.rawValue]?.factValue(row) else {
      return nil
    }
    return Words(
      zh: "暂缓应在 \(day.description) 复核，判定日已过",
      en: "the deferral was to be reviewed on \(day.description), which has passed")
  }

  private func ofZone(_ field: String, _ well: WellLocation) -> FactValue? {
    well.zones.first.flatMap { zones!.layer.fields.text(field, $0) }.map(FactValue.text)
  }

  private func located(_ units: RoleLayer?, _ row: Int?) -> FactValue? {
    row.map { .text(units!.name($0)) }
  }
}

func cannotBeRead(_ text: String) -> Words {
  Words(zh: "登记的“\(text)”不能识别", en: "its entry says '\(text)', which cannot be read")
}

extension AttributeColumn {
  func factValue(_ row: Int) -> FactValue? {
    switch self {
    case .flag(let values): values[row].map(FactValue.flag)
    case .day(let values): values[row].map { .day(Day(daysSince1970: $0)) }
    case .integer, .real: number(row).map(FactValue.number)
    case .text(let values): values[row].map(FactValue.text)
    }
  }
}

// W09: a well closed in an earlier year that shows use again, or a new entry at its place.

public import Geometry

public enum ReopenedWells: Check {
  public static let code = "W09"
  public static let severity = Severity.error
  public static let title = Words(zh: "已关停井重新取水或原址新井", en: "closed well in use again, or a new well at its place")
  public static let source = Words(zh: "伽政办规〔2021〕2号 第十六条（六）", en: "伽政办规〔2021〕2号 art. 16 (六)")

  public static let fields = [NeededFields(role: "wells", anyOf: ["status", "closed_on"], orLayer: "closed-wells")]

  public static func reads(_ scope: CheckScope) -> [[String]]? { [["wells"]] }

  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool {
    well.location.position != nil || facts.value(of: .status, well) != nil
  }

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    guard let layer = context.layers["wells"] else { return [] }
    let earlier = context.layers["closed-wells"]
    let keys = Set(earlier.map { list in (0..<list.layer.count).map { list.key($0) } } ?? [])
    return context.wells.compactMap { well in
      sign(ofUse: well, layer, context.decisionDate).map { words in
        let hasStatus = layer.layer.fields.text(FactName.status.key, well.row) != nil
        return context.finding(Self.self, well, fields: hasStatus ? [FactName.status.key] : [], words)
      }
        ?? earlier.flatMap { successor(well, of: $0, keys, layer, context) }
    }
  }

  /// The register calls it closed, and yet it took water or power, or is called in use.
  private static func sign(ofUse well: Well, _ register: RoleLayer, _ day: Day) -> Words? {
    let status = register.wellStatus(well.row)
    let fields = register.layer.fields
    let closedOn = fields.day(FactName.closedOn.key, well.row)
    if status == .closed, let closedOn, closedOn > day {
      return Words(
        zh: "机井 \(well.id) 登记为已关停，关停日期 \(closedOn) 却在判定日之后；请核对",
        en: "well \(well.id) is registered as closed, but on \(closedOn), after the day of decision; check it")
    }
    let closed = closedOn.map { $0 <= day } ?? false
    guard closed || status == .closed else { return nil }
    for (name, unit) in [(FactName.waterUsed, "m³"), (.powerUsed, "kWh")] {
      if let used = fields[name.key]?.number(well.row), used > 0 {
        let amount = FactValue.number(used).description
        return Words(
          zh: "机井 \(well.id) 登记为已关停，本年却有用量 \(amount) \(unit)；请现场核查是否擅自恢复取水",
          en:
            "well \(well.id) is registered as closed, yet shows \(amount) \(unit) this year; see on site whether it was put back in use"
        )
      }
    }
    guard status == .inUse else { return nil }
    return Words(
      zh: "机井 \(well.id) 有关停日期，现状却是在用；请现场核查",
      en: "well \(well.id) has a day of closing, yet is registered as in use; see on site")
  }

  /// An entry at the place, or under the number, of a well on the list of those closed in earlier years.
  private static func successor(
    _ well: Well, of closed: RoleLayer, _ keys: Set<String>, _ register: RoleLayer, _ context: CheckContext
  ) -> Finding? {
    guard register.wellStatus(well.row) != .closed else { return nil }
    if keys.contains(well.id) {
      return Finding(
        code: code, severity: severity, layers: ["wells", "closed-wells"], rows: [well.id, well.id],
        place: well.location.position,
        message: Words(
          zh: "机井 \(well.id) 在往年已关停名单上，今年却登记为在册；请核查是否恢复取水，或井号是否重复使用",
          en:
            "well \(well.id) is on the list of those closed in earlier years, and yet in the register; see whether it takes water again, or its number was given twice"
        ))
    }
    guard let place = well.location.position,
      let nearest = closed.prepared?.nearestEdge(to: place, in: closed.tree, within: context.wellSettings.sameWell)
    else { return nil }
    let key = closed.key(nearest.row)
    let distance = nearest.distance
    return Finding(
      code: code, severity: severity, layers: ["wells", "closed-wells"], rows: [well.id, key], place: place,
      measure: distance, unit: "m",
      message: Words(
        zh: "机井 \(well.id) 距往年已关停的 \(key) 仅 \(metres(distance)) 米；请核查是否原址恢复或新打",
        en:
          "well \(well.id) stands \(metres(distance)) m from \(key), which was closed in an earlier year; see whether it was reopened or drilled anew"
      ))
  }
}

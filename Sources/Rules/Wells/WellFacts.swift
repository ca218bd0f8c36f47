// The facts of a well for the rules: what the register says and what the map says, each with its source.

import Geometry

/// Gathers the facts of one well, in the order of ``FactCatalog``.
struct WellFacts {
  let wells: RoleLayer
  let layers: LayerSet

  func facts(ofRow row: Int, _ location: WellLocation) -> Facts {
    let zones = layers["zones"]
    let zone = location.zones.first
    let zoneSource = layers["zones"].map { Words(zh: "分区图层 \($0.source)", en: "zones layer \($0.source)") } ?? nowhere
    let doubt = location.zoneDoubt
    let kind = location.position == nil || zones == nil ? nil : location.zoneKind?.rawValue ?? "none"

    func ofZone(_ name: String) -> FactValue? {
      zone.flatMap { zones?.layer.fields.text(name, $0) }.map(FactValue.text)
    }
    return Facts([
      Fact("zone_kind", kind.map(FactValue.text), source: zoneSource, doubt: doubt),
      Fact("zone_id", zone.map { .text(zones!.key($0)) }, source: zoneSource, doubt: doubt),
      Fact("zone_name", ofZone("name"), source: zoneSource, doubt: doubt),
      Fact("zone_approval", ofZone("approval"), source: zoneSource, doubt: doubt),
      Fact("zone_edge_m", location.zoneEdge.map(FactValue.number), source: zoneSource, doubt: doubt),
      Fact("near_edge", location.zoneEdge.map { _ in .flag(location.nearEdge) }, source: zoneSource),
      Fact(
        "covered", location.covered.map(FactValue.flag), source: source(of: ["coverage", "pipes"]),
        doubt: location.coverageDoubt),
      Fact("pipe_m", location.pipeDistance.map(FactValue.number), source: source(of: ["pipes"])),
      register("township", row), register("village", row),
      located("located_township", layers["townships"], location.township),
      located("located_village", layers["villages"], location.village),
      register("owner", row), register("use", row), register("permit_state", row), register("permit_end", row),
      register("metered", row), register("emergency_source", row), register("emergency_basis", row),
    ])
  }

  private var nowhere: Words { Words(zh: "没有图层", en: "no layer") }

  private func source(of roles: [String]) -> Words {
    let found = roles.compactMap { layers[$0]?.source }.joined(separator: ", ")
    return found.isEmpty ? nowhere : Words(zh: "图层 \(found)", en: "layers \(found)")
  }

  private func register(_ name: String, _ row: Int) -> Fact {
    let column = wells.layer.fields[name]
    let value: FactValue? =
      switch column {
      case .flag(let values): values[row].map(FactValue.flag)
      case .day(let values): values[row].map { .day(Day(daysSince1970: $0)) }
      case .integer, .real: column?.number(row).map(FactValue.number)
      case .text(let values): values[row].map(FactValue.text)
      case nil: nil
      }
    return Fact(name, value, source: Words(zh: "机井登记 \(wells.source)", en: "well register \(wells.source)"))
  }

  private func located(_ name: String, _ units: RoleLayer?, _ row: Int?) -> Fact {
    let value = row.map { units!.layer.fields.text("name", $0) ?? units!.key($0) }
    return Fact(
      name, value.map(FactValue.text),
      source: units.map { Words(zh: "图层 \($0.source)", en: "layer \($0.source)") } ?? nowhere)
  }
}

/// Locates every well, gathers its facts and decides. In row order; the result does not depend on `workers`.
public func decideWells(
  in layers: LayerSet, by tables: [RuleTable], settings: WellSettings, workers: Int
) async throws -> [Well] {
  guard let wells = layers["wells"] else { return [] }
  let locations = try await locateWells(wells, in: layers, settings: settings, workers: workers)
  let gather = WellFacts(wells: wells, layers: layers)
  return try await inChunks(of: locations.count, workers: workers, state: {}) { _, rows in
    rows.map { row in
      let facts = gather.facts(ofRow: row, locations[row])
      return Well(
        row: row, id: wells.key(row), location: locations[row], facts: facts, decision: decide(facts, by: tables))
    }
  }.flatMap { $0 }
}

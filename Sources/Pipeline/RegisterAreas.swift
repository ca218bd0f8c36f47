// Areas of plots and forest by unit, zone, crop and tenure: the official area of each row, shared out over the villages and
// the kinds of zones that it lies in.

import Geometry
import Overlay
import Profiles
import Registers
import Rules

/// The areas of a layer, with what lies in no village.
struct RegisteredAreas: Sendable {
  let role: String
  /// The field whose values are the categories.
  let categoryField: String
  /// Rows whose rings cross: no area can be given for them.
  let untrusted: Int
  /// Keys of rows that could not be cut where villages and zones cross, so that their zones are shared out by proportion.
  let estimated: [String]
  let total: Area
  let outside: Area
  var rollUp: RollUp
}

/// The roles that are added up, each with the field that says what its ground is.
private let registeredRoles = [("plots", "status"), ("forest", "kind")]

/// The register of a run, and what it says of each role.
///
/// - Parameter official: the area of every row by role.
func registerAreas(
  in layers: LayerSet, official: [String: [Double]], ground: SharedGround, city: RegisterUnit, workers: Int
) async throws -> (register: Register, roles: [RegisteredAreas]) {
  let villages = layers["villages"]
  let units = villages.map { villageUnits($0, townships: layers["townships"]) } ?? []
  let zones = try await layers["zones"].asyncMap { try await ZoneDivision(of: $0, workers: workers) }
  var shares: [AreaShare] = []
  var entries: [(layer: RoleLayer, field: String, estimated: [String])] = []
  for (role, field) in registeredRoles {
    guard let layer = layers[role], let prepared = layer.prepared, prepared.geometry.kind == .polygon else { continue }
    let division = try await RowDivision(
      of: layer, prepared, villages: villages, pairs: villages.asyncMap { try await ground.pairs(layer, $0) } ?? [],
      zones: zones, workers: workers)
    let fields = layer.layer.fields
    for row in 0..<layer.layer.count where !layer.unsound.contains(row) {
      var keys = RegisterKeys(role: role, category: fields.text(field, row) ?? RegisterUnit.blank.code)
      keys.crop = fields.text("crop", row) ?? keys.crop
      keys.tenure = fields.text("tenure", row) ?? keys.tenure
      let parts = division.parts(ofRow: row)
      let areas = Area(squareMetres: official[role]![row]).apportioned(by: parts.map(\.area))
      for (part, area) in zip(parts, areas) {
        (keys.township, keys.village) = part.village.map { units[$0] } ?? (.blank, .blank)
        keys.zone = part.zone.map { zones!.kinds[$0].rawValue } ?? RegisterUnit.blank.code
        shares.append(AreaShare(row: row, keys: keys, area: area))
      }
    }
    entries.append((layer, field, division.estimated.map(layer.key)))
  }
  let register = Register(shares, city: city)
  return (
    register,
    entries.map { layer, field, estimated in
      let own = register.cells.filter { $0.keys.role == layer.role }
      return RegisteredAreas(
        role: layer.role, categoryField: field, untrusted: layer.unsound.count,
        estimated: estimated, total: own.reduce(.zero) { $0 + $1.area },
        outside: own.filter { $0.keys.village == .blank }.reduce(.zero) { $0 + $1.area },
        rollUp: RollUp(of: layer.role, in: register))
    }
  )
}

/// The township and the village that each row of the villages layer is.
private func villageUnits(
  _ villages: RoleLayer, townships: RoleLayer?
) -> [(township: RegisterUnit, village: RegisterUnit)] {
  var nameOfTownship: [String: String] = [:]
  if let townships {
    for row in 0..<townships.layer.count {
      nameOfTownship[plainUnitCode(townships.key(row))] = townships.layer.fields.text("name", row)
    }
  }
  return (0..<villages.layer.count).map { row in
    let code = villages.key(row)
    // A village's code begins with its township's (12 digits: county 6, township 3, village 3).
    let township = plainUnitCode(villages.layer.fields.text("township_code", row) ?? String(code.prefix(9)))
    return (
      RegisterUnit(code: township, name: nameOfTownship[township] ?? township),
      RegisterUnit(code: code, name: villages.layer.fields.text("name", row) ?? code)
    )
  }
}

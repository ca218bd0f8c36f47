// Areas of plots and forest by village: the official area of each row, shared out over the villages that it lies in.

import Geodesy
import Geometry
import Overlay
import Registers
import Rules

/// The areas of a layer, with what lies in no village.
struct RegisteredAreas: Sendable {
  let role: String
  /// The field whose values are the categories.
  let categoryField: String
  let shares: [AreaShare]
  /// Rows whose rings cross: no area can be given for them.
  let untrusted: Int
  let total: Area
  let outside: Area
  let rollUp: RollUp
}

/// Ground that no village holds, as a unit of its own: it must stay in the sums.
private let noUnit = RegisterUnit(code: "—", name: "—")

/// Rolls up a layer by the categories of one of its fields. Each row's ellipsoidal area is shared out in proportion to the
/// planar areas that it has in the villages, so that the shares of a row add up to its area exactly.
func registerAreas(
  of layer: RoleLayer, category field: String, in layers: LayerSet, city: RegisterUnit, frame: Frame, workers: Int
) async throws -> RegisteredAreas? {
  guard let prepared = layer.prepared, prepared.geometry.kind == .polygon else { return nil }
  let areas = try await ellipsoidalAreas(of: prepared.geometry, in: frame, workers: workers)
  let villages = layers["villages"]
  // A row whose rings cross has no area to share out, and a village whose rings cross takes none.
  let pairs: [SharedArea] =
    if let villages, let ground = villages.prepared {
      try await sharedAreas(prepared, ground, tree: villages.tree, workers: workers)
        .filter { !villages.unsound.contains($0.right) }
    } else {
      []
    }
  let units = villages.map { villageUnits($0, townships: layers["townships"]) } ?? []

  var shares: [AreaShare] = []
  var categories: [String] = []
  var outside = Area.zero
  var next = 0
  for row in 0..<layer.layer.count {
    var own: [SharedArea] = []
    while next < pairs.count && pairs[next].left == row {
      own.append(pairs[next])
      next += 1
    }
    if layer.unsound.contains(row) { continue }
    let category = layer.layer.fields.text(field, row) ?? "—"
    if !categories.contains(category) { categories.append(category) }
    let planar = prepared.geometry.area(ofRow: row)
    let uncovered = planar - own.reduce(0) { $0 + $1.area }
    // What is left over is rounding where it is a millionth of the row; more is ground outside every village.
    let leftOver = uncovered > max(planar * 1e-6, 0.01) ? uncovered : 0
    let parts = areas[row].apportioned(by: own.map(\.area) + (leftOver > 0 || own.isEmpty ? [leftOver] : []))
    for (pair, area) in zip(own, parts) {
      let unit = units[pair.right]
      shares.append(
        AreaShare(row: row, category: category, township: unit.township, village: unit.village, area: area))
    }
    if parts.count > own.count {
      outside = outside + parts[own.count]
      shares.append(
        AreaShare(row: row, category: category, township: noUnit, village: noUnit, area: parts[own.count]))
    }
  }
  return RegisteredAreas(
    role: layer.role, categoryField: field, shares: shares,
    untrusted: layer.unsound.count, total: shares.reduce(.zero) { $0 + $1.area }, outside: outside,
    rollUp: RollUp(shares, city: city, categories: categories.sorted()))
}

/// The official area of every row (EllipsoidalArea.swift).
func ellipsoidalAreas(of geometry: GeometryColumn, in frame: Frame, workers: Int) async throws -> [Area] {
  let base = try frame.geographicBase
  let formula = EllipsoidalArea(try frame.ellipsoid)
  return try await inChunks(
    of: geometry.count, size: 2048, workers: workers, state: { try Transformer(from: frame, to: base) }
  ) {
    transformer, rows in
    let degrees = transformer.transformed(geometry.gathering(Array(rows)))
    return formula.areas(of: degrees).map { Area(squareMetres: $0.isFinite ? $0 : 0) }
  }.flatMap { $0 }
}

private func villageUnits(
  _ villages: RoleLayer, townships: RoleLayer?
) -> [(township: RegisterUnit, village: RegisterUnit)] {
  var nameOfTownship: [String: String] = [:]
  if let townships {
    for row in 0..<townships.layer.count {
      nameOfTownship[townshipCode(townships.key(row))] = townships.layer.fields.text("name", row)
    }
  }
  return (0..<villages.layer.count).map { row in
    let code = villages.key(row)
    // A village's code begins with its township's (12 digits: county 6, township 3, village 3).
    let township = townshipCode(villages.layer.fields.text("township_code", row) ?? String(code.prefix(9)))
    return (
      RegisterUnit(code: township, name: nameOfTownship[township] ?? township),
      RegisterUnit(code: code, name: villages.layer.fields.text("name", row) ?? code)
    )
  }
}

/// Townships are written with nine digits, or with twelve that end in 000.
private func townshipCode(_ code: String) -> String {
  code.count == 12 && code.hasSuffix("000") ? String(code.dropLast(3)) : code
}

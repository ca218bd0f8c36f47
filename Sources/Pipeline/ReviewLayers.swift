// The layers that the review page draws: their geometry in WGS 84 on a grid, with no more vertices than a page can carry,
// and the few attributes that a person asks for by clicking.

import Formats
import Geodesy
import Geometry
import Profiles
import Reports
import Rules

/// A layer of the page.
struct ReviewLayer {
  struct Field {
    let title: ReviewText
    let values: ReviewColumn
  }
  let role: String
  let title: ReviewText
  let kind: String
  let rows: Int
  /// By which it is coloured and hatched; none where all rows look the same.
  let choices: [ReviewChoice]
  /// The place in `choices` of every row, from 1; 0 where the row has none of them.
  let chosen: String
  let fields: [Field]
  let geometry: String
  /// Where names are written, as points; empty for layers without names on the map.
  let labels: String
  let vertices: Int
  let verticesOfSource: Int
}

/// How much the geometry of a page is thinned, for all of its layers alike.
struct ReviewScale {
  /// In metres; 0 keeps every vertex.
  let tolerance: Double
  /// The width of the grid, in degrees: a centimetre where every vertex is kept, else a decimetre.
  var step: Double { tolerance == 0 ? 1e-7 : 1e-6 }

  /// What a browser of an office's machine reads and draws in a second or two.
  static let vertexBudget = 700_000
  /// Half a metre is the width of a line on a map of 1:2000; beyond twenty, plots would lose their shape.
  static let tolerances: [Double] = [0.5, 1, 2, 5, 10, 20]
}

/// What the page shows of a role, from the ground up.
private struct ReviewRole {
  let role: String
  /// The field whose values are told apart by colour and hatch.
  var choice: String?
  var fields: [String] = []
  /// The field that is written on the map.
  var label: String?

  static let all = [
    ReviewRole(role: "plots", choice: "status", fields: ["plot_id", "crop", "area_mu", "village_code"]),
    ReviewRole(role: "forest", fields: ["forest_id", "kind", "village_code"]),
    ReviewRole(role: "reservoirs", fields: ["name"]),
    ReviewRole(role: "canals", fields: ["name"]),
    ReviewRole(role: "coverage", fields: ["code", "name"]),
    ReviewRole(role: "zones", choice: "zone_kind", fields: ["zone_id", "name", "approval", "approved_on"]),
    ReviewRole(role: "villages", fields: ["name", "code"]),
    ReviewRole(role: "townships", fields: ["name", "code"], label: "name"),
    ReviewRole(role: "pipes", fields: ["code", "name"]),
  ]
}

extension Run {
  /// The layers of the page and what they were thinned by: as little as keeps within the budget.
  func reviewLayers() throws -> (layers: [ReviewLayer], scale: ReviewScale) {
    let shown = ReviewRole.all.compactMap { role in
      loaded.first { $0.layer.role == role.role && $0.layer.layer.geometry != nil }.map { (role, $0) }
    }
    var thinned = shown.map { $0.1.layer.layer }
    var scale = ReviewScale(tolerance: 0)
    func isTooMuch() -> Bool { thinned.reduce(0) { $0 + $1.geometry!.coordinateCount } > ReviewScale.vertexBudget }
    let simplifiers = isTooMuch() ? thinned.map { Simplifier($0.geometry!) } : []
    for tolerance in ReviewScale.tolerances {
      guard isTooMuch() else { break }
      scale = ReviewScale(tolerance: tolerance)
      for index in thinned.indices {
        // From the source each time: a line thinned twice may stray by both tolerances.
        thinned[index].geometry = simplifiers[index].simplified(tolerance: tolerance)
      }
    }
    let layers = try zip(shown, thinned).map { entry, layer in
      try reviewLayer(entry.0, entry.1, layer.transformed(to: .wgs84, by: job.datumShifts).layer, scale)
    }
    return (layers, scale)
  }

  private func reviewLayer(
    _ role: ReviewRole, _ loaded: LoadedLayer, _ layer: Layer, _ scale: ReviewScale
  ) throws -> ReviewLayer {
    let (profile, source, geometry) = (loaded.profile, loaded.layer.layer, layer.geometry!)
    let fields = role.fields.compactMap { name -> ReviewLayer.Field? in
      guard let field = profile.fields.first(where: { $0.name == name }), let column = source.fields[name] else {
        return nil
      }
      let texts = CodedValues((0..<source.count).lazy.map { column.text($0) })
      let values = ReviewColumn(texts, count: source.count) { profile.title(ofValue: $0, field: name) }
      return values.isEmpty ? nil : ReviewLayer.Field(title: ReviewText(field.title), values: values)
    }
    let choices = profile.fields.first { $0.name == role.choice }?.values.map(\.value) ?? []
    let chosen = (0..<source.count).lazy.map { row in
      role.choice.flatMap { source.fields.text($0, row) }.flatMap { choices.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    }
    return ReviewLayer(
      role: role.role, title: ReviewText(loaded.layer.title), kind: "\(geometry.kind)", rows: source.count,
      choices: choices.map { ReviewChoice($0, profile.title(ofValue: $0, field: role.choice!)) },
      chosen: choices.isEmpty ? "" : PackedText(chosen).text, fields: fields,
      geometry: geometry.packed(step: scale.step),
      labels: role.label == nil ? "" : labelPoints(of: geometry).packed(step: scale.step),
      vertices: geometry.coordinateCount, verticesOfSource: source.geometry!.coordinateCount)
  }

  private func labelPoints(of geometry: GeometryColumn) -> GeometryColumn {
    GeometryColumn(points: (0..<geometry.count).map { geometry.labelPoint(ofRow: $0) })
  }
}

extension ReviewLayer: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("role", role)
      json.member("title", title)
      json.member("kind", kind)
      json.member("rows", rows)
      json.member("choices", choices)
      json.member("chosen", chosen)
      json.member("fields", fields)
      json.member("geometry", geometry)
      json.member("labels", labels)
      json.member("vertices", vertices)
      json.member("verticesOfSource", verticesOfSource)
    }
  }
}

extension ReviewLayer.Field: JSONWritable {
  func write(to json: inout JSONText) {
    json.object { json in
      json.member("title", title)
      json.member("values", values)
    }
  }
}

// Kinds of ground, such as planted plots or returned forest: rows of a role by the values of their fields.

public import Geometry
import Settings

/// A kind of ground as a table of overlay rules names it.
///
///     planted: {role: plots, where: {status: [planted]}}
public struct GroundKind: Sendable {
  public let name: String
  public let role: String
  /// Field → the values that rows of this kind have; `nil` among them is a value that is missing.
  let conditions: [(field: String, values: Set<String?>)]

  init(name: String, _ setting: Setting) throws {
    _ = try setting.entries(known: ["role", "where"])
    self.name = name
    role = try setting.required("role").text()
    conditions =
      try setting["where"]?.entries().map { entry in
        (entry.key, Set(try entry.value.atLeastOne().map { try $0.isNone ? nil : $0.text() }))
      } ?? []
  }

  /// The layer of the role with its rows of this kind; `nil` where the job has no such layer of polygons.
  public func rows(in layers: LayerSet) -> GroundRows? {
    guard let layer = layers[role], let prepared = layer.prepared, prepared.geometry.kind == .polygon else {
      return nil
    }
    var holds = (0..<layer.layer.count).map { !layer.unsound.contains($0) && !prepared.geometry.isEmpty(row: $0) }
    for (field, values) in conditions {
      let column = layer.layer.fields[field]
      for row in holds.indices where holds[row] { holds[row] = values.contains(column?.text(row)) }
    }
    return GroundRows(kind: self, layer: layer, prepared: prepared, holds: holds)
  }
}

/// The rows of a layer that are ground of one kind, sound and with geometry.
public struct GroundRows: Sendable {
  public let kind: GroundKind
  public let layer: RoleLayer
  public let prepared: PreparedColumn
  /// By row of the layer.
  public let holds: [Bool]

  public var rows: [Int] { holds.indices.filter { holds[$0] } }
}

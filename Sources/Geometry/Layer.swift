// A layer: geometry, attributes, feature ids and a frame. The one currency between the rooms.

public struct Layer: Sendable {
  public var name: String
  /// Unknown where the source does not say.
  public var frame: Frame?
  /// `nil` for a table without geometry.
  public var geometry: GeometryColumn?
  public var fields: FieldTable
  /// The source's feature id of each row: how people find the row again.
  public var featureIDs: [Int64]

  public init(name: String, frame: Frame?, geometry: GeometryColumn?, fields: FieldTable, featureIDs: [Int64]) {
    self.name = name
    self.frame = frame
    self.geometry = geometry
    self.fields = fields
    self.featureIDs = featureIDs
  }

  /// Several layers of the same fields one behind the other, under the name of the first. Fields that not all have are
  /// missing in the rows of the others; those outside `fields` are kept only where there is a single layer.
  ///
  /// - Parameter names: every field that any of them has, where they are not given.
  public init(joining layers: [Layer], fields names: [String]? = nil) {
    self = layers[0]
    guard layers.count > 1 else { return }
    let names = names ?? layers.flatMap(\.fields.names).distinct { $0 }
    let kind = layers.lazy.compactMap(\.geometry?.kind).first
    fields = FieldTable()
    for name in names {
      if let column = AttributeColumn(joining: layers.map { ($0.fields[name], $0.count) }) { fields.set(name, column) }
    }
    if let kind {
      var builder = GeometryBuilder(kind)
      for layer in layers {
        for row in 0..<layer.count {
          if let own = layer.geometry, own.kind == kind { builder.appendRow(row, of: own) } else { builder.endRow() }
        }
      }
      geometry = builder.finish()
    }
    featureIDs = layers.flatMap(\.featureIDs)
  }

  public var count: Int { featureIDs.count }

  /// The chosen rows, in the order given.
  public func gathering(_ rows: [Int]) -> Layer {
    Layer(
      name: name, frame: frame, geometry: geometry?.gathering(rows), fields: fields.gathering(rows),
      featureIDs: rows.map { featureIDs[$0] })
  }
}

/// Named attribute columns of equal length, in the order of the source.
public struct FieldTable: Sendable {
  public private(set) var names: [String] = []
  private var columns: [AttributeColumn] = []

  public init() {}

  public subscript(name: String) -> AttributeColumn? { names.firstIndex(of: name).map { columns[$0] } }

  /// Adds a column, or replaces the one of that name in its place.
  public mutating func set(_ name: String, _ column: AttributeColumn) {
    if let index = names.firstIndex(of: name) {
      columns[index] = column
    } else {
      names.append(name)
      columns.append(column)
    }
  }

  public var all: [(name: String, column: AttributeColumn)] { zip(names, columns).map { ($0, $1) } }

  public func text(_ name: String, _ row: Int) -> String? { self[name]?.text(row) }

  public func gathering(_ rows: [Int]) -> FieldTable {
    var table = FieldTable()
    for (name, column) in all { table.set(name, column.gathering(rows)) }
    return table
  }
}

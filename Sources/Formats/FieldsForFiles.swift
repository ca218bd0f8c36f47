// A layer's fields as a table of a file can hold them.

public import Geometry

extension Layer {
  /// With fields that every table can hold: names differ by more than upper and lower case, and are not those of the
  /// columns that the file makes itself.
  public var withFieldsForFiles: (layer: Layer, fields: [FieldDefinition]) {
    var table = FieldTable()
    var definitions: [FieldDefinition] = []
    var used: Set<String> = ["fid", "ogc_fid", "geom", "geometry"]
    for (name, column) in fields.all {
      var unique = name
      var number = 2
      while !used.insert(unique.lowercased()).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      table.set(unique, column)
      definitions.append(FieldDefinition(unique, column.fieldKind))
    }
    var layer = self
    layer.fields = table
    return (layer, definitions)
  }
}

extension AttributeColumn {
  public var fieldKind: FieldDefinition.Kind {
    switch self {
    case .integer: .integer
    case .real: .real
    case .text: .text
    case .flag: .flag
    case .day: .day
    }
  }
}

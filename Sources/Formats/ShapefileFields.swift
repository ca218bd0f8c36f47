// Shapefiles hold names of ten bytes and texts of 254: what does not fit is renamed by a list that goes with the file, or
// refused, but never cut in silence.

public import Geometry

/// A layer whose fields a shapefile can hold, and what they were called.
public struct ShapefileFields: Sendable {
  public let layer: Layer
  public let fields: [FieldDefinition]
  /// Name in the file and name before, for those that changed.
  public let renamed: [(short: String, name: String)]

  private static let textLimit = 254

  /// - Throws: ``InputFault`` where a text is longer than a shapefile can hold.
  public init(_ source: Layer, _ definitions: [FieldDefinition], file: String) throws {
    var table = FieldTable()
    var fields: [FieldDefinition] = []
    var renamed: [(String, String)] = []
    var used: Set<String> = []
    for definition in definitions {
      guard let column = source.fields[definition.name] else { continue }
      let short = Self.shortName(of: definition.name, besides: &used)
      if short != definition.name { renamed.append((short, definition.name)) }
      table.set(short, column)
      let width = try Self.width(of: column, definition, in: source, file: file)
      fields.append(FieldDefinition(short, definition.kind, width: width))
    }
    var layer = source
    layer.fields = table
    self.layer = layer
    self.fields = fields
    self.renamed = renamed
  }

  /// ``Geometry/shapefileName(of:)``, with a number at its end where two would be the same.
  private static func shortName(of name: String, besides used: inout Set<String>) -> String {
    let base = shapefileName(of: name)
    var number = 1
    while true {
      let end = number == 1 ? "" : String(number)
      let candidate = base.prefix(bytes: shapefileNameLimit - end.utf8.count) + end
      if used.insert(candidate.lowercased()).inserted { return candidate }
      number += 1
    }
  }

  private static func width(
    of column: AttributeColumn, _ definition: FieldDefinition, in layer: Layer, file: String
  ) throws -> Int? {
    guard definition.kind == .text else { return nil }
    var widest = 1
    for row in 0..<layer.count {
      let length = column.text(row)?.utf8.count ?? 0
      if length > textLimit {
        throw InputFault(
          at: file,
          Words(
            zh: "fid \(layer.featureIDs[row]) 的字段“\(definition.name)”有 \(length) 字节，Shapefile 最多 \(textLimit) 字节",
            en:
              "field '\(definition.name)' of fid \(layer.featureIDs[row]) has \(length) bytes; a shapefile holds \(textLimit)"
          ),
          remedy: Words(
            zh: "请改存为 .gpkg，或用 --drop \(definition.name) 去掉该字段",
            en: "write a .gpkg instead, or leave the field out with --drop \(definition.name)"))
      }
      widest = max(widest, length)
    }
    return widest
  }
}

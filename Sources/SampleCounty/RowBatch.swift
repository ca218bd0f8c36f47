// Rows on their way to a file, gathered to be written together.

import Formats
import Geometry

enum FieldValue: Sendable {
  case text(String?)
  case real(Double)
  case integer(Int)
  case day(Day)
}

enum Shape: Sendable {
  /// Open rings, the shell first.
  case polygon([[Coordinate]])
  /// The same by part.
  case polygons([[[Coordinate]]])
  case line([Coordinate])
  case point(Coordinate)
  case none
}

/// Rows of one layer, each with a value for each field, in the order of the fields.
struct RowBatch: ~Copyable {
  private let fields: [FieldDefinition]
  private var geometry: GeometryBuilder
  private let hasGeometry: Bool
  private var columns: [[FieldValue]]

  init(_ kind: GeometryKind?, fields: [FieldDefinition]) {
    self.fields = fields
    geometry = GeometryBuilder(kind ?? .point)
    hasGeometry = kind != nil
    columns = fields.map { _ in [] }
  }

  mutating func append(_ shape: Shape, _ values: [FieldValue]) {
    switch shape {
    case .polygon(let rings): for ring in rings { geometry.appendRing(ring) }
    case .polygons(let parts):
      for rings in parts {
        for ring in rings { geometry.appendRing(ring) }
        geometry.endPart()
      }
    case .line(let course): geometry.appendRing(course)
    case .point(let place): geometry.appendRing(CollectionOfOne(place))
    case .none: break
    }
    geometry.endPart()
    geometry.endRow()
    for (index, value) in values.enumerated() { columns[index].append(value) }
  }

  consuming func finish() -> Layer {
    var table = FieldTable()
    for (field, values) in zip(fields, columns) { table.set(field.name, Self.column(values, field.kind)) }
    let hasGeometry = hasGeometry
    let count = geometry.count
    let column = geometry.finish()
    return Layer(
      name: "", frame: nil, geometry: hasGeometry ? column : nil, fields: table,
      featureIDs: (0..<count).map { Int64($0) })
  }

  private static func column(_ values: [FieldValue], _ kind: FieldDefinition.Kind) -> AttributeColumn {
    switch kind {
    case .text, .flag: .text(TextValues(values.map { if case .text(let text) = $0 { text } else { nil } }))
    case .real: .real(Values(values.map { if case .real(let number) = $0 { number } else { nil } }))
    case .integer: .integer(Values(values.map { if case .integer(let number) = $0 { Int64(number) } else { nil } }))
    case .day: .day(Values(values.map { if case .day(let day) = $0 { day.daysSince1970 } else { nil } }))
    }
  }
}

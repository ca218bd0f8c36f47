// From the columns that an office sends to the fields that the engine knows.

public import Geometry

/// What a job says about one layer beyond its profile.
public struct FieldSettings: Sendable {
  /// Field → the source's column for it.
  public var columns: [String: String] = [:]
  /// Field → one value for all rows.
  public var constants: [String: String] = [:]

  public init() {}
}

/// A value that its field cannot have, or has not; the value is missing in the layer. Only a key of the wrong form is kept,
/// because it names the row to people.
public struct FieldFault: Sendable {
  public enum Reason: Sendable, Equatable {
    case wrongType, outsideList
    case tooLong(limit: Int)
    /// Not a code of one of these numbers of digits.
    case notDigits([Int])
    case outOfBounds
    /// A code in a cell of numbers, of more digits than a number holds.
    case lostDigits
    /// A required field without a value, or without a column.
    case missing
  }
  /// `nil` where no row has a value.
  public let row: Int?
  public let field: String
  /// As the source has it; empty where it is missing.
  public let value: String
  public let reason: Reason
}

extension LayerProfile {
  /// The layer with the profile's fields under their own names. Columns that no field asks for are kept as they are.
  ///
  /// - Throws: ``InputFault`` where the key has no column, because no list could name a row, or the geometry is of another kind.
  public func apply(
    to source: Layer, settings: FieldSettings = FieldSettings(), file: String
  ) throws -> (layer: Layer, faults: [FieldFault]) {
    if let wanted = geometry, let kind = source.geometry?.kind, kind != wanted, source.count > 0 {
      throw InputFault(
        at: "\(file)|\(source.name)",
        Words(
          zh: "“\(title.zh)”图层应为\(wanted.title.zh)，实为\(kind.title.zh)",
          en: "\(title.en) should be \(wanted.title.en), but are \(kind.title.en)"),
        remedy: Words(zh: "检查作业文件中该图层的 role 和 source", en: "check the layer's role and source in the job file"))
    }
    var faults: [FieldFault] = []
    var taken: Set<String> = []
    var result = FieldTable()
    func convert(_ column: AttributeColumn, _ field: Field) -> AttributeColumn {
      let (converted, own) = ColumnReading(of: field, isKey: field.name == key).converted(column)
      faults += own
      return converted
    }
    for field in fields {
      if let constant = settings.constants[field.name] {
        let texts = AttributeColumn.text(TextValues(repeatElement(String?.some(constant), count: source.count)))
        result.set(field.name, convert(texts, field))
      } else if let column = try self.column(for: field, in: source, settings: settings, file: file) {
        taken.insert(column)
        result.set(field.name, convert(source.fields[column]!, field))
      } else if field.isRequired {
        faults.append(FieldFault(row: nil, field: field.name, value: "", reason: .missing))
      }
    }
    for (name, column) in source.fields.all where !taken.contains(name) && result[name] == nil {
      result.set(name, column)
    }
    var layer = source
    layer.fields = result
    return (layer, faults)
  }

  private static let withoutFields = Words(
    zh: "文件没有任何字段；若是 Shapefile，请把同名的 .dbf 放在旁边",
    en: "the file has no fields at all; put the .dbf of a shapefile beside it")

  private func column(
    for field: Field, in source: Layer, settings: FieldSettings, file: String
  ) throws -> String? {
    let names = source.fields.names
    let all = names.joined(separator: ", ")
    if let stated = settings.columns[field.name] {
      guard names.contains(stated) else {
        throw InputFault(
          at: "\(file)|\(source.name)",
          Words(
            zh: "没有字段“\(stated)”（作业文件指定其为 \(field.name)）",
            en: "there is no field '\(stated)', which the job names for \(field.name)"),
          remedy: Words(zh: "现有字段：\(all)", en: "its fields: \(all)"))
      }
      return stated
    }
    // The order of the aliases decides where a file has several of them.
    let present = names.map { $0.trimmingSpaces().lowercased() }
    let own = [field.name] + field.aliases
    // What people call the field is a name of it as well, unless it is one of another.
    let titles = [field.title.zh, field.title.en].filter { title in
      !fields.contains { $0.name != field.name && ([$0.name] + $0.aliases).contains(title) }
    }
    for known in own + titles {
      if let index = present.firstIndex(of: known.lowercased()) { return names[index] }
    }
    guard field.name == key else { return nil }
    throw InputFault(
      at: "\(file)|\(source.name)",
      Words(
        zh: "缺少必需字段“\(field.title.zh)”（\(field.name)）",
        en: "the required field '\(field.title.en)' (\(field.name)) is missing"),
      remedy: names.isEmpty
        ? Self.withoutFields
        : Words(
          zh: "在作业文件该图层下写 fields: {\(field.name): 列名}；现有字段：\(all)；已知别名：\(field.aliases.joined(separator: "、"))",
          en:
            "name its column in the job file, fields: {\(field.name): COLUMN}; its fields: \(all); known aliases: \(field.aliases.joined(separator: ", "))"
        ))
  }
}

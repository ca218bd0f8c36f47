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

/// A value that could not be taken as its field wants it; the value is missing in the layer.
public struct FieldFault: Sendable {
  public enum Reason: Sendable { case wrongType, outsideList }
  public let row: Int
  public let field: String
  public let value: String
  public let reason: Reason
}

extension LayerProfile {
  /// The layer with the profile's fields under their own names. Columns that no field asks for are kept as they are.
  ///
  /// - Throws: ``InputFault`` where a required field has no column, or the geometry is of another kind.
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
    for field in fields {
      if let constant = settings.constants[field.name] {
        let texts = AttributeColumn.text(TextValues(repeatElement(String?.some(constant), count: source.count)))
        result.set(field.name, convert(texts, field, &faults))
      } else if let column = try self.column(for: field, in: source, settings: settings, file: file) {
        taken.insert(column)
        result.set(field.name, convert(source.fields[column]!, field, &faults))
      }
    }
    for (name, column) in source.fields.all where !taken.contains(name) && result[name] == nil {
      result.set(name, column)
    }
    var layer = source
    layer.fields = result
    return (layer, faults)
  }

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
    let known = ([field.name] + field.aliases).map { $0.lowercased() }
    if let found = names.first(where: { known.contains($0.trimmingSpaces().lowercased()) }) { return found }
    guard field.isRequired || field.name == key else { return nil }
    throw InputFault(
      at: "\(file)|\(source.name)",
      Words(
        zh: "缺少必需字段“\(field.title.zh)”（\(field.name)）",
        en: "the required field '\(field.title.en)' (\(field.name)) is missing"),
      remedy: Words(
        zh: "在作业文件该图层下写 fields: {\(field.name): 列名}；现有字段：\(all)；已知别名：\(field.aliases.joined(separator: "、"))",
        en:
          "name its column in the job file, fields: {\(field.name): COLUMN}; its fields: \(all); known aliases: \(field.aliases.joined(separator: ", "))"
      ))
  }

  private func convert(_ column: AttributeColumn, _ field: Field, _ faults: inout [FieldFault]) -> AttributeColumn {
    var values: [String: String] = [:]
    for (value, aliases) in field.values {
      for alias in [value] + aliases { values[alias.lowercased()] = value }
    }
    func each<Value>(_ read: (String) -> Value?) -> [Value?] {
      (0..<column.count).map { row in
        guard let text = column.text(row)?.trimmingSpaces(), !text.isEmpty else { return nil }
        if let value = read(text) { return value }
        faults.append(
          FieldFault(row: row, field: field.name, value: text, reason: values.isEmpty ? .wrongType : .outsideList))
        return nil
      }
    }
    switch field.type {
    case .text: return .text(TextValues(each { values.isEmpty ? $0 : values[$0.lowercased()] }))
    case .number: return .real(Values(each { Double($0).flatMap { $0.isFinite ? $0 : nil } }))
    case .integer: return .integer(Values(each { Int64($0) }))
    case .flag: return .flag(Values(each { Self.flags[$0.lowercased()] }))
    case .day: return .day(Values(each { Day($0)?.daysSince1970 }))
    }
  }

  private static let flags: [String: Bool] = [
    "是": true, "有": true, "true": true, "yes": true, "y": true, "1": true, "t": true,
    "否": false, "无": false, "false": false, "no": false, "n": false, "0": false, "f": false,
  ]
}

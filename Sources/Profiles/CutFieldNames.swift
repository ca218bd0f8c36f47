// Names that a shapefile cut to ten bytes, found again: 许可到期日期 comes back as 许可到期 in GBK and as 许可到 in UTF-8. And those that our
// own export shortened: permit_state comes back as permit_stt.

public import Geometry

extension LayerProfile {
  /// What became of names that a file had cut or shortened.
  public struct RestoredNames: Sendable {
    /// The layer with those columns under the alias that they are the beginning of.
    public let layer: Layer
    public let notes: [Words]
    /// Beginnings of the names of several fields; these stay as they are.
    public let ambiguous: [Words]
  }

  /// - Parameter cut: columns whose names may have been longer.
  public func restoringNames(
    of source: Layer, cut: Set<String>, settings: FieldSettings = FieldSettings()
  ) -> RestoredNames {
    let present = Set(source.fields.names.map { $0.trimmingSpaces().lowercased() })
    // A field that has its column already is not looked for.
    let open = fields.filter { field in
      settings.columns[field.name] == nil && settings.constants[field.name] == nil
        && !([field.name] + field.aliases).contains { present.contains($0.lowercased()) }
    }
    let stated = Set(settings.columns.values)
    var chosen: [String: (column: String, alias: String)] = [:]
    var notes: [Words] = []
    var ambiguous: [Words] = []
    for column in source.fields.names where cut.contains(column) && !stated.contains(column) && !isKnown(column) {
      let matches = open.compactMap { field in
        ([field.name] + field.aliases).first { name in
          name.count > column.count
            && (name.lowercased().hasPrefix(column.lowercased())
              || shapefileName(of: name).lowercased() == column.lowercased())
        }
        .map { (field, $0) }
      }
      if matches.count == 1, chosen[matches[0].0.name] == nil {
        chosen[matches[0].0.name] = (column, matches[0].1)
        notes.append(
          Words(
            zh: "字段名“\(column)”只有 Shapefile 留下的 10 字节，按“\(matches[0].1)”识别",
            en:
              "the field name '\(column)' is what the ten bytes of a shapefile left of '\(matches[0].1)', and taken as that"
          ))
      } else if let first = matches.first {
        let list = matches.map(\.1)
        ambiguous.append(
          Words(
            zh:
              "字段名“\(column)”可能被截断，可以是：\(list.joined(separator: "、"))；未采用。请在作业文件中写 fields: {\(first.0.name): \(column)}",
            en:
              "the field name '\(column)' may have been cut and could be any of \(list.joined(separator: ", ")), so it is not used; say which in the job: fields: {\(first.0.name): \(column)}"
          ))
      }
    }
    var layer = source
    layer.fields = FieldTable()
    let aliases = Dictionary(uniqueKeysWithValues: chosen.values.map { ($0.column, $0.alias) })
    for (name, column) in source.fields.all { layer.fields.set(aliases[name] ?? name, column) }
    return RestoredNames(layer: layer, notes: notes, ambiguous: ambiguous)
  }

  private func isKnown(_ column: String) -> Bool {
    let name = column.trimmingSpaces().lowercased()
    return fields.contains { field in ([field.name] + field.aliases).contains { $0.lowercased() == name } }
  }
}

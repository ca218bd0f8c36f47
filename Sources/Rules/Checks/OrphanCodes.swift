// A05: codes of units that do not exist, or do not lie one in the other: village ⊄ township ⊄ county.

public import Geometry
import Profiles

public enum OrphanCodes: Check {
  public static let code = "A05"
  public static let severity = Severity.error
  public static let title = Words(zh: "行政代码无对应单位或不相隶属", en: "code of no unit, or of a unit outside the one above")
  public static let source = Words(
    zh: "国土调查数据库质检：代码一致性；GB/T 2260", en: "land-survey quality rules: consistent codes; GB/T 2260")

  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    let units = KnownUnits(context)
    return context.layers.layers.flatMap { layer -> [Finding] in
      let fields = layer.profile?.fields.filter { !$0.units.isEmpty && layer.layer.fields[$0.name] != nil } ?? []
      guard !fields.isEmpty else { return [] }
      return (0..<layer.layer.count).compactMap { row in
        let codes = fields.compactMap { field in
          layer.layer.fields.text(field.name, row).flatMap { UnitCode($0, of: field) }
        }
        return fault(of: codes, in: layer, units).map { words, fields, role in
          // The layer of units that was asked is named, so that a run without it does not look for this.
          Finding(
            code: code, severity: severity, layers: [layer.role] + (role.map { [$0] } ?? []), rows: [layer.key(row)],
            place: layer.place(row), fields: fields.map(\.name),
            message: Words(zh: "\(layer.key(row))：\(words.zh)", en: "\(layer.key(row)): \(words.en)"))
        }
      }
    }
  }

  /// The first thing that is wrong with the codes of one row, and the layer that does not have the unit.
  private static func fault(
    of codes: [UnitCode], in layer: RoleLayer, _ units: KnownUnits
  ) -> (words: Words, fields: [LayerProfile.Field], role: String?)? {
    for code in codes {
      // A layer of units is where its own codes are known from; it answers for the level above.
      let isOwn = layer.role == code.level.role && code.field.name == layer.keyField
      guard let level = units.missing(code, above: isOwn) else { continue }
      let unit = code.beginning(level)
      let words = Words(
        zh:
          "“\(code.field.title.zh)”的值 \(code.text) 属于\(level.title.zh) \(unit)，但\(units.place(level).zh)没有它，按代码归不进任何单位；请核对代码",
        en:
          "the '\(code.field.title.en)' \(code.text) is of the \(level.title.en) \(unit), which \(units.place(level).en) does not have, so that by its code it belongs to no unit; check it"
      )
      return (words, [code.field], isOwn ? nil : level.role)
    }
    for lower in codes {
      for upper in codes where upper.level.digits < lower.level.digits {
        let (own, above) = (lower.beginning(upper.level), upper.beginning(upper.level))
        guard own != above else { continue }
        let words = Words(
          zh:
            "\(lower.level.title.zh)代码 \(lower.text) 属于\(upper.level.title.zh) \(own)，登记的却是 \(above)；两级汇总会对不上，请核定后改正其一",
          en:
            "the \(lower.level.title.en) \(lower.text) is of the \(upper.level.title.en) \(own), but the row says \(above); sums of the two would not agree: decide which is right and correct the other"
        )
        return (words, [lower.field, upper.field], nil)
      }
    }
    return nil
  }
}

/// A code that can be read, with the field that holds it.
private struct UnitCode {
  let text: String
  let level: UnitLevel
  let field: LayerProfile.Field

  /// A key keeps a wrong form, which another check tells.
  init?(_ text: String, of field: LayerProfile.Field) {
    guard field.form.fault(of: text) == nil else { return nil }
    // Of several levels the digits tell which.
    let plain = plainUnitCode(text)
    guard let level = field.units.count == 1 ? field.units[0] : field.units.last(where: { $0.digits <= plain.count })
    else { return nil }
    self.text = text
    self.level = level
    self.field = field
  }

  func beginning(_ level: UnitLevel) -> String { String(text.prefix(level.digits)) }
}

/// The units that the job's layers have, each by the digits that name it.
private struct KnownUnits {
  private var codes: [UnitLevel: Set<String>] = [:]

  init(_ context: CheckContext) {
    for level in UnitLevel.allCases {
      guard let role = level.role, let layer = context.layers[role] else { continue }
      codes[level] = Set((0..<layer.layer.count).map { String(layer.key($0).prefix(level.digits)) })
    }
    if let county = context.countyCode, county.count == UnitLevel.county.digits { codes[.county] = [county] }
  }

  /// The level of a code at which there is no such unit. Only the lowest level that the job knows is asked: a unit that is
  /// there answers for those above in its own row.
  func missing(_ code: UnitCode, above: Bool) -> UnitLevel? {
    let levels: [UnitLevel] = [.village, .township, .county]
    let own = levels.filter { $0.digits <= code.level.digits - (above ? 1 : 0) }
    guard let level = own.first(where: { codes[$0] != nil }) else { return nil }
    return codes[level]!.contains(code.beginning(level)) ? nil : level
  }

  func place(_ level: UnitLevel) -> Words {
    level == .county
      ? Words(zh: "本作业（县 \(codes[.county]?.first ?? "")）", en: "the job (county \(codes[.county]?.first ?? ""))")
      : Words(zh: "\(level.title.zh)图层", en: "the layer of \(level.role ?? "")")
  }
}

extension UnitLevel {
  /// The layer whose keys are the codes of the level.
  fileprivate var role: String? {
    switch self {
    case .county: nil
    case .township: "townships"
    case .village: "villages"
    }
  }
}

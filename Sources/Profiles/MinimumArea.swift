// From which area on a row may stand on its own (check G06): one number, or one for each class of ground.

import Settings
import Geometry

/// Square metres, by the value of a field or the beginning of it.
public struct MinimumArea: Sendable {
  /// The field that says the class; `nil` where one number is for all.
  public let field: String?
  private let byBeginning: [(beginning: String, area: Double)]
  /// For classes that no beginning is of; `nil` where those may be of any size.
  private let otherwise: Double?

  /// Written as
  ///
  ///     minimum-area: 66.67                                         m²
  ///     minimum-area: {by: class, of: {"05": 200, "1107": 0}, otherwise: 600}        0: of any size
  init(_ setting: Setting, fields: [LayerProfile.Field]) throws {
    guard setting.isMapping else {
      field = nil
      byBeginning = []
      otherwise = try Self.area(setting)
      return
    }
    _ = try setting.entries(known: ["by", "of", "otherwise"])
    let by = try setting.required("by")
    let name = try by.text()
    guard let field = fields.first(where: { $0.name == name }) else {
      throw by.unknownValue(name, among: fields.map(\.name))
    }
    self.field = name
    byBeginning = try setting.required("of").entries().map { beginning, _, area in
      guard field.values.isEmpty || field.values.contains(where: { $0.value.hasPrefix(beginning) }) else {
        throw area.wrong(
          Words(zh: "字段“\(name)”没有以“\(beginning)”开头的值", en: "no value of '\(name)' begins with '\(beginning)'"))
      }
      return (beginning, try Self.area(area))
    }
    otherwise = try setting["otherwise"].map(Self.area)
  }

  private static func area(_ setting: Setting) throws -> Double {
    let area = try setting.number()
    guard area >= 0 else { throw setting.wrong(Words(zh: "面积不能为负数", en: "an area must not be negative")) }
    return area
  }

  /// The longest beginning decides. `nil` where a row may be of any size, or its class is missing.
  public func area(ofClass value: String?) -> Double? {
    guard field != nil else { return otherwise }
    guard let value else { return nil }
    let matching = byBeginning.filter { value.hasPrefix($0.beginning) }
    return matching.max { $0.beginning.utf8.count < $1.beginning.utf8.count }?.area ?? otherwise
  }
}

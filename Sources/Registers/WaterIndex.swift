// Indices of water use and what was used against them. Every figure says what it is about; figures about different things
// are never divided.

public import Geometry

/// What a figure of water is about. Two figures can be compared where these are equal.
public struct WaterScope: Sendable, Hashable {
  /// Whose water, in the words of the document: 师市, 师市老团场, 昌吉市, or the code of a township or village.
  public let unit: String
  public let year: Int
  public let source: WaterSource

  public init(unit: String, year: Int, source: WaterSource) {
    self.unit = unit
    self.year = year
    self.source = source
  }
}

public enum WaterSource: String, Sendable, CaseIterable {
  case total, groundwater, surface, reclaimed

  public var title: Words {
    switch self {
    case .total: Words(zh: "用水总量", en: "all water")
    case .groundwater: Words(zh: "地下水", en: "groundwater")
    case .surface: Words(zh: "地表水", en: "surface water")
    case .reclaimed: Words(zh: "中水", en: "reclaimed water")
    }
  }
}

/// An index (用水总量控制指标), or what was used.
public struct WaterFigure: Sendable {
  public let scope: WaterScope
  public let volume: Volume
  /// Of what was used: up to this day of the year; `nil` for a whole year and for an index.
  public let until: Day?
  /// The document that says so.
  public let basis: String?

  public init(scope: WaterScope, volume: Volume, until: Day? = nil, basis: String? = nil) {
    self.scope = scope
    self.volume = volume
    self.until = until
    self.basis = basis
  }
}

/// What was used against an index, or why the two cannot be compared.
public enum WaterComparison: Sendable {
  /// The part of the index that was used, and whether the year was over.
  case share(Double, isWholeYear: Bool)
  case otherScope(Words)

  public init(_ used: WaterFigure, against index: WaterFigure) {
    let (a, b) = (used.scope, index.scope)
    if a == b {
      self =
        index.volume > .zero
        ? .share(used.volume.cubicMetres / index.volume.cubicMetres, isWholeYear: used.until == nil)
        : .otherScope(Words(zh: "指标为零，不能计算比例", en: "the index is zero: there is no share of it"))
      return
    }
    var reasons: [Words] = []
    if a.unit != b.unit {
      reasons.append(
        Words(zh: "范围不同（用水为“\(a.unit)”，指标为“\(b.unit)”）", en: "different scopes (used: '\(a.unit)', index: '\(b.unit)')")
      )
    }
    if a.year != b.year {
      reasons.append(Words(zh: "年份不同（\(a.year) 与 \(b.year)）", en: "different years (\(a.year) and \(b.year))"))
    }
    if a.source != b.source {
      reasons.append(
        Words(
          zh: "水源不同（\(a.source.title.zh)与\(b.source.title.zh)）",
          en: "different water (\(a.source.title.en) and \(b.source.title.en))"))
    }
    self = .otherScope(
      Words(
        zh: reasons.map(\.zh).joined(separator: "，") + "，不能比较",
        en: "cannot be compared: " + reasons.map(\.en).joined(separator: ", ")))
  }
}

extension [WaterFigure] {
  /// The index for a figure of use; where there is none of its scope, the reasons why the nearest ones are not it.
  public func comparison(of used: WaterFigure) -> (index: WaterFigure?, result: WaterComparison) {
    if let own = first(where: { $0.scope == used.scope }) { return (own, WaterComparison(used, against: own)) }
    let nearest =
      first { $0.scope.year == used.scope.year && $0.scope.source == used.scope.source }
      ?? first { $0.scope.unit == used.scope.unit && $0.scope.source == used.scope.source }
    if let nearest { return (nearest, WaterComparison(used, against: nearest)) }
    return (nil, .otherScope(Words(zh: "没有同一范围的指标", en: "there is no index of the same scope")))
  }
}

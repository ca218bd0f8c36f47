// Shared parts that are large and wide enough to be claims, not the noise of two drawings of one line.

import Geometry
import Overlay

/// A part that a row of one layer shares with a row of another.
struct Claim: Sendable {
  let left: Int
  let right: Int
  /// On the ellipsoid, in m².
  let area: Double
  let shape: OverlapShape
  var place: Coordinate { shape.centroid }
}

extension CheckContext {
  /// The shared parts of two layers, or of the rows of one, that exceed the check's thresholds `area` and `width`.
  func claims(
    _ check: any Check.Type, _ left: RoleLayer, _ right: RoleLayer, where isMeant: (SharedArea) -> Bool
  ) async throws -> [Claim] {
    guard let a = left.prepared, let b = right.prepared else { return [] }
    let (least, narrowest) = (threshold(check, "area"), threshold(check, "width"))
    // The scale of a map is within a thousandth of 1: what is left out here is below the limit on the ellipsoid as well.
    let pairs = try await ground.pairs(left, right).filter { $0.area > 0.99 * least && isMeant($0) }
    let shapes = try await shapes(of: pairs, a, b, workers: workers)
    return zip(pairs, shapes).compactMap { pair, shape in
      let area = shape.area * scale(shape.centroid)
      guard area > least && shape.width > narrowest else { return nil }
      return Claim(left: pair.left, right: pair.right, area: area, shape: shape)
    }
  }

  func claims(_ check: any Check.Type, _ left: GroundRows, _ right: GroundRows) async throws -> [Claim] {
    try await claims(check, left.layer, right.layer) { left.holds[$0.left] && right.holds[$0.right] }
  }

  /// The official area of a row in m²; by the scale of the map where the run has none.
  func officialArea(_ layer: RoleLayer, _ row: Int) -> Double {
    if let areas = official[layer.role] { return areas[row] }
    guard let geometry = layer.layer.geometry, let place = geometry.labelPoint(ofRow: row) else { return 0 }
    return geometry.area(ofRow: row) * scale(place)
  }
}

/// An area as people of the trade say it.
func spoken(_ squareMetres: Double) -> Words {
  let mu = (squareMetres * 3 / 2000).toHundredths
  return Words(zh: "\(squareMetres.toHundredths) 平方米（\(mu) 亩）", en: "\(squareMetres.toHundredths) m² (\(mu) mu)")
}

/// A share as a percentage with one decimal.
func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

extension Threshold {
  /// What two layers must share to claim the same ground.
  static let layersArea = Threshold(
    "area", 66.7, "m²",
    reason: Words(zh: "0.1 亩：上图和清单的最小面积", en: "0.1 mu, the smallest area that lists of plots give"))
  static let layersWidth = Threshold(
    "width", 1, "m",
    reason: Words(zh: "不同单位各自绘制的同一条界线可差 1 米", en: "a line that two offices draw differs by a metre"))
  /// What two surveys of the same ground must differ by.
  static let surveysArea = Threshold(
    "area", 400, "m²",
    reason: Words(
      zh: "国土调查农用地最小上图面积 400 平方米，更小的不单独成斑", en: "the land survey maps no piece of farmland smaller than 400 m²"))
  static let surveysWidth = Threshold(
    "width", 3, "m",
    reason: Words(
      zh: "两次测绘的同一条界线可差 1 至 2 米，更窄的是绘图差异",
      en: "a line measured twice differs by one to two metres; narrower strips are drawing"))
}

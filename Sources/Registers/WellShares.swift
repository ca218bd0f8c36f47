// The groundwater index of a village shared out over its wells, and the electricity that goes with it (以电折水).
//
// 伽政办规〔2021〕2号 第十条: the index is broken down to townships and villages; from a village's index every well gets a water
// quota, and from that a power quota. W = Tc · E, where Tc, in m³ a kWh, is measured at the well on some day.

public import Geometry

/// A conversion of electricity to water, as it was measured.
public struct PowerConversion: Sendable, Hashable {
  public let cubicMetresPerKilowattHour: Double
  /// Tc changes with the depth of the water: an old one is in doubt. `nil` where nobody noted the day.
  public let calibrated: Day?

  public init(cubicMetresPerKilowattHour: Double, calibrated: Day?) {
    self.cubicMetresPerKilowattHour = cubicMetresPerKilowattHour
    self.calibrated = calibrated
  }

  /// W = Tc · E.
  public func volume(ofKilowattHours energy: Double) -> Volume {
    Volume(cubicMetres: cubicMetresPerKilowattHour * energy)
  }

  /// E = W / Tc in whole kWh, rounded down: with this much power no more than the volume can be pumped.
  public func kilowattHours(for volume: Volume) -> Int64 {
    let energy = (volume.cubicMetres / cubicMetresPerKilowattHour).rounded(.down)
    return abs(energy) < Self.mostEnergy ? Int64(energy) : 0
  }

  /// More than a country uses in a month: a conversion that is a slip of the pen. Sums of such stay far from the end of the range.
  private static let mostEnergy = 1e12

  /// Whether it was measured within so many days before a day.
  public func isFresh(on day: Day, within days: Int) -> Bool {
    calibrated.map { $0 <= day && $0.adding(days: days) >= day } ?? false
  }
}

/// A well that takes part in the sharing.
public struct SharingWell: Sendable {
  public let id: String
  /// What it irrigates, in any unit; equal shares where no well of the village has one.
  public let weight: Double
  public let conversion: PowerConversion?

  public init(id: String, weight: Double, conversion: PowerConversion?) {
    self.id = id
    self.weight = weight
    self.conversion = conversion
  }
}

/// A well's part of its village's index.
public struct WellShare: Sendable, Equatable {
  public let id: String
  public let cubicMetres: Int64
  /// `nil` where the well has no conversion.
  public let kilowattHours: Int64?
}

/// Shares out an index in whole m³ by largest remainder: the shares add up to it, less the litres that make no whole m³.
public func shares(of index: Volume, among wells: [SharingWell]) -> [WellShare] {
  let weights = wells.map { $0.weight.isFinite && $0.weight > 0 ? $0.weight : 0 }
  let hasWeights = weights.contains { $0 > 0 }
  let cubicMetres = largestRemainder(
    of: max(index.litres, 0) / 1000, by: hasWeights ? weights : weights.map { _ in 1 })
  return zip(wells, cubicMetres).map { well, volume in
    WellShare(
      id: well.id, cubicMetres: volume,
      kilowattHours: well.conversion.map { $0.kilowattHours(for: Volume(litres: volume * 1000)) })
  }
}

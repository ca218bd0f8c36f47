// What a check is, and the list of all checks.

public import Geometry

/// What checks read.
public struct CheckContext: Sendable {
  public let layers: LayerSet
  public let wells: [Well]
  /// Of the wells; `nil` where the job has none.
  public let wellFacts: WellFacts?
  public let decisionDate: Day
  public let wellSettings: WellSettings
  /// Square metres on the ellipsoid per square unit of the frame, at a place.
  public let scale: @Sendable (Coordinate) -> Double
  /// Overlaps of less area than this, or narrower, are rounding and drawing noise, not claims.
  public let overlapTolerance: OverlapTolerance
  /// What reading the layers found about single rows.
  public let loading: [Finding]
  public let workers: Int

  public init(
    layers: LayerSet, wells: [Well], wellFacts: WellFacts?, decisionDate: Day, wellSettings: WellSettings,
    overlapTolerance: OverlapTolerance, loading: [Finding], workers: Int,
    scale: @escaping @Sendable (Coordinate) -> Double
  ) {
    self.layers = layers
    self.wells = wells
    self.wellFacts = wellFacts
    self.decisionDate = decisionDate
    self.wellSettings = wellSettings
    self.overlapTolerance = overlapTolerance
    self.loading = loading
    self.workers = workers
    self.scale = scale
  }
}

/// What an overlap within a layer must exceed to be told.
public struct OverlapTolerance: Sendable {
  /// m²; the default is the topology limit that contract-land checking tools use, 1/150 m².
  public var area = 1.0 / 150
  /// m; the default is the coordinate tolerance of contract-land data.
  public var width = 0.001

  public init() {}
}

/// One check of the catalogue. Codes never change their meaning.
public protocol Check: Sendable {
  static var code: String { get }
  static var severity: Severity { get }
  static var title: Words { get }
  /// The clause or practice that asks for it.
  static var source: Words { get }
  static func findings(_ context: CheckContext) async throws -> [Finding]
}

public enum Checks {
  /// All checks, by code.
  public static let all: [any Check.Type] = [
    WrongTypes.self, UnknownValues.self, DuplicateKeys.self, InvalidGeometry.self, EmptyGeometry.self, Overlaps.self,
    WellsInProhibitedZones.self, WellsInLimitedZones.self, WellsCovered.self, WellsNearEdge.self, WellsOutsideUnit.self,
    NearbyWells.self, PermitFaults.self, MissingMeters.self, ReopenedWells.self, ProhibitableGround.self,
    UnapprovedZones.self, ConflictingZones.self,
  ]
}

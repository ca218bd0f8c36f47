// What a check is, and the list of all checks.

public import Geometry

/// What checks read.
public struct CheckContext: Sendable {
  public let layers: LayerSet
  public let wells: [Well]
  /// Of the wells; `nil` where the job has none.
  public let wellFacts: WellFacts?
  public let decisionDate: Day
  /// `nil` where it is not known.
  public let countyCode: String?
  public let wellSettings: WellSettings
  /// Square metres on the ellipsoid per square unit of the frame, at a place.
  public let scale: @Sendable (Coordinate) -> Double
  public let settings: CheckSettings
  /// What may lie on what.
  public let rules: OverlayRules
  /// The area of the land survey for every row of a role, in m².
  public let official: [String: [Double]]
  public let ground: SharedGround
  /// What reading the layers found about single rows.
  public let loading: [Finding]
  public let workers: Int
  /// `nil` where the job names no last year.
  public var previous: PreviousYear?
  /// Where the ground of plots and forest went.
  public var books: [LayerBook] = []
  let work = LayerWork()

  public init(
    layers: LayerSet, wells: [Well], wellFacts: WellFacts?, decisionDate: Day, wellSettings: WellSettings,
    settings: CheckSettings, rules: OverlayRules = OverlayRules(), official: [String: [Double]] = [:],
    ground: SharedGround? = nil, loading: [Finding], workers: Int, countyCode: String? = nil,
    scale: @escaping @Sendable (Coordinate) -> Double
  ) {
    self.layers = layers
    self.wells = wells
    self.wellFacts = wellFacts
    self.decisionDate = decisionDate
    self.wellSettings = wellSettings
    self.settings = settings
    self.rules = rules
    self.official = official
    self.ground = ground ?? SharedGround(layers, workers: workers)
    self.loading = loading
    self.workers = workers
    self.countyCode = countyCode
    self.scale = scale
  }

  /// A threshold that the check declares, as the job sets it.
  func threshold(_ check: any Check.Type, _ name: String) -> Double { settings.value(name, of: check) }
}

/// What of a job says which layers checks read.
public struct CheckScope: Sendable {
  let rules: OverlayRules
  let wells: WellSettings

  public init(_ rules: OverlayRules, _ wells: WellSettings) {
    self.rules = rules
    self.wells = wells
  }
}

/// One check of the catalogue. Codes never change their meaning.
public protocol Check: Sendable {
  static var code: String { get }
  static var severity: Severity { get }
  static var title: Words { get }
  /// The clause or practice that asks for it.
  static var source: Words { get }
  /// What the job may set.
  static var thresholds: [Threshold] { get }
  /// Sets of roles: a job that has all layers of one of them has what the check looks at. None where the job's overlay rules ask
  /// nothing of it; `nil` where it looks at whatever layers there are.
  static func reads(_ scope: CheckScope) -> [[String]]?
  /// Fields by role, of which at least one must be there for the check to look at anything; none where it does not go by fields.
  static var fields: [NeededFields] { get }
  /// Whether a well of the register says enough that the check would have told what it tells. A problem about a well that it
  /// is not asked of has not ended.
  static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool
  static func findings(_ context: CheckContext) async throws -> [Finding]
}

extension Check {
  public static var thresholds: [Threshold] { [] }
  public static func isTelling(_ well: Well, _ facts: WellFacts) -> Bool { true }
  public static var fields: [NeededFields] { [] }
  public static func reads(_ scope: CheckScope) -> [[String]]? { nil }

  /// The roles that the check lacks, the fewest that it could do with; none where it has something to look at. Where no overlay
  /// rule asks anything of it, those are what it lacks.
  public static func missingRoles(among roles: Set<String>, in scope: CheckScope) -> [String] {
    guard let sets = reads(scope) else { return [] }
    return sets.map { $0.filter { !roles.contains($0) } }.min { $0.count < $1.count } ?? [OverlayRules.asRole]
  }
}

extension Check {
  /// The fields that the check asks of a layer that has none of them.
  public static func missingFields(in layers: LayerSet) -> [(role: String, fields: [String])] {
    fields.compactMap { needed in
      guard let own = layers[needed.role]?.layer.fields, !needed.anyOf.contains(where: { own[$0] != nil }) else {
        return nil
      }
      return needed.orLayer.flatMap { layers[$0] } == nil ? (needed.role, needed.anyOf) : nil
    }
  }
}

/// Fields of a role of which a check asks for any, and the role whose layer says the same in their place.
public struct NeededFields: Sendable {
  let role: String
  let anyOf: [String]
  var orLayer: String?
}

public enum Checks {
  /// All checks, by code.
  public static let all: [any Check.Type] = [
    RequiredFields.self, WrongTypes.self, UnknownValues.self, DuplicateKeys.self, OrphanCodes.self, FieldLogic.self,
    DeclaredAreas.self, MissingCompanions.self, TextEncodings.self, CutTexts.self, UnfitFrames.self,
    OutsideCounty.self, RowCounts.self, MixedKinds.self,
    InvalidGeometry.self, RepairedGeometry.self, RepeatedVertices.self, Spikes.self, MultipartRows.self,
    SmallAreas.self, DuplicateGeometry.self, EmptyGeometry.self, RingDirections.self,
    ReportedRegisters.self, ControlAreas.self, UnexplainedChanges.self, OpenBooks.self,
    Overlaps.self, Gaps.self, Slivers.self, UnsharedEdges.self,
    WellsInProhibitedZones.self, WellsInLimitedZones.self, WellsCovered.self, WellsNearEdge.self, WellsOutsideUnit.self,
    NearbyWells.self, PermitFaults.self, MissingMeters.self, ReopenedWells.self, StrayPermits.self,
    DoubleClaims.self, PlotsOffCropland.self, UnclaimedCropland.self, ReplantedForest.self, PlantedAgain.self,
    StraddlingPlots.self, GroundInZones.self, UnwateredPlots.self, ContradictoryTenure.self, FragmentedRetreat.self,
    MisnamedVillages.self, UnregisteredWells.self,
    ProhibitableGround.self, UnapprovedZones.self, ConflictingZones.self,
  ]

  /// What all checks find that the job has not switched off, check by check in the order of ``all``, each finding with the
  /// severity that the job gives it. Several checks run at once: parts of many of them only one thread can do.
  public static func findings(_ context: CheckContext) async throws -> [Finding] {
    let checks = all.filter { !context.settings.isOff($0) }
    return try await atOnce(checks.count, workers: context.workers) { index in
      let check = checks[index]
      let found = try await check.findings(context)
      let severity = context.settings.severity(of: check)
      return severity == check.severity ? found : found.map { $0.weighed(severity) }
    }.flatMap { $0 }
  }
}

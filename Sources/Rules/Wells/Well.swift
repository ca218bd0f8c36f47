// One well as the run knows it: its register entry, where it lies, and what was decided.

public import Geometry

/// The kinds of zones, the strictest first.
public enum ZoneKind: String, Sendable, SpokenChoice {
  case prohibited
  case limited
  case overExtracted = "over-extracted"

  public var title: Words {
    switch self {
    case .prohibited: Words(zh: "禁采区", en: "prohibited")
    case .limited: Words(zh: "限采区", en: "limited")
    case .overExtracted: Words(zh: "超采区", en: "over-extracted")
    }
  }
  var rank: Int { Self.allCases.firstIndex(of: self)! }
}

/// What locating finds out about a well.
public struct WellLocation: Sendable {
  /// `nil` where the register has no usable coordinates.
  public var position: Coordinate?
  /// How far the position may be off, in metres.
  public var accuracy = 0.0
  /// Rows of the zone layer that hold the well, the strictest kind first, then in the order of the layer.
  public var zones: [Int] = []
  public var zoneKind: ZoneKind?
  /// Rows of the zone layer that have an edge nearer than the accuracy.
  var zonesNear: [Int] = []
  /// Distance to the nearest edge of ground of a kind at least as strict as the one that holds the well (of any kind where none
  /// does), negative inside. Lines between zones of one kind are no edges. `nil` without position or zones.
  public var zoneEdge: Double?
  public var nearEdge = false
  /// Why the strictest zone that holds the well is not certain; `nil` where it is.
  public var zoneDoubt: Words?
  /// Why of no kind it is certain whether such a zone holds the well, whatever edges are near.
  var doubtBesideEdges: Words?
  /// The kinds that have an edge nearer than the accuracy.
  public var kindsNear: Set<ZoneKind> = []
  /// The strictest zone that may hold the well, where nothing but near edges is in doubt: `nil` among them stands for none.
  var kindsPossible: [ZoneKind?] = []
  /// Why coverage is not certain; `nil` where it is.
  public var coverageDoubt: Words?
  public var township: Int?
  public var village: Int?
  /// The township of the register beside the one that holds the well; `nil` where the register says none, or no township
  /// holds the well and its name alone does not tell which is meant.
  var registeredTownship: RegisteredUnits.Answer?
  /// Why the position itself, hence all that follows from it, is not certain; `nil` where nothing speaks against it.
  public var positionDoubt: Words?
  /// `nil` where no layer says it.
  public var covered: Bool?
  /// Of a covered well whether a coverage polygon holds it; else it is within the reach of a pipe.
  var isInCoverage = false
  public var pipe: Int?
  public var pipeDistance: Double?
  var isCertainOfZones: Bool { position != nil && positionDoubt == nil && zoneDoubt == nil }

  /// What the fact `zone_kind` can be, where it is in doubt for near edges alone.
  public var possibleZoneKinds: [FactValue] {
    positionDoubt == nil ? kindsPossible.map { .text($0?.rawValue ?? "none") } : []
  }

  /// Whether the well lies on ground whose groundwater is hard to renew; `nil` where no layer says it.
  public var hardToRenew: Bool?
  public var hardToRenewDoubt: Words?
}

/// What a job says about how wells are judged.
public struct WellSettings: Sendable {
  /// How far a register's coordinates may be off, in metres, where a well does not state its own.
  public var positionAccuracy: Double
  /// A well within this distance of a pipe counts as covered; 0 leaves it to the coverage polygons.
  public var pipeReach: Double
  /// How much longer than the straight line a pipe to the well is. Pipes follow roads; in street networks the way is
  /// 1.2 to 1.4 times the straight line (Ballou et al. 2002), so this is an estimate for planning, not a measure.
  public var detour: Double = 1.3
  /// Wells nearer to each other than this may be one well in the register twice (W06), in metres.
  public var sameWell: Double
  /// Permits that end within so many days are told (W07): renewal is asked 45 days before (Order 460 art. 25).
  public var permitWindow: Int = 45

  public init(positionAccuracy: Double, pipeReach: Double) {
    self.positionAccuracy = positionAccuracy
    self.pipeReach = pipeReach
    sameWell = positionAccuracy
  }
}

/// A well with the decision about it. Its facts are gathered when somebody asks: see ``WellFacts``.
public struct Well: Sendable {
  /// The row in the wells layer.
  public let row: Int
  public let id: String
  public let location: WellLocation
  public let decision: Decision
  /// Whether its register says that it is closed: what was decided has been done.
  public let isClosed: Bool

  public init(row: Int, id: String, location: WellLocation, decision: Decision, isClosed: Bool) {
    self.row = row
    self.id = id
    self.location = location
    self.decision = decision
    self.isClosed = isClosed
  }

  /// Whether somebody has to see to it that taking ends.
  public var isToClose: Bool { decision.endsTaking && !isClosed }
}

/// A distance for a sentence: to a tenth of a metre, without its sign.
func metres(_ distance: Double?) -> String {
  guard let distance else { return "—" }
  return String((abs(distance) * 10).rounded() / 10)
}

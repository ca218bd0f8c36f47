// One well as the run knows it: its register entry, where it lies, and what follows for the rules.

public import Geometry

/// The kinds of zones, the strictest first.
public enum ZoneKind: String, Sendable, CaseIterable {
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
  /// Rows of the zone layer that hold the well, the strictest kind first, then in the order of the layer.
  public var zones: [Int] = []
  public var zoneKind: ZoneKind?
  /// Distance to the nearest edge of a zone at least as strict as the one that holds the well (of any zone where none
  /// does), negative inside. `nil` without position or zones.
  public var zoneEdge: Double?
  public var nearEdge = false
  /// Why the zones that hold the well are not certain; `nil` where they are.
  public var zoneDoubt: Words?
  /// Why coverage is not certain; `nil` where it is.
  public var coverageDoubt: Words?
  public var township: Int?
  public var village: Int?
  /// `nil` where no layer says it.
  public var covered: Bool?
  public var pipeDistance: Double?
}

/// What a job says about how wells are judged.
public struct WellSettings: Sendable {
  /// How far a register's coordinates may be off, in metres, where a well does not state its own.
  public var positionAccuracy: Double
  /// A well within this distance of a pipe counts as covered; 0 leaves it to the coverage polygons.
  public var pipeReach: Double

  public init(positionAccuracy: Double, pipeReach: Double) {
    self.positionAccuracy = positionAccuracy
    self.pipeReach = pipeReach
  }
}

/// A well with its facts and the decision about it.
public struct Well: Sendable {
  /// The row in the wells layer.
  public let row: Int
  public let id: String
  public let location: WellLocation
  public let facts: Facts
  public let decision: Decision
}

/// A distance for a sentence: to a tenth of a metre, without its sign.
func metres(_ distance: Double?) -> String {
  guard let distance else { return "—" }
  return String((abs(distance) * 10).rounded() / 10)
}

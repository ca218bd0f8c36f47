// How a run is written: in which language, for whom, and how much of the map it may show.

public import Geometry

/// How exactly outputs say where things are. Continuous map data of large scale is secret (自然资发〔2020〕95号), so what leaves
/// the secure room may have to say less.
public enum Disclosure: Sendable, Equatable {
  case exact
  /// Coordinates of points to a multiple of so many metres; no layers of lines or polygons.
  case rounded(metres: Double)
  /// Lists and totals only.
  case none

  /// A place as it may be shown.
  func shown(_ place: Coordinate?) -> Coordinate? {
    switch self {
    case .exact: place
    case .rounded(let step):
      place.map { Coordinate(x: ($0.x / step).rounded() * step, y: ($0.y / step).rounded() * step) }
    case .none: nil
    }
  }
}

public struct OutputOptions: Sendable {
  /// Of headings and messages.
  public var language: Language
  /// Adds step times to run.json, which is then never the same twice.
  public var timed = false
  public var disclosure = Disclosure.exact
  /// Also a folder for every township, with its own lists.
  public var byTownship = false

  public init(language: Language) { self.language = language }
}

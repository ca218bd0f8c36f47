// How a run is written: in which language, for whom, and how much of the map it may show.

public import Geometry

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

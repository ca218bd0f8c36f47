// What was noticed about a source while it was read. A finding is about layers and keys; a diagnosis comes before a source
// has either.

/// Something about a source that a person should know, by the code of the check that tells it (`F01` …).
public struct Diagnosis: Sendable, Hashable {
  public let code: String
  /// What is wrong, what was done instead, what to do.
  public let message: Words
  /// The row of the layer that it is about; `nil` where it is about the source.
  public let row: Int?

  public init(_ code: String, row: Int? = nil, _ message: Words) {
    self.code = code
    self.row = row
    self.message = message
  }
}

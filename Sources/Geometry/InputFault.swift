// What is wrong with something a person handed in. Errors of libraries and faults of ours are other types.

/// An input that cannot be used: where, what is wrong, and what to do about it.
public struct InputFault: Error, Sendable {
  /// A file, with layer, row or line where they are known.
  public let place: String
  public let problem: Words
  public let remedy: Words

  public init(at place: String, _ problem: Words, remedy: Words) {
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }

  /// The same with a further remedy.
  public func advised(_ more: Words) -> InputFault {
    InputFault(at: place, problem, remedy: Words(zh: "\(remedy.zh)；\(more.zh)", en: "\(remedy.en); \(more.en)"))
  }

  public func message(in language: Language) -> String {
    "\(place): \(problem[language])\n  → \(remedy[language])"
  }
}

extension InputFault: CustomStringConvertible {
  public var description: String { message(in: .en) }
}
